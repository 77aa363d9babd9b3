/*
 * oauth.h - errors as RFC 6749 section 5.2 has them, for all endpoints that
 * programs ask
 *
 * {"error", "error_description"}, never to be stored.  Each leaves the
 * exchange to be finished.  Codes and descriptions are constants; the latter
 * have no '"' and no '\'.
 */
#ifndef AUTH_OAUTH_H
#define AUTH_OAUTH_H

#include "daemons/common/http.h"

void oauth_error(struct exchange *exchange, int status, const char *code,
    const char *description);

/* 401 invalid_client, and how a client can prove itself instead. */
void oauth_unknown_client(struct exchange *exchange);

/*
 * What a store's `error` means: 503 temporarily_unavailable, to be tried again
 * in a second, or 500 server_error, which is logged.
 */
void oauth_failure(struct exchange *exchange, int error);

/* Log what is our own fault. */
void oauth_log(const struct exchange *exchange, int error);

/* Whether it may work in a second. */
bool oauth_passing(int error);

#endif
