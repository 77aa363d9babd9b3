#!/bin/sh
# Put containers of what was built anew in the place of those that run, so that
# nobody notices:
#
#	upgrade.sh SERVICE...
#
# in the folder of compose.yaml.  COMPOSE says how to call Compose; HAProxy's
# figures are on METRICS_PORT.
set -eu

. "$(dirname "$0")/await.sh"
compose=${COMPOSE:-docker compose}
figures=http://127.0.0.1:${METRICS_PORT:-3010}/metrics

# serve SERVICE COUNT: HAProxy sends players to so many.
serve() {
	curl -fs "$figures" |
		grep -q "^haproxy_backend_active_servers{proxy=\"$1\"} $2\$"
}

for service; do
	old=$($compose ps -q "$service")
	count=$(echo "$old" | wc -l)
	$compose up -d --no-deps --no-recreate --scale "$service=$((2 * count))" "$service"
	await "$service: there are not $((2 * count))" serve "$service" $((2 * count))
	for id in $old; do
		docker stop "$id" >/dev/null
		docker rm "$id" >/dev/null
	done
	await "$service: there are not $count" serve "$service" "$count"
	echo "upgraded $service"
done
