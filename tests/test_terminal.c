/*
 * The program motus, what of it needs no terminal, file or site.
 */
#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "tests/read.h"
#include "tools/motus/form.h"
#include "tools/motus/link.h"
#include "tools/motus/options.h"
#include "tools/motus/pkce.h"
#include "tools/motus/render.h"
#include "tools/motus/wire.h"

/* --- options -------------------------------------------------------------- */

#define WORDS_MAX 12

static char complaint[COMPLAINT_SIZE];

/* Read "motus LINE" in a locale; the words stay in static memory. */
static bool
read_line(struct options *options, const char *line, const char *locale)
{
	static char text[256];
	char *argv[WORDS_MAX + 1] = { "motus" };
	int argc = 1;

	snprintf(text, sizeof text, "%s", line);
	for (char *word = strtok(text, " "); word != NULL && argc < WORDS_MAX;
	     word = strtok(NULL, " "))
		argv[argc++] = word;
	complaint[0] = '\0';
	return options_read(options, argc, argv, locale, complaint);
}

static bool
refuses(const char *line, const char *why)
{
	struct options options;

	return !read_line(&options, line, "C") &&
	    strstr(complaint, why) != NULL;
}

Test(terminal, options_may_stand_anywhere_after_the_command)
{
	struct options options;

	cr_assert(read_line(&options, "mark --json merle merci", "C"));
	cr_assert(options.json);
	cr_assert(read_line(&options, "mark merle --json merci", "C"));
	cr_assert(options.json);
	cr_assert(eq(int, options.command, COMMAND_MARK));
	cr_assert(eq(str, (char *)options.words[0], "merle"));
	cr_assert(eq(str, (char *)options.words[1], "merci"));
}

Test(terminal, the_language_is_that_of_the_locale_or_the_one_asked_for)
{
	struct options options;

	cr_assert(read_line(&options, "play", "fr_CA.UTF-8"));
	cr_assert(options.french);
	cr_assert(eq(str, (char *)options.language, "fr"));
	cr_assert(read_line(&options, "play", "de_DE"));
	cr_assert(not(options.french));
	cr_assert(eq(str, (char *)options.language, "en"));
	cr_assert(read_line(&options, "play --language pt-br", "fr_FR"));
	cr_assert(not(options.french));
	cr_assert(eq(str, (char *)options.language, "pt-br"));
}

Test(terminal, what_no_command_takes_is_refused)
{
	cr_assert(refuses("", "no command"));
	cr_assert(refuses("frobnicate", "no such command: frobnicate"));
	cr_assert(refuses("mark merle", "not as many words"));
	cr_assert(refuses("play merle merci", "not as many words"));
	cr_assert(refuses("play --frobnicate", "no such option"));
	cr_assert(refuses("play --length", "no such option"));
	cr_assert(refuses("mark --server x a b", "not an option of this"));
	cr_assert(refuses("play --practice --length 4", "not a good value"));
	cr_assert(refuses("play --practice --length 11", "not a good value"));
	cr_assert(refuses("play --practice --turns 0", "not a good value"));
	cr_assert(refuses("play --practice --turns 11", "not a good value"));
	cr_assert(refuses("play --practice --turns 6x", "not a good value"));
	cr_assert(refuses("play --date 2027-02-29", "not a good value"));
	cr_assert(refuses("play --language ../../x", "not a good value"));
	cr_assert(refuses("play --turns 5", "only with: --practice"));
	cr_assert(refuses("login", "only with: --server"));
	cr_assert(refuses("solve", "only with: --length"));
	cr_assert(refuses("solve --length 5 --first merle", "--answers"));
	cr_assert(refuses("solve --length 5 --beam 1001", "not a good value"));
}

