#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "tools/motus/motus.h"
#include "tools/motus/site.h"
#include "tools/motus/tokens.h"

#define TRIES 3
#define PAUSE 300 /* milliseconds before the second try, then twice that */
#define CODE_SIZE 64

void
site_key(const struct site *site, const char *what, char key[SITE_KEY_SIZE])
{
	snprintf(key, SITE_KEY_SIZE, "%s:%s", what, http_origin(site->http));
}

static void
take_up_cookies(struct site *site)
{
	char key[SITE_KEY_SIZE], *cookies;

	site_key(site, "cookies", key);
	cookies = history_noted(site->history, key);
	if (cookies != NULL)
		http_set_cookies(site->http, cookies);
	free(cookies);
}

int
site_open(
    struct site *site, struct history *history, const struct options *options)
{
	int status;

	*site = (struct site){ .history = history, .french = options->french };
	status = http_open(&site->http, options->server, options->french);
	if (status == EX_OK && history != NULL) {
		take_up_cookies(site);
		tokens_take_up(site);
	}
	return status;
}

void
site_close(struct site *site)
{
	char key[SITE_KEY_SIZE], *cookies;

	if (site->http != NULL && site->history != NULL &&
	    site->tokens == NULL) {
		site_key(site, "cookies", key);
		cookies = http_cookies(site->http);
		if (cookies != NULL)
			history_note(site->history, key, cookies);
		free(cookies);
	}
	json_decref(site->tokens);
	http_close(site->http);
}

/* --- requests ---------------------------------------------------------------
 */

static void
wait_before(int try, const struct http_reply *reply)
{
	long milliseconds = reply->retry_after > 0 ? 1000 : PAUSE << (try - 1);
	struct timespec pause = { milliseconds / 1000,
		milliseconds % 1000 * 1000000 };

	nanosleep(&pause, NULL);
}

/* Whether the same request may find a better moment. */
static bool
is_passing(const struct http_reply *reply)
{
	return reply->status == 502 || reply->status == 503 ||
	    reply->status == 504;
}

int
site_send(struct site *site, const char *method, const char *path,
    const char *body, struct http_reply *reply)
{
	const char *type = body == NULL ? NULL : "application/json";
	bool answered = false;
	int status = tokens_renew(site);

	*reply = (struct http_reply){ 0 };
	if (status != EX_OK)
		return status;
	for (int try = 0; try < TRIES; try++) {
		if (try > 0)
			wait_before(try, reply);
		json_decref(reply->json);
		answered =
		    http_send(site->http, method, path, type, body, reply);
		if (answered && !is_passing(reply))
			break;
	}
	return answered ? EX_OK : http_fail(site->http);
}

int
site_get(struct site *site, const char *path, json_t **json)
{
	struct http_reply reply;
	int status = site_send(site, "GET", path, NULL, &reply);

	*json = NULL;
	if (status != EX_OK)
		return status;
	if (reply.status == 200 && reply.json != NULL) {
		*json = reply.json;
		return EX_OK;
	}
	status = site_complain(site, &reply);
	json_decref(reply.json);
	return status;
}

/* A code is shown only if it looks like one: it comes from outside. */
static const char *
code_of(const struct http_reply *reply)
{
	const char *code =
	    json_string_value(json_object_get(reply->json, "code"));

	if (code == NULL || strlen(code) >= CODE_SIZE ||
	    code[strspn(code, "abcdefghijklmnopqrstuvwxyz-")] != '\0')
		return "?";
	return code;
}

int
site_complain(const struct site *site, const struct http_reply *reply)
{
	int status = EX_PROTOCOL;

	switch (reply->status) {
	case 200: return site_puzzled(site);
	case 401:
	case 403: status = EX_NOPERM; break;
	case 404:
	case 410: status = EX_DATAERR; break;
	case 409:
	case 429:
	case 502:
	case 503:
	case 504: status = EX_TEMPFAIL; break;
	}
	return fail(status, "%s: %s (%ld)", http_origin(site->http),
	    code_of(reply), reply->status);
}

int
site_puzzled(const struct site *site)
{
	return fail(EX_PROTOCOL, "%s: %s", http_origin(site->http),
	    tr(site->french, "not what a site of this game says",
		"ce n'est pas ce que dit un site de ce jeu"));
}

void
site_puzzle_path(const struct options *options, char path[SITE_PATH_SIZE])
{
	snprintf(path, SITE_PATH_SIZE, "/api/game/puzzles/%s/%s",
	    options->language, options->date == NULL ? "today" : options->date);
}
