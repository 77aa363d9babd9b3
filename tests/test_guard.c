#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "daemons/common/guard.h"

#define GET "GET / HTTP/1.1\r\nHost: a\r\n"
#define PUT "PUT / HTTP/1.1\r\nHost: a\r\n"

static struct verdict
judge(const char *text)
{
	return guard_judge(text, strlen(text));
}

struct bad {
	const char *text;
	int status;
	const char *code;
};

static void
expect_refusals(const struct bad *bad, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct verdict verdict = judge(bad[i].text);

		cr_assert(
		    eq(int, verdict.status, bad[i].status), "%s", bad[i].text);
		cr_assert(eq(str, (char *)verdict.code, (char *)bad[i].code),
		    "%s", bad[i].text);
		cr_assert(not(zero(ptr, (void *)verdict.detail)));
	}
}

#define EXPECT_REFUSALS(...)                                 \
	expect_refusals((const struct bad[]){ __VA_ARGS__ }, \
	    sizeof((const struct bad[]){ __VA_ARGS__ }) / sizeof(struct bad))

static void
expect_pass(const char *text)
{
	struct verdict verdict = judge(text);

	cr_assert(eq(int, verdict.status, 0), "%s: %s", text, verdict.code);
	cr_assert(not(verdict.wait), "%s", text);
}

Test(guard, what_has_one_reading_passes)
{
	expect_pass(GET "\r\n");
	expect_pass(GET "Content-Length: 0\r\n\r\n");
	expect_pass("DELETE /a?b=c HTTP/1.1\r\nhOsT: a:80\r\n\r\n");
	expect_pass(PUT "Content-Length: 2\r\n\r\n");
	expect_pass(PUT "Content-Length: 2\r\n\r\n{");
	expect_pass(PUT "Content-Length: 2\r\n\r\n{}");
	expect_pass(PUT "content-length: 65536\r\n\r\n");
	expect_pass(GET "X-Empty:\r\nX-Tab: a\tb\r\nX-Bytes: \xc3\xa9\r\n\r\n");
	expect_pass(GET "X: content-length: 5\r\n\r\n");
}

Test(guard, a_head_that_is_not_whole_is_waited_for)
{
	const char whole[] = PUT "Content-Length: 2\r\n\r\n";

	for (size_t size = 0; size < sizeof whole - 1; size++) {
		struct verdict verdict = guard_judge(whole, size);

		cr_assert(verdict.wait, "%zu", size);
		cr_assert(eq(int, verdict.status, 0));
	}
}

Test(guard, a_body_where_none_belongs_is_refused)
{
	EXPECT_REFUSALS({ "DELETE / HTTP/1.1\r\nHost: a\r\nContent-Length: "
			  "5\r\n\r\nhello",
			    400, "body-not-allowed" },
	    { GET "Content-Length: 1\r\n\r\n", 400, "body-not-allowed" },
	    { "HEAD / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n", 400,
		"body-not-allowed" },
	    { "OPTIONS / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: "
	      "xchunked\r\n\r\n",
		400, "body-not-allowed" },
	    { GET "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400,
		"body-not-allowed" });
}

Test(guard, a_length_that_can_be_read_in_two_ways_is_refused)
{
	EXPECT_REFUSALS({ PUT "Content-Length: 0\r\nContent-Length: "
			      "5\r\n\r\n",
			    400, "bad-request" },
	    { PUT "Content-Length: 5\r\nContent-Length: 5\r\n\r\n", 400,
		"bad-request" },
	    { PUT "Content-Length: 5, 5\r\n\r\n", 400, "bad-request" },
	    { PUT "Content-Length: +5\r\n\r\n", 400, "bad-request" },
	    { PUT "Content-Length: -5\r\n\r\n", 400, "bad-request" },
	    { PUT "Content-Length: 0x5\r\n\r\n", 400, "bad-request" },
	    { PUT "Content-Length: 5 5\r\n\r\n", 400, "bad-request" },
	    { PUT "Content-Length:\r\n\r\n", 400, "bad-request" },
	    { PUT "Content-Length: 18446744073709551617\r\n\r\n", 400,
		"bad-request" },
	    { PUT "Content-Length: 5\r\nTransfer-Encoding: "
		  "chunked\r\n\r\n0\r\n\r\n",
		400, "bad-request" },
	    { PUT "Transfer-Encoding : chunked\r\n\r\n", 400, "bad-request" },
	    { PUT "Transfer-Encoding: chunked\r\n\r\n", 411,
		"length-required" },
	    { PUT "\r\n", 411, "length-required" });
}

