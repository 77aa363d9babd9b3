#include <stddef.h>
#include <string.h>
#include <strings.h>

#include <curl/curl.h>

#include "daemons/auth/uri.h"

/* Characters of RFC 3986, but the '#' before a fragment. */
static bool
is_spelled_well(const char *uri)
{
	static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				      "abcdefghijklmnopqrstuvwxyz"
				      "0123456789-._~:/?[]@!$&'()*+,;=%";

	return uri[strspn(uri, allowed)] == '\0';
}

static bool
has_part(CURLU *url, CURLUPart part)
{
	char *text = NULL;
	bool has = curl_url_get(url, part, &text, 0) == CURLUE_OK &&
	    text != NULL && text[0] != '\0';

	curl_free(text);
	return has;
}

static bool
part_is(CURLU *url, CURLUPart part, const char *value)
{
	char *text = NULL;
	bool is = curl_url_get(url, part, &text, 0) == CURLUE_OK &&
	    strcasecmp(text, value) == 0;

	curl_free(text);
	return is;
}

static const char *
complaint_of_url(CURLU *url, bool own)
{
	if (has_part(url, CURLUPART_USER) || has_part(url, CURLUPART_PASSWORD))
		return "names a user";
	if (part_is(url, CURLUPART_SCHEME, "https") || own ||
	    part_is(url, CURLUPART_HOST, "localhost") ||
	    part_is(url, CURLUPART_HOST, "127.0.0.1") ||
	    part_is(url, CURLUPART_HOST, "[::1]"))
		return NULL;
	return "must be https, or http to localhost";
}

/*
 * An app's own scheme has a dot, like the domain it is made of: so it is none
 * that a browser runs or opens by itself, as "javascript:" or "file:".
 */
static const char *
complaint_of_scheme(const char *uri)
{
	size_t size = strcspn(uri, ":/?");

	if (uri[size] != ':' || size == 0)
		return "is not absolute";
	if (memchr(uri, '.', size) == NULL || uri[0] == '.' ||
	    strspn(uri, "abcdefghijklmnopqrstuvwxyz0123456789.+-") < size)
		return "has a scheme that is neither https nor an app's own";
	return NULL;
}

const char *
uri_complaint(const char *uri, bool own)
{
	const char *complaint;
	CURLU *url;

	if (strlen(uri) > URI_MAX)
		return "is too long";
	if (strchr(uri, '#') != NULL)
		return "has a fragment";
	if (!is_spelled_well(uri))
		return "has a character that must be escaped";
	if (strncmp(uri, "https://", 8) != 0 && strncmp(uri, "http://", 7) != 0)
		return complaint_of_scheme(uri);
	if (strstr(uri, ":///") != NULL)
		return "names no host";
	url = curl_url();
	if (url == NULL)
		return "could not be read";
	complaint = curl_url_set(url, CURLUPART_URL, uri, 0) == CURLUE_OK
	    ? complaint_of_url(url, own)
	    : "is not a URL";
	curl_url_cleanup(url);
	return complaint;
}

/* What follows an address of one's own machine and its port; or NULL. */
static const char *
after_port(const char *uri, const char *loopback)
{
	size_t size = strlen(loopback);

	if (strncmp(uri, loopback, size) != 0)
		return NULL;
	uri += size;
	if (*uri == ':') {
		size = strspn(++uri, "0123456789");
		if (size == 0 || size > 5)
			return NULL;
		uri += size;
	}
	return *uri == '\0' || *uri == '/' || *uri == '?' ? uri : NULL;
}

bool
uri_matches(const char *registered, const char *asked, bool any_port)
{
	static const char *const loopbacks[] = { "http://127.0.0.1",
		"http://[::1]" };

	for (size_t i = 0; any_port && i < 2; i++) {
		const char *rest = after_port(registered, loopbacks[i]);
		const char *asked_rest = after_port(asked, loopbacks[i]);

		if (rest != NULL && asked_rest != NULL)
			return strcmp(rest, asked_rest) == 0;
	}
	return strcmp(registered, asked) == 0;
}
