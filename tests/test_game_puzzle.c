#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/proof.h>

#include "tests/site.h"

#define PUZZLES "/api/game/puzzles/"

static struct site *site;
static struct browser me;

static void
start(void)
{
	struct motus_store *store;

	cr_assert(zero(int, motus_store_open(&store, "memory:", NULL)));
	site = site_create(store);
	me = BROWSER;
}

static void
stop(void)
{
	site_destroy(site);
}

TestSuite(puzzle, .init = start, .fini = stop);

static void
expect_problem(const char *path, int status, const char *code)
{
	struct visit *visit = visit_get(site, &me, path);

	cr_assert(
	    eq(int, visit_status(visit), status), "%s: %s", path, visit->text);
	cr_assert(eq(str, (char *)visit_text(visit, "code"), (char *)code),
	    "%s: %s", path, visit->text);
	visit_drop(visit);
}

static int
number(const struct visit *visit, const char *key)
{
	return (int)json_integer_value(json_object_get(visit->json, key));
}

Test(puzzle, todays_shows_its_length_and_initial_and_nothing_more)
{
	struct visit *visit = visit_get(site, &me, PUZZLES "fr/today");
	struct motus_puzzle puzzle = site_puzzle(site, "2026-03-28");
	char initial[] = { puzzle.answer.word.letter[0], '\0' };

	cr_assert(eq(int, visit_status(visit), 200));
	cr_assert(eq(str, (char *)visit_text(visit, "language"), "fr"));
	cr_assert(eq(str, (char *)visit_text(visit, "date"), "2026-03-28"));
	cr_assert(eq(int, number(visit, "number"), 31 + 28 + 28));
	cr_assert(eq(int, number(visit, "length"), puzzle.answer.word.length));
	cr_assert(eq(str, (char *)visit_text(visit, "initial"), initial));
	cr_assert(eq(int, number(visit, "turns"), MOTUS_TURNS));
	cr_assert(eq(sz, strlen(visit_text(visit, "commitment")), 64));
	cr_assert(eq(sz, json_object_size(visit->json), 9), "%s", visit->text);
	cr_assert(
	    not(zero(ptr, strstr(visit->headers, "cache-control: no-store"))));
	visit_drop(visit);
}

Test(puzzle, todays_is_the_same_under_its_date)
{
	struct visit *today = visit_get(site, &me, PUZZLES "fr/today");
	struct visit *dated = visit_get(site, &me, PUZZLES "fr/2026-03-28");

	cr_assert(eq(str, today->text, dated->text));
	visit_drop(today);
	visit_drop(dated);
}

Test(puzzle, yesterdays_is_open_still)
{
	struct visit *visit = visit_get(site, &me, PUZZLES "fr/2026-03-27");

	cr_assert(eq(int, visit_status(visit), 200));
	cr_assert(eq(sz, json_object_size(visit->json), 9), "%s", visit->text);
	visit_drop(visit);
}

/* 64 hexadecimal digits. */
static void
read_hex(const char *text, unsigned char bytes[MOTUS_PROOF_SIZE])
{
	cr_assert(eq(sz, strlen(text), 2 * MOTUS_PROOF_SIZE));
	for (int i = 0; i < MOTUS_PROOF_SIZE; i++)
		cr_assert(eq(int, sscanf(text + 2 * i, "%2hhx", &bytes[i]), 1));
}

Test(puzzle, a_closed_one_opens_what_it_had_committed_to)
{
	unsigned char commitment[MOTUS_PROOF_SIZE], salt[MOTUS_PROOF_SIZE];
	struct motus_puzzle puzzle = site_puzzle(site, "2026-03-28");
	struct visit *visit = visit_get(site, &me, PUZZLES "fr/2026-03-28");

	read_hex(visit_text(visit, "commitment"), commitment);
	visit_drop(visit);
	site_set_clock("2026-03-30T12:00:00Z");
	visit = visit_get(site, &me, PUZZLES "fr/2026-03-28");
	cr_assert(eq(str, (char *)visit_text(visit, "answer"),
	    puzzle.answer.word.letter));
	read_hex(visit_text(visit, "salt"), salt);
	cr_assert(motus_proof_check(
	    commitment, "fr", puzzle.date, puzzle.answer.word, salt));
	cr_assert(not(zero(ptr,
	    strstr(visit->headers, "cache-control: public, max-age=3600"))));
	visit_drop(visit);
}

Test(puzzle, a_reply_that_sets_a_cookie_is_not_for_a_cache)
{
	struct visit *visit = visit_get(site, &me, PUZZLES "fr/2026-01-01");

	cr_assert(eq(int, visit_status(visit), 200));
	cr_assert(not(zero(ptr, strstr(visit->headers, "set-cookie: "))));
	cr_assert(
	    not(zero(ptr, strstr(visit->headers, "cache-control: no-store"))));
	visit_drop(visit);
}

