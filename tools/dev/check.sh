# shellcheck shell=bash
# Every test, in parts; each part leaves a line "name passed failed skipped".

# Those that run when no part is named.  dist is gcc from the tarball, so gcc
# runs only by its name; and memcheck, which would take all beyond half an hour.
PARTS="dist clang sanitizers valgrind options web openid monitoring compose"
SUMMARY=$STATE/summary

# report NAME PASSED FAILED SKIPPED
report() {
	printf '%s %d %d %d\n' "$@" >>"$SUMMARY"
}

# Count what automake's test driver noted below a build folder.
count_results() {
	local name=$1 dir=$2
	find "$dir" -name '*.trs' -exec cat {} + | awk -v name="$name" '
		/^:test-result: (PASS|XFAIL)/ { passed++ }
		/^:test-result: (FAIL|XPASS|ERROR)/ { failed++ }
		/^:test-result: SKIP/ { skipped++ }
		END { printf "%s %d %d %d\n", name, passed, failed, skipped }
	' >>"$SUMMARY"
}

# What the tests that failed below a build folder had to say.
tell_why() {
	local result
	find "$1" -name '*.trs' -exec \
		grep -lE '^:test-result: (FAIL|XPASS|ERROR)' {} + |
		while read -r result; do
			grep -vE '^(ok|PASS:|SKIP:|TAP|1\.\.|#( Running| Crit|$))' \
				"${result%.trs}.log" | tail -n 40
		done || true
}

# make_check NAME FOLDER [TARGET]
make_check() {
	local name=$1 dir=$2 ok=0
	shift 2
	find "$dir" -name '*.trs' -delete
	make -C "$dir" -k -j"$JOBS" "${@:-check}" >"$dir/check.log" 2>&1 || ok=1
	tell_why "$dir"
	count_results "$name" "$dir"
	# A program that would not compile counts as a failure too.
	if [ $ok != 0 ] && ! grep -qE '^(FAIL|ERROR):' "$dir/check.log"; then
		tail -n 30 "$dir/check.log" >&2
		report "$name-build" 0 1 0
	fi
}

check_gcc() {
	build gcc CC=gcc --enable-werror
	make_check gcc "$STATE/gcc"
}

check_clang() {
	build clang CC=clang CXX=clang++ --enable-werror
	make_check clang "$STATE/clang"
}

