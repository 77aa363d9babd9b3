#!/bin/sh
# Each public header compiles alone, as C11 and as C++.
srcdir=${srcdir:-.}
folder=$(mktemp -d) || exit 99
trap 'rm -rf "$folder"' EXIT

count=0
# compiles HEADER LANGUAGE COMPILER...
compiles() {
	header=$1 language=$2
	shift 2
	count=$((count + 1))
	echo "#include <motus/$header>" >"$folder/alone.c"
	if "$@" -I"$srcdir/include" -pedantic -Wall -Wextra -Werror \
		-fsyntax-only "$folder/alone.c" >"$folder/said" 2>&1; then
		echo "ok $count - $header as $language"
	else
		echo "not ok $count - $header as $language"
		sed 's/^/# /' "$folder/said"
	fi
}

for path in "$srcdir"/include/motus/*.h; do
	# CC and CXX may have options: they are split.
	# shellcheck disable=SC2086
	compiles "${path##*/}" C11 ${CC:-cc} -std=c11
	# shellcheck disable=SC2086
	compiles "${path##*/}" C++ ${CXX:-c++} -x c++ -std=c++11
done
echo "1..$count"
