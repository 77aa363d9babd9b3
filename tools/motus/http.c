#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <curl/curl.h>

#include <motus/error.h>
#include <motus/version.h>

#include "tools/motus/http.h"
#include "tools/motus/motus.h"

#define CONNECT_SECONDS 10L
#define SECONDS 30L
#define TOKEN_MAX 8192

struct http {
	CURL *curl;
	char origin[HTTP_ORIGIN_SIZE];
	char *token;
	bool french, safe;
	CURLcode code; /* of the last request */
	char complaint[CURL_ERROR_SIZE];
};

/* --- the site ---------------------------------------------------------------
 */

static bool
is_this_machine(const char *host)
{
	return strcmp(host, "localhost") == 0 ||
	    strncmp(host, "127.", 4) == 0 || strcmp(host, "[::1]") == 0;
}

static bool
lacks(CURLU *url, CURLUPart part)
{
	char *text = NULL;
	bool there = curl_url_get(url, part, &text, 0) == CURLUE_OK;

	curl_free(text);
	return !there;
}

/* curl writes a host in lower case; a port that goes without saying is left
 * out of an origin. */
static bool
write_origin(struct http *http, CURLU *url)
{
	char *scheme = NULL, *host = NULL, *port = NULL, *path = NULL;
	bool good =
	    curl_url_get(url, CURLUPART_SCHEME, &scheme, 0) == CURLUE_OK &&
	    curl_url_get(url, CURLUPART_HOST, &host, 0) == CURLUE_OK &&
	    curl_url_get(url, CURLUPART_PATH, &path, 0) == CURLUE_OK;

	curl_url_get(url, CURLUPART_PORT, &port, CURLU_NO_DEFAULT_PORT);
	if (good) {
		int length = snprintf(http->origin, sizeof http->origin,
		    "%s://%s%s%s", scheme, host, port == NULL ? "" : ":",
		    port == NULL ? "" : port);

		good = length < (int)sizeof http->origin &&
		    strcmp(path, "/") == 0 &&
		    (strcmp(scheme, "https") == 0 ||
			strcmp(scheme, "http") == 0);
		http->safe =
		    strcmp(scheme, "https") == 0 || is_this_machine(host);
	}
	curl_free(scheme);
	curl_free(host);
	curl_free(port);
	curl_free(path);
	return good;
}

static bool
read_origin(struct http *http, const char *text)
{
	CURLU *url = curl_url();
	bool good = url != NULL &&
	    curl_url_set(url, CURLUPART_URL, text, 0) == CURLUE_OK &&
	    lacks(url, CURLUPART_USER) && lacks(url, CURLUPART_PASSWORD) &&
	    lacks(url, CURLUPART_QUERY) && lacks(url, CURLUPART_FRAGMENT) &&
	    write_origin(http, url);

	curl_url_cleanup(url);
	return good;
}

