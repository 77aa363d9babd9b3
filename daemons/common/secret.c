#include <stdio.h>
#include <string.h>

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include <motus/error.h>

#include "daemons/common/log.h"
#include "daemons/common/secret.h"

#define KEY_DIGITS (2 * SECRET_SIZE)
#define TEXT_MIN 16
#define PAUSE_MIN 100 /* milliseconds */
#define PAUSE_MAX 5000

int
secret_read_digits(
    unsigned char key[SECRET_SIZE], const char *digits, size_t size)
{
	char text[KEY_DIGITS + 1] = "";
	size_t length;
	int error = 0;

	if (size == KEY_DIGITS)
		memcpy(text, digits, KEY_DIGITS);
	if (strspn(text, "0123456789abcdefABCDEF") != KEY_DIGITS ||
	    OPENSSL_hexstr2buf_ex(key, SECRET_SIZE, &length, text, '\0') != 1)
		error = MOTUS_EFORMAT;
	OPENSSL_cleanse(text, sizeof text);
	return error;
}

int
secret_read_key(unsigned char key[SECRET_SIZE], const char *path)
{
	char text[KEY_DIGITS + 2]; /* one more than may be there */
	FILE *file = fopen(path, "r");
	size_t size;
	int error = 0;

	if (file == NULL)
		return MOTUS_EIO;
	size = fread(text, 1, sizeof text, file);
	/* Perhaps the newline that an editor adds. */
	if (size == KEY_DIGITS + 1 && text[KEY_DIGITS] == '\n')
		size--;
	if (ferror(file))
		error = MOTUS_EIO;
	else if (size == SECRET_SIZE)
		memcpy(key, text, SECRET_SIZE);
	else
		error = secret_read_digits(key, text, size);
	fclose(file);
	OPENSSL_cleanse(text, sizeof text);
	return error;
}

int
secret_read_text(char *text, size_t size, const char *path)
{
	FILE *file = fopen(path, "r");
	size_t length;
	int error = 0;

	if (file == NULL)
		return MOTUS_EIO;
	length = fread(text, 1, size, file);
	if (ferror(file))
		error = MOTUS_EIO;
	fclose(file);
	if (length > 0 && text[length - 1] == '\n')
		length--;
	if (error == 0 && (length < TEXT_MIN || length >= size))
		error = MOTUS_EFORMAT;
	for (size_t i = 0; error == 0 && i < length; i++)
		if (text[i] <= ' ' || text[i] >= 0x7f)
			error = MOTUS_EFORMAT;
	text[error == 0 ? length : 0] = '\0';
	return error;
}

static void fetch(void *arg);

/* It is not known because of `error`, a MOTUS_E.... */
static void
fetch_later(struct secret *secret, int error)
{
	secret->pause = secret->pause == 0 ? PAUSE_MIN : 2 * secret->pause;
	if (secret->pause > PAUSE_MAX)
		secret->pause = PAUSE_MAX;
	log_message(LEVEL_WARNING, "no-secret", "%s: %s; asking again in %d ms",
	    secret->name, motus_error_text(error), secret->pause);
	error = secret->loop.timer(
	    secret->loop.context, secret->pause, fetch, secret);
	if (error != 0)
		log_message(LEVEL_ERROR, "no-secret",
		    "%s: not asking again: %s", secret->name,
		    motus_error_text(error));
}

/* Whoever made it, the one that is kept counts. */
static void
proposed(void *arg, int status)
{
	struct secret *secret = arg;

	if (status == 0 || status == MOTUS_ECONFLICT)
		fetch(secret);
	else
		fetch_later(secret, status);
}

static void
propose(struct secret *secret)
{
	struct motus_batch *batch = motus_batch_create();
	unsigned char bytes[SECRET_SIZE];

	if (RAND_bytes(bytes, sizeof bytes) == 1) {
		motus_batch_expect(batch, secret->name, 0);
		motus_batch_put(batch, secret->name, bytes, sizeof bytes, 0);
		motus_store_commit(secret->store, batch, proposed, secret);
		OPENSSL_cleanse(bytes, sizeof bytes);
	} else {
		fetch_later(secret, MOTUS_EIO);
	}
	motus_batch_destroy(batch);
}

static void
got(void *arg, int status, const void *value, size_t size, uint64_t version)
{
	struct secret *secret = arg;

	if (status == 0 && version == 0)
		propose(secret);
	else if (status == 0 && size == SECRET_SIZE)
		secret->known(secret->arg, value);
	else
		fetch_later(secret, status == 0 ? MOTUS_EFORMAT : status);
}

static void
fetch(void *arg)
{
	struct secret *secret = arg;

	motus_store_get(secret->store, secret->name, got, secret);
}

void
secret_fetch(struct secret *secret)
{
	fetch(secret);
}

void
secret_stop(struct secret *secret)
{
	secret->loop.timer(secret->loop.context, -1, fetch, secret);
}
