/*
 * passes.h - access tokens for any number of players of a stack
 *
 * Signed with the provider's own key, which its store has; so a crowd needs no
 * thousand passwords.
 */
#ifndef TESTS_PASSES_H
#define TESTS_PASSES_H

#include "tests/stack.h"

struct passes;

struct passes *passes_open(const struct stack *stack);
void passes_close(struct passes *passes);

/* One for the account `sub`, good for an hour; the caller frees it. */
char *passes_player(const struct passes *passes, const char *sub);

/* The same with another scope, audience ("": the API) and seconds to live. */
char *passes_other(const struct passes *passes, const char *sub,
    const char *scope, const char *audience, int ttl);

#endif
