/*
 * marks.h - the table of the fast marks
 */
#ifndef BENCH_MARKS_H
#define BENCH_MARKS_H

#include <motus/lexicon.h>

/* Print it; returns 0, or 1 if there was no memory. */
int bench_marks(
    const struct motus_lexicon *french, const struct motus_lexicon *english);

#endif
