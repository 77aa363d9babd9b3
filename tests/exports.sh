#!/bin/sh
# The shared library exports the functions that the public headers declare,
# and nothing else.
srcdir=${srcdir:-.}
library=${builddir:-.}/libmotus/.libs/libmotus.so
folder=$(mktemp -d) || exit 99
trap 'rm -rf "$folder"' EXIT

if [ ! -e "$library" ]; then
	echo '1..0 # SKIP no shared library was built'
	exit
fi

# What is followed by a parenthesis in the headers is a function, but for the
# types of callbacks.
echo '#include <motus/motus.h>' >"$folder/all.c"
# shellcheck disable=SC2086
${CC:-cc} -E -P -I"$srcdir/include" "$folder/all.c" | tr '\n;' ' \n' |
	grep -v typedef | grep -o 'motus_[a-z0-9_]* *(' | tr -d ' (' |
	sort -u >"$folder/declared"
# The version's own name is an absolute symbol: A.
nm -D --defined-only "$library" | awk '$2 != "A" { print $3 }' |
	sed 's/@.*//' | sort -u >"$folder/exported"

# none NUMBER SENTENCE FILE: whether the file is empty.
none() {
	if [ -s "$3" ]; then
		echo "not ok $1 - $2"
		sed 's/^/# /' "$3"
	else
		echo "ok $1 - $2"
	fi
}

echo 1..3
comm -23 "$folder/declared" "$folder/exported" >"$folder/missing"
none 1 'each declared function is exported' "$folder/missing"
comm -13 "$folder/declared" "$folder/exported" >"$folder/hidden"
none 2 'nothing that is not declared is exported' "$folder/hidden"
if [ "$(wc -l <"$folder/declared")" -gt 40 ]; then
	echo 'ok 3 - the declarations were found'
else
	echo 'not ok 3 - the declarations were found'
fi
