/*
 * cookie.h - what a browser keeps for us
 *
 * Each cookie is for the whole host and for no script, and is not sent along
 * when another site posts a form.  Under https its name begins with "__Host-",
 * so that no other host of the domain can have set it.
 */
#ifndef AUTH_COOKIE_H
#define AUTH_COOKIE_H

#include <stdbool.h>
#include <stddef.h>

#include "daemons/auth/provider.h"
#include "daemons/common/http.h"

/* The value of a cookie; false when it is absent, or does not fit. */
bool cookie_get(const struct exchange *exchange, const char *name, char *value,
    size_t size);

/* Have the browser keep a cookie for `seconds`; 0: drop it. */
void cookie_set(struct exchange *exchange, const char *name, const char *value,
    int seconds);

/* 32 random bytes as base64url: 43 characters and a NUL. */
#define COOKIE_SECRET_SIZE 44

/* The value of a cookie that is such a secret; false for any other. */
bool cookie_get_secret(const struct exchange *exchange, const char *name,
    char value[COOKIE_SECRET_SIZE]);

#endif
