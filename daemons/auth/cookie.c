#include <stdio.h>
#include <string.h>

#include "daemons/auth/cookie.h"
#include "daemons/common/base64url.h"

#define NAME_SIZE 64

static void
write_name(
    const struct exchange *exchange, const char *name, char full[NAME_SIZE])
{
	snprintf(
	    full, NAME_SIZE, "%s%s", exchange->secure ? "__Host-" : "", name);
}

bool
cookie_get(
    const struct exchange *exchange, const char *name, char *value, size_t size)
{
	char full[NAME_SIZE];

	write_name(exchange, name, full);
	return request_cookie(&exchange->request, full, value, size);
}

void
cookie_set(
    struct exchange *exchange, const char *name, const char *value, int seconds)
{
	char full[NAME_SIZE];

	write_name(exchange, name, full);
	reply_header(&exchange->reply, "set-cookie",
	    "%s=%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Lax%s", full, value,
	    seconds, exchange->secure ? "; Secure" : "");
}

bool
cookie_get_secret(const struct exchange *exchange, const char *name,
    char value[COOKIE_SECRET_SIZE])
{
	unsigned char bytes[32];
	size_t size;

	return cookie_get(exchange, name, value, COOKIE_SECRET_SIZE) &&
	    base64url_decode(
		value, strlen(value), bytes, sizeof bytes, &size) &&
	    size == sizeof bytes;
}
