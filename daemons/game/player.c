#include <string.h>

#include <openssl/evp.h>

#include "daemons/common/base64url.h"
#include "daemons/common/hex.h"
#include "daemons/game/player.h"
#include "daemons/game/service.h"

#define GUEST_BYTES 16
#define GUEST_SIZE BASE64URL_SIZE(GUEST_BYTES)
#define SHA256_SIZE 32

static bool
is_guest(const char *id)
{
	unsigned char bytes[GUEST_BYTES];
	size_t size;

	return base64url_decode(id, strlen(id), bytes, sizeof bytes, &size) &&
	    size == sizeof bytes;
}

static const char *
cookie_name(const struct service *service)
{
	return service->secure ? "__Host-motus_guest" : "motus_guest";
}

static void
set_cookie(struct exchange *exchange, const char *id)
{
	const struct service *service = exchange->service;

	reply_header(&exchange->reply, "set-cookie",
	    "%s=%s; Path=/; Max-Age=%u; HttpOnly; SameSite=Lax%s",
	    cookie_name(service), id, (unsigned int)PLAYER_SECONDS,
	    service->secure ? "; Secure" : "");
}

static bool
hash(const char *id, char text[2 * SHA256_SIZE + 1])
{
	unsigned char digest[SHA256_SIZE];

	if (EVP_Digest(id, strlen(id), digest, NULL, EVP_sha256(), NULL) != 1)
		return false;
	hex_write(digest, sizeof digest, text);
	return true;
}

bool
player_identify(struct exchange *exchange, bool *stranger)
{
	char id[GUEST_SIZE];
	bool is_known = request_cookie(&exchange->request,
			    cookie_name(exchange->service), id, sizeof id) &&
	    is_guest(id);

	if ((!is_known && !base64url_random(id, GUEST_BYTES)) ||
	    !hash(id, exchange->player)) {
		reply_problem(&exchange->reply, 500, "internal",
		    "Something went wrong here.");
		return false;
	}
	if (!is_known)
		set_cookie(exchange, id);
	if (stranger != NULL)
		*stranger = !is_known;
	return true;
}

void
session_get(struct exchange *exchange)
{
	if (player_identify(exchange, NULL))
		reply_json(&exchange->reply, 200,
		    json_pack("{s:n, s:b}", "player", "guest", true));
	exchange_finish(exchange);
}