Test(terminal, options_of_which_one_would_not_count_are_refused)
{
	cr_assert(refuses("play --practice --server x", "not together"));
	cr_assert(refuses("play --practice --date 2027-01-31", "not together"));
	cr_assert(refuses("play --practice --key-file x", "not together"));
	cr_assert(refuses("play --server x --key-file x", "not together"));
	cr_assert(refuses("play --server x --lexicon x", "not together"));
	cr_assert(refuses("analyse --answers x --lexicon x", "not together"));
	cr_assert(refuses("play link --server x", "not together: LINK"));
	cr_assert(refuses("play link --date 2027-01-31", "not together: LINK"));
	cr_assert(refuses("play link --key-file x", "not together: LINK"));
	cr_assert(refuses("play link --lexicon x", "not together: LINK"));
	cr_assert(refuses("play link --practice", "not together: LINK"));
}

/* --- what a game looks like -------------------------------------------------
 */

static struct motus_game
play(const char *answer, const char *guess)
{
	struct motus_game game = motus_game_start(word(answer));

	motus_game_guess(&game, NULL, word(guess));
	return game;
}

Test(terminal, marks_can_be_read_without_colour)
{
	struct motus_game game = play("merle", "merel");
	char text[RENDER_SIZE];

	render_turn(&game.turn[0], 1, false, text);
	cr_assert(eq(str, text, " 1  [M][E][R](E)(L)"));
	game = play("merle", "merci");
	render_turn(&game.turn[0], 1, false, text);
	cr_assert(eq(str, text, " 1  [M][E][R] C  I "));
}

Test(terminal, colours_say_the_same_again)
{
	struct motus_game game = play("merle", "melee");
	char text[RENDER_SIZE];

	render_turn(&game.turn[0], 1, true, text);
	cr_assert(eq(str, text,
	    " 1  \33[1;37;41m[M]\33[0m\33[1;37;41m[E]\33[0m"
	    "\33[30;43m(L)\33[0m\33[37;44m E \33[0m\33[1;37;41m[E]\33[0m"));
}

Test(terminal, letters_have_their_best_mark_and_absent_ones_are_gone)
{
	struct motus_game game = play("merle", "melee");
	char text[RENDER_SIZE];

	motus_game_guess(&game, NULL, word("mains"));
	render_letters(&game, false, text);
	cr_assert(eq(str, text,
	    "    B  C  D [E] F  G  H     J  K (L)[M]    O  P  Q  R     T "
	    " U  V  W  X  Y  Z "));
	cr_assert(eq(sz, strlen(text), 78));
}

Test(terminal, what_is_known_of_the_word_grows)
{
	struct motus_game game = play("merle", "mails");
	char text[RENDER_SIZE];

	render_known(&game, text);
	cr_assert(eq(str, text, "M..L."));
	motus_game_guess(&game, NULL, word("merci"));
	render_known(&game, text);
	cr_assert(eq(str, text, "MERL."));
}

/* --- what a site says --------------------------------------------------------
 */

#define PUZZLE                                                       \
	"{\"language\":\"fr\",\"date\":\"2027-01-01\",\"number\":1," \
	"\"length\":5,\"initial\":\"M\",\"turns\":6}"

/* A game of that puzzle, with `more`. */
static bool
read_game(struct round *round, const char *more)
{
	char text[1024];
	json_t *json;
	bool good;

	snprintf(text, sizeof text, "{\"puzzle\":" PUZZLE ",%s}", more);
	json = json_loads(text, 0, NULL);
	cr_assert(not(zero(ptr, json)), "%s", text);
	*round = (struct round){ 0 };
	good = wire_read_game(round, json);
	json_decref(json);
	return good;
}

#define WON "{\"guess\":\"MERLE\",\"pattern\":\"ccccc\"}"

Test(terminal, a_game_is_read_as_the_site_says_it)
{
	struct round round;

	cr_assert(read_game(&round,
	    "\"turns\":[{\"guess\":\"merci\",\"pattern\":\"cccaa\"}," WON
	    "],\"answer\":\"MERLE\",\"display\":\"merle\""));
	cr_assert(eq(u32, round.game.turns, 2));
	cr_assert(eq(int, motus_game_outcome(&round.game), MOTUS_WON));
	cr_assert(eq(str, round.display, "merle"));
	cr_assert(eq(str, round.language, "fr"));
	cr_assert(eq(u32, round.number, 1));
}

