/*
 * A deleted account leaves nothing here.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/error.h>

#include "daemons/game/games.h"
#include "daemons/game/profile.h"
#include "tests/issuer.h"
#include "tests/site.h"
#include "tests/slow_store.h"

#define TODAY "2026-03-28"
#define GAME "/api/game/puzzles/fr/" TODAY "/game"
#define PLAYERS "/api/game/players/"

static struct motus_store *store;
static struct site *site;

static void
start(void)
{
	issuer_start(site_now);
	store = slow_store_create();
	site = site_create_with_accounts(store);
	slow_store_settle(store);
}

static void
stop(void)
{
	site_destroy(site);
	issuer_stop();
}

TestSuite(removal, .init = start, .fini = stop);

/* DELETE as the provider does, with these changes to its token. */
static struct visit *
delete_with(const char *path, const char *changes)
{
	char *token = issuer_access_token(changes);
	struct visit *visit =
	    visit_bearer(site, METHOD_DELETE, path, token, NULL);

	free(token);
	return visit;
}

static struct visit *delete (const char *path)
{
	return delete_with(path,
	    "{\"sub\":\"motus-auth\",\"client_id\":\"motus-auth\","
	    "\"scope\":\"player:delete\"}");
}

/* Whether there is something under `key`. */
static void
note_version(
    void *arg, int status, const void *value, size_t size, uint64_t version)
{
	(void)value;
	(void)size;
	cr_assert(zero(int, status));
	*(bool *)arg = version != 0;
}

static void
committed(void *arg, int status)
{
	(void)arg;
	cr_assert(zero(int, status));
}

static bool
is_kept(const char *key)
{
	bool kept = false;

	motus_store_get(store, key, note_version, &kept);
	slow_store_settle(store);
	return kept;
}

static void
play(const char *sub)
{
	char changes[64], body[64], *token;

	snprintf(changes, sizeof changes, "{\"sub\":\"%s\"}", sub);
	snprintf(body, sizeof body, "{\"guess\":\"%s\"}",
	    site_wrong(site, TODAY, 0));
	token = issuer_access_token(changes);
	visit_expect(
	    visit_bearer(site, METHOD_PUT, GAME "/guesses/1", token, body), 201,
	    "");
	free(token);
}

Test(removal, takes_games_their_list_and_the_name)
{
	struct player player;

	cr_assert(player_of_sub(&player, ISSUER_SUB));
	profile_put(store, &player, "Zoé", committed, NULL);
	play(ISSUER_SUB);
	play("AnotherOne");
	cr_assert(is_kept("game:fr:" TODAY ":account:" ISSUER_SUB));
	cr_assert(is_kept("games:account:" ISSUER_SUB));
	cr_assert(is_kept("profile:account:" ISSUER_SUB));
	visit_expect(delete (PLAYERS ISSUER_SUB), 204, "");
	cr_assert(not(is_kept("game:fr:" TODAY ":account:" ISSUER_SUB)));
	cr_assert(not(is_kept("games:account:" ISSUER_SUB)));
	cr_assert(not(is_kept("profile:account:" ISSUER_SUB)));
	cr_assert(is_kept("game:fr:" TODAY ":account:AnotherOne"));
}

Test(removal, of_nothing_is_done_as_well)
{
	struct visit *visit = delete (PLAYERS "NobodyAtAll");

	cr_assert(eq(str, visit->text, ""));
	visit_expect(visit, 204, "");
	play(ISSUER_SUB);
	visit_expect(delete (PLAYERS ISSUER_SUB), 204, "");
	visit_expect(delete (PLAYERS ISSUER_SUB), 204, "");
}

/* The `i`th game: of a day, or every third of a puzzle that somebody made. */
static struct game_name
name_of(int i)
{
	struct game_name name = { .language = "fr" };

	motus_date_from_days(&name.date, 20540 - i);
	if (i % 3 == 2)
		snprintf(name.token, sizeof name.token, "%070d", i);
	return name;
}

/* So many games. */
static void
keep_games(const struct player *player, int count)
{
	struct motus_batch *batch;
	struct games games = { 0 };

	for (int i = 0; i < count; i++) {
		struct game_name name = name_of(i);
		char key[MOTUS_KEY_MAX + 1];

		cr_assert(games_add(&games, &name));
		games_key_of(player, &name, key);
		slow_store_put(store, key, "x", 1);
	}
	batch = motus_batch_create();
	games_put(batch, player, &games, games.list[0].date);
	motus_store_commit(store, batch, committed, NULL);
	slow_store_settle(store);
	motus_batch_destroy(batch);
	games_clear(&games);
}

Test(removal, takes_more_games_than_one_step_does)
{
	struct player player;
	size_t commits;

	cr_assert(player_of_sub(&player, ISSUER_SUB));
	keep_games(&player, 150);
	commits = slow_store_commits(store);
	visit_expect(delete (PLAYERS ISSUER_SUB), 204, "");
	cr_assert(eq(sz, slow_store_commits(store), commits + 10));
	cr_assert(not(is_kept("games:account:" ISSUER_SUB)));
	for (int i = 0; i < 150; i++) {
		struct game_name name = name_of(i);
		char key[MOTUS_KEY_MAX + 1];

		games_key_of(&player, &name, key);
		cr_assert(not(is_kept(key)), "%s", key);
	}
}

Test(removal, that_was_not_done_is_not_said_to_be)
{
	play(ISSUER_SUB);
	slow_store_fail_commits(store, MOTUS_EUNAVAILABLE, false);
	visit_expect(delete (PLAYERS ISSUER_SUB), 503, "store-unavailable");
	slow_store_fail_commits(store, MOTUS_ECONFLICT, false);
	visit_expect(delete (PLAYERS ISSUER_SUB), 503, "store-unavailable");
	slow_store_fail_commits(store, 0, true);
	slow_store_fail_gets(store, MOTUS_ELOST);
	visit_expect(delete (PLAYERS ISSUER_SUB), 503, "store-unavailable");
	slow_store_fail_gets(store, 0);
	cr_assert(is_kept("games:account:" ISSUER_SUB));
	visit_expect(delete (PLAYERS ISSUER_SUB), 204, "");
}

Test(removal, is_for_services_that_may)
{
	struct visit *visit = delete_with(PLAYERS ISSUER_SUB, "");

	play(ISSUER_SUB);
	cr_assert(eq(str, (char *)visit_header(visit, "www-authenticate"),
	    "Bearer realm=\"motus\", error=\"insufficient_scope\", "
	    "scope=\"player:delete\""));
	visit_expect(visit, 403, "insufficient-scope");
	visit_expect(delete_with(PLAYERS ISSUER_SUB, "{\"exp\":1}"), 401,
	    "invalid-token");
	visit_expect(delete_with(PLAYERS ISSUER_SUB,
			 "{\"aud\":\"x\",\"scope\":\"player:delete\"}"),
	    401, "invalid-token");
	cr_assert(is_kept("games:account:" ISSUER_SUB));
}

Test(removal, needs_a_token_and_no_cookie_will_do)
{
	struct browser me = BROWSER;
	char *token = issuer_access_token("{\"scope\":\"play player:delete\"}");

	snprintf(me.cookie, sizeof me.cookie, "motus_access=%s", token);
	free(token);
	visit_expect(
	    visit_start(site, &me, METHOD_DELETE, PLAYERS ISSUER_SUB, NULL),
	    401, "invalid-token");
}

Test(removal, knows_who_can_not_be_a_player)
{
	visit_expect(delete (PLAYERS "guest:0123"), 404, "no-such-player");
	visit_expect(delete (PLAYERS "a%20b"), 404, "no-such-player");
}