check_sanitizers() {
	build sanitizers CC=gcc CFLAGS='-g -O1' --enable-werror \
		--enable-sanitizers
	rm -f "$STATE"/sanitizers/leaks.*
	make_check sanitizers "$STATE/sanitizers"
	local leaks=("$STATE"/sanitizers/leaks.*)
	if [ -e "${leaks[0]}" ]; then
		tail -n 40 "${leaks[@]}" >&2
		report leaks 0 ${#leaks[@]} 0
	else
		report leaks 1 0 0
	fi
}

check_valgrind() {
	build gcc CC=gcc --enable-werror
	make_check valgrind "$STATE/gcc" parsers
}

check_memcheck() {
	build gcc CC=gcc --enable-werror
	make_check memcheck "$STATE/gcc" memcheck
}

# configure_refuses PACKAGE CONFIGURE ARGUMENT...: it stops and names it.
configure_refuses() {
	local package=$1 dir
	shift
	dir=$(mktemp -d)
	if (cd "$dir" && "$ROOT/configure" --quiet \
		--cache-file="$STATE/options.cache" \
		--with-french="$(french_dictionary)" "$@") >"$dir/log" 2>&1; then
		echo "FAIL: configure went on without $package"
		report "configure-$package" 0 1 0
	elif ! grep -q "install the Debian package $package" "$dir/log"; then
		echo "FAIL: configure did not name $package:"
		tail -n 3 "$dir/log"
		report "configure-$package" 0 1 0
	else
		report "configure-$package" 1 0 0
	fi
	rm -rf "$dir"
}

# A pkg-config that knows all modules but one.
pkg_config_without() {
	local file=$STATE/pkg-config-without-$1
	printf '#!/bin/sh\ncase " $* " in *" %s "*) exit 1 ;; esac\nexec pkg-config "$@"\n' \
		"$1" >"$file"
	chmod +x "$file"
	echo "$file"
}

# What is in the tarball does not depend on what is built.
check_tarballs() {
	local dir
	for dir in bare no-sqlite; do
		make -C "$STATE/$dir" distdir >"$STATE/$dir/dist.log" 2>&1
		(cd "$STATE/$dir"/motus-*/ && find . -type f | sort) \
			>"$STATE/$dir/files"
		rm -rf "$STATE/$dir"/motus-*/
	done
	if diff "$STATE/bare/files" "$STATE/no-sqlite/files"; then
		report tarballs 1 0 0
	else
		report tarballs 0 1 0
	fi
}

# Built without optimizing, which takes half the time and shows as much.
check_options() {
	build bare CFLAGS='-g -O0' --enable-werror --without-daemons --without-sqlite \
		--without-hiredis --without-openssl --without-curl
	make_check bare "$STATE/bare"
	build no-sqlite CFLAGS='-g -O0' --enable-werror --without-sqlite
	make_check no-sqlite "$STATE/no-sqlite" store
	build no-hiredis CFLAGS='-g -O0' --enable-werror --without-hiredis
	make_check no-hiredis "$STATE/no-hiredis" store
	check_tarballs
	local pair
	rm -f "$STATE/options.cache"
	for pair in libcrypto:libssl-dev sqlite3:libsqlite3-dev \
		hiredis:libhiredis-dev jansson:libjansson-dev \
		libcurl:libcurl4-openssl-dev zlib:zlib1g-dev libjwt:libjwt-dev \
		libsodium:libsodium-dev icu-uc:libicu-dev; do
		configure_refuses "${pair#*:}" \
			PKG_CONFIG="$(pkg_config_without "${pair%:*}")"
	done
	configure_refuses kore --with-kore-source=/nowhere
	configure_refuses hunspell-fr-comprehensive --with-french=/nowhere
	configure_refuses hunspell-en-us --with-english=/nowhere
	configure_refuses cracklib-runtime CRACKLIB_WORDS=/nowhere
	configure_refuses john-data JOHN_WORDS=/nowhere
}

# Who has no more than the tarball, a compiler and make can build it: what else
# made it is hidden by programs that fail, and say that they were called.
build_tarball_alone() {
	local dir=$STATE/tarball tool apart=()
	rm -rf "$dir"
	mkdir -p "$dir/hidden"
	for tool in aclocal autoconf autoheader autom4te automake autoreconf \
		git libtoolize m4; do
		printf '#!/bin/sh\necho "%s" >>"%s/called"\nexit 1\n' \
			"$tool" "$dir" >"$dir/hidden/$tool"
		chmod +x "$dir/hidden/$tool"
	done
	if unshare -rn true 2>/dev/null; then
		apart=(unshare -rn)
	else
		report tarball-without-network 0 0 1
	fi
	tar -xJf "$STATE"/gcc/motus-*.tar.xz -C "$dir" --strip-components=1
	if (cd "$dir" && PATH=$dir/hidden:$PATH "${apart[@]}" sh -c '
		./configure --quiet --without-daemons --with-french="$0" &&
		make -j"$1" && make install DESTDIR="$PWD/root"' \
		"$(french_dictionary)" "$JOBS") >"$dir/log" 2>&1 &&
		[ ! -e "$dir/called" ]; then
		report tarball 1 0 0
	else
		echo "FAIL: the tarball alone"
		cat "$dir/called" 2>/dev/null || tail -n 20 "$dir/log"
		report tarball 0 1 0
	fi
}

# The tarball, unpacked elsewhere, builds with gcc and passes every test.
check_dist() {
	local log=$STATE/gcc/distcheck.log passed failed skipped ok=0
	build gcc CC=gcc --enable-werror
	make -C "$STATE/gcc" -j"$JOBS" distcheck >"$log" 2>&1 || ok=1
	[ $ok = 0 ] || tell_why "$STATE"/gcc/motus-*/
	passed=$(grep -cE '^(PASS|XFAIL):' "$log" || true)
	failed=$(grep -cE '^(FAIL|ERROR|XPASS):' "$log" || true)
	skipped=$(grep -cE '^SKIP:' "$log" || true)
	if [ $ok != 0 ] && [ "$failed" = 0 ]; then
		tail -n 40 "$log" >&2
		failed=1
	fi
	report dist "$passed" "$failed" "$skipped"
	build_tarball_alone
}

# run_node NAME [COMMAND...] -- TEST...: tests that Node drives, itself started
# by the command.
run_node() {
	local name=$1 log=$STATE/$1.log starter=()
	shift
	while [ "$1" != -- ]; do
		starter+=("$1")
		shift
	done
	shift
	"${starter[@]}" node --test --test-concurrency=1 --test-reporter=tap \
		"$@" >"$log" 2>&1 || true
	awk '/^ *not ok/ { told = 1 } told { print } /^ *\.\.\.$/ { told = 0 }' \
		"$log"
	awk -v name="$name" '
		/^# pass / { passed = $3 }
		/^# fail / { failed = $3 }
		/^# cancelled / { failed += $3 }
		/^# skipped / { skipped = $3 }
		END {
			if (passed + failed == 0)
				failed = 1
			printf "%s %d %d %d\n", name, passed, failed, skipped
		}
	' "$log" >>"$SUMMARY"
}

# check_node NAME FOLDER TEST...: with the packages of tests/FOLDER, against a
# stack that is started for them.
check_node() {
	local name=$1 folder=tests/$2
	shift 2
	build gcc CC=gcc --enable-werror
	make -C "$STATE/gcc" -j"$JOBS" tests/with-stack >/dev/null
	(cd "$folder" && npm ci --silent --no-audit --no-fund)
	mkdir -p "$STATE/shots"
	MOTUS_SHOTS=$STATE/shots builddir=$STATE/gcc srcdir=$ROOT \
		MOTUSCTL=$STATE/gcc/tools/ctl/motusctl \
		run_node "$name" "$STATE/gcc/tests/with-stack" -- "$@"
}

# The page, the whole of it, in Chromium.
check_web() {
	check_node web web tests/web/browser/
}

# The provider, by clients that others have certified.
check_openid() {
	check_node openid openid tests/openid/*.test.mjs
}

# Dashboards and alerts, by a Prometheus that watches a site being played on.
check_monitoring() {
	check_node monitoring monitoring tests/monitoring/*.test.mjs
}

check() {
	local part began parts=${*:-$PARTS}
	mkdir -p "$STATE"
	: >"$SUMMARY"
	for part in $parts; do
		[ "$(type -t "check_$part")" = function ] ||
			die "no such part: $part (there are: $PARTS gcc memcheck)"
	done
	for part in $parts; do
		say "Checking: $part"
		began=$SECONDS
		# In a shell of its own, so that a build that fails ends its
		# part and no more.
		("check_$part") || report "$part-failed" 0 1 0
		echo "$((SECONDS - began)) s"
	done
	summary
}

summary() {
	awk '
		BEGIN { printf "\n%-34s %7s %7s %7s\n", "suite", "passed", "failed", "skipped" }
		{
			printf "%-34s %7d %7d %7d\n", $1, $2, $3, $4
			passed += $2; failed += $3; skipped += $4
		}
		END {
			printf "\n%d passed, %d failed, %d skipped\n", passed, failed, skipped
			exit failed > 0 || passed == 0
		}
	' "$SUMMARY"
}

bench() {
	build_release
	make -C "$STATE/release" bench
	# The library by the other compiler.
	build bench CC=clang --without-daemons --without-terminal --enable-werror
	make -C "$STATE/bench" bench
	make -C "$STATE/release" bench/auth/bare >/dev/null
	(cd bench/auth && npm ci --silent --no-audit --no-fund)
	BENCH_AUTH=$STATE/release/daemons/motus-auth \
		BENCH_BARE=$STATE/release/bench/auth/bare \
		BENCH_FOLDER=$STATE/prefix/share/motus node bench/auth/bench.mjs
	BENCH_SCORE=$STATE/release/daemons/motus-score node bench/score/bench.mjs
}

# Every fuzz target for some seconds, with clang's libFuzzer.
fuzz() {
	local seconds=${1:-60}
	build fuzz CC=clang CXX=clang++ \
		CFLAGS='-g -O1 -fsanitize=fuzzer-no-link' --enable-sanitizers
	make -C "$STATE/fuzz" fuzz FUZZ_SECONDS="$seconds"
}
