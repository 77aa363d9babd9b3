/*
 * onward.h - where a page leads once it is done: its parameter "continue"
 *
 * Only addresses of ours are followed: "/auth/authorize?..." and
 * "/auth/account".  So a link to our sign-in page can lead nowhere else.
 */
#ifndef AUTH_ONWARD_H
#define AUTH_ONWARD_H

#include <stdbool.h>
#include <stddef.h>

#include "daemons/common/http.h"

#define ONWARD_SIZE 2048
#define ONWARD_STANDARD "/auth/account"

/* Where the request's "continue" leads; without a good one, to the account. */
void onward_read(const struct exchange *exchange, char onward[ONWARD_SIZE]);

/* A parameter of the query there ("client_id"); "" and false without one. */
bool onward_query(const struct exchange *exchange, const char *name,
    char *value, size_t size);

/*
 * The address to go to: that of the request's "continue", in which `met`, words
 * with a space around each (" login create "), are no longer prompts, and, if
 * `fresh`, max_age is met, too.  For reply_redirect(): the caller's, NULL
 * without memory.
 */
char *onward_go(const struct exchange *exchange, const char *met, bool fresh);

/* The same where the player refused what was asked. */
char *onward_refuse(const struct exchange *exchange);

/* The address of another page, `path`, that leads to the same end. */
char *onward_link(const struct exchange *exchange, const char *path);

#endif
