#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "daemons/common/http.h"

static int finished;

static void
finish(struct exchange *exchange)
{
	(void)exchange;
	finished++;
}

static struct exchange
asked(enum method method, const char *path)
{
	finished = 0;
	return (struct exchange){ .request.method = method,
		.request.path = path,
		.request.query = "",
		.finish = finish };
}

static void
add_header(struct exchange *exchange, const char *name, const char *value)
{
	struct request *request = &exchange->request;

	request->headers[request->header_count++] =
	    (struct header){ name, value };
}

static const char *
sent_header(const struct exchange *exchange, const char *name)
{
	for (size_t i = 0; i < exchange->reply.header_count; i++)
		if (strcmp(exchange->reply.headers[i].name, name) == 0)
			return reply_value(&exchange->reply, i);
	return "";
}

static void
expect_problem(struct exchange *exchange, int status, const char *code)
{
	json_t *json = json_loadb(
	    exchange->reply.body, exchange->reply.body_size, 0, NULL);

	cr_assert(eq(int, exchange->reply.status, status));
	cr_assert(eq(str, (char *)exchange->reply.code, (char *)code));
	cr_assert(eq(str, (char *)sent_header(exchange, "content-type"),
	    "application/problem+json"));
	cr_assert(eq(
	    str, (char *)sent_header(exchange, "cache-control"), "no-store"));
	cr_assert(
	    eq(str, (char *)json_string_value(json_object_get(json, "code")),
		(char *)code));
	cr_assert(eq(int,
	    (int)json_integer_value(json_object_get(json, "status")), status));
	json_decref(json);
	reply_reset(&exchange->reply);
}

/* --- headers and cookies ------------------------------------------------- */

Test(http, a_header_is_found_whatever_its_case_and_the_first_one_counts)
{
	struct exchange exchange = asked(METHOD_GET, "/");

	add_header(&exchange, "ACCEPT", "first");
	add_header(&exchange, "accept", "second");
	cr_assert(eq(
	    str, (char *)request_header(&exchange.request, "Accept"), "first"));
	cr_assert(
	    zero(ptr, (void *)request_header(&exchange.request, "accept-x")));
}

static bool
cookie(const char *line, const char *name, char value[16])
{
	struct exchange exchange = asked(METHOD_GET, "/");

	add_header(&exchange, "Cookie", line);
	return request_cookie(&exchange.request, name, value, 16);
}

Test(http, a_cookie_keeps_its_equal_signs)
{
	char value[16];

	cr_assert(cookie("a=1; b64=abc==; c=2", "b64", value));
	cr_assert(eq(str, value, "abc=="));
}

Test(http, a_cookie_name_counts_with_its_case)
{
	char value[16];

	cr_assert(cookie("SID=evil; sid=good", "sid", value));
	cr_assert(eq(str, value, "good"));
	cr_assert(not(cookie("SID=evil", "sid", value)));
}

Test(http, a_cookie_sent_twice_is_refused)
{
	struct exchange exchange = asked(METHOD_GET, "/");
	char value[16];

	cr_assert(not(cookie("a=1; a=1", "a", value)));
	add_header(&exchange, "cookie", "a=1");
	add_header(&exchange, "cookie", "b=3; a=2");
	cr_assert(not(request_cookie(&exchange.request, "a", value, 16)));
	cr_assert(request_cookie(&exchange.request, "b", value, 16));
	cr_assert(eq(str, value, "3"));
}

Test(http, the_tenth_cookie_is_found_like_the_first)
{
	char value[16];

	cr_assert(cookie(
	    "a=1;b=2;c=3;d=4;e=5;f=6;g=7;h=8;i=9;j=10;k=11 ", "k", value));
	cr_assert(eq(str, value, "11"));
}

Test(http, a_cookie_that_does_not_fit_is_refused_and_an_empty_one_is_not)
{
	char value[16];

	cr_assert(not(cookie("a=0123456789abcdef", "a", value)));
	cr_assert(cookie("a=0123456789abcde", "a", value));
	cr_assert(cookie("a=", "a", value));
	cr_assert(eq(str, value, ""));
	cr_assert(not(cookie("a", "a", value)));
	cr_assert(not(cookie("xa=1; ; =; a b=2", "a", value)));
}

/* --- queries and forms --------------------------------------------------- */

static enum form
form(const char *text, const char *name, char value[16])
{
	return form_value(text, strlen(text), name, value, 16);
}

