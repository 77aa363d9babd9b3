/*
 * From game to score, for real: HAProxy, two instances of each service, their
 * stores, and many players.  Whatever is stopped on the way, each result
 * arrives once.
 */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/motus.h>

#include "tests/client.h"
#include "tests/passes.h"
#include "tests/player.h"
#include "tests/process.h"
#include "tests/servers.h"
#include "tests/stack.h"

#define THREADS 8
#define SUB_SIZE 24
#define PATIENCE 120 /* seconds until all results are there */

/* --- players -------------------------------------------------------------- */

struct league {
	struct stack *stack;
	struct passes *passes;
	struct client *reader;
	struct motus_date date;
	struct motus_word answer, wrong[MOTUS_TURNS];
	int first, players; /* who plays now */
	pthread_barrier_t ready;
	const char *complaint; /* static; NULL: all is well */
};

/* Player `i` wins with guess 1 to 6, or loses. */
static int
wrong_guesses(int i)
{
	return i % (MOTUS_TURNS + 1);
}

static void
name_player(int i, char sub[SUB_SIZE])
{
	snprintf(sub, SUB_SIZE, "player-%04d", i);
}

static void
become(struct league *league, struct client *client, int i)
{
	char sub[SUB_SIZE], *token;

	name_player(i, sub);
	token = passes_player(league->passes, sub);
	client_bearer(client, token);
	free(token);
}

static void
guess(struct league *league, struct client *client, int turn,
    struct motus_word word)
{
	struct answer answer =
	    player_guess(client, "fr", league->date, turn, word.letter);

	if (answer.status != 200 && answer.status != 201)
		league->complaint = "a guess failed";
	answer_drop(&answer);
}

/* What comes before a player's last guess. */
static void
begin(struct league *league, struct client *client, int i)
{
	become(league, client, i);
	for (int turn = 1; turn <= wrong_guesses(i) && turn < MOTUS_TURNS;
	     turn++)
		guess(league, client, turn, league->wrong[turn - 1]);
}

static void
end(struct league *league, struct client *client, int i)
{
	int wrong = wrong_guesses(i);

	become(league, client, i);
	if (wrong == MOTUS_TURNS)
		guess(league, client, MOTUS_TURNS,
		    league->wrong[MOTUS_TURNS - 1]);
	else
		guess(league, client, wrong + 1, league->answer);
}

struct share {
	struct league *league;
	int number;
};

static void *
play_share(void *arg)
{
	struct share *share = arg;
	struct league *league = share->league;
	struct client *client = client_create(league->stack->url);
	int last = league->first + league->players;

	for (int i = league->first + share->number; i < last; i += THREADS)
		begin(league, client, i);
	pthread_barrier_wait(&league->ready);
	for (int i = league->first + share->number; i < last; i += THREADS)
		end(league, client, i);
	client_destroy(client);
	return NULL;
}

/* Players `first` to `first + players - 1` play, and all end at once. */
static void
play(struct league *league, int first, int players)
{
	pthread_t threads[THREADS];
	struct share shares[THREADS];

	league->first = first;
	league->players = players;
	pthread_barrier_init(&league->ready, NULL, THREADS);
	for (int i = 0; i < THREADS; i++) {
		shares[i] = (struct share){ league, i };
		pthread_create(&threads[i], NULL, play_share, &shares[i]);
	}
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	pthread_barrier_destroy(&league->ready);
	cr_assert(zero(ptr, (void *)league->complaint), "%s\n%s",
	    league->complaint, stack_logs(league->stack));
}

static struct league *
league_start(const char *store)
{
	struct league *league = calloc(1, sizeof *league);

	league->stack = stack_start(&(struct stack_options){
	    .store = store, .auth = true, .score = true });
	league->passes = passes_open(league->stack);
	league->reader = client_create(league->stack->url);
	league->date = player_today(league->reader, "fr");
	league->answer = stack_puzzle("fr", league->date).answer.word;
	for (size_t i = 0; i < MOTUS_TURNS; i++)
		league->wrong[i] = stack_wrong("fr", league->answer, i);
	return league;
}

static void
league_stop(struct league *league)
{
	client_destroy(league->reader);
	passes_close(league->passes);
	stack_stop(league->stack);
	free(league);
}

/* --- what has arrived ----------------------------------------------------- */

