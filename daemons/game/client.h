/*
 * client.h - the game as a client of the provider: motus-web, for the page, and
 * motus-game in its own name
 */
#ifndef GAME_CLIENT_H
#define GAME_CLIENT_H

#include "daemons/common/fetch.h"
#include "daemons/game/service.h"

#define CLIENT_ID "motus-web"
#define CLIENT_SCOPE "openid profile play"
#define CLIENT_URL_SIZE 320 /* of PUBLIC_URL with a path of ours behind it */

/* Where the provider sends a browser back to, with a code. */
void client_redirect_uri(
    const struct service *service, char uri[CLIENT_URL_SIZE]);

/*
 * `before` and then names and their values, "a=1&b=two%20words": a form, or
 * an address with its query.  `pairs` ends with NULL.  The caller frees it;
 * NULL without memory.
 */
char *client_form(const char *before, const char *const pairs[]);

enum client { CLIENT_WEB, CLIENT_GAME };

/*
 * POST `form` (taken; NULL: without memory) to a path of the provider, showing
 * it who we are.  `id` is of the request that it is for, or NULL.
 */
void client_post(const struct service *service, enum client client,
    const char *path, const char *id, char *form, fetched *done, void *arg);

#endif
