/*
 * Puzzles that somebody made, on each kind of store.
 */
#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/error.h>

#include "daemons/game/games.h"
#include "tests/keeper.h"
#include "tests/read.h"
#include "tests/site.h"
#include "tests/slow_store.h"

#define TODAY "2026-03-28"
#define CUSTOMS "/api/game/customs"
#define COUNTED "motus_game_customs_total{language=\"fr\",event="

static struct site *site;
static struct browser me;

/* Who waits for a visit waits for the store: there is no loop here. */
static struct motus_store *
open_store(struct keeper *keeper)
{
	if (keeper->kind == ON_REDIS_LOOP)
		keeper->kind = ON_REDIS;
	return keeper_open(keeper);
}

static void
open_site(struct keeper *keeper)
{
	site = site_create(open_store(keeper));
	me = BROWSER;
}

/* --- what is sent --------------------------------------------------------- */

static struct visit *
post(const char *body)
{
	struct visit *visit =
	    visit_start(site, &me, METHOD_POST, CUSTOMS, body);

	visit_wait(visit);
	return visit;
}

/* The `index`th word of five letters. */
static const char *
word_at(size_t index)
{
	static char text[4][MOTUS_WORD_MAX + 1];
	static size_t next;
	struct motus_word word;

	cr_assert(zero(int,
	    motus_lexicon_word(
		site->service.languages[0].lexicon, 5, index, &word)));
	return strcpy(text[next++ % 4], word.letter);
}

/* The token of a new puzzle, until the next one. */
static const char *
make_with(const char *body)
{
	static char token[CUSTOM_TOKEN_SIZE];
	struct visit *visit = post(body);

	cr_assert(eq(int, visit_status(visit), 201), "%s", visit->text);
	snprintf(token, sizeof token, "%s", visit_text(visit, "token"));
	visit_drop(visit);
	return token;
}

/* The same with this word, and these rules as JSON. */
static const char *
make(const char *word, const char *rules)
{
	char body[256];

	snprintf(body, sizeof body,
	    "{\"language\":\"fr\",\"word\":\"%s\",\"rules\":%s}", word, rules);
	return make_with(body);
}

static struct visit *
get_custom(const char *token, const char *what)
{
	char path[256];

	snprintf(path, sizeof path, CUSTOMS "/%s%s", token, what);
	return visit_get(site, &me, path);
}

static struct visit *
guess(const char *token, const char *turn, const char *word)
{
	char path[256], body[64];

	snprintf(path, sizeof path, CUSTOMS "/%s/game/guesses/%s", token, turn);
	snprintf(body, sizeof body, "{\"guess\":\"%s\"}", word);
	return visit_put(site, &me, path, body);
}

static void
expect_guess(const char *token, const char *turn, const char *word, int status,
    const char *code)
{
	visit_expect(guess(token, turn, word), status, code);
}

static void
expect_game(const char *token, const char *guesses, const char *outcome)
{
	struct visit *visit = get_custom(token, "/game");

	cr_assert(eq(int, visit_status(visit), 200), "%s", visit->text);
	cr_assert(eq(str, (char *)visit_guesses(visit), (char *)guesses));
	cr_assert(
	    eq(str, (char *)visit_text(visit, "outcome"), (char *)outcome));
	visit_drop(visit);
}

static int
number(const struct visit *visit, const char *key)
{
	return (int)json_integer_value(json_object_get(visit->json, key));
}

/* --- making one ----------------------------------------------------------- */

CONTRACT(a_puzzle_has_a_link_that_shows_it_without_its_word)
{
	struct visit *made, *found;
	char body[128], link[256], location[256];

	open_site(keeper);
	snprintf(body, sizeof body, "{\"language\":\"fr\",\"word\":\"%s\"}",
	    word_at(3));
	made = post(body);
	cr_assert(eq(int, visit_status(made), 201), "%s", made->text);
	snprintf(link, sizeof link, VISIT_ORIGIN "/custom/%s",
	    visit_text(made, "token"));
	snprintf(location, sizeof location, CUSTOMS "/%s",
	    visit_text(made, "token"));
	cr_assert(eq(str, (char *)visit_text(made, "link"), link));
	cr_assert(eq(str, (char *)visit_header(made, "location"), location));
	cr_assert(eq(str, (char *)visit_text(made, "language"), "fr"));
	cr_assert(eq(str, (char *)visit_text(made, "strictness"), "free"));
	cr_assert(eq(str, (char *)visit_text(made, "shown"), "A...."));
	cr_assert(eq(int, number(made, "length"), 5));
	cr_assert(eq(int, number(made, "turns"), 6));
	cr_assert(zero(ptr, strstr(made->text, word_at(3))));
	found = visit_get(site, &me, location);
	cr_assert(eq(int, visit_status(found), 200), "%s", found->text);
	cr_assert(eq(str, found->text, made->text));
	visit_drop(found);
	visit_drop(made);
	site_destroy(site);
}