Test(puzzle, there_is_none_on_another_day)
{
	static const char *const paths[] = {
		PUZZLES "fr/2026-03-29", /* tomorrow */
		PUZZLES "fr/2125-01-01",
		PUZZLES "fr/2025-12-31", /* before the first */
		PUZZLES "fr/0001-01-01",
		PUZZLES "fr/2026-02-30",
		PUZZLES "fr/2026-02-29",
		PUZZLES "fr/2026-13-01",
		PUZZLES "fr/2026-3-28",
		PUZZLES "fr/2026-03-28T00:00",
		PUZZLES "fr/20260328",
		PUZZLES "fr/yesterday",
		PUZZLES "fr/today/game",
		PUZZLES "fr/2026-03-29/game",
		PUZZLES "fr/2026-02-30/game",
	};

	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
		expect_problem(paths[i], 404, "no-such-puzzle");
}

Test(puzzle, a_language_that_is_not_offered_is_unknown)
{
	expect_problem(PUZZLES "xx/today", 404, "unknown-language");
	expect_problem(PUZZLES "FR/today", 404, "unknown-language");
	expect_problem(PUZZLES "fr%20/today", 404, "unknown-language");
	expect_problem(PUZZLES "xx/2026-02-30/game", 404, "unknown-language");
}

struct midnight {
	const char *moment, *date;
};

Test(puzzle, a_day_begins_at_midnight_in_its_zone)
{
	static const struct midnight nights[] = {
		{ "2026-03-27T22:59:59Z", "2026-03-27" },
		{ "2026-03-27T23:00:00Z", "2026-03-28" },
		{ "2026-03-28T22:59:59Z", "2026-03-28" },
		{ "2026-03-28T23:00:00Z", "2026-03-29" },
		{ "2026-03-29T21:59:59Z", "2026-03-29" },
		{ "2026-03-29T22:00:00Z", "2026-03-30" },
		{ "2026-10-24T21:59:59Z", "2026-10-24" },
		{ "2026-10-24T22:00:00Z", "2026-10-25" },
		{ "2026-10-25T22:59:59Z", "2026-10-25" },
		{ "2026-10-25T23:00:00Z", "2026-10-26" },
		{ "2028-02-28T23:00:00Z", "2028-02-29" },
	};

	for (size_t i = 0; i < sizeof nights / sizeof *nights; i++) {
		struct visit *visit;

		site_set_clock(nights[i].moment);
		visit = visit_get(site, &me, PUZZLES "fr/today");
		cr_assert(eq(str, (char *)visit_text(visit, "date"),
			      (char *)nights[i].date),
		    "%s", nights[i].moment);
		visit_drop(visit);
	}
}

struct hours {
	const char *date, *opens_at, *closes_at;
};

Test(puzzle, it_is_open_for_two_days_of_whatever_length)
{
	static const struct hours days[] = {
		{ "2026-03-27", "2026-03-26T23:00:00Z",
		    "2026-03-28T23:00:00Z" },
		{ "2026-03-28", "2026-03-27T23:00:00Z",
		    "2026-03-29T22:00:00Z" },
		{ "2026-03-29", "2026-03-28T23:00:00Z",
		    "2026-03-30T22:00:00Z" },
		{ "2026-03-30", "2026-03-29T22:00:00Z",
		    "2026-03-31T22:00:00Z" },
		{ "2026-10-24", "2026-10-23T22:00:00Z",
		    "2026-10-25T23:00:00Z" },
		{ "2026-10-25", "2026-10-24T22:00:00Z",
		    "2026-10-26T23:00:00Z" },
		{ "2026-12-31", "2026-12-30T23:00:00Z",
		    "2027-01-01T23:00:00Z" },
	};
	char path[64];

	site_set_clock("2027-01-01T12:00:00Z");
	for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
		struct visit *visit;

		snprintf(path, sizeof path, PUZZLES "fr/%s", days[i].date);
		visit = visit_get(site, &me, path);
		cr_assert(eq(str, (char *)visit_text(visit, "opens_at"),
		    (char *)days[i].opens_at));
		cr_assert(eq(str, (char *)visit_text(visit, "closes_at"),
		    (char *)days[i].closes_at));
		visit_drop(visit);
	}
}

Test(puzzle, the_same_key_gives_the_same_on_another_site)
{
	struct visit *here = visit_get(site, &me, PUZZLES "fr/2026-03-28");
	struct visit *there;
	struct site *other;
	struct motus_store *store;

	cr_assert(zero(int, motus_store_open(&store, "memory:", NULL)));
	other = site_create(store);
	there = visit_get(other, &me, PUZZLES "fr/2026-03-28");
	cr_assert(eq(str, here->text, there->text));
	visit_drop(here);
	visit_drop(there);
	site_destroy(other);
}
