/*
 * http.h - requests to one site, one at a time
 *
 * Of a build without libcurl only http_open() is there, and it fails.
 */
#ifndef TERMINAL_HTTP_H
#define TERMINAL_HTTP_H

#include <stdbool.h>
#include <stddef.h>

#include <jansson.h>

struct http; /* opaque: it owns a connection and cookies */

#define HTTP_ORIGIN_SIZE 128
#define HTTP_REPLY_MAX 262144 /* bytes of a reply */

/*
 * For the site at `url`, "https://HOST[:PORT]" with nothing after it but a
 * slash.  EX_OK, else it was said why.  The caller closes it; NULL is allowed.
 */
int http_open(struct http **http, const char *url, bool french);
void http_close(struct http *http);

/* The site's "scheme://host[:port]", as browsers write it. */
const char *http_origin(const struct http *http);

/* Whether what is sent can't be read on the way: https, or this machine. */
bool http_is_safe(const struct http *http);

/* Cookies as text, the caller's to free, and back; NULL without memory. */
char *http_cookies(struct http *http);
void http_set_cookies(struct http *http, const char *cookies);

/* This access token is sent from now on; NULL: none. */
void http_set_token(struct http *http, const char *token);

struct http_reply {
	long status;
	json_t *json; /* the caller's; NULL: it is not JSON */
	long retry_after; /* seconds that it asks to wait, or 0 */
};

/*
 * Send a request for `path`, which begins with a slash; `body` of the media
 * type `type`, or NULL.  Whether there is a reply, of whatever status.
 */
bool http_send(struct http *http, const char *method, const char *path,
    const char *type, const char *body, struct http_reply *reply);

/* Say why there was none; how the program must end. */
int http_fail(const struct http *http);

#endif
