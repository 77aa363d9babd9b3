#!/bin/sh
# What is installed is enough to build each program of examples/, in a folder
# that has nothing else of ours; and each does what it shows: that is told by
# the file of its name in tests/examples/, which this reads.
srcdir=$(cd "${srcdir:-.}" && pwd)
builddir=$(cd "${builddir:-.}" && pwd)
folder=$(mktemp -d) && cd "$folder" || exit 99
trap 'rm -rf "$folder"' EXIT

make -C "$builddir" install DESTDIR="$folder/root" >said 2>&1 || {
	sed 's/^/# /' said
	exit 99
}
# Only what was installed is looked at, and in the place where it was put.
pc=$(find "$folder/root" -name motus.pc)
lib=${pc%/pkgconfig/motus.pc}
bin=$(dirname "$(find "$folder/root" -name motus-lexicon)")
export PKG_CONFIG_LIBDIR="${pc%/*}" PKG_CONFIG_SYSROOT_DIR="$folder/root"
export PKG_CONFIG_ALLOW_SYSTEM_CFLAGS=1 PKG_CONFIG_ALLOW_SYSTEM_LIBS=1
export LD_LIBRARY_PATH="$lib"

printf 'merle\nmerci\npigeon\nperle\n' >words
printf '@2027-01-01\nmerle\npigeon\n' >answers
"$bin/motus-lexicon" --language fr --words words --answers answers \
	--output lexicon >/dev/null || exit 99

# check NAME: whether the command before it succeeded; said is what the program
# said.
count=0
check() {
	if [ $? -eq 0 ]; then result=ok; else result='not ok'; fi
	count=$((count + 1))
	echo "$result $count - $1"
	if [ "$result" != ok ]; then sed 's/^/# /' said; fi
}

# skip NAME REASON
skip() {
	count=$((count + 1))
	echo "ok $count - $1 # SKIP $2"
}

# compile NAME: as its readers do.
compile() {
	# The compiler and the flags are split.
	# shellcheck disable=SC2046,SC2086
	${CC:-cc} $SANITIZE -Wall -Wextra -Werror -o "$1" \
		"$srcdir/examples/$1.c" \
		$(pkg-config --cflags --libs motus) >said 2>&1
}

for source in "$srcdir"/examples/*.c "$srcdir"/examples/*.py; do
	name=$(basename "${source%.*}")
	if [ "$source" != "${source%.c}" ]; then
		compile "$name"
		check "$name is built with what pkg-config says"
	fi
	: >said
	# shellcheck source=/dev/null
	if [ -e "$srcdir/tests/examples/$name.sh" ]; then
		. "$srcdir/tests/examples/$name.sh"
	else
		false
		check "$name has a test in tests/examples/"
	fi
done
echo "1..$count"
