#!/bin/sh
# The program motus: what each command prints, and how it ends.
motus=$(cd "${builddir:-.}" && pwd)/tools/motus/motus
compile=$(cd "${builddir:-.}" && pwd)/tools/lexicon/motus-lexicon
here=$(pwd)
folder=$(mktemp -d) && cd "$folder" || exit 99
trap 'rm -rf "$folder"' EXIT
HOME=$folder/home LANG=en_GB.UTF-8
export HOME LANG
unset XDG_DATA_HOME XDG_STATE_HOME LC_ALL LC_MESSAGES

printf 'merle\nmerci\npigeon\nperle\n' >words
printf '@2027-01-01\nmerle\npigeon\n@2027-02-01\n-pigeon\ngrâces\n' >answers
printf 'graces\nmains\n' >>words
"$compile" --language fr --words words --answers answers --output small \
	>/dev/null || exit 99
printf '%064d' 0 >zeros

# check NAME: whether the command before it succeeded.
count=0
check() {
	if [ $? -eq 0 ]; then result=ok; else result='not ok'; fi
	count=$((count + 1))
	echo "$result $count - $1"
}

# gives STATUS TEXT WORD...: it ends so, and prints just this line.
gives() {
	status=$1 text=$2
	shift 2
	"$motus" "$@" >out 2>said
	[ $? -eq "$status" ] && [ "$(cat out)" = "$text" ] && [ ! -s said ]
}

# refuses STATUS TEXT WORD...: it ends so, and says TEXT on standard error.
refuses() {
	status=$1 text=$2
	shift 2
	"$motus" "$@" >out 2>said </dev/null
	[ $? -eq "$status" ] && grep -qF -- "$text" said && [ ! -s out ]
}

# --- the command line

"$motus" --version | grep -q '^motus [0-9]' && "$motus" --help |
	grep -q '^usage: motus COMMAND'
check 'it tells its version and how it is used'
LANG=fr_FR.UTF-8 "$motus" --help | grep -q '^usage : motus COMMANDE'
check 'it speaks French where the locale does'
LC_ALL='' LC_MESSAGES=C LANG=fr_FR "$motus" --help | grep -q 'GUESS ANSWER'
check 'the locale is looked for as POSIX does'
[ "$("$motus" --help | awk 'length > 80')" = '' ]
check 'the usage fits a terminal'
refuses 64 'no command'
check 'no command is a wrong use'
refuses 64 'no such command: frobnicate' frobnicate
check 'another command is a wrong use'
refuses 64 'option inconnue' mark --language fr --frobnicate merle merci
check 'another option is a wrong use, said in the language asked for'
refuses 64 'not an option of this command: length' mark --length 5 merle merci
check 'an option of another command is a wrong use'
refuses 64 'not a good value: 3' play --practice --length 3
check 'a value out of range is a wrong use'
refuses 64 'not as many words' mark merle
check 'a word that is missing is a wrong use'
"$motus" mark merle merci >/dev/full 2>said
[ $? -eq 74 ] && grep -q 'No space left' said
check 'what can not be printed is a failure'

completion=$(cd "$here" && cd "${srcdir:-.}" && pwd)/tools/motus/completion
# What the page and the completions know must be what the program knows.
"$motus" --help | grep -oE -- '--[a-z-]+' | sort -u >options
for file in motus.bash _motus; do
	grep -oE -- '--[a-z-]+' "$completion/$file" | sort -u | diff options -
done >out
grep -oE -- '-l [a-z-]+' "$completion/motus.fish" | sed 's/-l /--/' | sort -u |
	diff options - >>out
grep -oE '^\.(It |Op )?Fl.*' "$completion/../../../docs/man/motus.1" |
	grep -oE -- '-[a-z][a-z-]*' | sed 's/^/-/' | sort -u | diff options - >>out
[ -s options ] && [ ! -s out ]
check 'completions and the page know each option, and no other'

# complete WORD...: what bash offers for the last word, on one line.
complete_words() {
	bash -c 'source "$0"; COMP_WORDS=("$@"); _motus motus "${@: -1}" "${*: -2:1}"
		echo "${COMPREPLY[@]}"' "$completion/motus.bash" "$@"
}
[ "$(complete_words motus pl)" = play ] &&
	[ "$(complete_words motus play --ul)" = --ultra-hard ] &&
	[ "$(complete_words motus mark --language '')" = 'fr en' ] &&
	[ "$(complete_words motus mark --ul)" = '' ]
check 'bash completes commands, options and languages'
if command -v zsh >/dev/null; then
	zsh -n "$completion/_motus" 2>said && [ ! -s said ]
	check 'zsh takes its completion'
fi

# --- mark

