# shellcheck shell=sh
# play DAY GUESS...: what the program says is in said.
play() {
	day=$1
	shift
	printf '%s\n' "$@" | ./play lexicon "$day" >said 2>&1
}

play 2027-01-01 merci merle && grep -q 'M and 4 more letters' said &&
	grep -q cccaa said
check 'play shows the initial, and marks a guess'
grep -q 'It was merle: 55 points.' said && grep -q '^#Motus #1 2/6$' said
check 'play ends with the points and a text to share'
play 2027-01-01 perle mer1e merlu merle &&
	grep -q 'does not begin with the letter shown' said &&
	grep -q 'not a word' said && grep -q 'does not have the guess' said &&
	grep -q '^#Motus #1 1/6$' said
check 'play says why it refuses a guess, which costs no turn'
play 2027-01-01 merci merci merci merci merci merci &&
	grep -q 'It was merle: 0 points.' said && grep -q ' -/6$' said
check 'play ends after six turns'
! play 2026-12-31 merle && grep -q 'no puzzle on that day' said
check 'play fails on a day that has no puzzle'
! ./play words >said 2>&1 && grep -q 'not a file of ours' said
check 'play fails without a lexicon'
