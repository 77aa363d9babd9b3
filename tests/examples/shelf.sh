# shellcheck shell=sh
for _ in 1 2 3 4 5; do
	./shelf points 'Anne Marie' 7 &
done >/dev/null 2>&1
wait
./shelf points merle 40 >said 2>&1 &&
	printf '1. merle: 40\n2. Anne Marie: 35\n' | cmp -s - said
check 'shelf adds up what several programs bring to its own store'
./shelf points merle -10 >/dev/null && ./shelf points >said 2>&1 &&
	printf '1. Anne Marie: 35\n2. merle: 30\n' | cmp -s - said
check 'shelf keeps it in a file'
! ./shelf nowhere/points merle 1 >said 2>&1 && grep -q 'system refused' said
check 'shelf fails where there is no folder'
head -c 100 points >half && ! ./shelf half >said 2>&1 &&
	grep -q 'damaged' said
check 'shelf refuses a damaged file'