gives 0 cccaa mark merle merci
check 'mark prints one letter a mark'
gives 0 ccccc mark GRACE grâce
check 'mark takes words as people write them'
gives 0 '{"guess":"MERLE","answer":"MERCI","pattern":"cccaa"}' \
	mark --json merle merci
check 'mark speaks JSON'
refuses 65 'the words differ in length' mark merle pigeon
check 'mark refuses words of two lengths'
refuses 65 'mer1e: not a word' mark mer1e merle
check 'mark refuses what is no word'

# --- lexicon

gives 0 'MERCI is accepted, but never the answer' lexicon --lexicon small merci
check 'lexicon tells a word that may be guessed'
gives 0 'GRACES is accepted, and may be the answer: grâces' \
	lexicon --lexicon small graces
check 'lexicon tells how an answer is written'
gives 0 'PIGEON is accepted, but never the answer' \
	lexicon --lexicon small pigeon
check 'lexicon knows that an answer was withdrawn'
gives 1 'CHATEAU is not accepted' lexicon --lexicon small château
check 'lexicon ends with 1 for a word that may not be guessed'
gives 0 '{"word":"GRACES","language":"fr","accepted":true,"answer":true,"display":"grâces"}' \
	lexicon --lexicon small --json graces &&
	gives 1 '{"word":"PERLA","language":"fr","accepted":false,"answer":false,"display":null}' \
		lexicon --lexicon small --json perla
check 'lexicon speaks JSON'
refuses 66 'nowhere: No such file' lexicon --lexicon nowhere merle
check 'lexicon names a file that is missing'
refuses 65 'words: ' lexicon --lexicon words merle
check 'lexicon names a file that is not a lexicon'

# --- play

# again STATUS OPTIONS GUESS...: what it prints is in out.
again() {
	status=$1 options=$2
	shift 2
	# shellcheck disable=SC2086
	printf '%s\n' "$@" | "$motus" play --lexicon small $options >out 2>said
	[ $? -eq "$status" ]
}
# play ...: the same by somebody who never played.
play() {
	rm -rf "$HOME/.local/state"
	again "$@"
}
# Built without SQLite it says at each game that it won't be kept.
if "$motus" history >/dev/null 2>&1; then
	keeps=yes
	quiet() { [ ! -s said ]; }
else
	keeps=
	quiet() { ! grep -vE 'no such store|will not be kept' said; }
fi
# One day has one of two words: that of two days is known by its initial.
day='--key-file zeros --date 2027-01-01'
play 2 "$day" perle && grep -q '^Motus #1, 2027-01-01: ' out &&
	grep -q ': 5 letters, 6 turns: M\.\.\.\.$' out
check 'play shows length and initial of the word of the day'
play 0 "$day" merci merle && grep -qxF ' 1  [M][E][R] C  I ' out &&
	grep -qF 'Found: merle, 55 points' out && grep -qx '#Motus #1 2/6' out
check 'play marks guesses, without colours where there is no terminal'
play 1 "$day" merci merci merci merci merci merci &&
	grep -qx 'The word was merle, 0 points' out && grep -qx '#Motus #1 -/6' out
check 'play ends with 1 when the game is lost'
play 2 "$day" merci && quiet
check 'play ends with 2 when the guesses end before the game'
long=$(printf '%0999d' 1)
play 0 "$day" perle merlu mer1e "$long" pigeon MERLE &&
	grep -q 'perle: another first letter' out &&
	grep -q 'merlu: not in the list of words' out &&
	grep -q 'mer1e: not a word' out && grep -q 'pigeon: not as long' out &&
	grep -q 'Motus #1 1/6' out
check 'play says why it refuses a guess, which costs no turn'
play 0 "$day --language fr" merci merle && grep -q ': 5 lettres, 6 essais : M' out &&
	grep -qx 'Trouvé : merle, 55 points' out
check 'play speaks French'
play 0 "$day --json" perle merci merle && cat >expected <<EOF && cmp -s expected out
{"language":"fr","practice":false,"length":5,"known":"M....","turns":6,"date":"2027-01-01","number":1}
{"refused":"wrong-initial"}
{"turn":1,"guess":"MERCI","pattern":"cccaa"}
{"turn":2,"guess":"MERLE","pattern":"ccccc"}
{"outcome":"won","answer":"MERLE","display":"merle","points":55}
EOF
check 'play speaks JSON, a line for each thing that happens'
play 66 '--key-file nowhere' && grep -q 'nowhere: No such file' said
check 'play names a key that is missing'
play 65 '--key-file answers' && grep -q 'answers: ' said
check 'play names a file that is no key'
play 65 '--key-file zeros --date 2026-12-31'
check 'play fails on a day that has no puzzle'
play 64 '--date tomorrow' && grep -q 'not a good value: tomorrow' said
check 'play refuses what is no date'
play 2 '--date 2027-01-02' && file=$HOME/.local/share/motus/key &&
	[ "$(stat -c %a "$file")" = 600 ] && [ "$(wc -c <"$file")" = 65 ] &&
	cp "$file" mine && play 2 '--date 2027-01-02' && cmp -s "$file" mine
