/*
 * password.h - passwords: which are taken, and how they are kept
 *
 * What was typed is brought into one form first, so that every keyboard gives
 * the same bytes.  A password is kept as a PHC string of argon2id at OWASP's
 * parameters (19 MiB, 2 passes, 1 lane), which takes some 15 ms: always in a
 * thread.
 */
#ifndef AUTH_PASSWORD_H
#define AUTH_PASSWORD_H

#include <stdbool.h>
#include <stddef.h>

#include "daemons/common/jobs.h"

#define PASSWORD_LENGTH_MIN 8 /* code points */
#define PASSWORD_LENGTH_MAX 256
#define PASSWORD_SIZE 1025 /* bytes, with the NUL */
#define PASSWORD_HASH_SIZE 128 /* bytes, with the NUL */

/* --- common passwords, which are guessed first --------------------------- */

struct password_list; /* opaque; read only, so that workers share it */

/*
 * Read the file `path`: passwords in lower case, one a line, in the order of
 * their bytes.  NULL, with `complaint`, when it is not there or is another.
 */
struct password_list *password_list_open(
    const char *path, char *complaint, size_t size);
void password_list_close(struct password_list *list); /* NULL is allowed */

/* Whether it has this password, without regard to case; O(log n). */
bool password_is_common(const struct password_list *list, const char *password);

/* --- what may be a password ----------------------------------------------- */

enum password_verdict {
	PASSWORD_GOOD,
	PASSWORD_NOT_TEXT, /* not UTF-8, or control characters */
	PASSWORD_TOO_SHORT,
	PASSWORD_TOO_LONG,
	PASSWORD_COMMON,
	PASSWORD_IS_NAME, /* equal to the account's name, but for case */
};

/*
 * What was typed, as NFC, into `password`; one of the first four verdicts.
 * For signing in this is all: what fails here is no account's password.
 */
enum password_verdict password_prepare(
    const char *typed, char password[PASSWORD_SIZE]);

/* Whether a prepared password may become that of an account of this name. */
enum password_verdict password_judge(
    const struct password_list *list, const char *password, const char *name);

/* --- keeping and checking ------------------------------------------------- */

/*
 * Called on the loop with what to keep, valid until it returns; NULL when
 * there was no memory, or the service ended before.
 */
typedef void password_hashed(void *arg, const char *hash);

/*
 * Hash a prepared password, which is copied.  False when there is no memory or
 * the jobs are too many: `then` will not be called.
 */
bool password_hash(
    struct jobs *jobs, const char *password, password_hashed *then, void *arg);

enum password_answer {
	PASSWORD_RIGHT,
	PASSWORD_WRONG,
	PASSWORD_UNCHECKED, /* no memory, or the service ended before */
};

/*
 * Called on the loop.  `renewed` is NULL, or for a right password whose hash
 * was made with other parameters than today's: what to keep instead, valid
 * until it returns.
 */
typedef void password_checked(
    void *arg, enum password_answer answer, const char *renewed);

/*
 * Check a prepared password against `hash`; both are copied.  NULL, for a name
 * that nobody has, takes the same time and is PASSWORD_WRONG.  False as above.
 */
bool password_check(struct jobs *jobs, const char *password, const char *hash,
    password_checked *then, void *arg);

#endif
