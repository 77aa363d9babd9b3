#include <stdio.h>
#include <string.h>

#include <openssl/crypto.h>

#include <motus/error.h>

#include "daemons/common/log.h"
#include "daemons/game/key.h"

#define DATE_LENGTH (MOTUS_DATE_SIZE - 1)
#define FILE_SIZE_MAX 4096

/* --- in a file ------------------------------------------------------------ */

/* A line without its end: "[DATE ]DIGITS". */
static int
read_line(struct day_key *key, const char *line, size_t size)
{
	struct motus_date date;

	key->from = SERVICE_ALWAYS;
	if (size > DATE_LENGTH && line[DATE_LENGTH] == ' ') {
		if (motus_date_parse(&date, line, DATE_LENGTH) != 0)
			return MOTUS_EFORMAT;
		key->from = motus_date_days(date);
		line += DATE_LENGTH + 1;
		size -= DATE_LENGTH + 1;
	}
	return secret_read_digits(key->bytes, line, size);
}

static int
read_lines(struct keys *keys, const char *text, size_t size)
{
	const char *end = text + size;

	while (text < end) {
		const char *stop = memchr(text, '\n', (size_t)(end - text));
		size_t length = (size_t)((stop == NULL ? end : stop) - text);
		struct day_key *key = &keys->list[keys->count];

		if (length > 0) {
			if (keys->count == SERVICE_KEYS_MAX ||
			    read_line(key, text, length) != 0 ||
			    (keys->count > 0 && key->from <= key[-1].from))
				return MOTUS_EFORMAT;
			keys->count++;
		}
		text += length + 1;
	}
	return keys->count == 0 ? MOTUS_EFORMAT : 0;
}

int
keys_read(struct keys *keys, const char *text, size_t size)
{
	keys->count = 0;
	if (size != SECRET_SIZE)
		return read_lines(keys, text, size);
	keys->list[keys->count++].from = SERVICE_ALWAYS;
	memcpy(keys->list[0].bytes, text, SECRET_SIZE);
	return 0;
}

int
keys_use_file(struct service *service, const char *path)
{
	char text[FILE_SIZE_MAX];
	struct keys keys;
	FILE *file = fopen(path, "r");
	size_t size;
	int error;

	if (file == NULL)
		return MOTUS_EIO;
	size = fread(text, 1, sizeof text, file);
	error = ferror(file) ? MOTUS_EIO : keys_read(&keys, text, size);
	fclose(file);
	for (size_t i = 0; error == 0 && i < keys.count; i++)
		error = service_use_key(service, &keys.list[i]);
	OPENSSL_cleanse(text, sizeof text);
	OPENSSL_cleanse(&keys, sizeof keys);
	return error;
}

/* --- in the store --------------------------------------------------------- */

static void
use(void *arg, const unsigned char bytes[SECRET_SIZE])
{
	struct day_key key = { .from = SERVICE_ALWAYS };
	int error;

	memcpy(key.bytes, bytes, sizeof key.bytes);
	error = service_use_key(arg, &key);
	if (error == 0)
		log_message(LEVEL_INFO, "key", "the store had the key");
	else
		log_message(LEVEL_ERROR, "no-key", "no calendar: %s",
		    motus_error_text(error));
}

void
key_fetch(struct service *service)
{
	service->first_key = (struct secret){
		.store = service->store,
		.loop = service->loop,
		.name = KEY_NAME,
		.known = use,
		.arg = service,
	};
	secret_fetch(&service->first_key);
}