Test(guard, a_header_that_kore_takes_for_host_is_refused)
{
	EXPECT_REFUSALS({ "GET / HTTP/1.1\r\nHostile: a\r\nHost: b\r\n\r\n",
			    400, "bad-request" },
	    { GET "Hostile: b\r\n\r\n", 400, "bad-request" },
	    { GET "Host: b\r\n\r\n", 400, "bad-request" },
	    { "GET / HTTP/1.1\r\nHost:\r\n\r\n", 400, "bad-request" },
	    { "GET / HTTP/1.1\r\nX: y\r\n\r\n", 400, "bad-request" });
}

static char *
with_headers(unsigned int count)
{
	char *text = calloc(1, 65536), *end = text;

	end += sprintf(end, "%s", GET);
	for (unsigned int i = 0; i < count; i++)
		end += sprintf(end, "X-%u: y\r\n", i);
	sprintf(end, "\r\n");
	return text;
}

Test(guard, a_header_that_kore_would_drop_is_refused)
{
	char *fits = with_headers(22), *more = with_headers(23);

	expect_pass(fits);
	EXPECT_REFUSALS({ more, 431, "headers-too-large" });
	free(fits);
	free(more);
}

Test(guard, a_head_over_16_kb_is_refused_before_its_end_comes)
{
	char *text = malloc(GUARD_HEAD_MAX + 1);

	memset(text, 'x', GUARD_HEAD_MAX + 1);
	memcpy(text, GET "X: ", strlen(GET "X: "));
	cr_assert(guard_judge(text, GUARD_HEAD_MAX - 1).wait);
	cr_assert(eq(int, guard_judge(text, GUARD_HEAD_MAX).status, 431));
	memcpy(text + GUARD_HEAD_MAX - 4, "\r\n\r\n", 4);
	cr_assert(eq(int, guard_judge(text, GUARD_HEAD_MAX).status, 0));
	memcpy(text + GUARD_HEAD_MAX - 4, "x\r\n\r\n", 5);
	cr_assert(eq(int, guard_judge(text, GUARD_HEAD_MAX + 1).status, 431));
	free(text);
}

Test(guard, bytes_that_end_a_line_for_some_are_refused)
{
	const char nul[] = "GET / HTTP/1.1\r\nHost: a\r\nX: \0\r\n"
			   "Content-Length: 5\r\n\r\nhello";

	cr_assert(eq(int, guard_judge(nul, sizeof nul - 1).status, 400));
	cr_assert(eq(int, guard_judge("G\0", 2).status, 400));
	EXPECT_REFUSALS({ "GET / HTTP/1.1\nHost: a\n\n", 400, "bad-request" },
	    { "GET / HTTP/1.1\r\nHost: a\n\n", 400, "bad-request" },
	    { GET "X: a\rb\r\n\r\n", 400, "bad-request" },
	    { GET "X: a\nContent-Length: 5\r\n\r\n", 400, "bad-request" },
	    { GET "X: a\r\n b\r\n\r\n", 400, "bad-request" },
	    { GET "X: a\r\n\tb\r\n\r\n", 400, "bad-request" },
	    { GET " X: a\r\n\r\n", 400, "bad-request" },
	    { GET ": a\r\n\r\n", 400, "bad-request" },
	    { GET "X\r\n\r\n", 400, "bad-request" },
	    { GET "X: \x7f\r\n\r\n", 400, "bad-request" },
	    { GET "X: \x01\r\n\r\n", 400, "bad-request" },
	    { GET "X(: a\r\n\r\n", 400, "bad-request" },
	    { "\r\n\r\n", 400, "bad-request" },
	    { "\r\n" GET "\r\n", 400, "bad-request" });
}

