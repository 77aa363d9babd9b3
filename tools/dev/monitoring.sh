# shellcheck shell=bash
# Debian's Prometheus beside what runs.  It reads the tree's own configuration
# by links, for it looks for the list of instances in the same folder.

PROMETHEUS_PORT=${PROMETHEUS_PORT:-9090}

# write_targets SERVICE=HOST:PORT...: what runs.  Prometheus sees a new list.
write_targets() {
	mkdir -p "$RUN/prometheus"
	conf/prometheus/targets.sh "$@" "haproxy=127.0.0.1:$METRICS_PORT" \
		>"$RUN/prometheus/targets.new"
	mv "$RUN/prometheus/targets.new" "$RUN/prometheus/targets.yml"
}

start_prometheus() {
	local url=http://127.0.0.1:$PROMETHEUS_PORT
	mkdir -p "$STATE/data/prometheus"
	ln -sf "$ROOT"/conf/prometheus/{alerts,prometheus}.yml "$RUN/prometheus/"
	launch prometheus prometheus \
		--config.file="$RUN/prometheus/prometheus.yml" \
		--storage.tsdb.path="$STATE/data/prometheus" \
		--web.listen-address="127.0.0.1:$PROMETHEUS_PORT"
	await 20 curl -fs "$url/-/ready" || fail_with_log prometheus
	echo "figures    Prometheus on $url"
}
