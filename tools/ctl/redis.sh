# motusctl's way to a Redis: VERB FILE HOST PORT DATABASE, a password in
# REDISCLI_AUTH.  Redis' own tools do the work.
set -eu
umask 077
verb=$1 file=$2 host=$3 port=$4 database=$5
folder=$(mktemp -d)
pid=
trap '[ -z "$pid" ] || kill "$pid"; rm -rf "$folder"' EXIT

fail() {
	printf 'motusctl: %s\n' "$*" >&2
	exit 1
}

need() {
	command -v "$1" >/dev/null ||
		fail "$1 is missing: install the Debian package $2"
}

store() {
	redis-cli -h "$host" -p "$port" -n "$database" "$@" 2>&1
}

# The server with the backup: it listens to nobody else, and has no password.
copy() {
	env -u REDISCLI_AUTH redis-cli -s "$folder/socket" -n "$database" "$@" 2>&1
}

# As a new replica gets it: all that there was at one moment.
backup() {
	if redis-cli -h "$host" -p "$port" --rdb "$file.new" >"$folder/said" 2>&1 &&
		redis-check-rdb "$file.new" >"$folder/said"; then
		sync "$file.new"
		mv "$file.new" "$file"
		return
	fi
	rm -f "$file.new"
	fail "not backed up: $(tail -n 1 "$folder/said")"
}

start_copy() {
	redis-server --dir "$(dirname "$file")" --dbfilename "$(basename "$file")" \
		--save '' --appendonly no --port 0 \
		--unixsocket "$folder/socket" >"$folder/log" 2>&1 &
	pid=$!
	until [ "$(copy ping)" = PONG ]; do
		kill -0 "$pid" 2>/dev/null || {
			pid=
			fail "$file is no backup of a Redis"
		}
		sleep 0.05
	done
	[ "$(copy dbsize)" != 0 ] || fail "$file has nothing of database $database"
}

# Key by key, with what is left of each one's time to live.
send='
local cursor = "0"
repeat
	local page = redis.call("SCAN", cursor, "COUNT", 100)
	local order = {"MIGRATE", ARGV[1], ARGV[2], "", ARGV[3], 30000, "COPY"}
	if ARGV[4] ~= "" then
		table.insert(order, "AUTH")
		table.insert(order, ARGV[4])
	end
	table.insert(order, "KEYS")
	for _, key in ipairs(page[2]) do
		table.insert(order, key)
	end
	if #page[2] > 0 then
		redis.call(unpack(order))
	end
	cursor = page[1]
until cursor == "0"
return "sent"'

restore() {
	need redis-server redis-server
	start_copy
	said=$(store flushdb)
	[ "$said" = OK ] || fail "not restored: $said"
	said=$(printf %s "${REDISCLI_AUTH:-}" |
		copy -x eval "$send" 0 "$host" "$port" "$database")
	[ "$said" = sent ] || fail "only a part was restored: $said"
}

need redis-cli redis-tools
[ "$verb" = backup ] || [ -r "$file" ] || fail "$file can not be read"
said=$(store ping) || true
[ "$said" = PONG ] || fail "STORE: $said"
"$verb"
