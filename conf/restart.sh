#!/bin/sh
# Restart instances one after the other, so that nobody notices:
#
#	restart.sh FIGURES COMMAND SERVICE=HOST:PORT...
#
# FIGURES is the URL of HAProxy's; the instances are named as to
# haproxy/servers.sh.  `COMMAND` has the service as $1 and the instance's number
# as $2, those of a service numbered in their order.  The next one is restarted
# when HAProxy has found this one ready.
set -eu

. "$(dirname "$0")/await.sh"
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

before=
for instance; do
	service=${instance%%=*} address=${instance#*=}
	before="$before $service"
	number=$(echo "$before" | tr ' ' '\n' | grep -cxF "$service")
	name=$service$number
	sh -c "$command" restart.sh "$service" "$number"
	await "$name is not ready; the others were left alone" ready "$address"
	await "$name is not found; the others were left alone" found "$name"
	echo "restarted $name"
done
