/*
 * What a round says to people.  On a terminal the line that was typed becomes a
 * row of the grid, under which the letters that are left stand; elsewhere a
 * guess gets one line of answer and nothing is asked for.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/ioctl.h>

#include <motus/error.h>
#include <motus/points.h>
#include <motus/share.h>

#include "tools/motus/motus.h"
#include "tools/motus/render.h"
#include "tools/motus/round.h"

#define COLUMNS 80
#define SHARE_SIZE 1024

static bool french, terminal, colour;
static int above; /* lines to take back before the next row */

static void
print_row(const struct round *round, unsigned int number)
{
	char text[RENDER_SIZE];

	render_turn(&round->game.turn[number - 1], number, colour, text);
	puts(text);
}

static void
begin(const struct round *round)
{
	char date[MOTUS_DATE_SIZE], known[RENDER_SIZE];
	const struct motus_game *game = &round->game;

	motus_date_format(round->date, date);
	if (round->practice && round->site != NULL)
		printf("%s", tr(french, "Custom puzzle", "Partie sur mesure"));
	else if (round->practice)
		printf("%s", tr(french, "Practice", "Entraînement"));
	else
		printf("Motus #%u, %s", round->number, date);
	render_known(game, known);
	printf(tr(french, ": %u letters, %u turns: %s\n\n",
		   " : %u lettres, %u essais : %s\n\n"),
	    game->answer.length, game->rules.turns, known);
	for (uint32_t i = 1; i <= game->turns; i++)
		print_row(round, i);
	fflush(stdout);
}

static void
ask(const struct round *round)
{
	char known[RENDER_SIZE], letters[RENDER_SIZE];

	if (!terminal)
		return;
	render_letters(&round->game, colour, letters);
	render_known(&round->game, known);
	printf("%s\n%2u  %s > ", letters, round->game.turns + 1, known);
	fflush(stdout);
	above += 2;
}

/* Go back to where the next row belongs, unless the line may have wrapped. */
static void
take_back(const char *line)
{
	if (terminal && strlen(line) < COLUMNS / 2)
		printf("\33[%dA\33[J", above);
	above = 0;
}

static void
played(const struct round *round, const char *line)
{
	take_back(line);
	print_row(round, round->game.turns);
	fflush(stdout);
}

static const char *
reason(int error)
{
	switch (error) {
	case MOTUS_EWORD:
		return tr(french, "not a word", "ce n'est pas un mot");
	case MOTUS_ELENGTH:
		return tr(
		    french, "not as long as the word", "pas la bonne longueur");
	case MOTUS_EINITIAL:
		return tr(french, "another first letter",
		    "pas la bonne première lettre");
	case MOTUS_EUNKNOWN:
		return tr(french, "not in the list of words",
		    "pas dans la liste des mots");
	case MOTUS_EPLACE:
		return tr(french, "a letter that is in its place must stay",
		    "une lettre bien placée doit y rester");
	case MOTUS_ELETTER:
		return tr(french, "a letter that was found is missing",
		    "il manque une lettre trouvée");
	case MOTUS_ECONTRADICTS:
		return tr(french, "the marks say that it is not this word",
		    "d'après les marques, ce n'est pas ce mot");
	default: return motus_error_text(error);
	}
}

static void
refused(const struct round *round, const char *line, int error)
{
	(void)round;
	take_back(line);
	printf("    %.40s: %s\n", line, reason(error));
	fflush(stdout);
	above = 1;
}

static void
share(const struct round *round)
{
	char text[SHARE_SIZE];

	if (motus_share_text(&round->game, "Motus", round->number, round->site,
		text, sizeof text, NULL) == 0)
		printf("\n%s\n", text);
}

static void
end(const struct round *round)
{
	const struct motus_game *game = &round->game;
	enum motus_outcome outcome = motus_game_outcome(game);

	if (outcome == MOTUS_PLAYING) {
		if (terminal)
			putchar('\n');
		return;
	}
	printf("\n");
	printf(outcome == MOTUS_WON
		? tr(french, "Found: %s", "Trouvé : %s")
		: tr(french, "The word was %s", "Le mot était %s"),
	    round->display);
	if (!round->practice)
		printf(", %u points",
		    motus_points(outcome, game->turns, game->answer.length));
	printf("\n");
	if (!round->practice)
		share(round);
}

/* A terminal that can go back a line and draw in colour. */
static bool
is_able(void)
{
	const char *term = getenv("TERM");

	return isatty(STDOUT_FILENO) && term != NULL && term[0] != '\0' &&
	    strcmp(term, "dumb") != 0;
}

const struct voice *
voice_text(bool in_french)
{
	static const struct voice voice = { begin, ask, played, refused, end };
	const char *no_color = getenv("NO_COLOR");

	french = in_french;
	terminal = is_able() && isatty(STDIN_FILENO);
	colour = is_able() && (no_color == NULL || no_color[0] == '\0');
	return &voice;
}
