/*
 * play LEXICON [YYYY-MM-DD] - the puzzle of a day, in a terminal
 *
 * The key of the calendar is no secret here, so everyone who runs this program
 * has the same puzzle.  A guess is a line of standard input.
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <motus/motus.h>

static const unsigned char key[MOTUS_KEY_SIZE]; /* zeros */

static struct motus_date
today(void)
{
	time_t now = time(NULL);
	struct tm *local = localtime(&now);

	return (struct motus_date){ .year = (int16_t)(local->tm_year + 1900),
		.month = (int8_t)(local->tm_mon + 1),
		.day = (int8_t)local->tm_mday };
}

static int
find_puzzle(struct motus_puzzle *puzzle, const struct motus_lexicon *lexicon,
    struct motus_date date)
{
	struct motus_calendar *calendar;
	int error = motus_calendar_create(&calendar, lexicon, key);

	if (error != 0)
		return error;
	error = motus_calendar_puzzle(calendar, date, puzzle);
	motus_calendar_destroy(calendar);
	return error;
}

static int
guess(struct motus_game *game, const struct motus_lexicon *lexicon,
    const char *line)
{
	struct motus_word word;
	int error = motus_word_parse(&word, line, strcspn(line, "\r\n"));

	return error != 0 ? error : motus_game_guess(game, lexicon, word);
}

static void
show_turn(const struct motus_turn *turn)
{
	char marks[MOTUS_PATTERN_SIZE];

	motus_pattern_format(turn->pattern, marks);
	printf("   %s\n   %s\n", turn->guess.letter, marks);
}

static void
show_end(const struct motus_game *game, const struct motus_puzzle *puzzle)
{
	enum motus_outcome outcome = motus_game_outcome(game);
	char text[512];

	printf("It was %s: %u points.\n\n", puzzle->answer.display,
	    motus_points(outcome, game->turns, game->answer.length));
	if (motus_share_text(game, "Motus", puzzle->number, NULL, text,
		sizeof(text), NULL) == 0)
		puts(text);
}

static void
play(const struct motus_lexicon *lexicon, const struct motus_puzzle *puzzle)
{
	struct motus_game game = motus_game_start(puzzle->answer.word);
	char line[256];

	printf("%c and %d more letters, %d turns\n", game.answer.letter[0],
	    game.answer.length - 1, game.rules.turns);
	while (motus_game_outcome(&game) == MOTUS_PLAYING) {
		int error;

		printf("%u> ", game.turns + 1);
		fflush(stdout);
		if (fgets(line, sizeof(line), stdin) == NULL) {
			putchar('\n');
			return;
		}
		error = guess(&game, lexicon, line);
		if (error != 0)
			printf("   %s\n", motus_error_text(error));
		else
			show_turn(&game.turn[game.turns - 1]);
	}
	show_end(&game, puzzle);
}

int
main(int argc, char **argv)
{
	struct motus_lexicon *lexicon;
	struct motus_puzzle puzzle;
	struct motus_date date = today();
	int error;

	if (argc < 2 || argc > 3) {
		fprintf(stderr, "usage: play LEXICON [YYYY-MM-DD]\n");
		return 2;
	}
	error = motus_lexicon_open(&lexicon, argv[1]);
	if (error != 0) {
		fprintf(stderr, "%s: %s\n", argv[1], motus_error_text(error));
		return 1;
	}
	if (argc == 3)
		error = motus_date_parse(&date, argv[2], strlen(argv[2]));
	if (error == 0)
		error = find_puzzle(&puzzle, lexicon, date);
	if (error == 0)
		play(lexicon, &puzzle);
	else
		fprintf(stderr, "play: %s\n", motus_error_text(error));
	motus_lexicon_destroy(lexicon);
	return error == 0 ? 0 : 1;
}
