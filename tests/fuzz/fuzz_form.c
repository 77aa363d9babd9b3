/*
 * What a browser, or a player who pastes, may bring: values stay within their
 * bounds and have nothing that moves a terminal, and encode to a form again.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tools/motus/form.h"
#include "tools/motus/link.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(const char *value, char form[FORM_SIZE])
{
	if (memchr(value, '\0', FORM_VALUE_SIZE) == NULL)
		abort();
	for (const char *c = value; *c != '\0'; c++)
		if ((unsigned char)*c < ' ' || *c == 0x7f)
			abort();
	form_add(form, "a", value);
	if (memchr(form, '\0', FORM_SIZE) == NULL)
		abort();
}

/* The text begins with both parts of it. */
static void
check_link(const char *text)
{
	struct link link;
	char whole[LINK_SITE_SIZE + LINK_TOKEN_SIZE + 8];
	int length;

	if (!link_read(&link, text))
		return;
	length = snprintf(
	    whole, sizeof whole, "%s/custom/%s", link.site, link.token);
	if (length >= (int)sizeof whole ||
	    strncmp(text, whole, (size_t)length) != 0)
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char form[FORM_SIZE] = "", *text = calloc(1, size + 1);
	struct form_answer answer;

	if (text == NULL)
		abort();
	if (size > 0)
		memcpy(text, data, size);
	if (form_read_answer(&answer, text)) {
		check(answer.code, form);
		check(answer.state, form);
		check(answer.issuer, form);
		check(answer.error, form);
	}
	check_link(text);
	form_target(text);
	free(text);
	return 0;
}
