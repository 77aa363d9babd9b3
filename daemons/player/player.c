#include <stdio.h>
#include <string.h>

#include "daemons/common/base64url.h"
#include "daemons/common/hex.h"
#include "daemons/common/sha256.h"
#include "daemons/player/cookie.h"
#include "daemons/player/player.h"

#define GUEST_BYTES 16
#define GUEST_SIZE BASE64URL_SIZE(GUEST_BYTES)

static const char GUEST[] = "guest:", ACCOUNT[] = "account:";

static void
hash(const char *text, char digits[2 * SHA256_SIZE + 1])
{
	unsigned char digest[SHA256_SIZE];

	sha256(digest, text, strlen(text));
	hex_write(digest, sizeof digest, digits);
}

/* --- accounts ------------------------------------------------------------- */

const char *
player_sub(const struct player *player)
{
	size_t size = sizeof ACCOUNT - 1;

	return strncmp(player->key, ACCOUNT, size) == 0 ? player->key + size
							: NULL;
}

bool
player_of_sub(struct player *player, const char *sub)
{
	static const char base64url[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
					"abcdefghijklmnopqrstuvwxyz"
					"0123456789-_";
	size_t size = strspn(sub, base64url);

	if (size == 0 || size >= PLAYER_SUB_SIZE || sub[size] != '\0')
		return false;
	*player = (struct player){ 0 };
	snprintf(player->key, sizeof player->key, "%s%s", ACCOUNT, sub);
	return true;
}

bool
player_of_id(struct player *player, const char *id)
{
	const size_t size = sizeof GUEST - 1;
	const char *digits = id + size;

	if (strncmp(id, GUEST, size) != 0)
		return player_of_sub(player, id);
	if (strlen(digits) != 2 * SHA256_SIZE ||
	    strspn(digits, "0123456789abcdef") != 2 * SHA256_SIZE)
		return false;
	*player = (struct player){ 0 };
	strcpy(player->key, id);
	return true;
}

/* Who got a token in its own name has itself as sub (RFC 9068 section 2.2). */
bool
player_of_claims(struct player *player, const json_t *claims)
{
	const char *sub = json_string_value(json_object_get(claims, "sub"));
	const char *client =
	    json_string_value(json_object_get(claims, "client_id"));

	if (sub == NULL || client == NULL || strcmp(sub, client) == 0 ||
	    !player_of_sub(player, sub))
		return false;
	player->until =
	    (time_t)json_integer_value(json_object_get(claims, "exp"));
	return true;
}

/* --- guests --------------------------------------------------------------- */

static bool
is_guest(const char *id)
{
	unsigned char bytes[GUEST_BYTES];
	size_t size;

	return base64url_decode(id, strlen(id), bytes, sizeof bytes, &size) &&
	    size == sizeof bytes;
}

static void
make_guest(struct player *guest, const char *id)
{
	size_t size = sizeof GUEST - 1;

	*guest = (struct player){ 0 };
	memcpy(guest->key, GUEST, size);
	hash(id, guest->key + size);
}

bool
player_guest(const struct exchange *exchange, struct player *guest)
{
	char id[GUEST_SIZE];

	if (!cookie_get(exchange, COOKIE_GUEST, id, sizeof id) || !is_guest(id))
		return false;
	make_guest(guest, id);
	return true;
}

bool
player_greet(struct exchange *exchange, struct player *guest, bool *stranger)
{
	bool is_known = player_guest(exchange, guest);
	char id[GUEST_SIZE];

	if (stranger != NULL)
		*stranger = !is_known;
	if (is_known)
		return true;
	if (!base64url_random(id, GUEST_BYTES)) {
		reply_problem(&exchange->reply, 500, "internal",
		    "Something went wrong here.");
		return false;
	}
	make_guest(guest, id);
	cookie_set(exchange, COOKIE_GUEST, id);
	return true;
}

void
player_renew_guest(struct exchange *exchange)
{
	char id[GUEST_SIZE];

	if (base64url_random(id, GUEST_BYTES))
		cookie_set(exchange, COOKIE_GUEST, id);
	else
		cookie_drop(exchange, COOKIE_GUEST);
}

/* --- the log -------------------------------------------------------------- */

void
player_note(struct exchange *exchange, const struct player *player)
{
	const char *sub = player_sub(player);

	if (sub != NULL)
		exchange_note(exchange, sub);
	else
		strcpy(exchange->player, player->key + sizeof GUEST - 1);
}
