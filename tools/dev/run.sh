# shellcheck shell=bash
# The whole thing on this machine: for each service its Redis and its
# instances, and HAProxy before them.  Each runs in the background with its pid
# in .dev/run and its output in .dev/log.

RUN=$STATE/run
LOG=$STATE/log

MOTUS_PORT=${MOTUS_PORT:-3101}
GATEWAY_PORT=${GATEWAY_PORT:-3102}
METRICS_PORT=${METRICS_PORT:-3010}
# The first instance's port; the next ones follow.
AUTH_PORT=${AUTH_PORT:-3011}
GAME_PORT=${GAME_PORT:-3021}
SCORE_PORT=${SCORE_PORT:-3031}
REDIS_AUTH_PORT=${REDIS_AUTH_PORT:-6391}
REDIS_GAME_PORT=${REDIS_GAME_PORT:-6392}
REDIS_SCORE_PORT=${REDIS_SCORE_PORT:-6393}
SERVICES="auth score game"
# How many instances there are of each, and how many --scale asks for.
declare -A COUNT=([auth]=2 [score]=2 [game]=2) WANTED=()
URL=http://localhost:$MOTUS_PORT

alive() {
	[ -r "$RUN/$1.pid" ] && kill -0 "$(cat "$RUN/$1.pid")" 2>/dev/null
}

# launch NAME COMMAND...
launch() {
	local name=$1
	shift
	if alive "$name"; then
		return 0
	fi
	setsid "$@" >>"$LOG/$name.log" 2>&1 </dev/null &
	echo $! >"$RUN/$name.pid"
}

# await SECONDS COMMAND...: until it succeeds.
await() {
	local deadline=$((SECONDS + $1))
	shift
	until "$@" >/dev/null 2>&1; do
		[ $SECONDS -lt $deadline ] || return 1
		sleep 0.1
	done
}

fail_with_log() {
	tail -n 15 "$LOG/$1.log" >&2
	die "$1 did not start: see $LOG/$1.log"
}

start_redis() {
	local name=$1 port=$2
	mkdir -p "$STATE/data/$name"
	launch "$name" redis-server "$ROOT/conf/redis/redis.conf" \
		--port "$port" --dir "$STATE/data/$name"
	await 20 redis-cli -p "$port" ping || fail_with_log "$name"
}

# port_of SERVICE NUMBER
port_of() {
	local first=${1^^}_PORT
	echo $((${!first} + $2 - 1))
}

# start_instance SERVICE NUMBER [VARIABLE=VALUE...]
start_instance() {
	local service=$1 name=$1$2 port redis=REDIS_${1^^}_PORT
	port=$(port_of "$1" "$2")
	shift 2
	launch "$name" env -i PATH="$PATH" PORT="$port" BIND=127.0.0.1 \
		PUBLIC_URL="${PUBLIC_URL:-$URL}" GATEWAY_URL="http://127.0.0.1:$GATEWAY_PORT" \
		STORE="redis://127.0.0.1:${!redis}/0" \
		TIMEZONE="${TIMEZONE:-Europe/Paris}" \
		LANGUAGES="${LANGUAGES:-fr,en}" SITE_NAME="${SITE_NAME:-Motus}" \
		LOG_LEVEL="${LOG_LEVEL:-info}" LOKI="${LOKI:-}" \
		WEB_SECRET_FILE="$STATE/secrets/web" "$@" \
		"$STATE/prefix/sbin/motus-$service"
	await 20 curl -fs "http://127.0.0.1:$port/readyz" ||
		fail_with_log "$name"
}

start_auth() {
	start_instance auth "$1" AUTH_KEY_FILE="${AUTH_KEY_FILE:-}" \
		GAME_SECRET_FILE="$STATE/secrets/game" \
		SCORE_SECRET_FILE="$STATE/secrets/score" \
		${CODE_TTL:+CODE_TTL="$CODE_TTL"} \
		${ACCESS_TOKEN_TTL:+ACCESS_TOKEN_TTL="$ACCESS_TOKEN_TTL"} \
		${ID_TOKEN_TTL:+ID_TOKEN_TTL="$ID_TOKEN_TTL"} \
		${REFRESH_TOKEN_TTL:+REFRESH_TOKEN_TTL="$REFRESH_TOKEN_TTL"}
}

start_game() {
	start_instance game "$1" GAME_KEY_FILE="${GAME_KEY_FILE:-}" \
		DAILY_HINTS="${DAILY_HINTS:-}" \
		GAME_SECRET_FILE="$STATE/secrets/game"
}

start_score() {
	start_instance score "$1"
}

start_haproxy() {
	launch haproxy env MOTUS_BIND="${MOTUS_BIND:-127.0.0.1:$MOTUS_PORT}" \
		GATEWAY_BIND="127.0.0.1:$GATEWAY_PORT" \
		METRICS_BIND="127.0.0.1:$METRICS_PORT" \
		LIMIT_ADDRESS="$LIMIT_ADDRESS" LIMIT_GUESSES="$LIMIT_GUESSES" \
		HAPROXY_SOCKET="$RUN/haproxy.sock" \
		haproxy -W -db -f conf/haproxy/haproxy.cfg -f "$RUN/servers.cfg"
	await 20 curl -s "$URL/" || fail_with_log haproxy
}

