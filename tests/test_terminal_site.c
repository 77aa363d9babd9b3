/*
 * The program motus on a running site: HAProxy, two instances, players.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/wait.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/motus.h>

#include "tests/client.h"
#include "tests/must.h"
#include "tests/player.h"
#include "tests/stack.h"

/* A site, and somebody with a terminal. */
struct desk {
	struct stack *stack;
	struct motus_date today;
	struct motus_word answer, wrong;
	char said[65536]; /* what the program printed, errors too */
};

static struct desk *
sit_down(const char *store)
{
	struct desk *desk = calloc(1, sizeof *desk);
	struct client *client;

	desk->stack = stack_start_on(store);
	client = client_create(desk->stack->url);
	desk->today = player_today(client, "en");
	client_destroy(client);
	desk->answer = stack_puzzle("en", desk->today).answer.word;
	desk->wrong = stack_wrong("en", desk->answer, 0);
	return desk;
}

static void
leave(struct desk *desk)
{
	stack_stop(desk->stack);
	free(desk);
}

/*
 * Run `motus WORDS` in the player `who`'s home, with `input`; what it says is
 * in desk->said.  Its status.
 */
static int
run_alone(
    struct desk *desk, const char *who, const char *words, const char *input)
{
	const char *built = getenv("builddir");
	char command[1024];
	FILE *pipe;
	size_t size;
	int status;

	snprintf(command, sizeof command,
	    "printf '%s' | HOME=%s/%s LANG=en_GB env -u XDG_STATE_HOME "
	    "%s/tools/motus/motus %s --language en 2>&1",
	    input, desk->stack->dir, who, built == NULL ? "." : built, words);
	pipe = popen(command, "r");
	must(pipe != NULL, "%s", command);
	size = fread(desk->said, 1, sizeof desk->said - 1, pipe);
	desk->said[size] = '\0';
	status = pclose(pipe);
	must(WIFEXITED(status), "%s", command);
	return WEXITSTATUS(status);
}

/* The same with `--server URL`. */
static int
run(struct desk *desk, const char *who, const char *words, const char *input)
{
	char more[256];

	snprintf(more, sizeof more, "%s --server %s", words, desk->stack->url);
	return run_alone(desk, who, more, input);
}

static void
expect(const struct desk *desk, const char *text)
{
	cr_assert(not(zero(ptr, strstr(desk->said, text))), "no %s in: %s",
	    text, desk->said);
}

Test(terminal_site, a_guest_plays_and_is_known_again, .timeout = 120)
{
	struct desk *desk = sit_down("sqlite");
	char input[128];

	snprintf(input, sizeof input, "%s\n", desk->wrong.letter);
	cr_assert(
	    eq(int, run(desk, "anna", "play", input), 2), "%s", desk->said);
	cr_assert(eq(int, run(desk, "berta", "play", ""), 2));
	cr_assert(zero(ptr, strstr(desk->said, " 1  ")), "%s", desk->said);
	snprintf(input, sizeof input, "%s\n", desk->answer.letter);
	cr_assert(
	    eq(int, run(desk, "anna", "play", input), 0), "%s", desk->said);
	expect(desk, " 2  ");
	expect(desk, "\nFound: ");
	expect(desk, " 2/6\n");
	expect(desk, desk->stack->url);
	cr_assert(eq(int, run(desk, "anna", "play --json", ""), 0));
	expect(desk, "\"turn\":2");
	expect(desk, "\"outcome\":\"won\"");
	leave(desk);
}

Test(terminal_site, refusals_of_the_site_are_said_and_cost_no_turn,
    .timeout = 120)
{
	struct desk *desk = sit_down("redis");
	char input[128], nonsense[MOTUS_WORD_MAX + 1] = "";

	memset(nonsense, 'Q', desk->answer.length);
	nonsense[0] = desk->answer.letter[0];
	snprintf(input, sizeof input, "%s\nQQQQ\nmer1e\n%s\n", nonsense,
	    desk->answer.letter);
	cr_assert(
	    eq(int, run(desk, "anna", "play", input), 0), "%s", desk->said);
	expect(desk, "not in the list of words");
	expect(desk, "not as long as the word");
	expect(desk, "not a word");
	expect(desk, " 1/6\n");
	leave(desk);
}

