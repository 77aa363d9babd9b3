#include <string.h>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <motus/daily.h>

#include "daemons/game/custom.h"

#define LABEL "motus-custom-1" /* another layout has another */

#define LANGUAGE_AT 4
#define WORD_AT (LANGUAGE_AT + MOTUS_LANGUAGE_SIZE - 1)

const char *const custom_strictness[MOTUS_ULTRA + 1] = {
	[MOTUS_FREE] = "free",
	[MOTUS_HARD] = "hard",
	[MOTUS_ULTRA] = "ultra",
};

void
custom_pack(const struct custom *custom, unsigned char bytes[CUSTOM_BYTES])
{
	const struct motus_rules *rules = &custom->rules;

	memset(bytes, 0, CUSTOM_BYTES);
	bytes[0] = rules->strictness;
	bytes[1] = rules->turns;
	bytes[2] = rules->initial;
	bytes[3] = rules->bonus;
	memcpy(bytes + LANGUAGE_AT, custom->language, strlen(custom->language));
	memcpy(bytes + WORD_AT, custom->word.letter, custom->word.length);
}

bool
custom_unpack(struct custom *custom, const unsigned char bytes[CUSTOM_BYTES])
{
	const char *letters = (const char *)bytes + WORD_AT;
	unsigned char same[CUSTOM_BYTES];
	struct motus_game game;

	*custom = (struct custom){ .rules = { .strictness = bytes[0],
				       .turns = bytes[1],
				       .initial = bytes[2] == 1,
				       .bonus = bytes[3] } };
	memcpy(custom->language, bytes + LANGUAGE_AT, WORD_AT - LANGUAGE_AT);
	if (motus_word_parse(&custom->word, letters,
		strnlen(letters, MOTUS_WORD_MAX)) != 0 ||
	    motus_game_start_with(&game, custom->word, custom->rules) != 0)
		return false;
	custom_pack(custom, same);
	return memcmp(same, bytes, CUSTOM_BYTES) == 0;
}

static bool
derive(const unsigned char *day_key, unsigned char key[AEAD_KEY_SIZE])
{
	return HMAC(EVP_sha256(), day_key, MOTUS_KEY_SIZE,
		   (const unsigned char *)LABEL, strlen(LABEL), key,
		   NULL) != NULL;
}

bool
custom_seal(const unsigned char *day_key, const struct custom *custom,
    char token[CUSTOM_TOKEN_SIZE])
{
	unsigned char bytes[CUSTOM_BYTES], sealed[CUSTOM_BYTES + AEAD_EXTRA];
	unsigned char key[AEAD_KEY_SIZE];
	bool good = derive(day_key, key);

	custom_pack(custom, bytes);
	good = good && aead_close(key, LABEL, bytes, sizeof bytes, sealed);
	if (good)
		base64url_encode(sealed, sizeof sealed, token);
	OPENSSL_cleanse(key, sizeof key);
	return good;
}

bool
custom_open(
    const unsigned char *day_key, const char *token, struct custom *custom)
{
	unsigned char bytes[CUSTOM_BYTES], sealed[CUSTOM_BYTES + AEAD_EXTRA];
	unsigned char key[AEAD_KEY_SIZE];
	size_t size;
	bool good = base64url_decode(
			token, strlen(token), sealed, sizeof sealed, &size) &&
	    size == sizeof sealed && derive(day_key, key) &&
	    aead_open(key, LABEL, sealed, size, bytes) &&
	    custom_unpack(custom, bytes);

	OPENSSL_cleanse(key, sizeof key);
	return good;
}