# HAProxy has found an instance: what starts next may need it.
await_service() {
	local path
	case $1 in
	auth) path=/auth/.well-known/openid-configuration ;;
	score) path=/api/score/boards/all ;;
	game) path=/api/session ;;
	esac
	await 20 curl -fs "$URL$path" || fail_with_log haproxy
}

read_scale() {
	[[ ${1:-} =~ ^([a-z]+)=([1-9])$ && -n ${COUNT[${BASH_REMATCH[1]}]:-} ]] ||
		die "--scale takes SERVICE=N, N from 1 to 9; services: $SERVICES"
	WANTED[${BASH_REMATCH[1]}]=${BASH_REMATCH[2]}
}

read_arguments() {
	LIMIT_ADDRESS=${LIMIT_ADDRESS:-300} LIMIT_GUESSES=${LIMIT_GUESSES:-20}
	MONITORING=
	while [ $# -gt 0 ]; do
		case $1 in
		--no-limits) LIMIT_ADDRESS=1000000000 LIMIT_GUESSES=1000000000 ;;
		--monitoring)
			install_packages prometheus
			MONITORING=yes
			;;
		--scale)
			read_scale "${2:-}"
			shift
			;;
		*) die "up does not know $1" ;;
		esac
		shift
	done
}

run_up() {
	local service i redis
	read_arguments "$@"
	if [ ${#WANTED[@]} -gt 0 ] && alive haproxy; then
		run_scale
		[ -z "$MONITORING" ] || start_prometheus
		return
	fi
	for service in "${!WANTED[@]}"; do
		COUNT[$service]=${WANTED[$service]}
	done
	run_down
	mkdir -p "$RUN" "$LOG"
	say "Starting"
	# What services tell each other that they are; made once.
	conf/secrets.sh "$STATE/secrets" web game score
	list_instances
	start_haproxy
	for service in $SERVICES; do
		redis=REDIS_${service^^}_PORT
		start_redis "redis_$service" "${!redis}"
		for i in $(seq "${COUNT[$service]}"); do
			"start_$service" "$i"
		done
		await_service "$service"
	done
	say "Motus is on $URL"
	[ -z "$MONITORING" ] || start_prometheus
	say_instances
	echo "logs       ./dev logs, or the files in $LOG"
	echo "stop       ./dev down (what was played stays in $STATE/data)"
}

say_instances() {
	echo "instances  ${COUNT[auth]} of auth, ${COUNT[game]} of game, ${COUNT[score]} of score; HAProxy's figures on http://127.0.0.1:$METRICS_PORT/metrics"
}

# The names of what was started, HAProxy first, so that nobody is let in to
# what is closing, and the Redis servers last.
started() {
	local order name
	for order in haproxy '*[0-9]' prometheus 'redis_*'; do
		for name in "$RUN"/$order.pid; do
			[ -e "$name" ] && basename "$name" .pid
		done
	done
}

# stop NAME: an instance ends what it has begun first.
stop() {
	local pid
	if alive "$1"; then
		pid=$(cat "$RUN/$1.pid")
		kill "$pid"
		timeout 20 tail --pid="$pid" -f /dev/null || kill -9 "$pid"
		echo "stopped $1"
	fi
}

run_down() {
	local name
	[ -d "$RUN" ] || return 0
	for name in $(started); do
		stop "$name"
		rm -f "$RUN/$name.pid"
	done
}

# Whether an instance takes requests; of others nothing more is known.
is_ready() {
	[[ $1 =~ ^([a-z]+)([1-9])$ ]] || return 0
	curl -fs -o /dev/null "http://127.0.0.1:$(
		port_of "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}"
	)/readyz"
}

run_status() {
	local file name ok=0 state
	shopt -s nullglob
	for file in "$RUN"/*.pid; do
		name=$(basename "$file" .pid)
		state=stopped
		if alive "$name"; then
			state="not ready"
			! is_ready "$name" || state=up
			state="$state (pid $(cat "$file"))"
		fi
		[[ $state == up* ]] || ok=1
		printf '%-12s %s\n' "$name" "$state"
	done
	if curl -fs -o /dev/null "$URL/"; then
		echo "page         answers on $URL"
	else
		echo "page         does not answer on $URL"
		ok=1
	fi
	return $ok
}

# The operator's program, with the provider's store unless STORE is another.
run_ctl() {
	[ -x "$STATE/prefix/bin/motusctl" ] || die "nothing was built yet: ./dev up"
	exec env -i PATH="$PATH" \
		STORE="${STORE:-redis://127.0.0.1:$REDIS_AUTH_PORT/0}" \
		AUTH_KEY_FILE="${AUTH_KEY_FILE:-}" \
		"$STATE/prefix/bin/motusctl" "$@"
}

run_logs() {
	[ -d "$LOG" ] || die "nothing was started yet"
	if [ $# -gt 0 ]; then
		[ -e "$LOG/$1.log" ] || die "no log of $1 in $LOG"
		exec tail -n 50 -F "$LOG/$1.log"
	fi
	exec tail -n 20 -F "$LOG"/*.log
}
