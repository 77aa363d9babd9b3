#!/bin/sh
# Write Prometheus' list of instances, from what conf/haproxy/servers.sh writes
# HAProxy's:
#
#	targets.sh game=HOST:PORT... auth=HOST:PORT... haproxy=HOST:PORT
#
# each argument an instance, those of a service numbered in their order.
set -eu

printf '%s\n' "$@" | awk -F= '{
	printf "- targets: [\"%s\"]\n", $2
	printf "  labels: { service: %s, instance: %s%d }\n", $1, $1, ++count[$1]
}'
