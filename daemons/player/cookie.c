#include <stdio.h>

#include "daemons/player/cookie.h"
#include "daemons/player/player.h"

#define NAME_SIZE 64
#define LOGIN_SECONDS 1800

/*
 * The access token's cookie outlives the token: an expired one says that there
 * may be another to be had.
 */
static const struct kind {
	const char *name;
	const char *path;
	unsigned int seconds;
} kinds[] = {
	[COOKIE_GUEST] = { "motus_guest", "/", PLAYER_SECONDS },
	[COOKIE_ACCESS] = { "motus_access", "/", PLAYER_SECONDS },
	[COOKIE_REFRESH] = { "motus_refresh", "/api/session", PLAYER_SECONDS },
	[COOKIE_ID] = { "motus_id", "/api/session", PLAYER_SECONDS },
	[COOKIE_LOGIN] = { "motus_login", "/", LOGIN_SECONDS },
};

static const char *
prefix(const struct exchange *exchange, const struct kind *kind)
{
	if (!exchange->secure)
		return "";
	return kind->path[1] == '\0' ? "__Host-" : "__Secure-";
}

bool
cookie_get(const struct exchange *exchange, enum cookie cookie, char *value,
    size_t size)
{
	const struct kind *kind = &kinds[cookie];
	char name[NAME_SIZE];

	value[0] = '\0';
	snprintf(name, sizeof name, "%s%s", prefix(exchange, kind), kind->name);
	return request_cookie(&exchange->request, name, value, size);
}

static void
set(struct exchange *exchange, const struct kind *kind, const char *value,
    unsigned int seconds)
{
	reply_header(&exchange->reply, "set-cookie",
	    "%s%s=%s; Path=%s; Max-Age=%u; HttpOnly; SameSite=Lax%s",
	    prefix(exchange, kind), kind->name, value, kind->path, seconds,
	    exchange->secure ? "; Secure" : "");
}

void
cookie_set(struct exchange *exchange, enum cookie cookie, const char *value)
{
	set(exchange, &kinds[cookie], value, kinds[cookie].seconds);
}

void
cookie_drop(struct exchange *exchange, enum cookie cookie)
{
	set(exchange, &kinds[cookie], "", 0);
}
