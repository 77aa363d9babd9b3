# shellcheck shell=bash
# Builds, each in a folder of its own under .dev/.

JOBS=$(nproc)

# build NAME [CONFIGURE ARGUMENT...]: configure .dev/NAME once, and make.
build() {
	local dir=$STATE/$1
	shift
	mkdir -p "$dir"
	if [ ! -x configure ] || [ configure.ac -nt configure ]; then
		./autogen.sh >"$STATE/autogen.log" 2>&1 ||
			die "autogen.sh failed: see $STATE/autogen.log"
	fi
	local french
	french=$(french_dictionary)
	if [ ! -e "$dir/Makefile" ] || [ configure -nt "$dir/Makefile" ]; then
		(cd "$dir" && "$ROOT/configure" --with-french="$french" "$@" \
			>configure.log 2>&1) || {
			tail -n 20 "$dir/configure.log" >&2
			die "configure failed: see $dir/configure.log"
		}
	fi
	make -C "$dir" -j"$JOBS" >"$dir/make.log" 2>&1 || {
		tail -n 40 "$dir/make.log" >&2
		die "make failed: see $dir/make.log"
	}
}

# What `up` runs, installed under .dev/prefix.
build_release() {
	say "Building"
	mkdir -p "$STATE"
	build release --prefix="$STATE/prefix" --enable-werror
	make -C "$STATE/release" install >"$STATE/release/install.log" 2>&1 ||
		die "make install failed: see $STATE/release/install.log"
}

format() {
	git ls-files '*.c' '*.h' | xargs clang-format -i
}