check 'play makes a key of the player, for its owner only, once'
XDG_DATA_HOME=$folder/xdg play 2 '--date 2027-01-02' && [ -e xdg/motus/key ]
check 'play looks where XDG says'
XDG_DATA_HOME=/proc/none play 73 '--date 2027-01-02' && grep -q /proc/none said
check 'play says where it can not make the key'
play 0 '--practice --length 6' graces && grep -q '^Practice: 6 letters' out &&
	grep -qx 'Found: grâces' out && ! grep -q '#Motus' out
check 'practice draws a word of the length asked for'
play 65 '--practice --length 7' && grep -q 'no word of that length' said
check 'practice says when there is no such word'
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	play 2 '--practice --json' && cat out
done >all
grep -q '"known":"M' all && grep -q '"known":"G' all
check 'practice draws each word'
play 0 '--practice --length 5 --hard' merci mains merle &&
	grep -q 'mains: a letter that is in its place must stay' out
check 'practice by the hard rules keeps what was found'
play 0 '--practice --length 5 --ultra-hard --json' merci merci merle &&
	grep -q '"refused":"cannot-be-answer"' out
check 'practice by the ultra-hard rules refuses what the marks contradict'
play 1 '--practice --length 5 --turns 2' merci merci &&
	grep -q ' 2 turns: ' out && grep -q 'The word was merle' out
check 'practice has as many turns as asked for'
play 2 '--practice --length 5 --bonus --json' &&
	grep -qE '"known":"M(E...|.R..|..L.|...E)"' out
check 'practice shows a bonus letter'
refuses 64 'only with: --practice' play --hard &&
	refuses 64 'only with: --practice' play --length 6
check 'the word of the day has no other rules'

# --- analyse

printf 'merle\n# not a word\n\nmerci\nmains\n' >three
analyse() {
	"$motus" analyse --answers three "$@" >out 2>said
}
cat >expected <<EOF
    guess             answers left expected gained  skill   luck  best
 1  MERCI              3 ->      1     1.58   1.58    100     33  MAINS
 2  MERLE              1 ->      1     0.00   0.00    100     50  MERLE
                                                      100     42
EOF
analyse merle merci merle && diff out expected >difference
check 'analyse tells bits, skill and luck of each guess'
analyse --json merle merci && [ "$(cat out)" = \
	'{"answer":"MERLE","turns":[{"guess":"MERCI","pattern":"cccaa","possible":3,"left":1,"expected":1585,"gained":1585,"skill":100,"luck":33,"best":{"guess":"MAINS","expected":1585}}],"skill":100,"luck":33}' ]
check 'analyse speaks JSON'
analyse --json merle && difficulty=$(sed 's/.*"difficulty":\([0-9]*\)}$/\1/' out) &&
	[ "$difficulty" -gt 1600 ] && [ "$difficulty" -lt 1733 ]
check 'analyse tells how hard a word is: one turn in three, else two'
analyse merle && grep -qx 'MERLE: 1\.[67][0-9] turns, guessing any word that is possible' out
check 'analyse tells it to people'
"$motus" analyse --lexicon small merle merci >out && grep -q MERCI out
check 'analyse takes the words of the lexicon'
refuses 65 'perle: ' analyse --answers three merle perle
check 'analyse refuses a guess that the game would not take'
printf 'merle\nmer1e\n' >bad
refuses 65 'bad:2: ' analyse --answers bad merle merci &&
	refuses 66 'nowhere: ' analyse --answers nowhere merle merci &&
	refuses 65 'three: ' analyse --answers three pigeon pigeon &&
	refuses 64 'only with: --answers' analyse --guesses three
check 'analyse says what is wrong with a file of words'

# --- solve

"$motus" solve --answers three --first merci >out && diff out - <<EOF >difference
3 answers, 1.6667 turns on average, 2 at worst
first guess: MERCI
 1       1  ####################
 2       2  ########################################
EOF
check 'solve tells how many turns the answers of a file take'
gives 0 '{"answers":3,"turns":5,"average":1.66667,"worst":2,"taking":[1,2],"first":"MERCI"}' \
	solve --json --answers three --first merci
check 'solve speaks JSON'
gives 0 '{"answers":1,"turns":1,"average":1.0,"worst":1,"taking":[1]}' \
	solve --json --length 5 --lexicon small
check 'solve knows the first letter of the words of a lexicon'
refuses 65 'no word of that length' solve --length 7 --lexicon small &&
	refuses 65 'solve: ' solve --answers three --first perle &&
	refuses 65 'mer1e: not a word' solve --answers three --first mer1e &&
	refuses 64 'only with: --length' solve &&
	refuses 64 'not a good value: 0' solve --length 5 --beam 0
