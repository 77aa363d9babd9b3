/*
 * bot LEXICON - games for a program at the other end of two pipes
 *
 * So a chat room, a voice assistant or a script in any language can offer the
 * game: it starts this program and speaks with it in lines of UTF-8.  Each line
 * that it writes gets one answer, and the one that ends a game a second:
 *
 *	start N		a new game, of answer N of the lexicon, from 1
 *	    game M 5 6		its initial, its letters, its turns
 *	WORD		a guess, with or without accents
 *	    turn 2 capaa	the turn it was, and its pattern: c correct,
 *				p present, a absent
 *	    won 65		and the points, after the turn that wins
 *	    lost merle		and the answer, after the last turn
 *	anything else
 *	    refused REASON	and nothing has changed
 *
 * It ends with its input.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <motus/motus.h>

struct bot {
	struct motus_lexicon *lexicon;
	bool started;
	struct motus_answer answer;
	struct motus_game game;
};

/*
 * A line without its end; false at the end of the input.  The rest of a line
 * that is too long is read and forgotten: what is left is no word either.
 */
static bool
read_line(char *line, int size)
{
	int c;

	if (fgets(line, size, stdin) == NULL)
		return false;
	if (strchr(line, '\n') == NULL)
		while ((c = getchar()) != '\n' && c != EOF)
			;
	line[strcspn(line, "\r\n")] = '\0';
	return true;
}

static void
start(struct bot *bot, const char *number)
{
	char *end;
	unsigned long n = strtoul(number, &end, 10);

	if (n == 0 || *end != '\0' ||
	    motus_lexicon_answer(bot->lexicon, n - 1, &bot->answer) != 0) {
		puts("refused no such answer");
		return;
	}
	bot->game = motus_game_start(bot->answer.word);
	bot->started = true;
	printf("game %c %d %d\n", bot->answer.word.letter[0],
	    bot->answer.word.length, bot->game.rules.turns);
}

static void
show_turn(const struct bot *bot)
{
	const struct motus_game *game = &bot->game;
	char marks[MOTUS_PATTERN_SIZE];

	motus_pattern_format(game->turn[game->turns - 1].pattern, marks);
	printf("turn %u %s\n", game->turns, marks);
	switch (motus_game_outcome(game)) {
	case MOTUS_PLAYING: break;
	case MOTUS_WON:
		printf("won %u\n",
		    motus_points(MOTUS_WON, game->turns, game->answer.length));
		break;
	case MOTUS_LOST: printf("lost %s\n", bot->answer.display); break;
	}
}

static void
guess(struct bot *bot, const char *text)
{
	struct motus_word word;
	int error;

	if (!bot->started) {
		puts("refused no game was started");
		return;
	}
	error = motus_word_parse(&word, text, strlen(text));
	if (error == 0)
		error = motus_game_guess(&bot->game, bot->lexicon, word);
	if (error == 0)
		show_turn(bot);
	else
		printf("refused %s\n", motus_error_text(error));
}

int
main(int argc, char **argv)
{
	struct bot bot = { 0 };
	char line[256];
	int error;

	if (argc != 2) {
		fputs("usage: bot LEXICON\n", stderr);
		return 2;
	}
	error = motus_lexicon_open(&bot.lexicon, argv[1]);
	if (error != 0) {
		fprintf(stderr, "%s: %s\n", argv[1], motus_error_text(error));
		return 1;
	}
	while (read_line(line, sizeof line)) {
		if (strncmp(line, "start ", 6) == 0)
			start(&bot, line + 6);
		else
			guess(&bot, line);
		fflush(stdout);
	}
	motus_lexicon_destroy(bot.lexicon);
	return 0;
}
