#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "daemons/common/http.h"

/* Most values are a text as it stands, over which vsnprintf() takes its time.
 */
static size_t
print(char *value, size_t room, const char *format, va_list list)
{
	const char *text = strchr(format, '%') == NULL ? format : NULL;
	size_t size;

	if (strcmp(format, "%s") == 0)
		text = va_arg(list, const char *);
	if (text == NULL)
		return (size_t)vsnprintf(value, room, format, list);
	size = strlen(text);
	if (size < room)
		memcpy(value, text, size + 1);
	return size;
}

/*
 * A line break in a value would begin another header: no control character
 * gets through, wherever the value came from.
 */
void
reply_header(struct reply *reply, const char *name, const char *format, ...)
{
	char *value = reply->text + reply->text_size;
	size_t room = sizeof reply->text - reply->text_size;
	va_list list;
	size_t size;

	assert(reply->header_count < REPLY_HEADERS_MAX);
	va_start(list, format);
	size = print(value, room, format, list);
	va_end(list);
	assert(size < room);
	for (char *c = value; *c != '\0'; c++)
		if ((unsigned char)*c < ' ' || *c == 0x7f)
			*c = '?';
	reply->headers[reply->header_count++] =
	    (struct reply_header){ name, reply->text_size };
	reply->text_size += size + 1;
}

static bool
has_header(const struct reply *reply, const char *name)
{
	for (size_t i = 0; i < reply->header_count; i++)
		if (strcasecmp(reply->headers[i].name, name) == 0)
			return true;
	return false;
}

static void
drop_body(struct reply *reply)
{
	free(reply->owned);
	reply->owned = NULL;
	reply->body = NULL;
	reply->body_size = 0;
}

void
reply_reset(struct reply *reply)
{
	drop_body(reply);
	free(reply->location);
	reply->location = NULL;
	reply->status = 0;
	reply->header_count = 0;
	reply->text_size = 0;
	reply->code = NULL;
}

/* The body is `text`, taken; false when there is no memory for it. */
static bool
put_text(struct reply *reply, int status, char *text, const char *type)
{
	drop_body(reply);
	reply->status = status;
	if (!has_header(reply, "cache-control"))
		reply_header(reply, "cache-control", "no-store");
	if (text == NULL)
		return false;
	reply_header(reply, "content-type", "%s", type);
	reply->owned = text;
	reply->body = text;
	reply->body_size = strlen(text);
	return true;
}

static char *
write_json(json_t *json)
{
	char *text = json_dumps(json, JSON_COMPACT);

	json_decref(json);
	return text;
}

void
reply_json_text(struct reply *reply, int status, char *text)
{
	if (!put_text(reply, status, text, "application/json"))
		reply_problem(
		    reply, 500, "internal", "The reply could not be written.");
}

void
reply_json(struct reply *reply, int status, json_t *json)
{
	reply_json_text(reply, status, write_json(json));
}

static const char *
title(int status)
{
	switch (status) {
	case 400: return "Bad Request";
	case 401: return "Unauthorized";
	case 403: return "Forbidden";
	case 404: return "Not Found";
	case 405: return "Method Not Allowed";
	case 408: return "Request Timeout";
	case 409: return "Conflict";
	case 410: return "Gone";
	case 411: return "Length Required";
	case 413: return "Content Too Large";
	case 414: return "URI Too Long";
	case 415: return "Unsupported Media Type";
	case 422: return "Unprocessable Content";
	case 429: return "Too Many Requests";
	case 431: return "Request Header Fields Too Large";
	case 500: return "Internal Server Error";
	case 501: return "Not Implemented";
	case 502: return "Bad Gateway";
	case 503: return "Service Unavailable";
	case 504: return "Gateway Timeout";
	case 505: return "HTTP Version Not Supported";
	default: return "Error";
	}
}

/* Without memory the status and the code alone go out. */
void
reply_problem(
    struct reply *reply, int status, const char *code, const char *detail)
{
	json_t *json = json_pack("{s:s+,s:s,s:i,s:s,s:s}", "type",
	    "urn:motus:problem:", code, "title", title(status), "status",
	    status, "detail", detail, "code", code);

	put_text(reply, status, write_json(json), "application/problem+json");
	reply->code = code;
}

void
reply_redirect(struct reply *reply, int status, char *location)
{
	bool good = location != NULL;

	for (const char *c = location; good && *c != '\0'; c++)
		good = *c > ' ' && *c < 0x7f;
	if (!good) {
		free(location);
		reply_problem(reply, 500, "internal",
		    "The address to go to could not be written.");
		return;
	}
	drop_body(reply);
	free(reply->location);
	reply->status = status;
	reply->location = location;
	if (!has_header(reply, "cache-control"))
		reply_header(reply, "cache-control", "no-store");
}
