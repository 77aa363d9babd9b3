#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/error.h>
#include <motus/store.h>

#include "libmotus/store_url.h"

static struct store_url
parse(const char *url)
{
	struct store_url parsed;

	cr_assert(zero(int, store_url_parse(&parsed, url)), "%s", url);
	return parsed;
}

Test(store_url, memory_has_no_more_to_say)
{
	cr_assert(eq(int, parse("memory:").kind, STORE_MEMORY));
}

Test(store_url, a_sqlite_path_is_taken_as_it_is)
{
	cr_assert(eq(int, parse("sqlite:a b?c%20").kind, STORE_SQLITE));
	cr_assert(eq(str, (char *)parse("sqlite:a b?c%20").path, "a b?c%20"));
	cr_assert(eq(str, (char *)parse("sqlite:/x/y").path, "/x/y"));
}

Test(store_url, a_server_has_host_port_and_database)
{
	struct store_url url = parse("redis://localhost:6391/3");

	cr_assert(eq(int, url.kind, STORE_REDIS));
	cr_assert(eq(str, url.host, "localhost"));
	cr_assert(eq(str, url.port, "6391"));
	cr_assert(eq(int, url.database, 3));
	cr_assert(eq(str, url.password, ""));
	cr_assert(zero(int, parse("redis://127.0.0.1:1").database));
	cr_assert(eq(str, parse("redis://[::1]:65535").host, "::1"));
}

Test(store_url, a_password_may_have_any_byte)
{
	cr_assert(eq(str, parse("redis://:s3cr3t@h:1/0").password, "s3cr3t"));
	cr_assert(eq(str, parse("redis://:a:b/c@d@h:1").password, "a:b/c@d"));
	cr_assert(eq(str, parse("redis://:%40%2F%3a%25@h:1").password, "@/:%"));
	cr_assert(eq(str, parse("redis://:%40@h:1").host, "h"));
}

Test(store_url, what_is_no_store_is_refused)
{
	static const char *const urls[] = { "", "memory", "memory:x",
		"Memory:", "sqlite:", "sqlite::memory:", "redis:", "redis://",
		"redis://h", "redis://h:", "redis://:1", "redis://h:0",
		"redis://h:65536", "redis://h:99999999999", "redis://h:+1",
		"redis://h:1x", "redis://h: 1", "redis://h:1/", "redis://h:1/x",
		"redis://h:1/-1", "redis://h:1/65536", "redis://h:1/1/1",
		"redis://h:1/0?x", "redis://@h:1", "redis://:@h:1",
		"redis://user:word@h:1", "redis://word@h:1", "redis://:%4@h:1",
		"redis://:%4", "redis://:%zz@h:1", "redis://:%00@h:1",
		"redis://[::1:1", "redis://[]:1", "redis://[::1]1",
		"redis://::1:1", "redis://a/b:1", "rediss://h:1", "http://h:1",
		" memory:" };
	struct store_url parsed;
	struct motus_store *store = NULL;

	for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
		cr_assert(
		    eq(int, store_url_parse(&parsed, urls[i]), MOTUS_EINVAL),
		    "%s", urls[i]);
		cr_assert(eq(int, motus_store_open(&store, urls[i], NULL),
		    MOTUS_EINVAL));
	}
	cr_assert(eq(int, store_url_parse(&parsed, NULL), MOTUS_EINVAL));
	cr_assert(eq(ptr, store, NULL));
}

Test(store_url, parts_have_limits)
{
	char url[STORE_URL_MAX + 2] = "sqlite:";
	char part[STORE_PASSWORD_MAX + 2] = "";
	struct store_url parsed;

	memset(url + 7, 'x', STORE_URL_MAX - 7);
	cr_assert(zero(int, store_url_parse(&parsed, url)));
	url[STORE_URL_MAX] = 'x';
	cr_assert(eq(int, store_url_parse(&parsed, url), MOTUS_EINVAL));
	memset(part, 'x', STORE_PASSWORD_MAX);
	snprintf(url, sizeof url, "redis://:%s@h:1", part);
	cr_assert(zero(int, store_url_parse(&parsed, url)));
	part[STORE_PASSWORD_MAX] = 'x';
	snprintf(url, sizeof url, "redis://:%s@h:1", part);
	cr_assert(eq(int, store_url_parse(&parsed, url), MOTUS_EINVAL));
	part[STORE_HOST_MAX] = '\0';
	snprintf(url, sizeof url, "redis://%s:1", part);
	cr_assert(zero(int, store_url_parse(&parsed, url)));
	part[STORE_HOST_MAX] = 'x';
	part[STORE_HOST_MAX + 1] = '\0';
	snprintf(url, sizeof url, "redis://%s:1", part);
	cr_assert(eq(int, store_url_parse(&parsed, url), MOTUS_EINVAL));
}
