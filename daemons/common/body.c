#include <string.h>
#include <strings.h>

#include "daemons/common/http.h"

#define DEPTH_MAX 16 /* arrays and objects in each other */

/* Whether the media type is application/json, its parameters left aside. */
static bool
is_json(const char *type)
{
	static const char json[] = "application/json";

	if (type == NULL || strncasecmp(type, json, sizeof json - 1) != 0)
		return false;
	type += sizeof json - 1;
	type += strspn(type, " \t");
	return *type == '\0' || *type == ';';
}

/*
 * How deep arrays and objects nest.  jansson recurses into each level and
 * stops at 2048 only; nothing that is sent here needs more than a few.
 */
static unsigned int
nesting(const char *text, size_t size)
{
	unsigned int depth = 0, deepest = 0;
	bool quoted = false;

	for (size_t i = 0; i < size; i++) {
		char c = text[i];

		if (quoted && c == '\\')
			i++;
		else if (c == '"')
			quoted = !quoted;
		else if (!quoted && (c == '{' || c == '['))
			depth++;
		else if (!quoted && depth > 0 && (c == '}' || c == ']'))
			depth--;
		if (depth > deepest)
			deepest = depth;
	}
	return deepest;
}

bool
request_json(struct exchange *exchange, json_t **json)
{
	const struct request *request = &exchange->request;
	struct reply *reply = &exchange->reply;

	if (request->body == NULL || request->body_size == 0) {
		reply_problem(
		    reply, 400, "no-body", "A JSON object is expected.");
		return false;
	}
	if (!is_json(request_header(request, "content-type"))) {
		reply_problem(reply, 415, "not-json",
		    "Send the body as application/json.");
		return false;
	}
	*json = NULL;
	if (nesting(request->body, request->body_size) <= DEPTH_MAX)
		*json = json_loadb(request->body, request->body_size,
		    JSON_REJECT_DUPLICATES, NULL);
	if (json_is_object(*json))
		return true;
	json_decref(*json);
	*json = NULL;
	reply_problem(reply, 400, "bad-json",
	    "The body is not one JSON object in UTF-8, or repeats a key.");
	return false;
}
