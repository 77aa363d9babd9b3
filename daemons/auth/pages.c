#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <openssl/evp.h>

#include <motus/error.h>

#include "daemons/auth/cookie.h"
#include "daemons/auth/onward.h"
#include "daemons/auth/pages.h"
#include "daemons/auth/provider.h"
#include "daemons/auth/texts.h"
#include "daemons/common/log.h"
#include "daemons/common/sha256.h"
#include "daemons/common/static.h"

#define LANGUAGE_COOKIE "motus_language"
#define LANGUAGE_SECONDS (365 * 86400)
#define LOCALES_SIZE 256
#define LINK_SIZE (REQUEST_PATH_SIZE + 64)

struct pages {
	struct texts *texts;
	struct static_files *files;
	const char *site_name;
};

struct pages *
pages_open(
    const char *folder, const char *site_name, char *complaint, size_t size)
{
	static const char *const files[] = { "web/theme.css",
		"web/auth/forms.css", "web/favicon.svg", NULL };
	struct pages *pages = calloc(1, sizeof *pages);
	char path[4096];

	snprintf(complaint, size, "no memory for the pages");
	if (pages == NULL)
		return NULL;
	snprintf(path, sizeof path, "%s/web/auth", folder);
	pages->site_name = site_name;
	pages->files = static_open_list(folder, files, complaint, size);
	if (pages->files != NULL)
		pages->texts = texts_open(path, complaint, size);
	if (pages->texts != NULL)
		return pages;
	pages_close(pages);
	return NULL;
}

void
pages_close(struct pages *pages)
{
	if (pages == NULL)
		return;
	texts_close(pages->texts);
	static_close(pages->files);
	free(pages);
}

void
pages_file(struct exchange *exchange)
{
	const struct provider *provider = exchange->service;

	static_file(provider->pages->files, exchange);
}

/* --- the language --------------------------------------------------------- */

/* The first of the tags in `locales` ("fr-CA en") that we speak, or NULL. */
static const char *
first_spoken(const struct pages *pages, const char *locales)
{
	const json_t *languages = texts_languages(pages->texts), *language;
	size_t i;

	for (; *(locales += strspn(locales, " ")) != '\0';
	     locales += strcspn(locales, " ")) {
		size_t size = strcspn(locales, " -_");

		json_array_foreach (languages, i, language) {
			const char *code = json_string_value(language);

			if (strlen(code) == size &&
			    strncasecmp(code, locales, size) == 0)
				return code;
		}
	}
	return NULL;
}

/* The language that the request's own address asks for, or NULL. */
static const char *
asked_language(const struct exchange *exchange)
{
	const struct provider *provider = exchange->service;
	char locales[LOCALES_SIZE];

	request_query(
	    &exchange->request, "ui_locales", locales, sizeof locales);
	return first_spoken(provider->pages, locales);
}

const char *
pages_language(const struct exchange *exchange)
{
	const struct provider *provider = exchange->service;
	const char *language = asked_language(exchange);
	char text[LOCALES_SIZE];

	if (language == NULL &&
	    onward_query(exchange, "ui_locales", text, sizeof text))
		language = first_spoken(provider->pages, text);
	if (language == NULL &&
	    cookie_get(exchange, LANGUAGE_COOKIE, text, sizeof text))
		language = first_spoken(provider->pages, text);
	return language == NULL ? TEXTS_STANDARD : language;
}

/* --- showing -------------------------------------------------------------- */

/* Write the address of this page in another language. */
static void
write_link(const struct exchange *exchange, const char *here,
    const char *language, char *text, size_t size)
{
	const struct request *request = &exchange->request;
	const char *pair = here == NULL ? request->query : "";
	size_t used = (size_t)snprintf(text, size, "%s?ui_locales=%s",
	    here == NULL ? request->path : here, language);

	while (*pair != '\0') {
		size_t length = strcspn(pair, "&");

		if (strncmp(pair, "ui_locales=", 11) != 0 &&
		    used + length + 2 < size)
			used += (size_t)snprintf(text + used, size - used,
			    "&%.*s", (int)length, pair);
		pair += length + (pair[length] == '&');
	}
}

static json_t *
list_languages(const struct exchange *exchange, const char *here)
{
	const struct provider *provider = exchange->service;
	const struct texts *texts = provider->pages->texts;
	const char *current = pages_language(exchange);
	json_t *list = json_array(), *language;
	char link[LINK_SIZE];
	size_t i;

	json_array_foreach (texts_languages(texts), i, language) {
		const char *code = json_string_value(language);

		write_link(exchange, here, code, link, sizeof link);
		json_array_append_new(list,
		    json_pack("{s:s, s:s*, s:s, s:b}", "code", code, "name",
			texts_message(texts, code, "language"), "link", link,
			"current", strcmp(code, current) == 0));
	}
	return list;
}

/* What was done before this page, as its address says. */
static void
fill_notice(const struct exchange *exchange, json_t *data)
{
	const struct provider *provider = exchange->service;
	char done[32], key[64];

	request_query(&exchange->request, "done", done, sizeof done);
	snprintf(key, sizeof key, "done_%s", done);
	if (texts_message(provider->pages->texts, TEXTS_STANDARD, key) != NULL)
		json_object_set_new(data, "notice", json_string(key));
}