CONTRACT(the_rules_of_a_puzzle_are_those_that_were_asked)
{
	struct visit *visit;
	const char *shown;

	open_site(keeper);
	visit = get_custom(make(word_at(0),
			       "{\"strictness\":\"ultra\",\"turns\":10,"
			       "\"initial\":false,\"bonus\":true}"),
	    "");
	shown = visit_text(visit, "shown");
	cr_assert(eq(str, (char *)visit_text(visit, "strictness"), "ultra"));
	cr_assert(eq(int, number(visit, "turns"), 10));
	cr_assert(eq(sz, strlen(shown), 5));
	cr_assert(eq(chr, shown[0], '.'));
	for (size_t i = 0, letters = 0; i <= 5; i++) {
		letters += i < 5 && shown[i] != '.';
		if (i < 5 && shown[i] != '.')
			cr_assert(eq(chr, shown[i], word_at(0)[i]));
		cr_assert(i < 5 || letters == 1);
	}
	visit_drop(visit);
	site_destroy(site);
}

CONTRACT(a_word_to_practise_with_is_an_answer_of_the_length_asked)
{
	struct visit *visit;
	char token[CUSTOM_TOKEN_SIZE];

	open_site(keeper);
	for (int length = 5; length <= 7; length++) {
		struct custom custom;
		char body[128];

		snprintf(body, sizeof body,
		    "{\"language\":\"fr\",\"length\":%d}", length);
		strcpy(token, make_with(body));
		visit = get_custom(token, "");
		cr_assert(eq(int, number(visit, "length"), length));
		visit_drop(visit);
		cr_assert(custom_open(SITE_KEY, token, &custom));
		cr_assert(eq(int, custom.word.length, length));
		cr_assert(motus_lexicon_has(
		    site->service.languages[0].lexicon, custom.word));
	}
	site_destroy(site);
}

struct bad {
	const char *body;
	int status;
	const char *code;
};

#define FR "{\"language\":\"fr\","

CONTRACT(what_makes_no_puzzle_is_refused)
{
	static const struct bad all[] = {
		{ "", 400, "no-body" },
		{ "{", 400, "bad-json" },
		{ "[]", 400, "bad-json" },
		{ "{}", 400, "bad-custom" },
		{ "{\"language\":7,\"length\":5}", 400, "bad-custom" },
		{ "{\"language\":\"xx\",\"length\":5}", 422,
		    "unknown-language" },
		{ "{\"language\":\"../fr\",\"length\":5}", 422,
		    "unknown-language" },
		{ FR "\"rules\":{}}", 400, "bad-custom" },
		{ FR "\"length\":5,\"word\":\"abcde\"}", 400, "bad-custom" },
		{ FR "\"word\":7}", 400, "bad-custom" },
		{ FR "\"word\":null}", 400, "bad-custom" },
		{ FR "\"word\":\"abc\"}", 422, "not-a-word" },
		{ FR "\"word\":\"abcdefghijklm\"}", 422, "not-a-word" },
		{ FR "\"word\":\"zzzzz\"}", 422, "unknown-word" },
		{ FR "\"length\":\"5\"}", 400, "bad-custom" },
		{ FR "\"length\":5.5}", 400, "bad-custom" },
		{ FR "\"length\":4}", 422, "no-such-length" },
		{ FR "\"length\":0}", 422, "no-such-length" },
		{ FR "\"length\":-5}", 422, "no-such-length" },
		{ FR "\"length\":4294967301}", 422, "no-such-length" },
		{ FR "\"length\":5,\"rules\":7}", 400, "bad-custom" },
		{ FR "\"length\":5,\"rules\":{\"turns\":\"6\"}}", 400,
		    "bad-custom" },
		{ FR "\"length\":5,\"rules\":{\"turns\":0}}", 422,
		    "bad-rules" },
		{ FR "\"length\":5,\"rules\":{\"turns\":11}}", 422,
		    "bad-rules" },
		{ FR "\"length\":5,\"rules\":{\"turns\":262}}", 422,
		    "bad-rules" },
		{ FR "\"length\":5,\"rules\":{\"strictness\":1}}", 400,
		    "bad-custom" },
		{ FR "\"length\":5,\"rules\":{\"strictness\":\"hardest\"}}",
		    422, "bad-rules" },
		{ FR "\"length\":5,\"rules\":{\"initial\":1}}", 400,
		    "bad-custom" },
		{ FR "\"length\":5,\"rules\":{\"bonus\":\"yes\"}}", 400,
		    "bad-custom" },
	};

	open_site(keeper);
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		visit_expect(post(all[i].body), all[i].status, all[i].code);
	me.origin = "https://elsewhere.example";
	strcpy(me.cookie, "motus_guest=0123456789012345678901");
	visit_expect(post(FR "\"length\":5}"), 403, "cross-origin");
	site_destroy(site);
}

