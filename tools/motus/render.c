#include <stdio.h>

#include "tools/motus/render.h"

#define ALPHABET 26
#define UNTRIED (-1)

/* Three columns, and what colours them. */
static size_t
cell(char letter, int mark, bool colour, char *text, size_t size)
{
	static const char colours[][12] = {
		[MOTUS_ABSENT] = "\33[37;44m",
		[MOTUS_PRESENT] = "\33[30;43m",
		[MOTUS_CORRECT] = "\33[1;37;41m",
	};
	static const char sides[][3] = {
		[MOTUS_ABSENT] = "  ",
		[MOTUS_PRESENT] = "()",
		[MOTUS_CORRECT] = "[]",
	};
	bool marked = mark != UNTRIED;
	const char *side = sides[marked ? mark : MOTUS_ABSENT];
	int length;

	colour = colour && marked;
	length = snprintf(text, size, "%s%c%c%c%s", colour ? colours[mark] : "",
	    side[0], letter, side[1], colour ? "\33[0m" : "");
	return (size_t)length;
}

void
render_turn(const struct motus_turn *turn, unsigned int number, bool colour,
    char text[RENDER_SIZE])
{
	size_t used =
	    (size_t)snprintf(text, RENDER_SIZE, "%2u  ", number % 100);

	for (int i = 0; i < turn->guess.length; i++)
		used += cell(turn->guess.letter[i], turn->pattern.mark[i],
		    colour, text + used, RENDER_SIZE - used);
}

void
render_letters(
    const struct motus_game *game, bool colour, char text[RENDER_SIZE])
{
	int best[ALPHABET];
	size_t used = 0;

	for (int i = 0; i < ALPHABET; i++)
		best[i] = UNTRIED;
	for (uint32_t t = 0; t < game->turns; t++) {
		const struct motus_turn *turn = &game->turn[t];

		for (int i = 0; i < turn->guess.length; i++) {
			int letter = turn->guess.letter[i] - 'A';

			if (turn->pattern.mark[i] > best[letter])
				best[letter] = turn->pattern.mark[i];
		}
	}
	for (int i = 0; i < ALPHABET; i++) {
		bool gone = best[i] == MOTUS_ABSENT;

		used +=
		    cell(gone ? ' ' : (char)('A' + i), gone ? UNTRIED : best[i],
			colour, text + used, RENDER_SIZE - used);
	}
}

void
render_known(const struct motus_game *game, char text[RENDER_SIZE])
{
	for (uint32_t i = 0; i < game->answer.length; i++)
		text[i] =
		    motus_game_shows(game, i) ? game->answer.letter[i] : '.';
	text[game->answer.length] = '\0';
	for (uint32_t t = 0; t < game->turns; t++)
		for (int i = 0; i < game->answer.length; i++)
			if (game->turn[t].pattern.mark[i] == MOTUS_CORRECT)
				text[i] = game->turn[t].guess.letter[i];
}