Test(http, a_form_value_keeps_its_equal_signs)
{
	char value[16];

	cr_assert(eq(int, form("x=1&a=b=c==&y=2", "a", value), FORM_FOUND));
	cr_assert(eq(str, value, "b=c=="));
}

Test(http, a_form_value_is_decoded)
{
	char value[16];

	cr_assert(eq(int, form("a=x+y%20z%2B%0a", "a", value), FORM_FOUND));
	cr_assert(eq(str, value, "x y z+\n"));
	cr_assert(eq(int, form("%61=1", "a", value), FORM_FOUND));
}

Test(http, a_form_value_given_twice_is_refused)
{
	char value[16];

	cr_assert(eq(int, form("a=1&b=2&a=1", "a", value), FORM_BAD));
	cr_assert(eq(str, value, ""));
	cr_assert(eq(int, form("a=1&%61=2", "a", value), FORM_BAD));
	cr_assert(eq(int, form("a=1&b=2&a=1", "b", value), FORM_FOUND));
}

Test(http, an_empty_form_value_is_not_an_absent_one)
{
	char value[16];

	cr_assert(eq(int, form("a=&b", "a", value), FORM_FOUND));
	cr_assert(eq(int, form("a=&b", "b", value), FORM_FOUND));
	cr_assert(eq(int, form("a=&b", "c", value), FORM_ABSENT));
	cr_assert(eq(int, form("", "a", value), FORM_ABSENT));
	cr_assert(eq(int, form("&&=&", "a", value), FORM_ABSENT));
}

Test(http, a_bad_form_value_is_refused)
{
	const char *bad[] = { "a=%", "a=%4", "a=%zz", "a=x%00y",
		"a=0123456789abcdef" };
	char value[16];

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		cr_assert(
		    eq(int, form(bad[i], "a", value), FORM_BAD), "%s", bad[i]);
}

Test(http, a_query_has_as_many_values_as_it_likes)
{
	struct exchange exchange = asked(METHOD_GET, "/");
	char value[16], query[512] = "";

	for (int i = 0; i < 40; i++)
		sprintf(query + strlen(query), "k%d=v%d&", i, i);
	exchange.request.query = query;
	cr_assert(eq(int,
	    request_query(&exchange.request, "k39", value, sizeof value),
	    FORM_FOUND));
	cr_assert(eq(str, value, "v39"));
}

/* --- routes -------------------------------------------------------------- */

static void
answer(struct exchange *exchange)
{
	reply_json(&exchange->reply, 200, json_object());
	exchange_finish(exchange);
}

static const struct route routes[] = {
	{ METHOD_GET, "/", answer, "page" },
	{ METHOD_GET, "/puzzles/{lang}/today", answer, "today" },
	{ METHOD_GET, "/puzzles/{lang}/{date}", answer, "puzzle" },
	{ METHOD_PUT, "/puzzles/{lang}/{date}/guesses/{n}", answer, "guess" },
	{ METHOD_POST | METHOD_DELETE, "/puzzles/{lang}/{date}", answer,
	    "change" },
};

static struct exchange
dispatched(enum method method, const char *path)
{
	struct exchange exchange = asked(method, path);

	route_dispatch(routes, sizeof routes / sizeof *routes, &exchange);
	cr_assert(eq(int, finished, 1));
	return exchange;
}

static const char *
label(enum method method, const char *path)
{
	struct exchange exchange = dispatched(method, path);

	cr_assert(eq(int, exchange.reply.status, 200), "%s", path);
	reply_reset(&exchange.reply);
	return exchange.route->label;
}

Test(http, a_path_finds_its_route)
{
	cr_assert(eq(str, (char *)label(METHOD_GET, "/"), "page"));
	cr_assert(
	    eq(str, (char *)label(METHOD_GET, "/puzzles/fr/today"), "today"));
	cr_assert(
	    eq(str, (char *)label(METHOD_GET, "/puzzles/fr/now"), "puzzle"));
	cr_assert(
	    eq(str, (char *)label(METHOD_HEAD, "/puzzles/fr/now"), "puzzle"));
	cr_assert(
	    eq(str, (char *)label(METHOD_DELETE, "/puzzles/fr/x"), "change"));
}

Test(http, parameters_come_decoded_and_in_order)
{
	struct exchange exchange =
	    dispatched(METHOD_PUT, "/puzzles/f%72/caf%C3%A9+/guesses/-1");

	cr_assert(eq(str, exchange.request.params[0], "fr"));
	cr_assert(eq(str, exchange.request.params[1], "caf\xc3\xa9+"));
	cr_assert(eq(str, exchange.request.params[2], "-1"));
	reply_reset(&exchange.reply);
}

