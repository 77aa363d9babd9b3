# shellcheck shell=sh
printf 'mare\nmire\nmore\nmure\n' >four
echo maio >telling

./solver four telling >said 2>&1 &&
	printf '%s\n' 'MAIO: 4 answers, 8 turns, average 2.0000, worst 2' \
		'1: 0' '2: 4' | diff - said
check 'solver finds the guess that tells all answers apart'
./solver four telling mare 10 >said 2>&1 &&
	grep -q '^MARE: 4 answers, 10 turns' said
check 'solver begins with the guess that it is given'
! ./solver four telling mite >said 2>&1 && grep -q 'does not have' said
check 'solver refuses a first guess that is not in its lists'
! ./solver four nowhere >said 2>&1 && grep -q "can't be read" said
check 'solver fails without a list'
