/*
 * A game that is over is told to the score service.  Here fetch() and its like
 * stand for fetch.h's: the provider and the score service answer what the test
 * says.
 */
#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "daemons/game/claim.h"
#include "daemons/game/games.h"
#include "daemons/game/outbox.h"
#include "tests/keeper.h"
#include "tests/site.h"

#define TODAY "2026-03-28"
#define RESULT "/api/score/results/fr/" TODAY "/"
#define TOKEN "Authorization: Bearer a.pass."
/* "motus-game:the+secret+of+the+game" */
#define BASIC                                                                \
	"Authorization: Basic bW90dXMtZ2FtZTp0aGUlMjBzZWNyZXQlMjBvZiUyMHRoZ" \
	"SUyMGdhbWU="

/* --- the others ----------------------------------------------------------- */

static struct {
	int status; /* of the score service; -1: it does not answer yet */
	int provider; /* the provider's */
	int told, passes; /* how many requests there were */
	char path[256], body[512], token[64];
	fetched *done; /* of one that waits */
	void *arg;
} others;

static void
give_pass(const struct fetch_request *request, fetched *done, void *arg)
{
	char answer[128];
	int size = snprintf(answer, sizeof answer,
	    "{\"access_token\":\"a.pass.%d\",\"token_type\":\"Bearer\","
	    "\"expires_in\":300}",
	    ++others.passes);

	cr_assert(eq(str, (char *)request->method, "POST"));
	cr_assert(eq(str, (char *)request->headers[0], BASIC));
	cr_assert(eq(str, (char *)request->body,
	    "grant_type=client_credentials&scope=score%3Awrite"));
	done(arg, others.provider, answer, (size_t)size);
}

void
fetch(struct fetcher *fetcher, const struct fetch_request *request,
    fetched *done, void *arg)
{
	(void)fetcher;
	if (strcmp(request->path, "/auth/token") == 0) {
		give_pass(request, done, arg);
		return;
	}
	others.told++;
	cr_assert(eq(str, (char *)request->method, "PUT"));
	snprintf(others.path, sizeof others.path, "%s", request->path);
	snprintf(others.body, sizeof others.body, "%s", request->body);
	snprintf(others.token, sizeof others.token, "%s", request->headers[0]);
	others.done = done;
	others.arg = arg;
	if (others.status >= 0)
		done(arg, others.status, "", 0);
}

struct fetcher *
fetcher_create(const char *gateway)
{
	(void)gateway;
	return (struct fetcher *)&others;
}

void
fetcher_start(struct fetcher *fetcher, const struct motus_loop *loop)
{
	(void)fetcher;
	(void)loop;
}

void
fetcher_destroy(struct fetcher *fetcher)
{
	(void)fetcher;
}

/* --- a site --------------------------------------------------------------- */

static struct motus_store *store;
static struct site *site;
static struct browser me;

static void
start(void)
{
	memset(&others, 0, sizeof others);
	others.status = 201;
	others.provider = 200;
	me = BROWSER;
	cr_assert(zero(int, motus_store_open(&store, "memory:", NULL)));
	site = site_create_with_scores(store);
}

static void
stop(void)
{
	site_destroy(site);
}

TestSuite(outbox, .init = start, .fini = stop);

static void
guess(int turn, const char *word)
{
	struct visit *visit = visit_guess(site, &me, TODAY, turn, word);

	cr_assert(eq(int, visit_status(visit), 201));
	visit_drop(visit);
}

/* Win with the second guess. */
static void
win(void)
{
	guess(1, site_wrong(site, TODAY, 0));
	guess(2, site_puzzle(site, TODAY).answer.word.letter);
}

/* How many results wait. */
static size_t
waiting(void)
{
	cr_assert(eq(
	    sz, count(store, "outbox:made").size, count(store, "outbox").size));
	return count(store, "outbox").size;
}

static void
later(int seconds)
{
	site_later(seconds);
	site_tick(site);
}

/* --- what is told --------------------------------------------------------- */