Test(http, a_path_with_two_readings_is_refused)
{
	const char *bad[] = { "", "puzzles", "//", "/puzzles//today",
		"/puzzles/fr/", "/puzzles/./today", "/puzzles/../today", "/..",
		"/puzzles/%2e%2E/today", "/puzzles/.%2e/today",
		"/puzzles/fr%2ftoday", "/puzzles/fr%2Ftoday",
		"/puzzles/fr%00/today", "/puzzles/%/today", "/puzzles/%4",
		"/puzzles/%zz/today", "/puzzles/caf\xc3\xa9/today",
		"/puzzles/a b", "/puzzles/a\tb" };

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct exchange exchange = dispatched(METHOD_GET, bad[i]);

		cr_assert(zero(ptr, (void *)exchange.route), "%s", bad[i]);
		expect_problem(&exchange, 400, "bad-path");
	}
}

Test(http, a_path_that_nobody_has_is_not_found)
{
	const char *absent[] = { "/x", "/puzzles", "/puzzles/fr",
		"/puzzles/fr/today/x", "/puzzle%73/fr/today", "/PUZZLES/fr/x",
		"/puzzles/fr/"
		"0123456789012345678901234567890123456789012345678901234567890"
		"1234567890123456789" };

	for (size_t i = 0; i < sizeof absent / sizeof *absent; i++) {
		struct exchange exchange = dispatched(METHOD_GET, absent[i]);

		expect_problem(&exchange, 404, "not-found");
	}
}

Test(http, another_method_is_told_which_ones_there_are)
{
	struct exchange exchange = dispatched(METHOD_PUT, "/puzzles/fr/now");

	cr_assert(eq(str, (char *)sent_header(&exchange, "allow"),
	    "GET, HEAD, POST, DELETE"));
	expect_problem(&exchange, 405, "method-not-allowed");
	exchange = dispatched(METHOD_OTHER, "/");
	expect_problem(&exchange, 405, "method-not-allowed");
}

/* --- JSON bodies --------------------------------------------------------- */

static struct exchange
posted(const char *type, const char *body, size_t size, json_t **json)
{
	struct exchange exchange = asked(METHOD_POST, "/");

	if (type != NULL)
		add_header(&exchange, "Content-Type", type);
	exchange.request.body = body;
	exchange.request.body_size = size;
	if (request_json(&exchange, json))
		exchange.reply.status = 200;
	else
		cr_assert(zero(ptr, *json));
	return exchange;
}

Test(http, a_json_object_is_read)
{
	const char *types[] = { "application/json", "Application/JSON",
		"application/json; charset=utf-8", "application/json ;x=y" };
	const char body[] = "{\"guess\":\"ch\xc3\xa2teau\"}";
	json_t *json = NULL;

	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		struct exchange exchange =
		    posted(types[i], body, strlen(body), &json);

		cr_assert(eq(int, exchange.reply.status, 200));
		cr_assert(eq(str,
		    (char *)json_string_value(json_object_get(json, "guess")),
		    "ch\xc3\xa2teau"));
		json_decref(json);
	}
}

Test(http, a_body_of_another_type_is_refused)
{
	const char *types[] = { NULL, "", "text/plain", "application/jsonp",
		"application/problem+json", "x, application/json" };
	json_t *json = NULL;

	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		struct exchange exchange = posted(types[i], "{}", 2, &json);

		expect_problem(&exchange, 415, "not-json");
	}
}

Test(http, no_body_is_refused)
{
	json_t *json = NULL;
	struct exchange exchange = posted("application/json", NULL, 0, &json);

	expect_problem(&exchange, 400, "no-body");
	exchange = posted("application/json", "", 0, &json);
	expect_problem(&exchange, 400, "no-body");
}

Test(http, a_bad_json_body_is_refused)
{
	static const struct {
		const char *body;
		size_t size;
	} bad[] = { { "{\"guess\":", 9 }, { "[]", 2 }, { "7", 1 },
		{ "{\"a\":1,\"a\":2}", 13 }, { "{\"a\":\"\xff\xfe\"}", 10 },
		{ "{\"a\":\"\\u0000\"}", 14 }, { "{\"a\":\"\0\"}", 9 },
		{ "{}\0", 3 }, { "{}{}", 4 }, { "{\"a\":NaN}", 9 },
		{ "{\"a\":\"\xed\xa0\x80\"}", 11 } };
	json_t *json = NULL;

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct exchange exchange =
		    posted("application/json", bad[i].body, bad[i].size, &json);

		expect_problem(&exchange, 400, "bad-json");
	}
}

