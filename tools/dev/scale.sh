# shellcheck shell=bash
# Instances that come and go while people play.  .dev/run/instances lists those
# that there are; what HAProxy and Prometheus read is written from it.

# Write down COUNT.
list_instances() {
	local service i
	for service in $SERVICES; do
		for i in $(seq "${COUNT[$service]}"); do
			echo "$service=127.0.0.1:$(port_of "$service" "$i")"
		done
	done >"$RUN/instances"
	# shellcheck disable=SC2046
	conf/haproxy/servers.sh $(cat "$RUN/instances") >"$RUN/servers.cfg"
	# shellcheck disable=SC2046
	write_targets $(cat "$RUN/instances")
}

# What was written down.
count_instances() {
	local service
	for service in $SERVICES; do
		COUNT[$service]=$(grep -c "^$service=" "$RUN/instances")
	done
}

# game1 game2 ...: by their service in the order of SERVICES.
instance_names() {
	awk -F= '{ count[$1]++; print $1 count[$1] }' "$RUN/instances"
}

# Whether those that HAProxy knows are those of the list.
haproxy_follows() {
	local known
	known=$(curl -fs "http://127.0.0.1:$METRICS_PORT/metrics" |
		sed -n 's/^haproxy_server_status{proxy="[a-z]*",server="\([a-z]*[0-9]*\)",state="UP"}.*/\1/p')
	[ "$(sort -u <<<"$known")" = "$(instance_names | sort)" ]
}

# HAProxy takes the new list, and ends what it has begun by the old one.  One
# that has only just begun is deaf to the signal: it is told again.
reload_haproxy() {
	local i
	for i in 1 2 3; do
		kill -USR2 "$(cat "$RUN/haproxy.pid")"
		! await 10 haproxy_follows || return 0
	done
	die "HAProxy did not take the new list: see $LOG/haproxy.log"
}

# What is new runs before HAProxy knows it, and what goes does so when HAProxy
# knows it no more: no request meets either.
run_scale() {
	local service i gone=()
	count_instances
	for service in "${!WANTED[@]}"; do
		for i in $(seq "${WANTED[$service]}"); do
			"start_$service" "$i"
		done
		for i in $(seq $((WANTED[$service] + 1)) "${COUNT[$service]}"); do
			gone+=("$service$i")
		done
		COUNT[$service]=${WANTED[$service]}
	done
	list_instances
	reload_haproxy
	for i in "${gone[@]}"; do
		stop "$i"
		rm -f "$RUN/$i.pid"
	done
	say_instances
}

# check_name NAME: it is one of those that `up` starts.
check_name() {
	local names="haproxy redis_auth redis_score redis_game"
	[ -e "$RUN/instances" ] || die "nothing was started yet: ./dev up"
	names="$names $(instance_names | tr '\n' ' ')"
	[[ -n ${1:-} && " $names" == *" $1 "* ]] || die "one of: $names"
}

# Another of its kind takes over, if there is one.
run_stop() {
	check_name "${1:-}"
	stop "$1"
}

run_start() {
	local service=${1#redis_} port
	check_name "${1:-}"
	read_arguments
	case $1 in
	haproxy) start_haproxy ;;
	redis_*)
		port=REDIS_${service^^}_PORT
		start_redis "$1" "${!port}"
		;;
	*) "start_${1%[1-9]}" "${1: -1}" ;;
	esac
	echo "started $1"
}

# What was built takes over, one instance after the other.
run_restart() {
	[ -e "$RUN/instances" ] || die "nothing was started yet: ./dev up"
	# shellcheck disable=SC2016,SC2046
	conf/restart.sh "http://127.0.0.1:$METRICS_PORT/metrics" \
		'./dev stop "$1$2" && ./dev start "$1$2"' $(cat "$RUN/instances")
}