Test(outbox, a_game_that_is_over_is_told_at_once)
{
	guess(1, site_wrong(site, TODAY, 0));
	cr_assert(zero(int, others.told));
	guess(2, site_puzzle(site, TODAY).answer.word.letter);
	cr_assert(eq(int, others.told, 1));
	cr_assert(zero(
	    int, strncmp(others.path, RESULT "guest:", strlen(RESULT) + 6)));
	cr_assert(eq(sz, strlen(others.path), strlen(RESULT) + 6 + 64));
	cr_assert(eq(str, others.token, TOKEN "1"));
	cr_assert(zero(sz, waiting()));
	later(60);
	cr_assert(eq(int, others.told, 1));
	cr_assert(site_counted(
	    site, "motus_game_deliveries_total{result=\"taken\"} 1"));
}

Test(outbox, a_result_says_how_the_game_went)
{
	struct motus_puzzle puzzle = site_puzzle(site, TODAY);
	struct motus_word wrong = { 0 };
	int marks[3] = { 0 };
	char wanted[256];

	for (int i = 0; i < MOTUS_TURNS; i++) {
		const char *text = site_wrong(site, TODAY, i);
		struct motus_pattern pattern;

		cr_assert(
		    zero(int, motus_word_parse(&wrong, text, strlen(text))));
		pattern = motus_mark(wrong, puzzle.answer.word);
		for (size_t at = 0; at < wrong.length; at++)
			marks[pattern.mark[at]]++;
		guess(i + 1, text);
	}
	snprintf(wanted, sizeof wanted,
	    "{\"outcome\":\"lost\",\"turns\":6,\"length\":%d,\"red\":%d,"
	    "\"yellow\":%d,\"blue\":%d,\"finished_at\":\"2026-03-28T11:00:00Z\""
	    "}",
	    (int)wrong.length, marks[MOTUS_CORRECT], marks[MOTUS_PRESENT],
	    marks[MOTUS_ABSENT]);
	cr_assert(eq(str, others.body, wanted));
}

Test(outbox, one_pass_serves_many_results_until_it_expires)
{
	for (int i = 0; i < 3; i++) {
		me = BROWSER;
		win();
	}
	cr_assert(eq(int, others.told, 3));
	cr_assert(eq(int, others.passes, 1));
	site_later(300 - 30);
	me = BROWSER;
	win();
	cr_assert(eq(int, others.passes, 2));
	cr_assert(eq(str, others.token, TOKEN "2"));
}

/* --- what goes wrong ------------------------------------------------------ */

Test(outbox, nobody_who_plays_notices_that_the_score_service_is_away)
{
	static const int pauses[] = { 5, 10, 20, 40, 60, 60 };

	others.status = 0;
	win();
	cr_assert(eq(int, others.told, 1));
	cr_assert(eq(sz, waiting(), 1));
	site_tick(site);
	cr_assert(site_counted(site, "motus_game_outbox_results 1"));
	for (size_t i = 0; i < sizeof pauses / sizeof *pauses; i++) {
		later(pauses[i] - 1);
		cr_assert(eq(int, others.told, (int)i + 1), "%zu", i);
		others.status = i % 2 == 0 ? 503 : 500;
		later(1);
		cr_assert(eq(int, others.told, (int)i + 2), "%zu", i);
	}
	cr_assert(site_counted(site, "motus_game_outbox_age_seconds 195"));
	others.status = 201;
	later(60);
	cr_assert(zero(sz, waiting()));
	site_tick(site);
	cr_assert(site_counted(site, "motus_game_outbox_results 0"));
	cr_assert(site_counted(site, "motus_game_outbox_age_seconds 0"));
}

Test(outbox, all_that_waited_is_told_when_the_score_service_is_back)
{
	others.status = 0;
	for (int i = 0; i < 40; i++) {
		me = BROWSER;
		win();
	}
	cr_assert(eq(sz, waiting(), 40));
	others.status = 201;
	others.told = 0;
	for (int i = 0; i < 5; i++)
		later(ERRAND_PAUSE_MIN);
	cr_assert(eq(int, others.told, 40));
	cr_assert(zero(sz, waiting()));
}

Test(outbox, while_it_is_away_one_result_at_a_time_is_tried)
{
	others.status = 0;
	for (int i = 0; i < 40; i++) {
		me = BROWSER;
		win();
	}
	others.told = 0;
	later(ERRAND_PAUSE_MIN);
	cr_assert(eq(int, others.told, 1));
	later(1);
	cr_assert(eq(int, others.told, 2));
}

