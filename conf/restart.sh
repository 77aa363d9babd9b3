#!/bin/sh
# Restart instances one after the other, so that nobody notices:
#
#	restart.sh FIGURES COMMAND SERVICE=HOST:PORT...
#
# FIGURES is the URL of HAProxy's; the instances are named as to
# haproxy/servers.sh.  `COMMAND` has the service as $1 and the instance's number
# as $2.  The next one is restarted when HAProxy has found this one ready.
set -eu

figures=$1 command=$2
shift 2

ready() {
	curl -fs -o /dev/null "http://$1/readyz"
}

# Each backend that has this server: it is up, and was so when last looked at.
found() {
	curl -fs "$figures" | awk -v server="server=\"$1\"" '
		/^haproxy_server_(check_)?status{/ && index($0, server) && $NF == 1 {
			count++
			if (!/state="(UP|L7OK)"/)
				other = 1
		}
		END { exit other || !count }'
}

# await NAME WHAT ARGUMENT: for a minute.
await() {
	left=600
	until "$2" "$3"; do
		left=$((left - 1))
		if [ $left = 0 ]; then
			echo "restart.sh: $1 is not $2; the others were left alone" >&2
			exit 1
		fi
		sleep 0.1
	done
}

service=
for instance; do
	[ "${instance%%=*}" = "$service" ] || number=0
	service=${instance%%=*} number=$((number + 1))
	name=$service$number
	sh -c "$command" restart.sh "$service" "$number"
	await "$name" ready "${instance#*=}"
	await "$name" found "$name"
	echo "restarted $name"
done
