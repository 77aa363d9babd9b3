# bash completion of motus(1)
_motus()
{
	local word=$2 before=$3 options=
	case $before in
	--language)
		mapfile -t COMPREPLY < <(compgen -W 'fr en' -- "$word")
		return
		;;
	--answers | --guesses | --key-file | --lexicon)
		mapfile -t COMPREPLY < <(compgen -f -- "$word")
		return
		;;
	--beam | --client | --date | --first | --length | --server | --turns)
		return
		;;
	esac
	case ${COMP_WORDS[1]} in
	"$word")
		options='analyse history lexicon login logout mark play solve
			verify
			--help --version'
		;;
	analyse) options='--answers --guesses --json --language --lexicon' ;;
	history | mark) options='--json --language' ;;
	lexicon) options='--json --language --lexicon' ;;
	login) options='--client --json --language --server' ;;
	logout) options='--json --language --server' ;;
	play)
		options='--bonus --date --hard --json --key-file --language
			--length --lexicon --practice --server --turns
			--ultra-hard'
		;;
	solve)
		options='--answers --beam --first --guesses --json --language
			--length --lexicon'
		;;
	verify) options='--date --json --language --server' ;;
	esac
	mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
}
complete -F _motus motus
