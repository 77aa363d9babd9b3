/*
 * Takes any bytes for a template, a line feed, a message, a line feed and
 * data: what is found good can be printed, and no value gets a tag through.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "daemons/auth/template.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A hostile value, if the data is not an object. */
static json_t *
read_data(const char *text, size_t size)
{
	json_t *data = json_loadb(text, size, 0, NULL);

	if (json_is_object(data))
		return data;
	json_decref(data);
	return json_pack("{s:s, s:[s, {s:s}], s:s}", "a", "<>\"'&", "b", "<i>",
	    "a", "{{>t}}", "k", "m");
}

static size_t
count(const char *text, size_t size)
{
	size_t brackets = 0;

	for (size_t i = 0; i < size; i++)
		brackets += text[i] == '<';
	return brackets;
}

static void
print(const struct templates *templates, const json_t *data, size_t brackets)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	if (out == NULL)
		return;
	template_print(templates, "t", data, out);
	fclose(out);
	if (brackets == 0 && count(text, size) > 0)
		abort();
	free(text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	const char *text = (const char *)bytes, *end = text + size;
	const char *message = memchr(text, '\n', size), *rest;
	json_t *texts, *messages, *data;
	char complaint[256];

	if (message == NULL ||
	    (rest = memchr(message + 1, '\n', (size_t)(end - message - 1))) ==
		NULL)
		return 0;
	texts = json_pack("{s:s%, s:s}", "t", text, (size_t)(message - text),
	    "part", "{{#b}}{{a}}{{/b}}");
	messages =
	    json_pack("{s:s%}", "m", message + 1, (size_t)(rest - message - 1));
	data = read_data(rest + 1, (size_t)(end - rest - 1));
	if (texts != NULL && messages != NULL && data != NULL) {
		struct templates templates = { texts, messages };

		if (template_check(
			&templates, "t", complaint, sizeof complaint) &&
		    template_check_message(
			&templates, "m", complaint, sizeof complaint))
			print(&templates, data,
			    count(text, (size_t)(message - text)));
	}
	json_decref(texts);
	json_decref(messages);
	json_decref(data);
	return 0;
}