Test(terminal_site, days_that_are_closed_or_far_are_told, .timeout = 120)
{
	struct desk *desk = sit_down("sqlite");
	char words[64], date[MOTUS_DATE_SIZE];
	struct motus_date past = day_before(day_before(desk->today));

	motus_date_format(past, date);
	snprintf(words, sizeof words, "play --date %s", date);
	cr_assert(
	    eq(int, run(desk, "anna", words, "merle\n"), 65), "%s", desk->said);
	expect(desk, "puzzle-closed");
	cr_assert(eq(int, run(desk, "anna", "play --date 2999-01-01", ""), 65));
	expect(desk, "no-such-puzzle (404)");
	leave(desk);
}

Test(terminal_site, a_word_is_verified_once_its_day_is_over, .timeout = 120)
{
	struct desk *desk = sit_down("sqlite");
	char words[64], date[MOTUS_DATE_SIZE], promised[64];
	struct motus_date past = day_before(day_before(desk->today));

	cr_assert(
	    eq(int, run(desk, "anna", "verify", ""), 2), "%s", desk->said);
	expect(desk, "still open");
	cr_assert(eq(int, run(desk, "anna", "verify --json", ""), 2));
	expect(desk, "\"open\":true,\"as_seen_before\":true");
	motus_date_format(past, date);
	snprintf(words, sizeof words, "verify --date %s", date);
	cr_assert(eq(int, run(desk, "anna", words, ""), 0), "%s", desk->said);
	snprintf(promised, sizeof promised, "%s is the word",
	    stack_puzzle("en", past).answer.word.letter);
	expect(desk, promised);
	leave(desk);
}

/* The words "play LINK" for a puzzle of today's answer, by other rules. */
static void
make_puzzle(const struct desk *desk, char *words, size_t size)
{
	struct client *client = client_create(desk->stack->url);
	struct answer made;
	char body[256];

	snprintf(body, sizeof body,
	    "{\"language\":\"en\",\"word\":\"%s\",\"rules\":{\"turns\":4,"
	    "\"strictness\":\"ultra\",\"initial\":false}}",
	    desk->answer.letter);
	made = client_send(client, "POST", "/api/game/customs", body);
	cr_assert(eq(int, made.status, 201), "%s", made.body);
	snprintf(words, size, "play '%s?lang=en'", answer_text(&made, "link"));
	answer_drop(&made);
	client_destroy(client);
}

Test(terminal_site, a_puzzle_of_a_friend_is_played_by_its_rules, .timeout = 120)
{
	struct desk *desk = sit_down("redis");
	char words[256], input[128], found[64];

	make_puzzle(desk, words, sizeof words);
	snprintf(input, sizeof input, "%s\n%s\n", desk->wrong.letter,
	    desk->wrong.letter);
	cr_assert(eq(int, run_alone(desk, "anna", words, input), 2), "%s",
	    desk->said);
	expect(desk, "Custom puzzle: ");
	expect(desk, " letters, 4 turns: ....");
	expect(desk, "the marks say that it is not this word");
	snprintf(input, sizeof input, "%s\n", desk->answer.letter);
	cr_assert(eq(int, run_alone(desk, "anna", words, input), 0), "%s",
	    desk->said);
	expect(desk, " 2  ");
	snprintf(found, sizeof found, "\nFound: %s\n",
	    stack_puzzle("en", desk->today).answer.display);
	expect(desk, found);
	cr_assert(zero(int, run_alone(desk, "anna", "history", "")));
	expect(desk, " 2/4 ");
	expect(desk, "1 games, 1 over, 1 won");
	cr_assert(eq(int, run_alone(desk, "berta", words, ""), 2));
	cr_assert(zero(ptr, strstr(desk->said, " 1  ")), "%s", desk->said);
	leave(desk);
}

Test(terminal_site, a_link_of_nothing_is_told, .timeout = 120)
{
	struct desk *desk = sit_down("sqlite");
	char words[256];

	snprintf(words, sizeof words, "play %s/custom/abc", desk->stack->url);
	cr_assert(eq(int, run_alone(desk, "anna", words, ""), 65));
	expect(desk, "no-such-puzzle (404)");
	cr_assert(eq(int, run_alone(desk, "anna", "play merle", ""), 65));
	expect(desk, "merle: not the link of a puzzle");
	leave(desk);
}
