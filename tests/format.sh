#!/bin/sh
# Each C source is laid out as .clang-format says.
clang_format=${CLANG_FORMAT:-clang-format}
if ! command -v "$clang_format" >/dev/null; then
	echo '1..0 # SKIP clang-format is not installed'
	exit
fi
cd "${srcdir:-.}" || exit 99
said=$(mktemp) || exit 99
trap 'rm -f "$said"' EXIT

# Builds leave files of their own beside those of the tree.
if [ -e .git ]; then
	sources=$(git ls-files '*.[ch]')
else
	sources=$(find include libmotus daemons tools tests examples bench \
		-name '*.[ch]' | sort)
fi

count=0
for source in $sources; do
	count=$((count + 1))
	if "$clang_format" --dry-run -Werror "$source" >"$said" 2>&1; then
		echo "ok $count - $source"
	else
		echo "not ok $count - $source"
		sed 's/^/# /' "$said"
	fi
done
echo "1..$count"