/* What every page shows. */
static void
fill(const struct exchange *exchange, const char *name, json_t *data)
{
	const struct provider *provider = exchange->service;
	const struct pages *pages = provider->pages;
	const json_t *here = json_object_get(data, "here");
	char text[64];

	snprintf(text, sizeof text, "%s_title", name);
	json_object_set_new(data, "title", json_string(text));
	snprintf(text, sizeof text, "/auth/s/%s", static_set(pages->files));
	json_object_set_new(data, "assets", json_string(text));
	json_object_set_new(data, "site_name", json_string(pages->site_name));
	json_object_set_new(
	    data, "language", json_string(pages_language(exchange)));
	fill_notice(exchange, data);
	if (!json_is_false(here))
		json_object_set_new(data, "switch",
		    json_pack("{s:o}", "languages",
			list_languages(exchange, json_string_value(here))));
}

/* What lets a script run by its text alone (CSP); "" when there is none. */
static void
write_permission(const char *script, char *text, size_t size)
{
	unsigned char digest[SHA256_SIZE], hash[64];

	text[0] = '\0';
	if (script == NULL)
		return;
	sha256(digest, script, strlen(script));
	EVP_EncodeBlock(hash, digest, SHA256_SIZE);
	snprintf(text, size, "script-src 'sha256-%s'; ", (char *)hash);
}

/*
 * form-action would also forbid that a form's answer leads on to the client;
 * with no-referrer a form would be sent with "Origin: null"; and a client may
 * have opened a window to sign in, which it waits for, but none for the
 * account.
 */
static void
add_headers(struct exchange *exchange, const char *script)
{
	const char *path = exchange->request.path;
	struct reply *reply = &exchange->reply;
	char permission[128];

	write_permission(script, permission, sizeof permission);
	reply_header(reply, "content-type", "text/html; charset=utf-8");
	reply_header(reply, "content-language", "%s", pages_language(exchange));
	reply_header(reply, "cache-control", "no-store");
	reply_header(reply, "content-security-policy",
	    "default-src 'none'; style-src 'self'; img-src 'self'; "
	    "%sframe-ancestors 'none'; base-uri 'none'",
	    permission);
	reply_header(reply, "x-frame-options", "DENY");
	reply_header(reply, "referrer-policy", "same-origin");
	if (strncmp(path, "/auth/account", 13) == 0)
		reply_header(
		    reply, "cross-origin-opener-policy", "same-origin");
}

static void
remember_language(struct exchange *exchange)
{
	const char *language = asked_language(exchange);

	if (language != NULL)
		cookie_set(
		    exchange, LANGUAGE_COOKIE, language, LANGUAGE_SECONDS);
}

void
pages_show_script(struct exchange *exchange, int status, const char *name,
    json_t *data, const char *script)
{
	const struct provider *provider = exchange->service;
	struct reply *reply = &exchange->reply;
	char *text = NULL;
	size_t size;
	bool is_written;
	FILE *out;

	if (data == NULL && !provider->has_secret) {
		pages_fail(exchange, MOTUS_EUNAVAILABLE);
		return;
	}
	out = open_memstream(&text, &size);
	if (out != NULL) {
		fill(exchange, name, data);
		if (script != NULL)
			json_object_set_new(
			    data, "script", json_string(script));
		texts_print(provider->pages->texts, pages_language(exchange),
		    name, data, out);
	}
	is_written = out != NULL && fclose(out) == 0 && data != NULL;
	json_decref(data);
	if (!is_written) {
		free(text);
		reply_problem(
		    reply, 500, "internal", "The page could not be written.");
		return;
	}
	add_headers(exchange, script);
	remember_language(exchange);
	reply->status = status;
	reply->owned = text;
	reply->body = text;
	reply->body_size = size;
}

void
pages_show(
    struct exchange *exchange, int status, const char *name, json_t *data)
{
	pages_show_script(exchange, status, name, data, NULL);
}

void
pages_error(struct exchange *exchange, int status, const char *code)
{
	const struct provider *provider = exchange->service;
	bool posted = exchange->request.method == METHOD_POST;
	char key[64];

	reply_reset(&exchange->reply);
	snprintf(key, sizeof key, "error_%s", code);
	if (texts_message(provider->pages->texts, TEXTS_STANDARD, key) == NULL)
		snprintf(key, sizeof key, "error_%s",
		    status < 500 ? "request" : "internal");
	if (status == 503)
		reply_header(&exchange->reply, "retry-after", "1");
	pages_show(exchange, status, "error",
	    json_pack("{s:s, s:s, s:o*}", "message", key, "code", code, "here",
		posted ? json_false() : NULL));
	exchange->reply.code = code;
}

void
pages_fail(struct exchange *exchange, int error)
{
	switch (error) {
	case MOTUS_EUNAVAILABLE:
	case MOTUS_ELOST:
	case MOTUS_ECONFLICT:
		pages_error(exchange, 503, "store-unavailable");
		break;
	default:
		log_about(LEVEL_ERROR, "page-failed", exchange->request.id,
		    "%s", motus_error_text(error));
		pages_error(exchange, 500, "internal");
		break;
	}
}
