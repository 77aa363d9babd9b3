#!/bin/sh
# Write HAProxy's list of instances:
#
#	servers.sh game=HOST:PORT... auth=HOST:PORT... score=HOST:PORT...
#
# each argument an instance, those of a service numbered in their order.
set -eu

# backend NAME SERVICE DEFAULTS INSTANCE...: the instances of SERVICE.
backend() {
	name=$1 service=$2 defaults=$3 i=0
	shift 3
	printf '\nbackend %s from %s\n' "$name" "$defaults"
	# The page asks for less: an instance that is up but has lost its store
	# can still show it.
	[ "$name" != page ] ||
		printf '\thttp-check send meth GET uri /healthz ver HTTP/1.1 hdr host haproxy\n'
	for instance; do
		[ "${instance%%=*}" = "$service" ] || continue
		i=$((i + 1))
		printf '\tserver %s%d %s cookie %s%d\n' \
			"$service" "$i" "${instance#*=}" "$service" "$i"
	done
}

backend auth auth service "$@"
backend game game sticky "$@"
backend page game sticky "$@"
backend score score service "$@"
