#!/bin/sh
# Put containers of what was built anew in the place of those that run, so that
# nobody notices:
#
#	upgrade.sh SERVICE...
#
# in the folder of compose.yaml.  COMPOSE says how to call Compose; HAProxy's
# figures are on METRICS_PORT.
set -eu

compose=${COMPOSE:-docker compose}
figures=http://127.0.0.1:${METRICS_PORT:-3010}/metrics

# serve SERVICE COUNT: HAProxy sends players to so many.
serve() {
	left=600
	until curl -fs "$figures" |
		grep -q "^haproxy_backend_active_servers{proxy=\"$1\"} $2\$"; do
		left=$((left - 1))
		if [ $left = 0 ]; then
			echo "upgrade.sh: $1: there are not $2" >&2
			exit 1
		fi
		sleep 0.1
	done
}

for service; do
	old=$($compose ps -q "$service")
	count=$(echo "$old" | wc -l)
	$compose up -d --no-deps --no-recreate --scale "$service=$((2 * count))" "$service"
	serve "$service" $((2 * count))
	for id in $old; do
		docker stop "$id" >/dev/null
		docker rm "$id" >/dev/null
	done
	serve "$service" "$count"
	echo "upgraded $service"
done