static void
prepare(struct http *http)
{
	curl_easy_setopt(http->curl, CURLOPT_ERRORBUFFER, http->complaint);
	curl_easy_setopt(http->curl, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(http->curl, CURLOPT_COOKIEFILE, "");
	curl_easy_setopt(http->curl, CURLOPT_CONNECTTIMEOUT, CONNECT_SECONDS);
	curl_easy_setopt(http->curl, CURLOPT_TIMEOUT, SECONDS);
	curl_easy_setopt(http->curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(http->curl, CURLOPT_USERAGENT, "motus/" MOTUS_VERSION);
}

int
http_open(struct http **http, const char *url, bool french)
{
	struct http *opened = calloc(1, sizeof *opened);

	*http = NULL;
	if (opened == NULL || curl_global_init(CURL_GLOBAL_DEFAULT) != 0) {
		free(opened);
		return fail_of(url, MOTUS_ENOMEM);
	}
	opened->french = french;
	if (!read_origin(opened, url)) {
		http_close(opened);
		return fail(EX_USAGE, "%s: %s", url,
		    tr(french, "not the address of a site",
			"pas l'adresse d'un site"));
	}
	opened->curl = curl_easy_init();
	if (opened->curl == NULL) {
		http_close(opened);
		return fail_of(url, MOTUS_ENOMEM);
	}
	prepare(opened);
	*http = opened;
	return EX_OK;
}

void
http_close(struct http *http)
{
	if (http == NULL)
		return;
	curl_easy_cleanup(http->curl);
	curl_global_cleanup();
	free(http->token);
	free(http);
}

const char *
http_origin(const struct http *http)
{
	return http->origin;
}

bool
http_is_safe(const struct http *http)
{
	return http->safe;
}

/* --- cookies and tokens -----------------------------------------------------
 */

char *
http_cookies(struct http *http)
{
	struct curl_slist *list = NULL;
	size_t size = 1;
	char *text;

	curl_easy_getinfo(http->curl, CURLINFO_COOKIELIST, &list);
	for (struct curl_slist *line = list; line != NULL; line = line->next)
		size += strlen(line->data) + 1;
	text = calloc(1, size);
	for (struct curl_slist *line = list; text != NULL && line != NULL;
	     line = line->next) {
		strcat(text, line->data);
		strcat(text, "\n");
	}
	curl_slist_free_all(list);
	return text;
}

void
http_set_cookies(struct http *http, const char *cookies)
{
	char line[4096];

	while (*cookies != '\0') {
		size_t length = strcspn(cookies, "\n");

		if (length < sizeof line) {
			memcpy(line, cookies, length);
			line[length] = '\0';
			curl_easy_setopt(http->curl, CURLOPT_COOKIELIST, line);
		}
		cookies += length + (cookies[length] == '\n');
	}
}

void
http_set_token(struct http *http, const char *token)
{
	free(http->token);
	http->token = token == NULL ? NULL : strdup(token);
}

/* --- a request --------------------------------------------------------------
 */

struct text {
	char *bytes;
	size_t size;
};

static size_t
take(char *bytes, size_t one, size_t count, void *arg)
{
	struct text *text = arg;
	size_t size = one * count;
	char *more;

	if (size > HTTP_REPLY_MAX - text->size)
		return 0;
	more = realloc(text->bytes, text->size + size + 1);
	if (more == NULL)
		return 0;
	memcpy(more + text->size, bytes, size);
	text->bytes = more;
	text->size += size;
	return size;
}

/* False without memory; then the list is gone. */
static bool
add_header(struct curl_slist **list, const char *name, const char *value)
{
	char line[TOKEN_MAX + 64];
	struct curl_slist *more;

	snprintf(line, sizeof line, "%s%s", name, value);
	more = curl_slist_append(*list, line);
	if (more == NULL)
		curl_slist_free_all(*list);
	*list = more;
	return more != NULL;
}

/* A write that carries a cookie must say that no other site's page sent it. */
static struct curl_slist *
write_headers(const struct http *http, const char *type)
{
	struct curl_slist *list = NULL;

	if (!add_header(&list, "Expect:", "") ||
	    !add_header(&list, "Sec-Fetch-Site: ", "same-origin") ||
	    (type != NULL && !add_header(&list, "Content-Type: ", type)) ||
	    (http->token != NULL &&
		!add_header(&list, "Authorization: Bearer ", http->token)))
		return NULL;
	return list;
}

static CURLcode
perform(struct http *http, const char *method, const char *url,
    const char *body, struct curl_slist *headers, struct text *text)
{
	CURL *curl = http->curl;

	curl_easy_setopt(curl, CURLOPT_URL, url);
	curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, text);
	if (body != NULL)
		curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body);
	else
		curl_easy_setopt(curl, CURLOPT_HTTPGET, 1L);
	curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, method);
	http->complaint[0] = '\0';
	return curl_easy_perform(curl);
}

bool
http_send(struct http *http, const char *method, const char *path,
    const char *type, const char *body, struct http_reply *reply)
{
	struct curl_slist *headers = write_headers(http, type);
	struct text text = { 0 };
	curl_off_t retry_after = 0;
	char url[2048];

	*reply = (struct http_reply){ 0 };
	http->code = CURLE_OUT_OF_MEMORY;
	if (headers == NULL)
		return false;
	snprintf(url, sizeof url, "%s%s", http->origin, path);
	http->code = perform(http, method, url, body, headers, &text);
	curl_slist_free_all(headers);
	if (http->code == CURLE_OK) {
		curl_easy_getinfo(
		    http->curl, CURLINFO_RESPONSE_CODE, &reply->status);
		curl_easy_getinfo(
		    http->curl, CURLINFO_RETRY_AFTER, &retry_after);
		reply->retry_after = (long)retry_after;
		reply->json = text.size == 0
		    ? NULL
		    : json_loadb(text.bytes, text.size, 0, NULL);
	}
	free(text.bytes);
	return http->code == CURLE_OK;
}

int
http_fail(const struct http *http)
{
	if (http->code == CURLE_WRITE_ERROR)
		return fail(EX_PROTOCOL, "%s: %s", http->origin,
		    tr(http->french, "the reply is too long",
			"la réponse est trop longue"));
	return fail(EX_UNAVAILABLE, "%s: %s", http->origin,
	    http->complaint[0] != '\0' ? http->complaint
				       : curl_easy_strerror(http->code));
}