check 'solve says what it can not do'

# --- verify

# puzzle ANSWER: as a site has it, once it is closed.
puzzle() {
	printf '{"language":"fr","date":"2027-01-01","commitment":"%s"%s}' \
		5aba6736dc0e92c626677befa22714f325a8a5341e1974822ff918553cc53670 \
		"${1:+,\"answer\":\"$1\",\"salt\":\"75ae077d68032a6cc86acd2a0f283fa71164d0fe6c0e368170a55b2e1b6a5116\"}"
}
puzzle MERLE | gives 0 '2027-01-01 fr: MERLE is the word that was promised' verify
check 'verify finds that a word was not changed'
puzzle PERLE | gives 1 '2027-01-01 fr: PERLE is not the word that was promised' \
	verify && puzzle PERLE | gives 1 \
	'{"language":"fr","date":"2027-01-01","open":false,"answer":"PERLE","holds":false}' \
	verify --json
check 'verify finds that a word was changed'
puzzle | gives 2 '2027-01-01 fr: encore ouvert : engagement noté, redemandez plus tard' \
	verify --language fr
check 'verify can not tell while the day is open'
for text in '' '{}' '[]' "$(puzzle MERLE | tr 5 x)" "$(puzzle ME)"; do
	echo "$text" | "$motus" verify >>out 2>said
	[ $? = 65 ] && grep -q 'not a puzzle' said || echo "$text"
done >out
[ ! -s out ]
check 'verify refuses what is no puzzle'

# --- sites

if "$motus" verify --server http://127.0.0.1:1 2>&1 | grep -q 'without libcurl'; then
	refuses 69 'without libcurl' play --server http://127.0.0.1:1
	check 'without libcurl there are no sites'
else
	for url in nonsense ftp://127.0.0.1 http://127.0.0.1/path \
		http://user@127.0.0.1 http://127.0.0.1?query; do
		"$motus" verify --server "$url" 2>&1 >>out |
			grep -q "$url: not the address of a site" || echo "$url"
	done >out
	[ ! -s out ]
	check 'what is not the address of a site is refused'
	refuses 69 'http://127.0.0.1:1: ' verify --server http://127.0.0.1:1
	check 'a site that can not be reached is named'
fi

# --- history

if [ -z "$keeps" ]; then
	refuses 69 'this build has no such store' history
	check 'history says that there is none'
	play 0 "$day" merle && grep -q 'the game will not be kept' said
	check 'play goes on without a history'
	echo "1..$count"
	exit
fi
play 2 "$day" merci && again 0 "$day" merle && grep -q '#Motus #1 2/6' out
check 'a game of the day is taken up again'
again 0 "$day" && grep -q '#Motus #1 2/6' out && again 0 "$day --json" &&
	[ "$(grep -c '"turn"' out)" = 2 ] && grep -q '"outcome":"won"' out
check 'a game of the day that is over is shown again'
printf '%064d' 7 >other
again 2 '--key-file other --date 2027-01-01'
check 'another key is another game'
again 1 '--practice --length 5 --turns 1' merci &&
	again 2 '--practice --length 5 --turns 2' merci && "$motus" history >out &&
	[ "$(sed -n '$p' out)" = '2 games, 2 over, 1 won' ] &&
	grep -qE '^20.*  #1 +fr +2/6   merle$' out &&
	grep -qE '^20.*  - +fr +-/1   merle$' out
check 'history lists games, without practice that was left'
"$motus" analyse --lexicon small >out && grep -q '^ 1  MERCI ' out
check 'analyse takes the game that was played last'
"$motus" history --json >out && [ "$(wc -l <out)" = 2 ] && head -n 1 out |
	grep -q '"outcome":"lost","answer":"MERLE","display":"merle","played_at":[0-9]*}'
check 'history speaks JSON, the last game first'
(cd "$HOME/.local/state" && [ "$(stat -c %a motus)" = 700 ] &&
	[ "$(stat -c %a motus/history.sqlite)" = 600 ])
check 'history is for its owner only'
rm -rf "$HOME/.local/state" && refuses 66 'no game is over' analyse
check 'analyse needs a game'
rm -rf "$HOME/.local/state" && gives 0 '0 parties, 0 finies, 0 gagnées' \
	history --language fr
check 'history may be empty'
mkdir -p "$folder/broken/motus" && echo nonsense >"$folder/broken/motus/history.sqlite"
XDG_STATE_HOME=$folder/broken refuses 65 history.sqlite history &&
	XDG_STATE_HOME=$folder/broken again 0 "$day" merle &&
	grep -q 'will not be kept' said
check 'a history that is damaged is left alone, and one can play'

echo "1..$count"
