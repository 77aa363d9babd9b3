# shellcheck shell=sh
# guess ARGUMENT...: what the program says is in said.
guess() {
	PYTHONDONTWRITEBYTECODE=1 python3 "$srcdir/examples/guess.py" "$@" \
		>said 2>&1
}

plays() {
	guess lexicon mérle merci perle merlu merle merci && diff - said <<-TXT
		the lexicon (fr) has mérle
		against itself: ccccc
		merci: cccaa
		perle: the guess does not begin with the letter shown
		merlu: the lexicon does not have the guess
		merle: ccccc
		merci: the game is over
		won after 2 turns
	TXT
}

reason=
command -v python3 >/dev/null || reason='python3 is not installed'
[ -z "$SANITIZE" ] || reason='Python is not built with sanitizers'
if [ -n "$reason" ]; then
	skip 'guess.py looks up, marks and plays' "$reason"
	skip 'guess.py says what libmotus refuses' "$reason"
else
	plays
	check 'guess.py looks up, marks and plays'
	! guess lexicon mer1e && grep -q 'not a word' said &&
		! guess words merle && grep -q 'not a file of ours' said
	check 'guess.py says what libmotus refuses'
fi
