#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/stat.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/error.h>

#include "daemons/auth/onward.h"
#include "daemons/auth/pages.h"
#include "tests/op.h"

/* --- pages of the service ------------------------------------------------- */

static void
show_logout(struct exchange *exchange)
{
	pages_show(exchange, 200, "logout", json_object());
	exchange_finish(exchange);
}

static void
show_error(struct exchange *exchange)
{
	reply_header(&exchange->reply, "set-cookie", "a=b");
	pages_error(exchange, 400, "foreign-redirect");
	exchange_finish(exchange);
}

static void
show_failure(struct exchange *exchange)
{
	pages_fail(exchange,
	    exchange->request.query[0] == 'l' ? MOTUS_ELOST : MOTUS_EFORMAT);
	exchange_finish(exchange);
}

static char *(*lead)(const struct exchange *exchange);

static void
go_on(struct exchange *exchange)
{
	reply_redirect(&exchange->reply, 303, lead(exchange));
	exchange_finish(exchange);
}

static const struct route routes[] = {
	{ METHOD_GET | METHOD_POST, "/auth/logout", show_logout, "logout" },
	{ METHOD_GET, "/auth/error", show_error, "error" },
	{ METHOD_GET, "/auth/failure", show_failure, "failure" },
	{ METHOD_GET, "/auth/on", go_on, "on" },
	{ METHOD_GET, "/auth/s/{set}/{name}", pages_file, "file" },
};

static struct op *op;
static struct browser me;

static void
start(void)
{
	struct motus_store *store;

	cr_assert(zero(int, motus_store_open(&store, "memory:", NULL)));
	op = op_create(store, routes, sizeof routes / sizeof *routes);
	me = BROWSER;
}

static void
stop(void)
{
	motus_store_destroy(op->provider.store);
	op_destroy(op);
}

TestSuite(pages, .init = start, .fini = stop);

static void
expect_text(const struct visit *visit, const char *part)
{
	cr_assert(not(zero(ptr, strstr(visit->text, part))), "%s: %s", part,
	    visit->text);
}

static void
expect_language(const char *target, const char *language)
{
	struct visit *visit = op_get(op, &me, target);
	char tag[32];

	snprintf(tag, sizeof tag, "<html lang=\"%s\">", language);
	expect_text(visit, tag);
	cr_assert(eq(str, (char *)visit_header(visit, "content-language"),
	    (char *)language));
	visit_drop(visit);
}

Test(pages, row_71_72_no_page_is_kept_framed_or_runs_anything)
{
	static const char *const paths[] = { "/auth/logout", "/auth/error" };

	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		struct visit *visit = op_get(op, &me, paths[i]);

		cr_assert(eq(str, (char *)visit_header(visit, "cache-control"),
		    "no-store"));
		cr_assert(eq(str,
		    (char *)visit_header(visit, "x-frame-options"), "DENY"));
		cr_assert(
		    eq(str, (char *)visit_header(visit, "referrer-policy"),
			"same-origin"));
		cr_assert(eq(str,
		    (char *)visit_header(visit, "content-security-policy"),
		    "default-src 'none'; style-src 'self'; img-src 'self'; "
		    "frame-ancestors 'none'; base-uri 'none'"));
		cr_assert(zero(ptr, strstr(visit->text, "<script")));
		cr_assert(zero(ptr, strstr(visit->text, "style=")));
		visit_drop(visit);
	}
}

Test(pages, the_address_says_the_language_then_the_cookie_then_it_is_french)
{
	expect_language("/auth/logout", "fr");
	expect_language("/auth/logout?ui_locales=de", "fr");
	expect_language("/auth/logout?ui_locales=EN-gb%20fr", "en");
	cr_assert(eq(str, (char *)browser_cookie(&me, "motus_language"), "en"));
	expect_language("/auth/logout", "en");
	expect_language("/auth/logout?ui_locales=xx+fr", "fr");
	expect_language("/auth/logout", "fr");
}

Test(pages, a_client_says_the_language_in_the_address_that_follows)
{
	expect_language("/auth/logout?continue=%2Fauth%2Fauthorize%3F"
			"a%3Db%26ui_locales%3Den",
	    "en");
	cr_assert(eq(str, (char *)browser_cookie(&me, "motus_language"), ""));
	expect_language("/auth/logout?ui_locales=fr&continue=%2Fauth"
			"%2Fauthorize%3Fui_locales%3Den",
	    "fr");
}

