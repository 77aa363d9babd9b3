#include <string.h>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "daemons/common/sha256.h"
#include "daemons/game/flow.h"

#define RANDOM_BYTES 16
#define RANDOM_LENGTH (BASE64URL_SIZE(RANDOM_BYTES) - 1)
#define MAC_LENGTH (FLOW_TEXT_SIZE - 1)

/*
 * A state is a digit that says whether it was begun again, random characters,
 * the place, and what proves that we wrote the rest: the last 43 characters.
 */
#define FIRST '0'
#define AGAIN '1'
#define PLACE_AT (1 + RANDOM_LENGTH)

bool
flow_make_secret(char secret[FLOW_TEXT_SIZE])
{
	return base64url_random(secret, FLOW_BYTES);
}

bool
flow_is_secret(const char *secret)
{
	unsigned char bytes[FLOW_BYTES];
	size_t size;

	return base64url_decode(
		   secret, strlen(secret), bytes, sizeof bytes, &size) &&
	    size == sizeof bytes;
}

/* What follows from the secret for this purpose, a character, and text. */
static void
derive(const char *secret, char purpose, const char *text, size_t size,
    char derived[FLOW_TEXT_SIZE])
{
	unsigned char message[1 + FLOW_STATE_SIZE],
	    mac[EVP_MAX_MD_SIZE] = { 0 };

	message[0] = (unsigned char)purpose;
	memcpy(message + 1, text, size);
	HMAC(EVP_sha256(), secret, (int)strlen(secret), message, 1 + size, mac,
	    NULL);
	base64url_encode(mac, FLOW_BYTES, derived);
}

static void
derive_all(struct flow *flow, const char *secret)
{
	unsigned char digest[SHA256_SIZE];
	size_t size = strlen(flow->state);

	derive(secret, 'n', flow->state, size, flow->nonce);
	derive(secret, 'v', flow->state, size, flow->verifier);
	sha256(digest, flow->verifier, strlen(flow->verifier));
	base64url_encode(digest, FLOW_BYTES, flow->challenge);
}

/*
 * A page of this site: what begins with two slashes, or has a backslash, is
 * another host to browsers; and what is no page could begin a sign-in anew.
 */
static bool
is_page(const char *place)
{
	size_t size = strlen(place);

	if (size >= FLOW_PLACE_SIZE || place[0] != '/' || place[1] == '/' ||
	    strncmp(place, "/api", 4) == 0 || strncmp(place, "/auth", 5) == 0)
		return false;
	for (const char *c = place; *c != '\0'; c++)
		if (*c <= ' ' || *c >= 0x7f || strchr("\\#\"<>", *c) != NULL)
			return false;
	return true;
}

bool
flow_begin(struct flow *flow, const char *secret, const char *place, bool again)
{
	char *end = flow->state + PLACE_AT;

	*flow = (struct flow){ .again = again };
	strcpy(flow->place, is_page(place) ? place : "/");
	flow->state[0] = again ? AGAIN : FIRST;
	if (!base64url_random(flow->state + 1, RANDOM_BYTES))
		return false;
	end += base64url_encode(flow->place, strlen(flow->place), end);
	derive(secret, 's', flow->state, (size_t)(end - flow->state), end);
	derive_all(flow, secret);
	return true;
}

bool
flow_resume(struct flow *flow, const char *secret, const char *state)
{
	size_t size = strlen(state), place_size;
	char mac[FLOW_TEXT_SIZE];

	if (size < PLACE_AT + MAC_LENGTH || size >= FLOW_STATE_SIZE)
		return false;
	size -= MAC_LENGTH;
	derive(secret, 's', state, size, mac);
	if (CRYPTO_memcmp(mac, state + size, MAC_LENGTH) != 0)
		return false;
	*flow = (struct flow){ .again = flow_is_again(state) };
	strcpy(flow->state, state);
	if (!base64url_decode(state + PLACE_AT, size - PLACE_AT, flow->place,
		sizeof flow->place - 1, &place_size))
		return false;
	derive_all(flow, secret);
	return true;
}

bool
flow_is_again(const char *state)
{
	return state[0] == AGAIN;
}
