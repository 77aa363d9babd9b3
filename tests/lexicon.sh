#!/bin/sh
# The program motus-lexicon: what it makes, what it says, what it leaves alone.
lexicon=$(cd "${builddir:-.}" && pwd)/tools/lexicon/motus-lexicon
folder=$(mktemp -d) && cd "$folder" || exit 99
trap 'rm -rf "$folder"' EXIT

printf 'perle\nmerle\n' >words
printf '@2026-01-01\nmerle\nperle\n' >answers
printf 'SFX S Y 1\nSFX S 0 s .\n' >small.aff
printf '2\nmerle/S\nperle/S\n' >small.dic
echo 1..10

# check NAME: whether the command before it succeeded.
count=0
check() {
	if [ $? -eq 0 ]; then result=ok; else result='not ok'; fi
	count=$((count + 1))
	echo "$result $count - $1"
}

# compile OPTION...: to the file out; what it says is in said.
compile() {
	"$lexicon" --language fr --output out "$@" >said 2>&1
}

# refuses TEXT OPTION...: it fails, says TEXT and makes no file.
refuses() {
	text=$1
	shift
	rm -f out
	! compile "$@" && grep -qF -- "$text" said && ! ls out* 2>/dev/null
}

compile --words words --answers answers &&
	[ "$(cat said)" = 'out: 2 words, 2 answers, edition 1' ] &&
	[ "$(head -c 8 out)" = MOTUSLEX ]
check 'it compiles a list of words'

compile --hunspell small --answers answers && grep -q ' 4 words' said
check 'it compiles the forms of a dictionary'

cp out kept && compile --hunspell small --answers answers && cmp -s out kept
check 'it makes the same bytes out of the same words'

printf '@2026-01-01\nmerle\nperles\n' >wrong
cp out kept && ! compile --words words --answers wrong && cmp -s out kept
check 'it leaves the old file when it fails'

refuses 'wrong:3: "perles" is not in the lexicon' \
	--words words --answers wrong
check 'it names the file and the line of a mistake'

refuses 'nowhere: No such file' --words nowhere --answers answers
check 'it names a file that is missing'

printf 'SFX S Y 2\nSFX S 0 s .\n' >bad.aff && cp small.dic bad.dic
refuses 'bad.aff:2: ' --hunspell bad --answers answers
check 'it refuses broken rules'

rm -f out
! "$lexicon" --language Français --words words --answers answers \
	--output out >said 2>&1 && grep -q -- '--language Français' said &&
	! [ -e out ]
check 'it refuses a language that is none'

! "$lexicon" --language fr >said 2>&1 && grep -q '^Usage' said
check 'it says how it is used when something is missing'

"$lexicon" --help | grep -q '^Usage' &&
	"$lexicon" --version | grep -q '^[0-9.]*$'
check 'it says on demand how it is used and which version it is'
