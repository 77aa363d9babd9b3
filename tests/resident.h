/*
 * resident.h - a player with an account on a stack, who came by its forms
 */
#ifndef TESTS_RESIDENT_H
#define TESTS_RESIDENT_H

#include "tests/client.h"
#include "tests/stack.h"

#define RESIDENT_PASSWORD "a long password of a resident"

/*
 * GET a page and send the form that it has, with these fields ("a=1&b=2"), to
 * `action`, NULL for the page's own address.  Whatever is secret of that is
 * planted (stack_plant()); the caller drops the answer.
 */
struct answer resident_send(struct stack *stack, struct client *client,
    const char *page, const char *action, const char *fields);

/*
 * Register `name`, with RESIDENT_PASSWORD, in the client's browser and sign in
 * to the page.  Whatever is secret of that is planted.  The last answer, that
 * of the page's own address for the browser's return; the caller drops it.
 */
struct answer resident_arrive(
    struct stack *stack, struct client *client, const char *name);

#endif
