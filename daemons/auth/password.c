#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>
#include <unicode/uchar.h>
#include <unicode/ustring.h>

#include "daemons/auth/password.h"
#include "daemons/auth/unicode.h"

/* OWASP's parameters of argon2id. */
#define PASSES 2
#define MEMORY 19922944 /* bytes */

_Static_assert(PASSWORD_HASH_SIZE == crypto_pwhash_STRBYTES,
    "a hash takes what libsodium says");

/* The hash of no password at all, to be checked for a name that is nobody's. */
static const char nobody[] = "$argon2id$v=19$m=19456,t=2,p=1$"
			     "AAAAAAAAAAAAAAAAAAAAAA$"
			     "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/* --- what may be a password ----------------------------------------------- */

static enum password_verdict
judge_text(const struct unicode *text)
{
	int32_t count = u_countChar32(text->text, text->length), at = 0;
	UChar32 character;

	while (at < text->length) {
		U16_NEXT(text->text, at, text->length, character);
		if (u_iscntrl(character))
			return PASSWORD_NOT_TEXT;
	}
	if (count < PASSWORD_LENGTH_MIN)
		return PASSWORD_TOO_SHORT;
	return count > PASSWORD_LENGTH_MAX ? PASSWORD_TOO_LONG : PASSWORD_GOOD;
}

enum password_verdict
password_prepare(const char *typed, char password[PASSWORD_SIZE])
{
	enum password_verdict verdict = PASSWORD_TOO_LONG;
	struct unicode text;

	password[0] = '\0';
	if (strlen(typed) >= PASSWORD_SIZE)
		return verdict;
	switch (unicode_read(&text, typed, UNICODE_NFC)) {
	case UNICODE_OK: verdict = judge_text(&text); break;
	case UNICODE_MALFORMED: verdict = PASSWORD_NOT_TEXT; break;
	case UNICODE_TOO_LONG: break;
	}
	if (verdict == PASSWORD_GOOD &&
	    !unicode_write(&text, password, PASSWORD_SIZE))
		verdict = PASSWORD_TOO_LONG;
	sodium_memzero(&text, sizeof text);
	return verdict;
}

static bool
is_same(const char *password, const char *name)
{
	struct unicode one, other;
	bool same =
	    unicode_read(&one, password, UNICODE_FOLDED) == UNICODE_OK &&
	    unicode_read(&other, name, UNICODE_FOLDED) == UNICODE_OK &&
	    one.length == other.length &&
	    u_memcmp(one.text, other.text, one.length) == 0;

	sodium_memzero(&one, sizeof one);
	return same;
}

enum password_verdict
password_judge(
    const struct password_list *list, const char *password, const char *name)
{
	if (is_same(password, name))
		return PASSWORD_IS_NAME;
	return password_is_common(list, password) ? PASSWORD_COMMON
						  : PASSWORD_GOOD;
}

/* --- hashing -------------------------------------------------------------- */

struct hashing {
	password_hashed *then;
	void *arg;
	char password[PASSWORD_SIZE];
	char hash[PASSWORD_HASH_SIZE]; /* "": none */
};

/* "" without memory. */
static void
make_hash(const char *password, char hash[PASSWORD_HASH_SIZE])
{
	if (crypto_pwhash_str(
		hash, password, strlen(password), PASSES, MEMORY) != 0)
		hash[0] = '\0';
}

static void
hash_work(void *arg)
{
	struct hashing *hashing = arg;

	make_hash(hashing->password, hashing->hash);
}

static void
hash_done(void *arg)
{
	struct hashing *hashing = arg;

	hashing->then(
	    hashing->arg, hashing->hash[0] == '\0' ? NULL : hashing->hash);
	sodium_memzero(hashing, sizeof *hashing);
	free(hashing);
}

bool
password_hash(
    struct jobs *jobs, const char *password, password_hashed *then, void *arg)
{
	struct hashing *hashing = calloc(1, sizeof *hashing);

	if (hashing == NULL)
		return false;
	hashing->then = then;
	hashing->arg = arg;
	strncpy(hashing->password, password, PASSWORD_SIZE - 1);
	if (jobs_run(jobs, hash_work, hash_done, hashing))
		return true;
	sodium_memzero(hashing, sizeof *hashing);
	free(hashing);
	return false;
}

/* --- checking ------------------------------------------------------------- */

struct checking {
	password_checked *then;
	void *arg;
	enum password_answer answer;
	char password[PASSWORD_SIZE];
	char hash[PASSWORD_HASH_SIZE];
	char renewed[PASSWORD_HASH_SIZE]; /* "": none */
};

/* libsodium says EINVAL for a wrong password, and only for that. */
static enum password_answer
verify(const char *password, const char *hash)
{
	errno = 0;
	if (crypto_pwhash_argon2id_str_verify(
		hash, password, strlen(password)) == 0)
		return PASSWORD_RIGHT;
	return errno == EINVAL ? PASSWORD_WRONG : PASSWORD_UNCHECKED;
}

static void
check_work(void *arg)
{
	struct checking *checking = arg;

	checking->answer = verify(checking->password, checking->hash);
	if (checking->answer == PASSWORD_RIGHT &&
	    crypto_pwhash_str_needs_rehash(checking->hash, PASSES, MEMORY) != 0)
		make_hash(checking->password, checking->renewed);
}

static void
check_done(void *arg)
{
	struct checking *checking = arg;

	checking->then(checking->arg, checking->answer,
	    checking->renewed[0] == '\0' ? NULL : checking->renewed);
	sodium_memzero(checking, sizeof *checking);
	free(checking);
}

bool
password_check(struct jobs *jobs, const char *password, const char *hash,
    password_checked *then, void *arg)
{
	struct checking *checking = calloc(1, sizeof *checking);

	if (checking == NULL)
		return false;
	checking->then = then;
	checking->arg = arg;
	checking->answer = PASSWORD_UNCHECKED;
	strncpy(checking->password, password, PASSWORD_SIZE - 1);
	strncpy(checking->hash, hash == NULL ? nobody : hash,
	    PASSWORD_HASH_SIZE - 1);
	if (jobs_run(jobs, check_work, check_done, checking))
		return true;
	sodium_memzero(checking, sizeof *checking);
	free(checking);
	return false;
}
