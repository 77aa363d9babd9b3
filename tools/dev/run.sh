# shellcheck shell=bash
# The whole thing on this machine: Redis, game instances, HAProxy.  Each runs
# in the background with its pid in .dev/run and its output in .dev/log.

RUN=$STATE/run
LOG=$STATE/log

MOTUS_PORT=${MOTUS_PORT:-3101}
METRICS_PORT=${METRICS_PORT:-3010}
GAME_PORT=${GAME_PORT:-3021}
REDIS_GAME_PORT=${REDIS_GAME_PORT:-6392}
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

start_game() {
	local i=$1 port=$((GAME_PORT + $1 - 1))
	launch "game$i" env -i PATH="$PATH" PORT=$port BIND=127.0.0.1 \
		PUBLIC_URL="${PUBLIC_URL:-$URL}" GATEWAY_URL="$URL" \
		STORE="redis://127.0.0.1:$REDIS_GAME_PORT/0" \
		TIMEZONE="${TIMEZONE:-Europe/Paris}" \
		LANGUAGES="${LANGUAGES:-fr,en}" SITE_NAME="${SITE_NAME:-Motus}" \
		LOG_LEVEL="${LOG_LEVEL:-info}" GAME_KEY_FILE="${GAME_KEY_FILE:-}" \
		"$STATE/prefix/sbin/motus-game"
	await 20 curl -fs "http://127.0.0.1:$port/readyz" ||
		fail_with_log "game$i"
}

start_haproxy() {
	local i addresses=()
	for i in $(seq "$1"); do
		addresses+=("127.0.0.1:$((GAME_PORT + i - 1))")
	done
	conf/haproxy/servers.sh "${addresses[@]}" >"$RUN/servers.cfg"
	launch haproxy env MOTUS_BIND="${MOTUS_BIND:-127.0.0.1:$MOTUS_PORT}" \
		METRICS_BIND="127.0.0.1:$METRICS_PORT" \
		LIMIT_ADDRESS="$LIMIT_ADDRESS" LIMIT_GUESSES="$LIMIT_GUESSES" \
		HAPROXY_SOCKET="$RUN/haproxy.sock" \
		haproxy -f conf/haproxy/haproxy.cfg -f "$RUN/servers.cfg"
	await 20 curl -fs "$URL/" || fail_with_log haproxy
}

run_up() {
	local games=2
	LIMIT_ADDRESS=${LIMIT_ADDRESS:-300} LIMIT_GUESSES=${LIMIT_GUESSES:-20}
	while [ $# -gt 0 ]; do
		case $1 in
		--no-limits) LIMIT_ADDRESS=1000000000 LIMIT_GUESSES=1000000000 ;;
		--scale)
			[[ ${2:-} =~ ^game=([1-9])$ ]] ||
				die "--scale takes game=N, N from 1 to 9"
			games=${BASH_REMATCH[1]}
			shift
			;;
		*) die "up does not know $1" ;;
		esac
		shift
	done
	run_down
	mkdir -p "$RUN" "$LOG"
	say "Starting"
	start_redis redis_game "$REDIS_GAME_PORT"
	local i
	for i in $(seq "$games"); do
		start_game "$i"
	done
	start_haproxy "$games"
	say "Motus is on $URL"
	echo "instances  $games of game; HAProxy's figures on http://127.0.0.1:$METRICS_PORT/metrics"
	echo "logs       ./dev logs, or the files in $LOG"
	echo "stop       ./dev down (what was played stays in $STATE/data)"
}

# HAProxy first, so that nobody is let in to what is closing; Redis last.
run_down() {
	local name pid
	[ -d "$RUN" ] || return 0
	for name in haproxy $(cd "$RUN" && ls game*.pid 2>/dev/null | sed 's/\.pid$//') redis_game; do
		if alive "$name"; then
			pid=$(cat "$RUN/$name.pid")
			kill "$pid"
			timeout 20 tail --pid="$pid" -f /dev/null ||
				kill -9 "$pid"
			echo "stopped $name"
		fi
		rm -f "$RUN/$name.pid"
	done
}

run_status() {
	local file name ok=0
	shopt -s nullglob
	for file in "$RUN"/*.pid; do
		name=$(basename "$file" .pid)
		if alive "$name"; then
			echo "$name  up (pid $(cat "$file"))"
		else
			echo "$name  stopped"
			ok=1
		fi
	done
	if curl -fs -o /dev/null "$URL/"; then
		echo "page   answers on $URL"
	else
		echo "page   does not answer on $URL"
		ok=1
	fi
	return $ok
}

run_logs() {
	[ -d "$LOG" ] || die "nothing was started yet"
	if [ $# -gt 0 ]; then
		[ -e "$LOG/$1.log" ] || die "no log of $1 in $LOG"
		exec tail -n 50 -F "$LOG/$1.log"
	fi
	exec tail -n 20 -F "$LOG"/*.log
}
