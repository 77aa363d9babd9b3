/*
 * The variant that every processor runs: vectors of 16 bytes, which are SSE2 on
 * x86-64, NEON on 64-bit ARM, and general registers where there is no other.
 */
#define VECTOR 16
#define TARGET

#include "libmotus/marks_kernel.h"

static int
runs(void)
{
	return 1;
}

#ifdef __SSE2__
#define NAME "sse2"
#else
#define NAME "portable"
#endif

const struct marks_kernel marks_base = { NAME, runs, codes, match, merge,
	clear };
