#!/bin/sh
# What `make install` lays down: units that systemd takes, pages that man takes.
srcdir=$(cd "${srcdir:-.}" && pwd)
root=$(mktemp -d) || exit 99
trap 'rm -rf "$root"' EXIT
said=$root/said

# try NAME COMMAND...: whether it succeeds and says nothing.
count=0
try() {
	count=$((count + 1))
	name=$1
	shift
	if "$@" >"$said" 2>&1 && [ ! -s "$said" ]; then
		echo "ok $count - $name"
	else
		echo "not ok $count - $name"
		sed 's/^/# /' "$said"
	fi
}

# skip NAME PROGRAM
skip() {
	count=$((count + 1))
	echo "ok $count - $1 # SKIP $2 is not installed"
}

if ! make -C "${builddir:-.}" install DESTDIR="$root" >"$said" 2>&1; then
	sed 's/^/# /' "$said"
	exit 99
fi
place=$(find "$root" -name 'motus-game@.service')
if [ -z "$place" ]; then
	echo '1..0 # SKIP configured without units'
	exit
fi
units=${place%/*}
prefix=${units%/lib/systemd/system}

are_there() {
	for file; do
		[ -e "$prefix/$file" ] || echo "$file is missing"
	done
}
try 'programs, units and pages are there' are_there sbin/motus-auth \
	sbin/motus-game sbin/motus-score bin/motus bin/motusctl \
	share/man/man1/motus.1 \
	share/bash-completion/completions/motus.bash \
	share/zsh/site-functions/_motus \
	share/fish/vendor_completions.d/motus.fish \
	lib/systemd/system/motus-auth@.service \
	lib/systemd/system/motus-score@.service \
	lib/systemd/system/motus-secrets.service lib/sysusers.d/motus.conf \
	share/motus/secrets.sh share/motus/motus.env.example \
	share/man/man5/motus.conf.5 share/man/man8/motus-auth.8 \
	share/man/man8/motus-game.8 share/man/man8/motus-score.8 \
	share/man/man8/motusctl.8

filled_in() {
	! grep -rn '@[a-z]*@' "$units" "$prefix/share/man"
}
try 'every place is filled in' filled_in

# --- systemd

# In a root of its own systemd looks at its own places only; there are the units
# that ours lean on, as on any machine.
home=$root/usr/lib/systemd/system
mkdir -p "$root/etc" "$home"
cp /lib/systemd/system/*.target "$home" 2>/dev/null
[ "$units" -ef "$home" ] || cp "$units"/motus-* "$home"
MANPATH=$prefix/share/man
export MANPATH

safe() {
	systemd-analyze security --offline=yes --threshold=15 --no-pager \
		--root="$root" "$1" >"$root/table" 2>&1 || cat "$root/table"
}

enabled() {
	systemctl --root="$root" --quiet enable motus-game@1 motus-game@2 &&
		[ -L "$root/etc/systemd/system/multi-user.target.wants/motus-game@2.service" ]
}

for service in auth game score; do
	if command -v systemd-analyze >/dev/null; then
		try "motus-$service@1: systemd takes it" systemd-analyze verify \
			--root="$root" "$home/motus-$service@1.service"
		try "motus-$service@: it may do little" safe \
			"$home/motus-$service@.service"
	else
		skip "motus-$service@1: systemd takes it" systemd-analyze
		skip "motus-$service@: it may do little" systemd-analyze
	fi
done
if command -v systemctl >/dev/null; then
	try 'a second instance is enabled by its number' enabled
else
	skip 'a second instance is enabled by its number' systemctl
fi

users() {
	systemd-sysusers --root="$root" "$prefix/lib/sysusers.d/motus.conf" \
		>"$root/table" 2>&1 || cat "$root/table"
	for service in auth game score; do
		grep -qxF "User=motus-$service" "$units/motus-$service@.service" &&
			grep -q "^motus-$service:" "$root/etc/passwd" ||
			echo "no user motus-$service"
	done
}
if command -v systemd-sysusers >/dev/null; then
	try 'each service has its user' users
else
	skip 'each service has its user' systemd-sysusers
fi

# has FILE LINE
has() {
	grep -qxF -- "$2" "$1" || echo "no $2 in $1"
}
# agrees SERVICE FIRST-PORT: instance 1 has the daemon's own port.
agrees() {
	has "$units/motus-$1@.service" "Environment=PORT=${2%1}%i"
	grep -q "^| .PORT. .* $2 ($1)" "$docs/configuration.md" ||
		echo "docs/configuration.md has another port"
}
docs=$srcdir/docs
try 'instance 1 of auth has the port of the table' agrees auth 3011
try 'instance 1 of game has the port of the table' agrees game 3021
try 'instance 1 of score has the port of the table' agrees score 3031

# --- the secrets

make_secrets() {
	"$prefix/share/motus/secrets.sh" "$root/secrets" web game score || return
	cat "$root/secrets/game" >"$root/before"
	rm "$root/secrets/web"
	"$prefix/share/motus/secrets.sh" "$root/secrets" web game score || return
	cmp "$root/before" "$root/secrets/game"
	for secret in web game score; do
		[ "$(stat -c '%a %s' "$root/secrets/$secret")" = '600 64' ] ||
			echo "$secret has another mode or size"
	done
}
try 'secrets are made where there are none, and kept' make_secrets

# --- pages

for page in "$prefix"/share/man/man*/*; do
	name=$(basename "$page")
	if command -v man >/dev/null; then
		# Wide, for folders with long names can't be broken.
		try "$name: man has nothing to say" env MANWIDTH=400 sh -c \
			'man --warnings -l -Tutf8 -Z "$0" >/dev/null' "$page"
	else
		skip "$name: man has nothing to say" man
	fi
	if command -v mandoc >/dev/null; then
		try "$name: mandoc neither" mandoc -Tlint -Wwarning "$page"
	else
		skip "$name: mandoc neither" mandoc
	fi
done

# Each header has its page, and each function is a name of one.
headers() {
	for header in "$srcdir"/include/motus/*.h; do
		name=motus_$(basename "$header" .h)
		[ "$name" = motus_motus ] && name=libmotus
		[ -s "$prefix/share/man/man3/$name.3" ] || echo "no $name(3)"
	done
	cat "$prefix"/share/man/man3/* >"$root/pages"
	grep -o '^[a-z].*motus_[a-z0-9_]*(' "$srcdir"/include/motus/*.h |
		grep -v typedef | grep -o 'motus_[a-z0-9_]*($' | tr -d '(' |
		while read -r name; do
			grep -q "^\.Nm $name\( ,\)\{0,1\}$" "$root/pages" ||
				echo "$name is in no page"
		done
}
try 'each header has a page, and each function is found by its name' headers

# Each setting of the table, and no other.
settings() {
	sed -n '/^## /q; s/^| `\([A-Z_]*\)` .*/\1/p' "$docs/configuration.md" \
		>"$root/table"
	sed -n 's/^\.It Ev //p' "$prefix/share/man/man5/motus.conf.5" |
		diff "$root/table" - && [ -s "$root/table" ]
}
try 'motus.conf(5) has the settings of configuration.md' settings

# What motusctl says of itself is in its page.
commands() {
	"${builddir:-.}/tools/ctl/motusctl" --help |
		grep -oE '^[a-z]+ [a-z]+|--[a-z][a-z-]+' | sort -u |
		while read -r word; do
			sed 's/^\.\(It \)\{0,1\}Cm //; s/\.*Fl -/--/g' \
				"$prefix/share/man/man8/motusctl.8" |
				grep -qF -- "$word" || echo "no $word"
		done
}
try 'motusctl(8) has each command and option' commands
echo "1..$count"
