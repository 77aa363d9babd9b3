#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "daemons/auth/onward.h"
#include "daemons/common/escape.h"

#define AUTHORIZE "/auth/authorize?"
#define NAME_SIZE 64
#define PROMPT_SIZE 256

static bool
is_ours(const char *address)
{
	for (const char *c = address; *c != '\0'; c++)
		if (*c <= ' ' || *c >= 0x7f)
			return false;
	return strcmp(address, ONWARD_STANDARD) == 0 ||
	    strncmp(address, AUTHORIZE, strlen(AUTHORIZE)) == 0;
}

void
onward_read(const struct exchange *exchange, char onward[ONWARD_SIZE])
{
	if (request_query(&exchange->request, "continue", onward,
		ONWARD_SIZE) != FORM_FOUND ||
	    !is_ours(onward))
		strcpy(onward, ONWARD_STANDARD);
}

bool
onward_query(
    const struct exchange *exchange, const char *name, char *value, size_t size)
{
	char onward[ONWARD_SIZE];
	const char *query;

	onward_read(exchange, onward);
	query = onward + strcspn(onward, "?");
	query += *query == '?';
	return form_value(query, strlen(query), name, value, size) ==
	    FORM_FOUND;
}

/* --- going on ------------------------------------------------------------- */

/* Write "prompt=" and the words of `prompt` that are not among `met`. */
static void
write_prompt(FILE *out, char separator, char *prompt, const char *met)
{
	char *rest, *word = strtok_r(prompt, " ", &rest);
	bool begun = false;

	for (; word != NULL; word = strtok_r(NULL, " ", &rest)) {
		char framed[PROMPT_SIZE + 2];

		snprintf(framed, sizeof framed, " %s ", word);
		if (strstr(met, framed) != NULL)
			continue;
		if (begun)
			fputs("%20", out);
		else
			fprintf(out, "%cprompt=", separator);
		escape_encode(out, word);
		begun = true;
	}
}

/* Write one pair of a query, "name=value", unless it is met. */
static void
write_pair(
    FILE *out, char separator, const char *pair, const char *met, bool fresh)
{
	size_t size = strcspn(pair, "=");
	const char *text = pair + size + (pair[size] == '=');
	char name[NAME_SIZE], prompt[PROMPT_SIZE];

	escape_decode(pair, size, true, name, sizeof name);
	if (strcmp(name, "motus_denied") == 0 ||
	    (fresh && strcmp(name, "max_age") == 0))
		return;
	if (strcmp(name, "prompt") == 0 &&
	    escape_decode(text, strlen(text), true, prompt, sizeof prompt))
		write_prompt(out, separator, prompt, met);
	else
		fprintf(out, "%c%s", separator, pair);
}

static void
write_address(FILE *out, char *onward, const char *met, bool fresh)
{
	char *rest, *pair = strtok_r(onward, "?", &rest);
	long begun;

	fputs(pair, out);
	begun = ftell(out);
	while ((pair = strtok_r(NULL, "&", &rest)) != NULL)
		write_pair(
		    out, ftell(out) == begun ? '?' : '&', pair, met, fresh);
}

static char *
rewrite(const struct exchange *exchange, const char *met, bool fresh,
    const char *more)
{
	char onward[ONWARD_SIZE], *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	if (out == NULL)
		return NULL;
	onward_read(exchange, onward);
	write_address(out, onward, met, fresh);
	fputs(more, out);
	if (fclose(out) == 0)
		return text;
	free(text);
	return NULL;
}

char *
onward_go(const struct exchange *exchange, const char *met, bool fresh)
{
	return rewrite(exchange, met, fresh, "");
}

char *
onward_refuse(const struct exchange *exchange)
{
	return rewrite(exchange, "", false, "&motus_denied=1");
}

char *
onward_link(const struct exchange *exchange, const char *path)
{
	char onward[ONWARD_SIZE], *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	if (out == NULL)
		return NULL;
	onward_read(exchange, onward);
	fprintf(out, "%s?continue=", path);
	escape_encode(out, onward);
	if (fclose(out) == 0)
		return text;
	free(text);
	return NULL;
}
