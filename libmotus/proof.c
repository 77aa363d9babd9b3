#include <string.h>

#include <motus/error.h>
#include <motus/proof.h>

#include "libmotus/digest.h"

/* What is digested: at most 19 + 9 + 11 + 13 + 32 bytes. */
struct message {
	unsigned char bytes[96];
	size_t size;
};

static void
add(struct message *message, const void *bytes, size_t size)
{
	memcpy(message->bytes + message->size, bytes, size);
	message->size += size;
}

/* The part that both messages begin with; each string with its NUL. */
static int
begin(struct message *message, const char *domain, const char *language,
    struct motus_date date)
{
	size_t size = strnlen(language, MOTUS_LANGUAGE_SIZE);
	char day[MOTUS_DATE_SIZE];

	if (size == 0 || size == MOTUS_LANGUAGE_SIZE)
		return MOTUS_EINVAL;
	motus_date_format(date, day);
	message->size = 0;
	add(message, domain, strlen(domain) + 1);
	add(message, language, size + 1);
	add(message, day, sizeof(day));
	return 0;
}

static int
make_salt(unsigned char salt[MOTUS_PROOF_SIZE], const unsigned char *key,
    const char *language, struct motus_date date)
{
	struct message message;
	int error = begin(&message, "motus-salt-1", language, date);

	if (error != 0)
		return error;
	/* The date is the last part: no NUL follows it. */
	return digest_hmac(
	    salt, key, MOTUS_KEY_SIZE, message.bytes, message.size - 1);
}

static int
make_commitment(unsigned char commitment[MOTUS_PROOF_SIZE],
    const char *language, struct motus_date date, struct motus_word answer,
    const unsigned char *salt)
{
	struct message message;
	int error = begin(&message, "motus-commitment-1", language, date);

	if (error != 0)
		return error;
	add(&message, answer.letter, answer.length + 1u);
	add(&message, salt, MOTUS_PROOF_SIZE);
	return digest_sha256(commitment, message.bytes, message.size);
}

int
motus_proof_make(struct motus_proof *proof, const unsigned char *key,
    const char *language, struct motus_date date, struct motus_word answer)
{
	struct motus_proof made;
	int error = make_salt(made.salt, key, language, date);

	if (error == 0)
		error = make_commitment(
		    made.commitment, language, date, answer, made.salt);
	if (error == 0)
		*proof = made;
	return error;
}

bool
motus_proof_check(const unsigned char *commitment, const char *language,
    struct motus_date date, struct motus_word answer, const unsigned char *salt)
{
	unsigned char expected[MOTUS_PROOF_SIZE];

	return make_commitment(expected, language, date, answer, salt) == 0 &&
	    memcmp(expected, commitment, sizeof(expected)) == 0;
}
