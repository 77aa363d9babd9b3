# shellcheck shell=sh
# bot LINE...: what the program answers is in said.
bot() {
	printf '%s\n' "$@" | ./bot lexicon >said 2>&1
}

# answers LINE...: these lines are what it said, and no other.
answers() {
	printf '%s\n' "$@" | diff - said >differs || {
		mv differs said
		false
	}
}

bot 'start 1' merci perle MERLE merle && answers 'game M 5 6' 'turn 1 cccaa' \
	'refused the guess does not begin with the letter shown' \
	'turn 2 ccccc' 'won 55' 'refused the game is over'
check 'bot answers each guess with its pattern'
bot merle 'start 2' pigeon 'start 1' merle 'start 3' 'start x' &&
	answers 'refused no game was started' 'game P 6 6' 'turn 1 cccccc' \
		'won 70' 'game M 5 6' 'turn 1 ccccc' 'won 65' \
		'refused no such answer' 'refused no such answer'
check 'bot plays one game after the other'
bot 'start 1' merci merci merci merci merci merci &&
	[ "$(tail -n 1 said)" = 'lost merle' ]
check 'bot tells the answer of a lost game'
bot 'start 1' "$(printf '%0300d' 0)" merle &&
	answers 'game M 5 6' 'refused not a word of 4 to 12 letters' \
		'turn 1 ccccc' 'won 65'
check 'bot takes a line that is too long for one line'
! ./bot words </dev/null >said 2>&1 && grep -q 'not a file of ours' said
check 'bot fails without a lexicon'