Test(http, a_json_body_nested_too_deep_is_refused)
{
	char body[65536];
	json_t *json = NULL;
	struct exchange exchange;

	memset(body, '[', sizeof body);
	exchange = posted("application/json", body, sizeof body, &json);
	expect_problem(&exchange, 400, "bad-json");
	strcpy(body, "{\"a\":[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]}");
	exchange = posted("application/json", body, strlen(body), &json);
	expect_problem(&exchange, 400, "bad-json");
	strcpy(body,
	    "{\"a[[[[[[[[[[[[[[[[[\\\"[\":[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]}");
	exchange = posted("application/json", body, strlen(body), &json);
	cr_assert(eq(int, exchange.reply.status, 200));
	json_decref(json);
}

/* --- same origin --------------------------------------------------------- */

static bool
same_origin(const char *origin, const char *site)
{
	struct exchange exchange = asked(METHOD_PUT, "/");
	bool same;

	if (origin != NULL)
		add_header(&exchange, "Origin", origin);
	if (site != NULL)
		add_header(&exchange, "Sec-Fetch-Site", site);
	same = request_same_origin(&exchange, "https://motus.example");
	if (!same)
		expect_problem(&exchange, 403, "cross-origin");
	return same;
}

Test(http, a_write_from_another_origin_is_refused)
{
	cr_assert(same_origin("https://motus.example", NULL));
	cr_assert(same_origin("https://motus.example", "cross-site"));
	cr_assert(same_origin(NULL, "same-origin"));
	cr_assert(not(same_origin(NULL, NULL)));
	cr_assert(not(same_origin(NULL, "same-site")));
	cr_assert(not(same_origin(NULL, "none")));
	cr_assert(not(same_origin("null", "same-origin")));
	cr_assert(not(same_origin("https://motus.example.evil", NULL)));
	cr_assert(not(same_origin("http://motus.example", NULL)));
}

/* --- replies ------------------------------------------------------------- */

Test(http, a_reply_header_can_not_begin_another_one)
{
	struct exchange exchange = asked(METHOD_GET, "/");

	reply_header(&exchange.reply, "location", "/%s", "x\r\nset-cookie: a");
	cr_assert(eq(str, (char *)sent_header(&exchange, "location"),
	    "/x??set-cookie: a"));
}

Test(http, a_reply_is_not_stored_unless_it_says_how)
{
	struct exchange exchange = asked(METHOD_GET, "/");

	reply_json(&exchange.reply, 200, json_object());
	cr_assert(eq(
	    str, (char *)sent_header(&exchange, "cache-control"), "no-store"));
	reply_reset(&exchange.reply);
	reply_header(&exchange.reply, "cache-control", "max-age=60");
	reply_json(&exchange.reply, 200, json_object());
	cr_assert(eq(str, (char *)sent_header(&exchange, "cache-control"),
	    "max-age=60"));
	cr_assert(eq(sz, exchange.reply.header_count, 2));
	reply_reset(&exchange.reply);
}

Test(http, json_that_can_not_be_made_becomes_a_problem)
{
	struct exchange exchange = asked(METHOD_GET, "/");

	reply_json(&exchange.reply, 200, NULL);
	expect_problem(&exchange, 500, "internal");
}

Test(reply, a_redirect_goes_anywhere_however_long)
{
	struct exchange exchange = asked(METHOD_GET, "/");
	char *location = calloc(1, 4001);

	memset(location, 'a', 4000);
	reply_redirect(&exchange.reply, 303, location);
	cr_assert(eq(int, exchange.reply.status, 303));
	cr_assert(eq(ptr, exchange.reply.location, location));
	cr_assert(eq(
	    str, (char *)sent_header(&exchange, "cache-control"), "no-store"));
	reply_reset(&exchange.reply);
	cr_assert(zero(ptr, exchange.reply.location));
}

Test(reply, a_redirect_begins_no_other_header)
{
	static const char *const bad[] = { "/a b", "/a\r\nset-cookie: a=b",
		"/a\tb", "/\x7f", "/\xc3\xa9" };

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct exchange exchange = asked(METHOD_GET, "/");

		reply_redirect(&exchange.reply, 303, strdup(bad[i]));
		cr_assert(zero(ptr, exchange.reply.location));
		expect_problem(&exchange, 500, "internal");
	}
}
