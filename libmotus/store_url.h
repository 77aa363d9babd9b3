/*
 * store_url.h - the name of a store, taken apart
 */
#ifndef MOTUS_STORE_URL_H
#define MOTUS_STORE_URL_H

#include <stdint.h>

#define STORE_URL_MAX 4096 /* bytes of a whole URL */
#define STORE_HOST_MAX 255 /* bytes of a host name */
#define STORE_PORT_MAX 5 /* digits of a port */
#define STORE_PASSWORD_MAX 512 /* bytes of a password */

enum store_kind { STORE_MEMORY, STORE_SQLITE, STORE_REDIS };

struct store_url {
	enum store_kind kind;
	const char *path; /* SQLite: it points into the URL that was parsed */
	char host[STORE_HOST_MAX + 1]; /* without the brackets of IPv6 */
	char port[STORE_PORT_MAX + 1];
	char password[STORE_PASSWORD_MAX + 1]; /* "": none */
	int database;
};

/* Take `url` apart: 0, or MOTUS_EINVAL. */
int store_url_parse(struct store_url *parsed, const char *url);

#endif
