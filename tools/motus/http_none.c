#include "tools/motus/http.h"
#include "tools/motus/motus.h"

int
http_open(struct http **http, const char *url, bool french)
{
	*http = NULL;
	return fail(EX_UNAVAILABLE, "%s: %s", url,
	    tr(french, "built without libcurl, this program reaches no site",
		"construit sans libcurl, ce programme n'atteint aucun site"));
}

void
http_close(struct http *http)
{
	(void)http;
}

const char *
http_origin(const struct http *http)
{
	(void)http;
	return "";
}

bool
http_is_safe(const struct http *http)
{
	(void)http;
	return false;
}

char *
http_cookies(struct http *http)
{
	(void)http;
	return NULL;
}

void
http_set_cookies(struct http *http, const char *cookies)
{
	(void)http;
	(void)cookies;
}

void
http_set_token(struct http *http, const char *token)
{
	(void)http;
	(void)token;
}

bool
http_send(struct http *http, const char *method, const char *path,
    const char *type, const char *body, struct http_reply *reply)
{
	(void)http;
	(void)method;
	(void)path;
	(void)type;
	(void)body;
	(void)reply;
	return false;
}

int
http_fail(const struct http *http)
{
	(void)http;
	return EX_UNAVAILABLE;
}
