# shellcheck shell=sh
# keep NAME: counts in a file; what the program says is in said.
keep() {
	./keep "sqlite:$PWD/names" "$1" >said 2>&1
}

keep merle
if grep -q 'this build has no such store' said; then
	skip 'keep counts once for each of several processes' \
		'built without SQLite'
else
	for _ in 1 2 3 4 5; do
		./keep "sqlite:$PWD/names" pigeon &
	done >/dev/null 2>&1
	wait
	keep merle && printf '1. pigeon: 5\n2. merle: 2\n' | cmp -s - said
	check 'keep counts once for each of several processes'
fi
! ./keep sqlite:/ merle >said 2>&1 && [ -s said ]
check 'keep fails without a store'
