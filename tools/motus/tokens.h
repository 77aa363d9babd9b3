/*
 * tokens.h - what a site's provider gave to a player who signed in
 *
 * The history notes it, so the next start knows it again: a JSON object with
 * "client_id", "token" and "revocation" (paths of the provider),
 * "access_token", "refresh_token" and "expires_at" (seconds since 1970).
 */
#ifndef TERMINAL_TOKENS_H
#define TERMINAL_TOKENS_H

#include "tools/motus/form.h"
#include "tools/motus/site.h"

/* The site is played on as whom it signed in before, if anybody. */
void tokens_take_up(struct site *site);

/*
 * Have new ones before those expire.  EX_OK, else it was said why: EX_NOPERM
 * when the sign-in is over.
 */
int tokens_renew(struct site *site);

/*
 * Ask the provider at `path` for tokens with `form`, and keep them for
 * `client`.  EX_OK, else it was said why.
 */
int tokens_ask(struct site *site, const json_t *provider, const char *form);

/* Give them back to the provider, and forget them. */
int tokens_forget(struct site *site);

#endif
