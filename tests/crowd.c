#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/motus.h>

#include "tests/client.h"
#include "tests/crowd.h"
#include "tests/passes.h"
#include "tests/player.h"
#include "tests/process.h"

#define PATIENCE 60 /* seconds until all results are there */
#define PLAYERS 4
#define PEOPLE 8 /* and who looks at each other part, or makes puzzles */

static const char *const TONGUES[] = { "fr", "en" };

struct crowd {
	struct stack *stack;
	struct passes *passes; /* NULL: all are guests */
	struct motus_date date;
	struct motus_word wrong[2][MOTUS_TURNS]; /* fr, en */
	char authorize[1024]; /* where who wants to sign in is sent */
	atomic_bool may_refuse[PARTS], over;
	atomic_int answered[PARTS], refused[PARTS], failures, members;
	char complaint[512];
	pthread_t people[PEOPLE];
	int count; /* of people */
};

/* One of them, with a browser of their own. */
struct person {
	struct crowd *crowd;
	struct client *client;
};

static void
complain(struct crowd *crowd, const char *what, const struct answer *answer)
{
	if (atomic_fetch_add(&crowd->failures, 1) == 0)
		snprintf(crowd->complaint, sizeof crowd->complaint,
		    "%.80s: %d %s", what, answer->status, answer->body);
}

/* Who may refuse as this does: AT_DOOR where nobody answered. */
static enum part
refuser(const struct answer *answer, enum part part)
{
	if (answer->status == 0)
		return AT_DOOR;
	if (answer->status == 503 &&
	    answer_header(answer, "retry-after") != NULL)
		return part;
	return PARTS;
}

/*
 * What comes of a request, which is `status`, or 200 where 201 is, since what
 * was done already may be asked for again.  The caller drops the answer.
 */
static struct answer
ask(struct person *person, enum part part, const char *method, const char *path,
    const char *body, int status)
{
	struct crowd *crowd = person->crowd;
	struct answer answer = client_send(person->client, method, path, body);
	enum part by = refuser(&answer, part);

	while (by < PARTS && crowd->may_refuse[by]) {
		crowd->refused[by]++;
		answer_drop(&answer);
		answer = client_send(person->client, method, path, body);
		by = refuser(&answer, part);
	}
	if (answer.status == status || (answer.status == 200 && status == 201))
		crowd->answered[part]++;
	else
		complain(crowd, path, &answer);
	return answer;
}

static void
look_at(struct person *person, enum part part, const char *path)
{
	struct answer answer = ask(person, part, "GET", path, NULL, 200);

	answer_drop(&answer);
}

/* Every guess that was acknowledged is in the game, once, in its place. */
static void
check_game(struct person *person, int tongue, const char *path)
{
	struct answer answer = ask(person, AT_GAME, "GET", path, NULL, 200);
	char expected[256] = "";

	for (int turn = 0; turn < MOTUS_TURNS; turn++) {
		strcat(expected, person->crowd->wrong[tongue][turn].letter);
		strcat(expected, " ");
	}
	if (answer.status == 200 &&
	    strcmp(player_guesses(&answer), expected) != 0)
		complain(person->crowd, "a game is not as played", &answer);
	answer_drop(&answer);
}

static void
play(struct person *person, int tongue)
{
	struct crowd *crowd = person->crowd;
	char date[MOTUS_DATE_SIZE], game[96], path[128], body[64];
	struct answer answer;

	motus_date_format(crowd->date, date);
	snprintf(game, sizeof game, "/api/game/puzzles/%s/%s/game",
	    TONGUES[tongue], date);
	look_at(person, AT_GAME, game);
	for (int turn = 0; turn < MOTUS_TURNS; turn++) {
		snprintf(path, sizeof path, "%s/guesses/%d", game, turn + 1);
		snprintf(body, sizeof body, "{\"guess\":\"%s\"}",
		    crowd->wrong[tongue][turn].letter);
		answer = ask(person, AT_GAME, "PUT", path, body, 201);
		answer_drop(&answer);
	}
	check_game(person, tongue, game);
}

/* The path of an address here; static. */
static const char *
site_path(const struct stack *stack, const char *address)
{
	static _Thread_local char path[1024];
	size_t size = strlen(stack->url);

	snprintf(path, sizeof path, "%s",
	    strncmp(address, stack->url, size) == 0 ? address + size : address);
	return path;
}

static void
sign_in(struct person *person)
{
	struct crowd *crowd = person->crowd;
	char name[32], *token;

	snprintf(name, sizeof name, "member-%d",
	    atomic_fetch_add(&crowd->members, 1));
	token = passes_player(crowd->passes, name);
	client_bearer(person->client, token);
	free(token);
}

/* --- what each of them does, again and again -------------------------------
 */

static void
play_as_guest(struct person *person)
{
	play(person, 0);
	play(person, 1);
}

static void
play_signed_in(struct person *person)
{
	sign_in(person);
	play_as_guest(person);
}

static void
look_at_page(struct person *person)
{
	look_at(person, AT_PAGE, "/");
}

static void
read_boards(struct person *person)
{
	look_at(person, AT_SCORE, "/api/score/boards/day?language=fr");
	look_at(person, AT_SCORE, "/api/score/boards/all");
}

/* Picked words only: nobody needs to know them. */
static void
make_puzzles(struct person *person)
{
	struct answer answer = ask(person, AT_GAME, "POST", "/api/game/customs",
	    "{\"language\":\"fr\",\"length\":7}", 201);

	answer_drop(&answer);
}

