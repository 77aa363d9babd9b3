/*
 * stack_parts.h - what the parts of a stack share
 */
#ifndef TESTS_STACK_PARTS_H
#define TESTS_STACK_PARTS_H

#include "tests/stack.h"

#define FLEET_COUNT 3
#define FLEETS(stack)                                           \
	{                                                       \
		&(stack)->game, &(stack)->score, &(stack)->auth \
	}
#define DEADLINE 30 /* seconds; under valgrind or sanitizers all is slow */

/*
 * A path below the tree that is built ("builddir"), or below that of the
 * sources ("srcdir"); static, good for three more calls.
 */
const char *stack_path(const char *variable, const char *below);

/* Where "game1", or "haproxy", prints to; static. */
const char *stack_log_of(const struct stack *stack, const char *name);

#endif
