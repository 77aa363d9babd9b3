/*
 * motus/proof.h - evidence that the word was not changed
 *
 * Before a day begins its commitment is published; after the puzzle has
 * closed, answer and salt.  Anyone can then check that they belong together:
 *
 *	commitment = SHA-256("motus-commitment-1" || 00 || language || 00
 *	    || "YYYY-MM-DD" || 00 || ANSWER || 00 || salt)
 *	salt = HMAC-SHA256(key, "motus-salt-1" || 00 || language || 00
 *	    || "YYYY-MM-DD")
 *
 * The answer in its letters A to Z, the salt 32 bytes.  The salt keeps anyone
 * from trying all the words of the lexicon.
 */
#ifndef MOTUS_PROOF_H
#define MOTUS_PROOF_H

#include <stdbool.h>

#include <motus/daily.h>
#include <motus/date.h>
#include <motus/word.h>

#ifdef __cplusplus
extern "C" {
#endif

#define MOTUS_PROOF_SIZE 32 /* bytes of a commitment, and of a salt */

struct motus_proof {
	unsigned char commitment[MOTUS_PROOF_SIZE]; /* public at once */
	unsigned char salt[MOTUS_PROOF_SIZE]; /* public once closed */
};

/*
 * Make the proof of `answer` for `language` ("fr") and `date` under the
 * MOTUS_KEY_SIZE secret bytes of `key`.
 *
 *	MOTUS_EINVAL	a language of no characters, or of more than 8
 *	MOTUS_ENOMEM
 */
int motus_proof_make(struct motus_proof *proof, const unsigned char *key,
    const char *language, struct motus_date date, struct motus_word answer);

/*
 * Whether the MOTUS_PROOF_SIZE bytes of `commitment` are those of `answer` and
 * `salt`.  False also where motus_proof_make() would fail.
 */
bool motus_proof_check(const unsigned char *commitment, const char *language,
    struct motus_date date, struct motus_word answer,
    const unsigned char *salt);

#ifdef __cplusplus
}
#endif

#endif
