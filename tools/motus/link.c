#include <string.h>

#include "tools/motus/link.h"

#define PATH "/custom/"
#define BASE64URL                    \
	"ABCDEFGHIJKLMNOPQRSTUVWXYZ" \
	"abcdefghijklmnopqrstuvwxyz0123456789-_"

/* A part of a text that fits and is not empty. */
static bool
copy(char *to, size_t size, const char *from, size_t length)
{
	if (length == 0 || length >= size)
		return false;
	memcpy(to, from, length);
	to[length] = '\0';
	return true;
}

bool
link_read(struct link *link, const char *text)
{
	const char *path = strstr(text, PATH), *token;
	size_t length;

	if (path == NULL)
		return false;
	token = path + strlen(PATH);
	length = strspn(token, BASE64URL);
	return copy(link->site, sizeof link->site, text,
		   (size_t)(path - text)) &&
	    copy(link->token, sizeof link->token, token, length) &&
	    (token[length] == '\0' || token[length] == '?' ||
		token[length] == '#');
}
