/* The variant for x86 processors with AVX2. */
#if defined(__x86_64__) || defined(__i386__)

#define VECTOR 32
#define TARGET __attribute__((target("avx2")))

#include "libmotus/marks_kernel.h"

static int
runs(void)
{
	return __builtin_cpu_supports("avx2") != 0;
}

const struct marks_kernel marks_avx2 = { "avx2", runs, codes, match, merge,
	clear };

#endif
