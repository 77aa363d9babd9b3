# shellcheck shell=sh
# Read by the scripts beside it, which do one thing after the other.

# await COMPLAINT COMMAND...: until the command succeeds, for a minute.
await() {
	complaint=$1 left=600
	shift
	until "$@"; do
		left=$((left - 1))
		if [ $left = 0 ]; then
			echo "${0##*/}: $complaint" >&2
			exit 1
		fi
		sleep 0.1
	done
}