Test(outbox, what_one_did_not_live_to_tell_is_told_again)
{
	others.status = -1;
	win();
	cr_assert(eq(int, others.told, 1));
	later(ERRAND_PAUSE_MIN - 1);
	cr_assert(eq(int, others.told, 1));
	others.status = 200;
	fetched *done = others.done;
	void *arg = others.arg;
	later(1);
	cr_assert(eq(int, others.told, 2));
	cr_assert(zero(sz, waiting()));
	done(arg, 201, "", 0);
	cr_assert(zero(sz, waiting()));
}

Test(outbox, a_pass_that_is_refused_is_not_used_again)
{
	others.status = 401;
	win();
	cr_assert(eq(sz, waiting(), 1));
	others.status = 201;
	later(ERRAND_PAUSE_MIN);
	cr_assert(eq(str, others.token, TOKEN "2"));
	cr_assert(zero(sz, waiting()));
}

Test(outbox, without_a_pass_a_result_waits)
{
	others.provider = 503;
	win();
	cr_assert(zero(int, others.told));
	cr_assert(eq(sz, waiting(), 1));
	others.provider = 200;
	later(ERRAND_PAUSE_MIN);
	cr_assert(eq(int, others.told, 1));
	cr_assert(zero(sz, waiting()));
}

Test(outbox, what_contradicts_the_score_service_is_not_told_for_ever)
{
	others.status = 409;
	win();
	cr_assert(zero(sz, waiting()));
}

/* It is between friends: nobody is ranked for it. */
Test(outbox, a_puzzle_that_somebody_made_has_no_result)
{
	struct custom custom = { .language = "fr",
		.rules = motus_rules_daily() };
	char token[CUSTOM_TOKEN_SIZE], path[256], body[64];
	struct visit *visit;

	custom.word = site_puzzle(site, TODAY).answer.word;
	cr_assert(custom_seal(SITE_KEY, &custom, token));
	snprintf(
	    path, sizeof path, "/api/game/customs/%s/game/guesses/1", token);
	snprintf(body, sizeof body, "{\"guess\":\"%s\"}", custom.word.letter);
	visit = visit_put(site, &me, path, body);
	cr_assert(eq(str, (char *)visit_text(visit, "outcome"), "won"));
	visit_drop(visit);
	cr_assert(zero(int, others.told));
	cr_assert(zero(sz, waiting()));
	win();
	cr_assert(eq(int, others.told, 1));
}

/* --- accounts ------------------------------------------------------------- */

static void
claim_for(const char *sub)
{
	struct player guest, account;
	struct exchange exchange = { .request = { .header_count = 1 } };
	struct answer answer = { 0 };

	exchange.request.headers[0] = (struct header){ "cookie", me.cookie };
	cr_assert(player_guest(&exchange, &guest));
	cr_assert(player_of_sub(&account, sub));
	claim_games(
	    &site->service, &guest, &account, NULL, answer_committed, &answer);
	await_answer(store, &answer);
	cr_assert(zero(int, answer.status));
}

Test(outbox, what_a_guest_did_is_told_of_the_account_that_claims_it)
{
	win();
	site_later(3600);
	claim_for("ThePlayer");
	cr_assert(eq(int, others.told, 2));
	cr_assert(eq(str, others.path, RESULT "ThePlayer"));
	cr_assert(not(zero(ptr,
	    strstr(others.body, "\"finished_at\":\"2026-03-28T11:00:00Z\""))));
	cr_assert(zero(sz, waiting()));
	claim_for("ThePlayer");
	cr_assert(eq(int, others.told, 2));
}

Test(outbox, a_game_that_is_claimed_before_its_end_is_told_at_its_end)
{
	guess(1, site_wrong(site, TODAY, 0));
	claim_for("ThePlayer");
	cr_assert(zero(int, others.told));
	cr_assert(zero(sz, waiting()));
}

Test(outbox, a_deleted_account_has_nothing_to_be_told)
{
	struct motus_batch *batch = motus_batch_create();
	struct game_name name = { .language = "fr", .date = { 2026, 3, 28 } };
	struct player account;

	others.status = 0;
	win();
	claim_for("ThePlayer");
	cr_assert(eq(sz, waiting(), 2));
	cr_assert(player_of_sub(&account, "ThePlayer"));
	outbox_drop(batch, &account, &name);
	cr_assert(zero(int, commit(store, batch)));
	cr_assert(eq(sz, waiting(), 1));
}