static struct answer
board(struct league *league, const char *period, const char *query)
{
	char path[512];

	snprintf(path, sizeof path, "/api/score/boards/%s?language=fr%s",
	    period, query);
	return client_send(league->reader, "GET", path, NULL);
}

static json_int_t
number(const json_t *json, const char *name)
{
	return json_integer_value(json_object_get(json, name));
}

struct wish {
	struct league *league;
	int players;
};

/* A score service without its store, or without instances, has none. */
static bool
has_arrived(void *arg)
{
	struct wish *wish = arg;
	struct answer answer = board(wish->league, "day", "&limit=1");
	bool all = answer.status == 200 &&
	    number(answer.json, "players") >= wish->players;

	answer_drop(&answer);
	return all;
}

static void
await_results(struct league *league, int players)
{
	struct wish wish = { league, players };

	cr_assert(await(has_arrived, &wish, PATIENCE), "%s",
	    stack_logs(league->stack));
}

/* One instance's figure of results that wait; -1 when it has none. */
static long
outbox_of(int port)
{
	static const char ask[] =
	    "GET /metrics HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n";
	static const char figure[] = "\nmotus_game_outbox_results ";
	char *text = raw_exchange(port, ask, sizeof ask - 1, 2000);
	const char *at = strstr(text, figure);
	long count = at == NULL ? -1 : strtol(at + strlen(figure), NULL, 10);

	free(text);
	return count;
}

static bool
outbox_is_empty(void *arg)
{
	struct stack *stack = arg;

	for (int i = 0; i < STACK_INSTANCES; i++)
		if (outbox_of(stack->game.port[i]) != 0)
			return false;
	return true;
}

/* Player `i` has played once, with the points that a game like that earns. */
static void
check_player(struct league *league, struct client *client, int i)
{
	int wrong = wrong_guesses(i);
	bool won = wrong < MOTUS_TURNS;
	uint32_t turns = (uint32_t)(won ? wrong + 1 : MOTUS_TURNS);
	uint32_t points = motus_points(
	    won ? MOTUS_WON : MOTUS_LOST, turns, league->answer.length);
	struct answer answer;

	become(league, client, i);
	answer = client_send(
	    client, "GET", "/api/score/players/me?language=fr", NULL);
	cr_assert(eq(int, answer.status, 200), "%s", answer.body);
	cr_assert(eq(i64, number(answer.json, "games"), 1), "%s", answer.body);
	cr_assert(eq(i64, number(answer.json, "wins"), won), "%s", answer.body);
	cr_assert(
	    eq(i64, number(json_object_get(answer.json, "points"), "today"),
		points),
	    "%s", answer.body);
	answer_drop(&answer);
}

/* Whether `entry` may come after `before`: the order of every board. */
static bool
in_order(const json_t *before, const json_t *entry)
{
	json_int_t points = number(before, "points"),
		   guesses = number(before, "guesses");

	if (number(entry, "rank") != number(before, "rank") + 1)
		return false;
	if (points != number(entry, "points"))
		return points > number(entry, "points");
	if (guesses != number(entry, "guesses"))
		return guesses < number(entry, "guesses");
	return strcmp(json_string_value(json_object_get(before, "finished_at")),
		   json_string_value(json_object_get(entry, "finished_at"))) <=
	    0;
}

/* Read a board page by page; how many it has.  All must be in order. */
static int
check_board(struct league *league, const char *period)
{
	json_t *before = json_pack("{s:i, s:i}", "rank", 0, "points", 1000000);
	char query[512] = "&limit=100";
	int count = 0;

	for (;;) {
		struct answer page = board(league, period, query);
		json_t *entries = json_object_get(page.json, "entries"), *entry;
		const char *next =
		    json_string_value(json_object_get(page.json, "next"));
		size_t i;

		cr_assert(eq(int, page.status, 200), "%s", page.body);
		json_array_foreach (entries, i, entry) {
			cr_assert(in_order(before, entry), "%s", page.body);
			json_decref(before);
			before = json_incref(entry);
			count++;
		}
		if (next == NULL) {
			answer_drop(&page);
			break;
		}
		snprintf(query, sizeof query, "&limit=100&cursor=%s", next);
		answer_drop(&page);
	}
	json_decref(before);
	return count;
}

