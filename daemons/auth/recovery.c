#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include "daemons/auth/db.h"
#include "daemons/auth/pages.h"
#include "daemons/auth/recovery.h"

#define DIGITS 16 /* of a code, five bits each */
#define CODE_SIZE (DIGITS + 3 + 1) /* with hyphens and a NUL */

/* Without the letters that are taken for digits, and without U. */
static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static bool
make_code(char code[CODE_SIZE])
{
	unsigned char random[DIGITS];
	size_t used = 0;

	if (RAND_bytes(random, sizeof random) != 1)
		return false;
	for (size_t i = 0; i < DIGITS; i++) {
		if (i > 0 && i % 4 == 0)
			code[used++] = '-';
		code[used++] = digits[random[i] % 32];
	}
	code[used] = '\0';
	return true;
}

/* The hash of what a code says, however it is written; "" if it is none. */
static void
hash_code(const char *code, char hash[DB_HASH_SIZE])
{
	char plain[DIGITS + 1];
	size_t used = 0;

	hash[0] = '\0';
	for (; *code != '\0'; code++) {
		char c = (char)toupper((unsigned char)*code);

		if (c == ' ' || c == '-')
			continue;
		c = c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c;
		if (used == DIGITS || strchr(digits, c) == NULL)
			return;
		plain[used++] = c;
	}
	plain[used] = '\0';
	if (used == DIGITS)
		db_hash(plain, hash);
	OPENSSL_cleanse(plain, sizeof plain);
}

json_t *
recovery_make(json_t *account)
{
	json_t *codes = json_array(), *hashes = json_array();
	bool made = true;

	for (size_t i = 0; made && i < RECOVERY_CODES; i++) {
		char code[CODE_SIZE], hash[DB_HASH_SIZE];

		made = make_code(code);
		if (!made)
			break;
		hash_code(code, hash);
		made = json_array_append_new(codes, json_string(code)) == 0 &&
		    json_array_append_new(hashes, json_string(hash)) == 0;
	}
	if (json_object_set_new(account, "recovery", hashes) == 0 && made)
		return codes;
	json_decref(codes);
	return NULL;
}

bool
recovery_use(json_t *account, const char *code)
{
	json_t *hashes = json_object_get(account, "recovery"), *kept;
	char hash[DB_HASH_SIZE];
	size_t i;

	hash_code(code, hash);
	json_array_foreach (hashes, i, kept) {
		if (json_string_length(kept) == DB_HASH_SIZE - 1 &&
		    CRYPTO_memcmp(
			json_string_value(kept), hash, DB_HASH_SIZE) == 0) {
			json_array_remove(hashes, i);
			return true;
		}
	}
	return false;
}

void
recovery_show(struct exchange *exchange, const json_t *codes, char *onward)
{
	pages_show(exchange, 200, "codes",
	    json_pack("{s:O, s:s, s:b}", "codes", codes, "onward", onward,
		"here", 0));
	free(onward);
}
