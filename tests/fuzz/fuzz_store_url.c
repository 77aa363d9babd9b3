/*
 * Takes any bytes apart as the URL of a store.  One that was taken apart has
 * what its kind needs, each part within its bounds.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <motus/error.h>

#include "libmotus/store_url.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
expect(bool promise)
{
	if (!promise)
		abort();
}

static void
check_redis(const struct store_url *parsed)
{
	int port = atoi(parsed->port);

	expect(parsed->host[0] != '\0');
	expect(memchr(parsed->host, '\0', sizeof parsed->host) != NULL);
	expect(memchr(parsed->password, '\0', sizeof parsed->password) != NULL);
	expect(port >= 1 && port <= 65535);
	expect(strspn(parsed->port, "0123456789") == strlen(parsed->port));
	expect(parsed->database >= 0);
}

static void
check(const struct store_url *parsed, const char *url)
{
	switch (parsed->kind) {
	case STORE_MEMORY: expect(strcmp(url, "memory:") == 0); break;
	case STORE_SQLITE:
		expect(parsed->path > url);
		expect(parsed->path < url + strlen(url));
		break;
	case STORE_REDIS: check_redis(parsed); break;
	default: abort();
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct store_url parsed;
	char *url = malloc(size + 1);
	int error;

	if (url == NULL)
		abort();
	if (size > 0)
		memcpy(url, data, size);
	url[size] = '\0';
	error = store_url_parse(&parsed, url);
	if (error != 0)
		expect(error == MOTUS_EINVAL);
	else
		check(&parsed, url);
	free(url);
	return 0;
}