/* Nothing is lost and nothing doubled. */
static void
check_all(struct league *league, int players)
{
	static const char *const periods[] = { "day", "week", "month", "all" };
	struct client *client = client_create(league->stack->url);

	await_results(league, players);
	cr_assert(await(outbox_is_empty, league->stack, PATIENCE));
	for (size_t i = 0; i < sizeof periods / sizeof *periods; i++)
		cr_assert(eq(int, check_board(league, periods[i]), players));
	for (int i = 0; i < players; i++)
		check_player(league, client, i);
	client_destroy(client);
}

/* --- the tests ------------------------------------------------------------ */

Test(scores, a_thousand_who_finish_at_once_are_a_thousand_on_the_boards)
{
	struct league *league = league_start("redis");

	play(league, 0, 1000);
	check_all(league, 1000);
	league_stop(league);
}

Test(scores, nobody_who_plays_notices_that_no_score_instance_runs)
{
	struct league *league = league_start("sqlite");
	struct fleet *score = &league->stack->score;

	play(league, 0, 20);
	await_results(league, 20);
	for (int i = 0; i < STACK_INSTANCES; i++)
		stack_end_instance(score, i, SIGKILL);
	play(league, 20, 60);
	stack_start_instance(league->stack, score, 0);
	stack_await_ready(league->stack);
	check_all(league, 80);
	league_stop(league);
}

/*
 * The score instances stand still, so that every delivery is on its way when
 * the game instances die; then what they had received is done after all.
 */
Test(scores, game_instances_killed_before_a_result_is_delivered_lose_none)
{
	struct league *league = league_start("redis");
	struct stack *stack = league->stack;

	for (int round = 0; round < 3; round++) {
		for (int i = 0; i < STACK_INSTANCES; i++)
			kill(stack->score.pid[i], SIGSTOP);
		play(league, 20 * round, 20);
		for (int i = 0; i < STACK_INSTANCES; i++)
			stack_end_instance(&stack->game, i, SIGKILL);
		for (int i = 0; i < STACK_INSTANCES; i++)
			kill(stack->score.pid[i], SIGCONT);
		for (int i = 0; i < STACK_INSTANCES; i++)
			stack_start_instance(stack, &stack->game, i);
		stack_await_ready(stack);
	}
	check_all(league, 60);
	league_stop(league);
}

Test(scores, redis_killed_while_results_arrive_loses_none_that_was_taken)
{
	struct league *league = league_start("redis");

	for (int round = 0; round < 3; round++) {
		play(league, 50 * round, 50);
		redis_kill(league->stack->score.redis);
		redis_restart(league->stack->score.redis);
	}
	check_all(league, 150);
	league_stop(league);
}

/* --- who may say how a game ended ----------------------------------------- */

static int
forge_result(
    struct league *league, const char *scope, const char *audience, int ttl)
{
	char *token =
	    passes_other(league->passes, "player-0001", scope, audience, ttl);
	char path[128], date[MOTUS_DATE_SIZE], body[256];
	struct answer answer;
	int status;

	motus_date_format(league->date, date);
	snprintf(
	    path, sizeof path, "/api/score/results/fr/%s/player-0001", date);
	snprintf(body, sizeof body,
	    "{\"outcome\":\"won\",\"turns\":1,\"length\":%d,\"red\":%d,"
	    "\"yellow\":0,\"blue\":0,\"finished_at\":\"%sT12:00:00Z\"}",
	    (int)league->answer.length, (int)league->answer.length, date);
	client_bearer(league->reader, token);
	answer = client_send(league->reader, "PUT", path, body);
	status = answer.status;
	answer_drop(&answer);
	client_bearer(league->reader, NULL);
	free(token);
	return status;
}

Test(scores, no_player_and_no_browser_can_write_a_result)
{
	struct league *league = league_start("redis");
	struct answer answer;

	cr_assert(eq(int, forge_result(league, "openid play", "", 60), 403));
	cr_assert(eq(int,
	    forge_result(league, "score:write", "https://other.example", 60),
	    401));
	cr_assert(eq(int, forge_result(league, "score:write", "", -1), 401));
	answer = client_send(league->reader, "PUT",
	    "/api/score/results/fr/2026-11-24/player-0001", "{}");
	cr_assert(eq(int, answer.status, 401));
	answer_drop(&answer);
	answer = board(league, "all", "");
	cr_assert(zero(i64, number(answer.json, "players")), "%s", answer.body);
	answer_drop(&answer);
	league_stop(league);
}
