#!/bin/sh
# Prometheus' configuration is sound, and each alert fires when it should and
# not when it should not.
if ! command -v promtool >/dev/null; then
	echo '1..0 # SKIP promtool is not installed'
	exit
fi
here=$(dirname "$0")
conf=$here/../../conf/prometheus
said=$(mktemp) || exit 99
trap 'rm -f "$said"' EXIT

# try NAME COMMAND...
count=0
try() {
	count=$((count + 1))
	name=$1
	shift
	if "$@" >"$said" 2>&1; then
		echo "ok $count - $name"
	else
		echo "not ok $count - $name"
		sed 's/^/# /' "$said"
	fi
}

for config in prometheus compose; do
	try "$config.yml is sound" promtool check config "$conf/$config.yml"
done
for cases in "$here"/*.yml; do
	try "alerts: $(basename "$cases" .yml)" promtool test rules "$cases"
done
echo "1..$count"