CONTRACT(what_is_no_token_has_no_puzzle)
{
	static const char *const whats[] = { "", "/game" };
	char token[CUSTOM_TOKEN_SIZE];

	open_site(keeper);
	strcpy(token, make(word_at(0), "{}"));
	token[5] = token[5] == 'A' ? 'B' : 'A';
	for (size_t i = 0; i < 2; i++) {
		visit_expect(
		    get_custom("today", whats[i]), 404, "no-such-puzzle");
		visit_expect(
		    get_custom(token, whats[i]), 404, "no-such-puzzle");
	}
	expect_guess(token, "1", word_at(0), 404, "no-such-puzzle");
	site_destroy(site);
}

/* --- playing it ----------------------------------------------------------- */

CONTRACT(it_is_played_as_any_other_and_earns_nothing)
{
	struct visit *end;
	char token[CUSTOM_TOKEN_SIZE], game[32];

	open_site(keeper);
	strcpy(token, make(word_at(0), "{}"));
	expect_game(token, "", "playing");
	expect_guess(token, "2", word_at(1), 409, "turn-skipped");
	expect_guess(token, "1", word_at(1), 201, "");
	expect_guess(token, "1", word_at(1), 200, "");
	expect_guess(token, "1", word_at(2), 409, "turn-taken");
	expect_guess(token, "2", "ZZZZZ", 422, "wrong-initial");
	expect_guess(token, "2", "AZZZZ", 422, "unknown-word");
	expect_guess(token, "2", "AZZ", 422, "not-a-word");
	expect_guess(token, "2", "AZZZZZ", 422, "wrong-length");
	expect_guess(token, "7", word_at(1), 404, "no-such-turn");
	end = guess(token, "2", word_at(0));
	cr_assert(eq(int, visit_status(end), 201), "%s", end->text);
	cr_assert(eq(str, (char *)visit_text(end, "outcome"), "won"));
	cr_assert(
	    eq(str, (char *)visit_text(end, "answer"), (char *)word_at(0)));
	cr_assert(zero(ptr, json_object_get(end->json, "points")));
	visit_drop(end);
	expect_guess(token, "3", word_at(1), 409, "game-over");
	snprintf(game, sizeof game, "%s %s ", word_at(1), word_at(0));
	expect_game(token, game, "won");
	cr_assert(site_counted(site, COUNTED "\"made\"} 1"));
	cr_assert(site_counted(site, COUNTED "\"started\"} 1"));
	cr_assert(site_counted(site, COUNTED "\"won\"} 1"));
	site_destroy(site);
}

/* A word that the answers of days don't need. */
static const char *
find_spare(void)
{
	const struct motus_lexicon *lexicon =
	    site->service.languages[0].lexicon;
	struct motus_answer answer;

	for (size_t index = 0;; index++) {
		bool spare = true;

		for (size_t i = 0;
		     motus_lexicon_answer(lexicon, i, &answer) == 0; i++)
			spare = spare &&
			    strcmp(answer.word.letter, word_at(index)) != 0;
		if (spare)
			return word_at(index);
	}
}

static void
expect_display(const char *token, const char *word, const char *display)
{
	struct visit *end = guess(token, "1", word);

	cr_assert(eq(str, (char *)visit_text(end, "display"), (char *)display));
	visit_drop(end);
}