Test(terminal, a_game_that_can_not_be_is_refused)
{
	static const char *const games[] = {
		"\"turns\":{}",
		"\"turns\":[{\"guess\":\"MERL\",\"pattern\":\"cccc\"}]",
		"\"turns\":[{\"guess\":\"MERCI\",\"pattern\":\"ccca\"}]",
		"\"turns\":[{\"guess\":\"MERCI\",\"pattern\":\"cccax\"}]",
		"\"turns\":[{\"guess\":\"MER\\u001bC\",\"pattern\":\"cccaa\"}]",
		"\"turns\":[" WON "]",
		"\"turns\":[" WON "],\"answer\":\"MERL\",\"display\":\"merl\"",
		"\"turns\":[" WON "],\"answer\":\"MERLE\","
		"\"display\":\"merl\\u001b[2J\"",
		"\"turns\":[" WON "," WON "],\"answer\":\"MERLE\","
		"\"display\":\"merle\"",
	};
	struct round round;

	for (size_t i = 0; i < sizeof games / sizeof *games; i++)
		cr_assert(not(read_game(&round, games[i])), "%s", games[i]);
}

/* The puzzle of a link, with the letters that it shows. */
static bool
read_custom(struct round *round, const char *shown, const char *strictness)
{
	json_t *json = json_pack("{s:s, s:s, s:i, s:i, s:s, s:s}", "language",
	    "fr", "token", "x", "length", 5, "turns", 9, "strictness",
	    strictness, "shown", shown);
	bool good;

	*round = (struct round){ 0 };
	good = wire_read_puzzle(round, json);
	json_decref(json);
	return good;
}

static void
expect_known(const struct round *round, const char *known)
{
	char text[RENDER_SIZE];

	render_known(&round->game, text);
	cr_assert(eq(str, text, (char *)known));
}

Test(terminal, a_puzzle_of_a_friend_has_rules_of_its_own)
{
	struct round round;

	cr_assert(read_custom(&round, "M..L.", "hard"));
	expect_known(&round, "M..L.");
	cr_assert(round.practice);
	cr_assert(eq(u8, round.game.rules.turns, 9));
	cr_assert(eq(u8, round.game.rules.bonus, 3));
	cr_assert(eq(u8, round.game.rules.strictness, MOTUS_HARD));
	cr_assert(read_custom(&round, "..R..", "free"));
	expect_known(&round, "..R..");
	cr_assert(not(round.game.rules.initial));
	cr_assert(read_custom(&round, ".....", "ultra"));
	expect_known(&round, ".....");
	cr_assert(eq(u8, round.game.rules.bonus, 0));
}

Test(terminal, rules_that_can_not_be_are_refused)
{
	struct round round;

	cr_assert(not(read_custom(&round, "M..L", "free")));
	cr_assert(not(read_custom(&round, "M..L..", "free")));
	cr_assert(not(read_custom(&round, "M.RL.", "free")));
	cr_assert(not(read_custom(&round, "m....", "free")));
	cr_assert(not(read_custom(&round, "M...\33", "free")));
	cr_assert(not(read_custom(&round, "M....", "harder")));
	cr_assert(not(read_custom(&round, "M....", "")));
}

Test(terminal, hints_of_a_game_are_read_and_written)
{
	struct round round, again = { 0 };
	json_t *json;

	cr_assert(read_game(&round,
	    "\"turns\":[" WON "],\"hints\":[1,6],"
	    "\"answer\":\"MERLE\",\"display\":\"merle\""));
	cr_assert(eq(u32, round.game.hints, 0x21));
	json = wire_write_game(&round);
	cr_assert(wire_read_game(&again, json));
	cr_assert(eq(u32, again.game.hints, 0x21));
	json_decref(json);
	cr_assert(not(read_game(&round, "\"turns\":[],\"hints\":[0]")));
	cr_assert(not(read_game(&round, "\"turns\":[],\"hints\":[7]")));
	cr_assert(not(read_game(&round, "\"turns\":[],\"hints\":[\"1\"]")));
}

