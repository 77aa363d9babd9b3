#include <string.h>

#include "daemons/common/escape.h"
#include "daemons/common/http.h"

/* What a segment of a path is: it goes up to the next '/', or the end. */
static size_t
segment_size(const char *path)
{
	const char *end = strchr(path, '/');

	return end == NULL ? strlen(path) : (size_t)(end - path);
}

/* A segment whose meaning is the same to everyone who reads the path. */
static bool
plain_segment(const char *segment, size_t size)
{
	char decoded[REQUEST_PATH_SIZE];

	for (size_t i = 0; i < size; i++)
		if (segment[i] <= ' ' || segment[i] >= 0x7f)
			return false;
	return size > 0 &&
	    escape_decode(segment, size, false, decoded, sizeof decoded) &&
	    strchr(decoded, '/') == NULL && strcmp(decoded, ".") != 0 &&
	    strcmp(decoded, "..") != 0;
}

static bool
plain_path(const char *path)
{
	if (strcmp(path, "/") == 0)
		return true;
	do {
		if (*path++ != '/' || !plain_segment(path, segment_size(path)))
			return false;
		path += segment_size(path);
	} while (*path != '\0');
	return true;
}

/*
 * Whether `path` fits `template`.  A literal segment is compared as it was
 * sent: "/metric%73" is not "/metrics", so that what stands in front of us
 * and looks at the path sees the same as we do.
 */
static bool
fits(const char *template, const char *path,
    char params[REQUEST_PARAMS_MAX][REQUEST_PARAM_SIZE])
{
	size_t param = 0;

	while (*template == '/' && *path == '/') {
		size_t want = segment_size(++template);
		size_t have = segment_size(++path);

		if (*template == '{') {
			if (param == REQUEST_PARAMS_MAX ||
			    !escape_decode(path, have, false, params[param],
				REQUEST_PARAM_SIZE) ||
			    params[param][0] == '\0')
				return false;
			param++;
		} else if (want != have || memcmp(template, path, want) != 0) {
			return false;
		}
		template += want;
		path += have;
	}
	return *template == '\0' && *path == '\0';
}

static unsigned int
methods_of(const struct route *route)
{
	if (route->methods & METHOD_GET)
		return route->methods | METHOD_HEAD;
	return route->methods;
}

static void
refuse_method(struct reply *reply, unsigned int allowed)
{
	static const struct {
		enum method method;
		const char *name;
	} names[] = { { METHOD_GET, "GET" }, { METHOD_HEAD, "HEAD" },
		{ METHOD_POST, "POST" }, { METHOD_PUT, "PUT" },
		{ METHOD_PATCH, "PATCH" }, { METHOD_DELETE, "DELETE" },
		{ METHOD_OPTIONS, "OPTIONS" } };
	char list[64] = "";

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (!(allowed & names[i].method))
			continue;
		if (list[0] != '\0')
			strcat(list, ", ");
		strcat(list, names[i].name);
	}
	reply_header(reply, "allow", "%s", list);
	reply_problem(reply, 405, "method-not-allowed",
	    "This method is not used here; see Allow.");
}

void
route_dispatch(
    const struct route *routes, size_t count, struct exchange *exchange)
{
	struct request *request = &exchange->request;
	unsigned int allowed = 0;

	exchange->route = NULL;
	if (!plain_path(request->path)) {
		reply_problem(&exchange->reply, 400, "bad-path",
		    "The path has an empty, dotted or badly escaped part.");
		exchange_finish(exchange);
		return;
	}
	for (size_t i = 0; i < count; i++) {
		if (!fits(routes[i].path, request->path, request->params))
			continue;
		allowed |= methods_of(&routes[i]);
		if (methods_of(&routes[i]) & request->method) {
			exchange->route = &routes[i];
			routes[i].handle(exchange);
			return;
		}
	}
	if (allowed != 0)
		refuse_method(&exchange->reply, allowed);
	else
		reply_problem(&exchange->reply, 404, "not-found",
		    "There is nothing here.");
	exchange_finish(exchange);
}