CONTRACT(its_word_is_shown_with_the_accents_that_are_known)
{
	char small[MOTUS_WORD_MAX + 1] = "";
	struct motus_answer answer;
	const char *spare;

	open_site(keeper);
	cr_assert(zero(int,
	    motus_lexicon_answer(
		site->service.languages[0].lexicon, 0, &answer)));
	expect_display(
	    make(answer.display, "{}"), answer.word.letter, answer.display);
	spare = find_spare();
	for (size_t i = 0; spare[i] != '\0'; i++)
		small[i] = (char)(spare[i] - 'A' + 'a');
	expect_display(make(spare, "{}"), spare, small);
	site_destroy(site);
}

CONTRACT(it_has_as_many_turns_as_its_rules_say)
{
	char token[CUSTOM_TOKEN_SIZE];

	open_site(keeper);
	strcpy(token, make(word_at(0), "{\"turns\":1}"));
	expect_guess(token, "2", word_at(1), 404, "no-such-turn");
	expect_guess(token, "1", word_at(1), 201, "");
	expect_game(
	    token, strcat(strcpy((char[16]){ 0 }, word_at(1)), " "), "lost");
	strcpy(token, make(word_at(0), "{\"turns\":10}"));
	for (int turn = 1; turn <= 10; turn++) {
		char text[12];

		snprintf(text, sizeof text, "%d", turn);
		expect_guess(token, text, word_at(1), 201, "");
	}
	expect_guess(token, "11", word_at(1), 404, "no-such-turn");
	expect_guess(token, "010", word_at(1), 404, "no-such-turn");
	cr_assert(site_counted(site, COUNTED "\"lost\"} 2"));
	site_destroy(site);
}

/* What the game's own rules say of two guesses. */
static const char *
code_of(const char *answer, const char *first, const char *second,
    uint8_t strictness)
{
	struct motus_rules rules = motus_rules_daily();
	struct motus_game game;

	rules.strictness = strictness;
	cr_assert(zero(int, motus_game_start_with(&game, word(answer), rules)));
	cr_assert(zero(int, motus_game_guess(&game, NULL, word(first))));
	switch (motus_game_guess(&game, NULL, word(second))) {
	case 0: return "";
	case MOTUS_EPLACE: return "letter-moved";
	case MOTUS_ELETTER: return "letter-left-out";
	case MOTUS_ECONTRADICTS: return "cannot-be-answer";
	default: return "?";
	}
}

/* Of the words with the answer's initial, those of one pair in three. */
CONTRACT(strict_rules_refuse_what_the_library_refuses)
{
	static const char *const names[] = { "free", "hard", "ultra" };
	char token[CUSTOM_TOKEN_SIZE], rules[64];
	unsigned int refused = 0;

	open_site(keeper);
	for (uint8_t strictness = 0; strictness <= MOTUS_ULTRA; strictness++) {
		snprintf(rules, sizeof rules, "{\"strictness\":\"%s\"}",
		    names[strictness]);
		for (size_t i = 1; i < 12; i++) {
			const char *first = word_at(i);
			const char *second = word_at((i + 5) % 12);
			const char *code =
			    code_of(word_at(0), first, second, strictness);

			strcpy(token, make(word_at(0), rules));
			expect_guess(token, "1", first, 201, "");
			expect_guess(token, "2", second,
			    code[0] == '\0' ? 201 : 422, code);
			refused += code[0] != '\0';
		}
	}
	cr_assert(gt(uint, refused, 5));
	site_destroy(site);
}

CONTRACT(each_player_and_each_link_has_a_game_of_its_own)
{
	char one[CUSTOM_TOKEN_SIZE], two[CUSTOM_TOKEN_SIZE], game[16];

	open_site(keeper);
	strcpy(one, make(word_at(0), "{}"));
	strcpy(two, make(word_at(0), "{}"));
	expect_guess(one, "1", word_at(1), 201, "");
	snprintf(game, sizeof game, "%s ", word_at(1));
	expect_game(one, game, "playing");
	expect_game(two, "", "playing");
	me = BROWSER;
	expect_game(one, "", "playing");
	site_destroy(site);
}

