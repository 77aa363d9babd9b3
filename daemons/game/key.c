#include <stdio.h>
#include <string.h>

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include <motus/error.h>

#include "daemons/common/log.h"
#include "daemons/game/key.h"

#define KEY_DIGITS (2 * MOTUS_KEY_SIZE)
#define PAUSE_MIN 100 /* milliseconds */
#define PAUSE_MAX 5000

/* 64 hexadecimal digits, and perhaps the newline that an editor adds. */
static int
read_digits(unsigned char key[MOTUS_KEY_SIZE], char *text, size_t size)
{
	size_t length;

	if (size == KEY_DIGITS + 1 && text[KEY_DIGITS] == '\n')
		size--;
	text[size] = '\0';
	if (size != KEY_DIGITS ||
	    strspn(text, "0123456789abcdefABCDEF") != KEY_DIGITS ||
	    OPENSSL_hexstr2buf_ex(key, MOTUS_KEY_SIZE, &length, text, '\0') !=
		1)
		return MOTUS_EFORMAT;
	return 0;
}

int
key_read(unsigned char key[MOTUS_KEY_SIZE], const char *path)
{
	char text[KEY_DIGITS + 3]; /* one more than may be there, and a NUL */
	FILE *file = fopen(path, "r");
	size_t size;
	int error = 0;

	if (file == NULL)
		return MOTUS_EIO;
	size = fread(text, 1, sizeof text - 1, file);
	if (ferror(file))
		error = MOTUS_EIO;
	else if (size == MOTUS_KEY_SIZE)
		memcpy(key, text, MOTUS_KEY_SIZE);
	else
		error = read_digits(key, text, size);
	fclose(file);
	OPENSSL_cleanse(text, sizeof text);
	return error;
}

static void fetch(void *arg);

/* There is no key because of `error`, a MOTUS_E.... */
static void
fetch_later(struct service *service, int error)
{
	service->pause = service->pause == 0 ? PAUSE_MIN : 2 * service->pause;
	if (service->pause > PAUSE_MAX)
		service->pause = PAUSE_MAX;
	log_message(LEVEL_WARNING, "no-key", "%s; asking again in %d ms",
	    motus_error_text(error), service->pause);
	error = service->loop.timer(
	    service->loop.context, service->pause, fetch, service);
	if (error != 0)
		log_message(LEVEL_ERROR, "no-key", "not asking again: %s",
		    motus_error_text(error));
}

static void
use(struct service *service, const unsigned char *key)
{
	int error = service_use_key(service, key);

	if (error == 0)
		log_message(LEVEL_INFO, "key", "the store had the key");
	else
		log_message(LEVEL_ERROR, "no-key", "no calendar: %s",
		    motus_error_text(error));
}

/* Whoever made the key, the one that is kept counts. */
static void
proposed(void *arg, int status)
{
	struct service *service = arg;

	if (status == 0 || status == MOTUS_ECONFLICT)
		fetch(service);
	else
		fetch_later(service, status);
}

static void
propose(struct service *service)
{
	struct motus_batch *batch = motus_batch_create();
	unsigned char key[MOTUS_KEY_SIZE];

	if (RAND_bytes(key, sizeof key) == 1) {
		motus_batch_expect(batch, KEY_NAME, 0);
		motus_batch_put(batch, KEY_NAME, key, sizeof key, 0);
		motus_store_commit(service->store, batch, proposed, service);
		OPENSSL_cleanse(key, sizeof key);
	} else {
		fetch_later(service, MOTUS_EIO);
	}
	motus_batch_destroy(batch);
}

static void
got(void *arg, int status, const void *value, size_t size, uint64_t version)
{
	struct service *service = arg;

	if (status == 0 && version == 0)
		propose(service);
	else if (status == 0 && size == MOTUS_KEY_SIZE)
		use(service, value);
	else
		fetch_later(service, status == 0 ? MOTUS_EFORMAT : status);
}

static void
fetch(void *arg)
{
	struct service *service = arg;

	motus_store_get(service->store, KEY_NAME, got, service);
}

void
key_fetch(struct service *service)
{
	fetch(service);
}

void
key_stop(struct service *service)
{
	service->loop.timer(service->loop.context, -1, fetch, service);
}
