# shellcheck shell=sh
# embed PROGRAM: what it says of three games, the last unfinished, is in said.
embed() {
	printf '%s\n' merci merle pigeon | "$1" >said 2>&1
}

printf '%s\n' 'M and 4 more letters' cccaa ccccc 'merle: won in 2' \
	'P and 5 more letters' cccccc 'pigeon: won in 1' 'won in 1: 1' \
	'won in 2: 1' >expected
mv lexicon elsewhere
embed ./embed && cmp -s expected said
check 'embed plays and counts with what is within it'
mv elsewhere lexicon

# The archive alone, and what the program then needs.
link_archive() {
	# shellcheck disable=SC2046,SC2086
	${CC:-cc} $SANITIZE -o alone "$srcdir/examples/embed.c" \
		$(pkg-config --cflags --libs-only-L motus) -l:libmotus.a \
		>said 2>&1
}
sentence='embed needs the C library alone, without SQLite and Redis'
case $(pkg-config --libs --static motus) in
*-lsqlite3* | *-lhiredis* | *-lcrypto*)
	skip "$sentence" 'configured with SQLite, Redis or OpenSSL' ;;
*)
	link_archive && embed ./alone && cmp -s expected said &&
		readelf -d alone >said 2>&1 &&
		[ "$(sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' said)" = libc.so.6 ]
	check "$sentence"
	;;
esac
