/*
 * provided.h - a test of the provider on each kind of store
 *
 * PROVIDED(sentence) { ... } has `op`, a provider with the clients of flow.h,
 * and `player`, a browser that is signed in there.
 */
#ifndef TESTS_PROVIDED_H
#define TESTS_PROVIDED_H

#include "tests/flow.h"
#include "tests/keeper.h"

static struct op *op;
static struct browser player;

static void
provide(struct keeper *keeper, void (*test)(void))
{
	op = flow_create(keeper_store(keeper));
	player = flow_player(op);
	test();
	op_destroy(op);
}

#define PROVIDED(sentence)                         \
	static void sentence##_there(void);        \
	CONTRACT(sentence)                         \
	{                                          \
		provide(keeper, sentence##_there); \
	}                                          \
	static void sentence##_there(void)

#endif
