#include <assert.h>
#include <string.h>
#include <strings.h>

#include "daemons/common/hex.h"
#include "daemons/common/http.h"
#include "daemons/common/sha256.h"

const char *
request_header(const struct request *request, const char *name)
{
	for (size_t i = 0; i < request->header_count; i++)
		if (strcasecmp(request->headers[i].name, name) == 0)
			return request->headers[i].value;
	return NULL;
}

/*
 * Look for `name` in one Cookie header.  A value goes from the first '=' to
 * the ';', so that base64's own '=' stays in it.  Returns how often the name
 * is there; the last value is left in *value.
 */
static unsigned int
find_cookie(
    const char *line, const char *name, const char **value, size_t *size)
{
	size_t name_size = strlen(name);
	unsigned int found = 0;

	while (*line != '\0') {
		line += strspn(line, "; \t");
		size_t pair = strcspn(line, ";");

		if (pair > name_size && line[name_size] == '=' &&
		    memcmp(line, name, name_size) == 0) {
			found++;
			*value = line + name_size + 1;
			*size = pair - name_size - 1;
			while (*size > 0 && strchr(" \t", (*value)[*size - 1]))
				--*size;
		}
		line += pair;
	}
	return found;
}

bool
request_cookie(
    const struct request *request, const char *name, char *value, size_t size)
{
	const char *text = NULL;
	size_t length = 0;
	unsigned int found = 0;

	for (size_t i = 0; i < request->header_count; i++)
		if (strcasecmp(request->headers[i].name, "cookie") == 0)
			found += find_cookie(
			    request->headers[i].value, name, &text, &length);
	if (found != 1 || length >= size)
		return false;
	memcpy(value, text, length);
	value[length] = '\0';
	return true;
}

bool
request_same_origin(struct exchange *exchange, const char *origin)
{
	const char *from = request_header(&exchange->request, "origin");
	const char *site = request_header(&exchange->request, "sec-fetch-site");

	if (from != NULL ? strcmp(from, origin) == 0
			 : site != NULL && strcmp(site, "same-origin") == 0)
		return true;
	reply_problem(&exchange->reply, 403, "cross-origin",
	    "This can only be asked from a page of this site.");
	return false;
}

bool
request_may_write(struct exchange *exchange, const char *origin)
{
	return request_header(&exchange->request, "cookie") == NULL ||
	    request_same_origin(exchange, origin);
}

void
exchange_note(struct exchange *exchange, const char *sub)
{
	unsigned char digest[SHA256_SIZE];

	sha256(digest, sub, strlen(sub));
	hex_write(digest, sizeof digest, exchange->player);
}

void
exchange_finish(struct exchange *exchange)
{
	assert(exchange->reply.status != 0);
	exchange->finish(exchange);
}
