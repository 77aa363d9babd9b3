# shellcheck shell=bash
# Debian packages: what is missing is installed, and nothing else is touched.

PACKAGES_BUILD="autoconf automake cracklib-runtime dpkg-dev gcc g++
	hunspell-en-us john-data kore libcurl4-openssl-dev libhiredis-dev
	libicu-dev libjansson-dev libjwt-dev libsodium-dev libsqlite3-dev
	libssl-dev libtool make pkg-config zlib1g-dev"
PACKAGES_RUN="$PACKAGES_BUILD curl haproxy procps redis-server redis-tools
	tzdata"
PACKAGES_CHECK="chromium clang clang-format git libclang-rt-14-dev
	libcriterion-dev man-db mandoc prometheus python3 valgrind wrk"

say() {
	printf '\033[1m%s\033[0m\n' "$*"
}

die() {
	printf 'dev: %s\n' "$*" >&2
	exit 1
}

as_root() {
	if [ "$(id -u)" = 0 ]; then
		"$@"
	else
		command -v sudo >/dev/null ||
			die "cannot install packages: neither root nor sudo"
		sudo "$@"
	fi
}

installed() {
	[ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

install_packages() {
	local missing=() package
	for package; do
		installed "$package" || missing+=("$package")
	done
	[ ${#missing[@]} -gt 0 ] || return 0
	say "Installing ${missing[*]}"
	as_root apt-get update -qq
	# Servers that come with a package must not start by themselves.
	as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install \
		-y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# The French dictionary can't stand beside its sisters: where one of them is
# installed it is unpacked here instead.  Prints the folder.
french_dictionary() {
	local here=$STATE/hunspell-fr
	if installed hunspell-fr-comprehensive; then
		echo /usr/share/hunspell
		return
	fi
	if [ ! -r "$here/usr/share/hunspell/fr.dic" ]; then
		mkdir -p "$here"
		say "Fetching the French dictionary" >&2
		(cd "$here" && apt-get download -qq \
			-o APT::Sandbox::User=root hunspell-fr-comprehensive >&2 &&
			dpkg-deb -x hunspell-fr-comprehensive_*.deb .) ||
			die "cannot fetch hunspell-fr-comprehensive"
	fi
	echo "$here/usr/share/hunspell"
}

# Node drives the browser tests; any recent one will do.
install_node() {
	if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
		install_packages nodejs npm
	fi
}

install_for() {
	local packages=()
	while [ $# -gt 0 ]; do
		case $1 in
		run) packages+=($PACKAGES_RUN) ;;
		check)
			packages+=($PACKAGES_CHECK)
			install_node
			;;
		esac
		shift
	done
	install_packages "${packages[@]}"
}