/* As far as the provider's page that asks for a name and a password. */
static void
begin_to_sign_in(struct person *person)
{
	struct answer answer =
	    ask(person, AT_AUTH, "GET", person->crowd->authorize, NULL, 303);
	const char *location = answer_header(&answer, "location");

	if (location != NULL)
		look_at(
		    person, AT_AUTH, site_path(person->crowd->stack, location));
	answer_drop(&answer);
}

struct role {
	struct crowd *crowd;
	void (*act)(struct person *person);
};

static void *
come_and_go(void *arg)
{
	struct role role = *(struct role *)arg;

	free(arg);
	while (!role.crowd->over && role.crowd->failures == 0) {
		struct person person = { role.crowd,
			client_create(role.crowd->stack->url) };

		role.act(&person);
		client_destroy(person.client);
	}
	return NULL;
}

/* --- all of them -----------------------------------------------------------
 */

static void
let_in(struct crowd *crowd, void (*act)(struct person *person))
{
	struct role *role = malloc(sizeof *role);

	*role = (struct role){ crowd, act };
	pthread_create(&crowd->people[crowd->count++], NULL, come_and_go, role);
}

static void
find_words(struct crowd *crowd)
{
	for (int tongue = 0; tongue < 2; tongue++)
		for (int turn = 0; turn < MOTUS_TURNS; turn++)
			crowd->wrong[tongue][turn] =
			    stack_wrong(TONGUES[tongue],
				stack_puzzle(TONGUES[tongue], crowd->date)
				    .answer.word,
				(size_t)turn);
}

static void
find_provider(struct crowd *crowd, struct client *client)
{
	struct answer answer =
	    client_send(client, "GET", "/api/session/login?return=/", NULL);

	cr_assert(eq(int, answer.status, 302), "%s", answer.body);
	snprintf(crowd->authorize, sizeof crowd->authorize, "%s",
	    site_path(crowd->stack, answer_header(&answer, "location")));
	answer_drop(&answer);
	crowd->passes = passes_open(crowd->stack);
}

struct crowd *
crowd_gather(struct stack *stack)
{
	struct client *client = client_create(stack->url);
	struct crowd *crowd = calloc(1, sizeof *crowd);

	crowd->stack = stack;
	crowd->date = player_today(client, "fr");
	find_words(crowd);
	if (stack->auth.count > 0)
		find_provider(crowd, client);
	client_destroy(client);
	for (int i = 0; i < PLAYERS; i++)
		let_in(crowd,
		    i % 2 == 1 && crowd->passes != NULL ? play_signed_in
							: play_as_guest);
	let_in(crowd, look_at_page);
	if (stack->score.count > 0)
		let_in(crowd, read_boards);
	if (stack->auth.count > 0)
		let_in(crowd, begin_to_sign_in);
	return crowd;
}

void
crowd_let_in_makers(struct crowd *crowd)
{
	let_in(crowd, make_puzzles);
}

static void
await_more(struct crowd *crowd, const atomic_int *counter, int count)
{
	int until = *counter + count;

	while (*counter < until && crowd->failures == 0)
		nanosleep(&(struct timespec){ .tv_nsec = 1000000 }, NULL);
}

void
crowd_await(struct crowd *crowd, int count)
{
	bool runs[PARTS] = { [AT_PAGE] = true,
		[AT_GAME] = true,
		[AT_SCORE] = crowd->stack->score.count > 0,
		[AT_AUTH] = crowd->stack->auth.count > 0 };

	for (int part = 0; part < PARTS; part++)
		if (runs[part] && !crowd->may_refuse[part])
			await_more(crowd, &crowd->answered[part], count);
}

void
crowd_do_without(struct crowd *crowd, enum part part)
{
	crowd->may_refuse[part] = true;
}

void
crowd_await_refusals(struct crowd *crowd, enum part part, int count)
{
	await_more(crowd, &crowd->refused[part], count);
}

void
crowd_await_calm(struct crowd *crowd, enum part part, int count)
{
	int refused;

	do {
		refused = crowd->refused[part];
		await_more(crowd, &crowd->answered[part], count);
	} while (crowd->refused[part] > refused && crowd->failures == 0);
}

/* Whether the board has all who were signed in. */
static bool
all_on_board(void *arg)
{
	struct crowd *crowd = arg;
	struct client *client = client_create(crowd->stack->url);
	struct answer answer = client_send(
	    client, "GET", "/api/score/boards/day?language=fr", NULL);
	json_int_t players =
	    json_integer_value(json_object_get(answer.json, "players"));

	answer_drop(&answer);
	client_destroy(client);
	return players == crowd->members;
}

void
crowd_disperse(struct crowd *crowd)
{
	crowd->over = true;
	for (int i = 0; i < crowd->count; i++)
		pthread_join(crowd->people[i], NULL);
	cr_assert(zero(int, crowd->failures), "%d failures; %s",
	    crowd->failures, crowd->complaint);
	if (crowd->stack->score.count > 0)
		cr_assert(await(all_on_board, crowd, PATIENCE),
		    "a result is missing");
	if (crowd->passes != NULL)
		passes_close(crowd->passes);
	free(crowd);
}

void
while_people_play(void (*happens)(struct stack *stack, struct crowd *crowd))
{
	struct stack *stack = stack_start(&(struct stack_options){
	    .store = "redis", .auth = true, .score = true });
	struct crowd *crowd = crowd_gather(stack);

	crowd_await(crowd, SOME);
	happens(stack, crowd);
	crowd_await(crowd, SOME);
	crowd_disperse(crowd);
	stack_stop(stack);
}