Test(guard, a_request_line_that_is_none_is_refused)
{
	EXPECT_REFUSALS({ "GET /\r\nHost: a\r\n\r\n", 400, "bad-request" },
	    { "GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400, "bad-request" },
	    { "GET / HTTP/1.1 \r\nHost: a\r\n\r\n", 400, "bad-request" },
	    { "GET / HTTP/1.0\r\nHost: a\r\n\r\n", 505, "http-version" },
	    { "GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505, "http-version" },
	    { "GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n", 400, "bad-path" },
	    { "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", 400, "bad-path" },
	    { "GET /\xc3\xa9 HTTP/1.1\r\nHost: a\r\n\r\n", 400, "bad-path" },
	    { "GET /\t HTTP/1.1\r\nHost: a\r\n\r\n", 400, "bad-path" },
	    { "BREW / HTTP/1.1\r\nHost: a\r\n\r\n", 405, "method-not-allowed" },
	    { "get / HTTP/1.1\r\nHost: a\r\n\r\n", 405, "method-not-allowed" },
	    { "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", 405,
		"method-not-allowed" },
	    { "G@T / HTTP/1.1\r\nHost: a\r\n\r\n", 400, "bad-request" });
}

Test(guard, a_path_longer_than_kore_takes_is_refused)
{
	char text[4096];

	snprintf(
	    text, sizeof text, "GET /%01989d HTTP/1.1\r\nHost: a\r\n\r\n", 0);
	expect_pass(text);
	snprintf(
	    text, sizeof text, "GET /%01990d HTTP/1.1\r\nHost: a\r\n\r\n", 0);
	EXPECT_REFUSALS({ text, 414, "uri-too-long" });
}

Test(guard, a_body_over_64_kb_is_refused)
{
	EXPECT_REFUSALS(
	    { PUT "Content-Length: 65537\r\n\r\n", 413, "body-too-large" },
	    { PUT "Content-Length: 999999999999\r\n\r\n", 413,
		"body-too-large" });
}

Test(guard, a_second_request_at_once_is_refused)
{
	EXPECT_REFUSALS({ GET "\r\n" GET "\r\n", 400, "not-alone" },
	    { GET "\r\nx", 400, "not-alone" },
	    { PUT "Content-Length: 1\r\n\r\n{}", 400, "not-alone" },
	    { PUT "Content-Length: 0\r\n\r\n" GET "\r\n", 400, "not-alone" });
}

Test(guard, mending_blanks_only_what_kore_refuses)
{
	char text[] = GET "Empty:\r\nTab: a\t\xc3\xa9\r\nBlank: \t \r\n"
			  "Last:\r\n\r\nbody:\t\r\n";

	guard_mend(text, sizeof text - 1);
	cr_assert(eq(str, text,
	    GET "\r\r\r\r\r\r\r\nTab: a ??\r\n"
		"\r\r\r\r\r\r\r\r\r\r\n"
		"\r\r\r\r\r\r\n\r\nbody:\t\r\n"));
}

Test(guard, a_mended_head_ends_where_it_did)
{
	char text[] = GET "A:\r\nB:\r\nC: \r\nD:\r\n\r\nbody";

	guard_mend(text, sizeof text - 1);
	cr_assert(eq(ptr, strstr(text, "\r\n\r\n"), strstr(text, "body") - 4));
	cr_assert(zero(ptr, strstr(text, "\n\n")));
	cr_assert(zero(ptr, strchr(text + strlen(GET), ':')));
}