Test(pages, a_page_leads_to_itself_in_each_language)
{
	struct visit *visit = op_get(
	    op, &me, "/auth/logout?continue=a%26b&ui_locales=en&x=%22%3E");

	expect_text(visit,
	    "href=\"/auth/logout?ui_locales=fr&amp;continue=a%26b&amp;x="
	    "%22%3E\" hreflang=\"fr\" lang=\"fr\" aria-label=\"Français\">fr");
	expect_text(visit,
	    "hreflang=\"en\" lang=\"en\" aria-label=\"English\" "
	    "aria-current=\"true\">en");
	visit_drop(visit);
}

Test(pages, an_error_page_drops_what_was_to_be_replied)
{
	struct visit *visit = op_get(op, &me, "/auth/error?ui_locales=en");

	cr_assert(eq(int, visit_status(visit), 400));
	cr_assert(zero(ptr, strstr(visit->headers, "a=b")));
	expect_text(visit, "not one of its own");
	expect_text(visit, "foreign-redirect");
	visit_drop(visit);
}

Test(pages, when_the_store_is_away_the_page_says_when_to_come_again)
{
	struct visit *visit = op_get(op, &me, "/auth/failure?lost");

	cr_assert(eq(int, visit_status(visit), 503));
	cr_assert(eq(str, (char *)visit_header(visit, "retry-after"), "1"));
	visit_drop(visit);
	visit = op_get(op, &me, "/auth/failure");
	cr_assert(eq(int, visit_status(visit), 500));
	visit_drop(visit);
}

Test(pages, the_files_that_a_page_names_are_there)
{
	struct visit *page = op_get(op, &me, "/auth/logout");
	const char *at = page->text;
	size_t files = 0;

	while ((at = strstr(at, "=\"/auth/s/")) != NULL) {
		char path[128];
		struct visit *file;

		snprintf(path, sizeof path, "%.*s", (int)strcspn(at + 2, "\""),
		    at + 2);
		file = op_get(op, &me, path);
		cr_assert(eq(int, visit_status(file), 200), "%s", path);
		cr_assert(eq(str, (char *)visit_header(file, "cache-control"),
		    "public, max-age=31536000, immutable"));
		visit_drop(file);
		files++;
		at++;
	}
	cr_assert(eq(sz, files, 4));
	visit_drop(page);
}

/* --- where a page leads --------------------------------------------------- */

static char *
lead_signed_in(const struct exchange *exchange)
{
	return onward_go(exchange, " login select_account create ", true);
}

static char *
lead_consented(const struct exchange *exchange)
{
	return onward_go(exchange, " consent ", false);
}

static void
expect_lead(char *(*to)(const struct exchange *exchange), const char *onward,
    const char *location)
{
	struct visit *visit;
	char target[2048] = "/auth/on?continue=";

	for (; *onward != '\0'; onward++)
		sprintf(
		    target + strlen(target), "%%%02x", (unsigned char)*onward);
	lead = to;
	visit = op_get(op, &me, target);
	cr_assert(eq(int, visit_status(visit), 303));
	cr_assert(
	    eq(str, (char *)visit_header(visit, "location"), (char *)location));
	visit_drop(visit);
}

Test(pages, row_61_a_page_leads_to_addresses_of_ours_only)
{
	static const char *const foreign[] = {
		"",
		"https://evil.example/",
		"//evil.example/auth/authorize?",
		"/\\evil.example",
		"/",
		"auth/authorize?",
		"/auth/authorize",
		"/auth/authorized?a=b",
		"/auth/account.evil.example",
		"/auth/account/../../evil",
		"/auth/logout?a=b",
		"/auth/authorize?a=b\r\nSet-Cookie: a=b",
		"/auth/authorize?a=b c",
		"/auth/authorize?a=\xc3\xa9",
		"javascript:alert(1)//auth/authorize?",
	};

	for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
		expect_lead(lead_signed_in, foreign[i], "/auth/account");
	expect_lead(lead_signed_in, "/auth/account", "/auth/account");
}

