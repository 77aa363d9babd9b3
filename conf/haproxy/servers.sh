#!/bin/sh
# Write HAProxy's list of instances: conf/haproxy/servers.sh HOST:PORT...
# names the instances of game, in their order.
set -eu

list() {
	i=0
	for address; do
		i=$((i + 1))
		printf '\tserver game%d %s cookie game%d\n' "$i" "$address" "$i"
	done
}

echo 'backend game from service'
list "$@"

# The page asks for less: an instance that is up but has lost its store can
# still show it.
cat <<'CFG'

backend page from service
	http-check send meth GET uri /healthz ver HTTP/1.1 hdr host haproxy
CFG
list "$@"