#define TOKEN                                    \
	"abcdefghijklmnopqrstuvwxyz0123456789-_" \
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef"

Test(terminal, the_link_of_a_puzzle_is_taken_apart)
{
	struct link link;

	cr_assert(link_read(&link, "https://motus.example/custom/" TOKEN));
	cr_assert(eq(str, link.site, "https://motus.example"));
	cr_assert(eq(str, link.token, TOKEN));
	cr_assert(link_read(&link, "http://[::1]:3101/custom/x-_Z?lang=en"));
	cr_assert(eq(str, link.site, "http://[::1]:3101"));
	cr_assert(eq(str, link.token, "x-_Z"));
	cr_assert(link_read(&link, "http://x/custom/y#z"));
	cr_assert(eq(str, link.token, "y"));
}

Test(terminal, what_is_no_link_is_refused)
{
	static const char *const texts[] = {
		"",
		"merle",
		"https://motus.example/",
		"https://motus.example/custom/",
		"/custom/x",
		"https://motus.example/custom/x/game",
		"https://motus.example/custom/x y",
		"https://motus.example/custom/x\n",
		"https://motus.example/custom/" TOKEN "01234567890",
		"https://" TOKEN TOKEN "/custom/x",
	};
	struct link link;

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		cr_assert(not(link_read(&link, texts[i])), "%s", texts[i]);
}

/* --- signing in
 * ---------------------------------------------------------------- */

Test(terminal, the_challenge_is_that_of_rfc_7636)
{
	char challenge[PKCE_SIZE];

	cr_assert(pkce_challenge(
	    "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", challenge));
	cr_assert(
	    eq(str, challenge, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"));
}

Test(terminal, a_form_is_encoded)
{
	char form[FORM_SIZE] = "";

	cr_assert(form_add(form, "a", "b c&d=é"));
	cr_assert(form_add(form, "e", "f-._~"));
	cr_assert(eq(str, form, "a=b%20c%26d%3D%C3%A9&e=f-._~"));
}

Test(terminal, a_form_that_is_too_long_is_refused)
{
	char form[FORM_SIZE] = "", value[FORM_SIZE];

	memset(value, 'a', sizeof value);
	value[FORM_SIZE - 3] = '\0';
	cr_assert(form_add(form, "b", value));
	cr_assert(not(form_add(form, "c", "")));
}

Test(terminal, the_answer_of_the_provider_is_read_from_an_address)
{
	struct form_answer answer;

	cr_assert(form_read_answer(&answer,
	    "http://127.0.0.1:1/callback?code=a%2Fb+c&x=1&state=s&iss=i#f\n"));
	cr_assert(eq(str, answer.code, "a/b c"));
	cr_assert(eq(str, answer.state, "s"));
	cr_assert(eq(str, answer.issuer, "i"));
	cr_assert(eq(str, answer.error, ""));
}

Test(terminal, an_answer_that_is_not_clear_is_refused)
{
	static const char *const addresses[] = { "/callback", "/?code=%4",
		"/?code=%zz", "/?code=a&code=b", "/?error=%1b%5b2J" };
	struct form_answer answer;
	char text[FORM_VALUE_SIZE + 16] = "/?code=";

	for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++)
		cr_assert(not(form_read_answer(&answer, addresses[i])), "%s",
		    addresses[i]);
	memset(text + 7, 'a', FORM_VALUE_SIZE);
	cr_assert(not(form_read_answer(&answer, text)));
	text[7 + FORM_VALUE_SIZE - 1] = '\0';
	cr_assert(form_read_answer(&answer, text));
}

Test(terminal, the_target_of_a_request_is_found)
{
	char get[] = "GET /callback?code=a HTTP/1.1\r\nHost: b\r\n\r\n";
	char post[] = "POST / HTTP/1.1\r\n", cut[] = "GET /callback";

	cr_assert(eq(str, form_target(get), "/callback?code=a"));
	cr_assert(zero(ptr, form_target(post)));
	cr_assert(zero(ptr, form_target(cut)));
}