/* The key is derived from that of the days, which all instances have. */
CONTRACT(another_instance_knows_it_too)
{
	struct site *first;
	char token[CUSTOM_TOKEN_SIZE];
	struct browser there;

	open_site(keeper);
	strcpy(token, make(word_at(0), "{}"));
	first = site;
	there = me;
	open_site(keeper);
	me = there;
	expect_game(token, "", "playing");
	expect_guess(token, "1", word_at(0), 201, "");
	site_destroy(first);
	site_destroy(site);
}

CONTRACT(its_word_wins_also_after_it_left_the_dictionary)
{
	char token[CUSTOM_TOKEN_SIZE], answer[MOTUS_WORD_MAX + 1];

	open_site(keeper);
	strcpy(answer, find_spare());
	strcpy(token, make(answer, "{}"));
	site_destroy(site);
	site = site_create_edited(open_store(keeper), answer, "");
	me = BROWSER;
	cr_assert(not(motus_lexicon_has(
	    site->service.languages[0].lexicon, word(answer))));
	expect_guess(token, "1", answer, 201, "");
	site_destroy(site);
}

/* Who knows the first key must not read what is made after it. */
Test(keys, links_are_sealed_under_the_key_of_the_day_and_stay_good)
{
	static const unsigned char later[MOTUS_KEY_SIZE] =
	    "another key of the days of sites";
	char old[CUSTOM_TOKEN_SIZE], new[CUSTOM_TOKEN_SIZE];
	struct custom custom;

	site = site_create(slow_store_create());
	me = BROWSER;
	site_use_key(site, "2026-03-29", later);
	strcpy(old, make(word_at(0), "{}"));
	cr_assert(custom_open(SITE_KEY, old, &custom));
	site_set_clock("2026-03-29T12:00:00Z");
	strcpy(new, make(word_at(0), "{}"));
	cr_assert(custom_open(later, new, &custom));
	cr_assert(not(custom_open(SITE_KEY, new, &custom)));
	expect_guess(old, "1", word_at(0), 201, "");
	expect_guess(new, "1", word_at(0), 201, "");
	site_destroy(site);
}

/* --- what is kept of it --------------------------------------------------- */

Test(kept, nothing_before_somebody_plays)
{
	struct motus_store *store = slow_store_create();
	char token[CUSTOM_TOKEN_SIZE];

	site = site_create(store);
	me = BROWSER;
	strcpy(token, make(word_at(0), "{}"));
	visit_drop(get_custom(token, ""));
	visit_drop(get_custom(token, "/game"));
	expect_guess(token, "1", "AZZZZ", 422, "unknown-word");
	cr_assert(zero(sz, slow_store_commits(store)));
	site_destroy(site);
}

static void
play_day(const char *guesses)
{
	struct visit *visit =
	    visit_guess(site, &me, TODAY, 1, site_wrong(site, TODAY, 0));

	cr_assert(eq(int, visit_status(visit), *guesses == '\0' ? 201 : 200));
	visit_drop(visit);
}

CONTRACT(a_player_keeps_so_many_and_then_the_oldest_goes)
{
	static char tokens[GAMES_CUSTOM_MAX + 2][CUSTOM_TOKEN_SIZE];
	char game[16];

	open_site(keeper);
	play_day("");
	for (size_t i = 0; i < GAMES_CUSTOM_MAX + 2; i++) {
		strcpy(tokens[i], make(word_at(0), "{}"));
		expect_guess(tokens[i], "1", word_at(1), 201, "");
	}
	snprintf(game, sizeof game, "%s ", word_at(1));
	expect_game(tokens[0], "", "playing");
	expect_game(tokens[1], "", "playing");
	expect_game(tokens[2], game, "playing");
	expect_game(tokens[GAMES_CUSTOM_MAX + 1], game, "playing");
	play_day("kept");
	expect_guess(tokens[0], "1", word_at(2), 201, "");
	expect_game(tokens[2], "", "playing");
	site_destroy(site);
}

CONTRACT(nobody_is_counted_among_the_players_of_a_day)
{
	struct answer counted;

	open_site(keeper);
	expect_guess(make(word_at(0), "{}"), "1", word_at(0), 201, "");
	counted = count(site->service.store, "players");
	cr_assert(zero(sz, counted.size));
	cr_assert(not(site_counted(
	    site, "motus_game_games_total{language=\"fr\",event=\"won\"} 1")));
	site_destroy(site);
}
