#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "daemons/common/config.h"

static const struct setting own[] = {
	{ "PORT", "3021", SETTING_NUMBER, 1, 65535, NULL },
	{ "STORE", "sqlite:motus-game.sqlite", SETTING_TEXT, 1, 200, NULL },
	{ .name = "GAME_KEY_FILE", .standard = "", .kind = SETTING_FILE },
};

/* What is read when `name` is `value`; NULL when the start is stopped. */
static struct config *
read_with(const char *name, const char *value, char *complaint)
{
	struct config *config = config_create();

	complaint[0] = '\0';
	setenv(name, value, 1);
	if (config_read(
		config, config_common, config_common_count, complaint) &&
	    config_read(config, own, sizeof own / sizeof *own, complaint))
		return config;
	config_destroy(config);
	return NULL;
}

static void
expect_good(const char *name, const char *value)
{
	char complaint[CONFIG_COMPLAINT_SIZE];
	struct config *config = read_with(name, value, complaint);

	cr_assert(not(zero(ptr, config)), "%s=%s: %s", name, value, complaint);
	cr_assert(eq(str, (char *)config_text(config, name), (char *)value));
	config_destroy(config);
	unsetenv(name);
}

static void
expect_bad(const char *name, const char *value)
{
	char complaint[CONFIG_COMPLAINT_SIZE];
	struct config *config = read_with(name, value, complaint);

	cr_assert(zero(ptr, config), "%s=%s", name, value);
	cr_assert(
	    zero(int, strncmp(complaint, name, strlen(name))), "%s", complaint);
	cr_assert(not(zero(ptr, strstr(complaint, " must be "))));
	cr_assert(zero(ptr, strstr(complaint, "secret")), "%s", complaint);
	unsetenv(name);
}

Test(config, what_is_unset_or_empty_is_the_default)
{
	char complaint[CONFIG_COMPLAINT_SIZE];
	struct config *config = read_with("TIMEZONE", "", complaint);

	cr_assert(not(zero(ptr, config)), "%s", complaint);
	cr_assert(
	    eq(str, (char *)config_text(config, "TIMEZONE"), "Europe/Paris"));
	cr_assert(eq(str, (char *)config_text(config, "PUBLIC_URL"),
	    "http://localhost:3101"));
	cr_assert(eq(str, (char *)config_text(config, "LANGUAGES"), "fr,en"));
	cr_assert(eq(str, (char *)config_text(config, "BIND"), "127.0.0.1"));
	cr_assert(eq(str, (char *)config_text(config, "GAME_KEY_FILE"), ""));
	cr_assert(eq(long, config_number(config, "PORT"), 3021L));
	cr_assert(eq(long, config_number(config, "WORKERS"), 1L));
	config_destroy(config);
}

Test(config, a_number_is_whole_and_in_its_range)
{
	expect_good("PORT", "1");
	expect_good("PORT", "65535");
	expect_bad("PORT", "0");
	expect_bad("PORT", "65536");
	expect_bad("PORT", "-1");
	expect_bad("PORT", "+80");
	expect_bad("PORT", "80x");
	expect_bad("PORT", " 80");
	expect_bad("PORT", "0x50");
	expect_bad("PORT", "99999999999999999999");
	expect_bad("WORKERS", "65");
}

Test(config, an_origin_is_written_as_browsers_write_it)
{
	expect_good("PUBLIC_URL", "https://motus.example");
	expect_good("PUBLIC_URL", "http://127.0.0.1:3101");
	expect_good("PUBLIC_URL", "http://[::1]:3101");
	expect_bad("PUBLIC_URL", "https://motus.example/");
	expect_bad("PUBLIC_URL", "https://motus.example/path");
	expect_bad("PUBLIC_URL", "https://motus.example:443");
	expect_bad("PUBLIC_URL", "http://motus.example:80");
	expect_bad("PUBLIC_URL", "https://Motus.example");
	expect_bad("PUBLIC_URL", "https://user:secret@motus.example");
	expect_bad("PUBLIC_URL", "https://motus.example:0");
	expect_bad("PUBLIC_URL", "https://motus.example:70000");
	expect_bad("PUBLIC_URL", "https://motus.example:080");
	expect_bad("PUBLIC_URL", "motus.example");
	expect_bad("PUBLIC_URL", "ftp://motus.example");
	expect_bad("PUBLIC_URL", "https://");
	expect_bad("PUBLIC_URL", "http://[::1");
	expect_bad("PUBLIC_URL", "http://[zz]:1");
}

