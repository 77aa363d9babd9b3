/*
 * client.h - an HTTP client for tests: a player with a cookie jar, and raw
 * bytes for what no decent client would send
 */
#ifndef TESTS_CLIENT_H
#define TESTS_CLIENT_H

#include <stddef.h>

#include <jansson.h>

struct client; /* a browser: its cookies, its connection */

struct answer {
	int status; /* 0: no HTTP answer came */
	char *headers; /* as received */
	char *body; /* with a NUL after it */
	size_t size; /* of the body */
	json_t *json; /* the body, or NULL when it is not JSON */
};

/* A client of the site at `url` ("http://127.0.0.1:PORT"). */
struct client *client_create(const char *url);
void client_destroy(struct client *client);

/* The client sends these as Origin from now on; NULL: none. */
void client_origin(struct client *client, const char *origin);

/* The client sends this access token from now on; NULL: none. */
void client_bearer(struct client *client, const char *token);

/*
 * One request.  `body` NULL: none; otherwise sent as application/json.  The
 * caller drops the answer.
 */
struct answer client_send(struct client *client, const char *method,
    const char *path, const char *body);

/* POST a form ("a=1&b=2"). */
struct answer client_post_form(
    struct client *client, const char *path, const char *form);
void answer_drop(struct answer *answer);

/* The value of a header of the answer, NULL when it is absent; static. */
const char *answer_header(const struct answer *answer, const char *name);

/* A string of the answer's JSON, "" when it is absent. */
const char *answer_text(const struct answer *answer, const char *key);

/*
 * Send `size` raw bytes to 127.0.0.1:`port` and read until the peer closes or
 * nothing has come for `quiet` milliseconds.  The caller frees the text.
 */
char *raw_exchange(int port, const void *bytes, size_t size, int quiet);

#endif
