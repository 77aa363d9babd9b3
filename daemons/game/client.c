#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include "daemons/common/escape.h"
#include "daemons/game/client.h"

#define PATIENCE 5000 /* milliseconds */
#define PAIR_SIZE (3 * SERVICE_SECRET_SIZE + 16) /* escaped */
#define BASIC_SIZE (sizeof "Authorization: Basic " + 4 * (PAIR_SIZE / 3 + 1))

void
client_redirect_uri(const struct service *service, char uri[CLIENT_URL_SIZE])
{
	snprintf(
	    uri, CLIENT_URL_SIZE, "%s/api/session/callback", service->origin);
}

char *
client_form(const char *before, const char *const pairs[])
{
	char *text = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);

	if (out == NULL)
		return NULL;
	fputs(before, out);
	for (size_t i = 0; pairs[i] != NULL; i += 2) {
		fprintf(out, "%s%s=", i == 0 ? "" : "&", pairs[i]);
		escape_encode(out, pairs[i + 1]);
	}
	if (fclose(out) != 0) {
		free(text);
		return NULL;
	}
	return text;
}

static const char *
id_of(enum client client)
{
	return client == CLIENT_WEB ? CLIENT_ID : "motus-game";
}

static const char *
secret_of(const struct service *service, enum client client)
{
	return client == CLIENT_WEB ? service->web_secret
				    : service->game_secret;
}

/* client_secret_basic: both are escaped first (RFC 6749 section 2.3.1). */
static bool
write_basic(
    const struct service *service, enum client client, char header[BASIC_SIZE])
{
	char pair[PAIR_SIZE];
	FILE *out = fmemopen(pair, sizeof pair, "w");
	size_t size;

	if (out == NULL)
		return false;
	escape_encode(out, id_of(client));
	fputc(':', out);
	escape_encode(out, secret_of(service, client));
	if (fclose(out) != 0)
		return false;
	size = (size_t)sprintf(header, "Authorization: Basic ");
	EVP_EncodeBlock((unsigned char *)header + size,
	    (const unsigned char *)pair, (int)strlen(pair));
	OPENSSL_cleanse(pair, sizeof pair);
	return true;
}

void
client_post(const struct service *service, enum client client, const char *path,
    const char *id, char *form, fetched *done, void *arg)
{
	char basic[BASIC_SIZE];

	if (form == NULL || !write_basic(service, client, basic)) {
		done(arg, 0, "", 0);
	} else {
		fetch(service->fetcher,
		    &(struct fetch_request){
			.method = "POST",
			.path = path,
			.id = id,
			.headers = { basic,
			    "Content-Type: application/"
			    "x-www-form-urlencoded" },
			.body = form,
			.body_size = strlen(form),
			.milliseconds = PATIENCE,
		    },
		    done, arg);
		OPENSSL_cleanse(basic, sizeof basic);
	}
	free(form);
}