Test(pages, a_page_goes_on_without_the_prompts_it_has_met)
{
	expect_lead(lead_signed_in,
	    "/auth/authorize?client_id=a%20b&prompt=login&state=%3D",
	    "/auth/authorize?client_id=a%20b&state=%3D");
	expect_lead(lead_signed_in, "/auth/authorize?prompt=login+consent&a=b",
	    "/auth/authorize?prompt=consent&a=b");
	expect_lead(lead_signed_in,
	    "/auth/authorize?a=b&prompt=create%20x%20select_account%20y",
	    "/auth/authorize?a=b&prompt=x%20y");
	expect_lead(lead_signed_in, "/auth/authorize?max_age=0&a=b&c",
	    "/auth/authorize?a=b&c");
	expect_lead(lead_signed_in, "/auth/authorize?prom%70t=login&a=b",
	    "/auth/authorize?a=b");
	expect_lead(lead_consented,
	    "/auth/authorize?prompt=login%20consent&max_age=0&a=b",
	    "/auth/authorize?prompt=login&max_age=0&a=b");
}

Test(pages, an_earlier_refusal_is_not_repeated)
{
	expect_lead(lead_consented, "/auth/authorize?a=b&motus_denied=1",
	    "/auth/authorize?a=b");
	expect_lead(onward_refuse, "/auth/authorize?a=b&motus_denied=1",
	    "/auth/authorize?a=b&motus_denied=1");
}

/* --- the folder ----------------------------------------------------------- */

static char folder[64];

static void
put(const char *name, const char *text)
{
	char path[128];
	FILE *file;

	snprintf(path, sizeof path, "%s/web/%s", folder, name);
	file = fopen(path, "w");
	fputs(text, file);
	fclose(file);
}

static void
make_folder(void)
{
	char path[128];

	strcpy(folder, "/tmp/motus-pages-XXXXXX");
	cr_assert(not(zero(ptr, mkdtemp(folder))));
	snprintf(path, sizeof path, "%s/web", folder);
	mkdir(path, 0700);
	snprintf(path, sizeof path, "%s/web/auth", folder);
	mkdir(path, 0700);
	put("theme.css", "a{}");
	put("favicon.svg", "<svg/>");
	put("auth/forms.css", "b{}");
	put("auth/layout.html", "<html>{{>page}}</html>");
	put("auth/a.html", "{{_a}}");
	put("auth/fr.json", "{\"a\": \"x\"}");
	put("auth/en.json", "{\"a\": \"y\"}");
}

static void
remove_folder(void)
{
	char command[128];

	snprintf(command, sizeof command, "rm -rf '%s'", folder);
	cr_assert(zero(int, system(command)));
}

TestSuite(pages_folder, .init = make_folder, .fini = remove_folder);

static void
expect_complaint(const char *about)
{
	char complaint[256] = "";
	struct pages *pages =
	    pages_open(folder, "Motus", complaint, sizeof complaint);

	cr_assert(zero(ptr, pages), "%s", about);
	cr_assert(not(zero(ptr, strstr(complaint, about))), "%s", complaint);
}

Test(pages_folder, a_good_one_opens)
{
	char complaint[256] = "";
	struct pages *pages =
	    pages_open(folder, "Motus", complaint, sizeof complaint);

	cr_assert(not(zero(ptr, pages)), "%s", complaint);
	pages_close(pages);
}

Test(pages_folder, a_bad_file_stops_the_start)
{
	char path[128];

	put("auth/b.html", "{{#a}}");
	expect_complaint("\"a\"");
	put("auth/b.html", "{{_nothing}}");
	expect_complaint("nothing");
	put("auth/b.html", "");
	expect_complaint("b.html");
	put("auth/b.html", "\xff");
	expect_complaint("b.html");
	put("auth/b.html", "{{x}}");
	put("auth/en.json", "{\"a\": \"y\", \"a\": \"z\"}");
	expect_complaint("en.json");
	put("auth/en.json", "{\"a\": \"y\", \"more\": \"z\"}");
	expect_complaint("more");
	put("auth/en.json", "{\"a\": \"{{b\"}");
	expect_complaint("a:");
	put("auth/en.json", "{\"a\": 1}");
	expect_complaint("\"a\"");
	snprintf(path, sizeof path, "%s/web/auth/fr.json", folder);
	unlink(path);
	expect_complaint("fr.json");
	snprintf(path, sizeof path, "%s/web/theme.css", folder);
	unlink(path);
	expect_complaint("theme.css");
}