Test(config, a_zone_must_exist)
{
	expect_good("TIMEZONE", "America/Santiago");
	expect_good("TIMEZONE", "UTC");
	expect_bad("TIMEZONE", "Europe/Pari");
	expect_bad("TIMEZONE", "Europe");
	expect_bad("TIMEZONE", "../zoneinfo/UTC");
	expect_bad("TIMEZONE", "/usr/share/zoneinfo/UTC");
	expect_bad("TIMEZONE", "zone.tab");
	expect_bad("TIMEZONE", "CET-1CEST");
}

Test(config, languages_are_listed_once_each)
{
	expect_good("LANGUAGES", "fr");
	expect_good("LANGUAGES", "fr,en,bre");
	expect_bad("LANGUAGES", "fr,");
	expect_bad("LANGUAGES", ",fr");
	expect_bad("LANGUAGES", "fr,fr");
	expect_bad("LANGUAGES", "fr, en");
	expect_bad("LANGUAGES", "FR");
	expect_bad("LANGUAGES", "f");
	expect_bad("LANGUAGES", "../x");
	expect_bad(
	    "LANGUAGES", "aa,ab,ac,ad,ae,af,ag,ah,ai,aj,ak,al,am,an,ao,ap,aq");
}

Test(config, a_choice_is_one_of_those_named)
{
	expect_good("LOG_LEVEL", "debug");
	expect_good("LOG_LEVEL", "error");
	expect_bad("LOG_LEVEL", "err");
	expect_bad("LOG_LEVEL", "info warning");
	expect_bad("LOG_LEVEL", "INFO");
}

Test(config, loki_is_an_http_origin_or_nothing)
{
	expect_good("LOKI", "http://127.0.0.1:3100");
	expect_good("LOKI", "http://loki:3100");
	expect_bad("LOKI", "https://loki:3100");
	expect_bad("LOKI", "http://loki:3100/");
	expect_bad("LOKI", "http://loki:3100/loki/api/v1/push");
	expect_bad("LOKI", "http://secret@loki:3100");
	expect_bad("LOKI", "loki:3100");
	expect_bad("LOKI", "http://");
}

Test(config, an_address_is_in_figures)
{
	expect_good("BIND", "0.0.0.0");
	expect_good("BIND", "::1");
	expect_bad("BIND", "localhost");
	expect_bad("BIND", "1.2.3");
}

Test(config, a_text_is_short_utf_8_on_one_line)
{
	expect_good("SITE_NAME", "Le mot du caf\xc3\xa9 & <co>");
	expect_bad("SITE_NAME", "two\nlines");
	expect_bad("SITE_NAME", "\xff\xfe\xfd\xfc\xfb");
	expect_bad("SITE_NAME",
	    "0123456789012345678901234567890123456789012345678901234567890");
}

Test(config, a_file_must_be_there)
{
	char path[] = "/tmp/motus-config-XXXXXX";
	int fd = mkstemp(path);

	expect_good("GAME_KEY_FILE", path);
	unlink(path);
	close(fd);
	expect_bad("GAME_KEY_FILE", path);
}

Test(config, a_password_is_not_repeated_in_the_complaint)
{
	expect_bad("PUBLIC_URL", "https://user:secret@motus.example");
	expect_bad("STORE", "redis://:secret\x01@localhost");
}
