/*
 * op.h - an OpenID Provider inside the test's process
 *
 * An op is one instance: a store, which stays the test's, and a clock that
 * stands still.  Several may share a store.
 */
#ifndef TESTS_OP_H
#define TESTS_OP_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include <jansson.h>

#include <motus/store.h>

#include "daemons/auth/provider.h"
#include "tests/visit.h"

#define OP_SUB "AAAAAAAAAAAAAAAAAAAAAA" /* whom op_join() gives a name */

struct op {
	struct provider provider;
	struct host host;
};

struct op *op_create(
    struct motus_store *store, const struct route *routes, size_t count);
void op_destroy(struct op *op);

/* Whether its figures have this line. */
bool op_counted(const struct op *op, const char *figure);

/* The moment that all of them see, and another, so many seconds later. */
time_t op_now(void);
void op_later(int seconds);

/* Begin a request; visit_wait() for it. */
struct visit *op_send(
    struct op *op, struct browser *browser, const struct sending *sending);

/* GET, and POST of a form ("a=1&b=2"): done when these return. */
struct visit *op_get(
    struct op *op, struct browser *browser, const char *target);
struct visit *op_post(struct op *op, struct browser *browser,
    const char *target, const char *form);

/* A record (taken) put into the store for ever, and read; NULL: none. */
void op_keep(struct op *op, const char *key, json_t *record);
json_t *op_record(struct op *op, const char *key);

/* An account OP_SUB of that name, with epoch 1 and no password. */
void op_join(struct op *op, const char *name);

/* The browser gets a session of OP_SUB that begins now. */
void op_sign_in(struct op *op, struct browser *browser);

#endif
