#!/bin/sh
# What compiled programs rely on is as tests/abi.list says.  A change there is a
# decision: see CONTRIBUTING.md.
#
# abi.sh --print		the list as it would be
srcdir=${srcdir:-.}
library=${builddir:-.}/libmotus/.libs/libmotus.so
folder=$(mktemp -d) || exit 99
trap 'rm -rf "$folder"' EXIT

# compile OPTION...: CC may have options; they are split.
compile() {
	# shellcheck disable=SC2086
	${CC:-cc} -I"$srcdir/include" "$@"
}

# The library's names, then what its functions and types are.
list() {
	real=$(readlink -f "$library")
	echo "${real##*/}"
	nm -D --defined-only --with-symbol-versions "$library" |
		awk '$2 != "A" { print $3 }' | LC_ALL=C sort
	echo '#include <motus/motus.h>' >"$folder/all.c"
	{
		printf '#include <stddef.h>\n#include <stdio.h>\n'
		cat "$folder/all.c"
		# Macros in the order of their names, types in that of the headers.
		{
			compile -E -dM "$folder/all.c" | LC_ALL=C sort
			compile -E -P "$folder/all.c"
		} | awk -f "$srcdir/tests/abi.awk"
	} >"$folder/print.c"
	compile -o "$folder/print" "$folder/print.c" && "$folder/print"
}

if [ ! -e "$library" ]; then
	echo '1..0 # SKIP no shared library was built'
	exit
fi
if [ "$(getconf LONG_BIT)" != 64 ]; then
	echo '1..0 # SKIP the list is of machines of 64 bits'
	exit
fi
list >"$folder/list" || exit 99
if [ "$1" = --print ]; then
	cat "$folder/list"
	exit
fi

echo 1..1
if diff "$srcdir/tests/abi.list" "$folder/list" >"$folder/differs"; then
	echo 'ok 1 - programs that were compiled before find what they knew'
else
	echo 'not ok 1 - programs that were compiled before find what they knew'
	sed 's/^/# /' "$folder/differs"
	echo '# If that is meant: make abi, after reading CONTRIBUTING.md.'
fi
