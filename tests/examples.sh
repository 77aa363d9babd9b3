#!/bin/sh
# The programs of examples/ do what they show.
builddir=$(cd "${builddir:-.}" && pwd)
folder=$(mktemp -d) && cd "$folder" || exit 99
trap 'rm -rf "$folder"' EXIT

printf 'merle\nmerci\npigeon\nperle\n' >words
printf '@2027-01-01\nmerle\npigeon\n' >answers
"$builddir/tools/lexicon/motus-lexicon" --language fr --words words \
	--answers answers --output lexicon >/dev/null || exit 99

# check NAME: whether the command before it succeeded.
count=0
check() {
	if [ $? -eq 0 ]; then result=ok; else result='not ok'; fi
	count=$((count + 1))
	echo "$result $count - $1"
}

# play DAY GUESS...: what the program says is in said.
play() {
	day=$1
	shift
	printf '%s\n' "$@" | "$builddir/examples/play" lexicon "$day" >said 2>&1
}

echo 1..8
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
! "$builddir/examples/play" words >said 2>&1 && grep -q 'not a file of ours' said
check 'play fails without a lexicon'

# keep NAME: counts in a file; what the program says is in said.
keep() {
	"$builddir/examples/keep" "sqlite:$folder/names" "$1" >said 2>&1
}

keep merle
if grep -q 'this build has no such store' said; then
	echo 'ok 7 # SKIP built without SQLite'
	count=$((count + 1))
else
	for i in 1 2 3 4 5; do
		"$builddir/examples/keep" "sqlite:$folder/names" pigeon &
	done >/dev/null 2>&1
	wait
	keep merle && printf '1. pigeon: 5\n2. merle: 2\n' | cmp -s - said
	check 'keep counts once for each of several processes'
fi
! "$builddir/examples/keep" sqlite:/ merle >said 2>&1 && [ -s said ]
check 'keep fails without a store'
