/*
 * embed - the game in one file: the words, the rules and a store are within
 *
 * With a libmotus that was configured --without-sqlite --without-hiredis
 * --without-openssl, and linked as an archive, it needs the C library alone:
 *
 *	cc embed.c $(pkg-config --cflags --libs-only-L motus) -l:libmotus.a
 *
 * The assembler puts the file LEXICON into the program as it is; without
 * -DLEXICON='"..."' that is `lexicon` in the folder where cc runs.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <motus/motus.h>

#ifndef LEXICON
#define LEXICON "lexicon"
#endif

__asm__(".pushsection .rodata\n"
	".balign 16\n"
	".globl embedded_lexicon, embedded_lexicon_end\n"
	"embedded_lexicon: .incbin \"" LEXICON "\"\n"
	"embedded_lexicon_end:\n"
	".popsection\n");
extern const char embedded_lexicon[], embedded_lexicon_end[];

static void
note_status(void *arg, int status)
{
	*(int *)arg = status;
}

/* Count a finished game under what it ended with. */
static int
count(struct motus_store *store, const char *end)
{
	struct motus_batch *batch = motus_batch_create();
	int status = 0;

	motus_batch_rank_add(batch, "ends", end, 1);
	motus_store_commit(store, batch, note_status, &status);
	motus_batch_destroy(batch);
	return status;
}

/* One guess from standard input; 0 at its end. */
static int
turn(struct motus_game *game, const struct motus_lexicon *lexicon)
{
	struct motus_word word;
	char line[256], marks[MOTUS_PATTERN_SIZE];
	int error;

	if (fgets(line, sizeof line, stdin) == NULL)
		return 0;
	error = motus_word_parse(&word, line, strcspn(line, "\r\n"));
	if (error == 0)
		error = motus_game_guess(game, lexicon, word);
	if (error != 0) {
		printf("%s\n", motus_error_text(error));
		return 1;
	}
	motus_pattern_format(game->turn[game->turns - 1].pattern, marks);
	printf("%s\n", marks);
	return 1;
}

/* Play `answer`: 1, 0 at the end of the input, or an error. */
static int
play(const struct motus_answer *answer, const struct motus_lexicon *lexicon,
    struct motus_store *store)
{
	struct motus_game game = motus_game_start(answer->word);
	char end[32];
	int error;

	printf("%c and %d more letters\n", answer->word.letter[0],
	    answer->word.length - 1);
	while (motus_game_outcome(&game) == MOTUS_PLAYING)
		if (turn(&game, lexicon) == 0)
			return 0;
	if (motus_game_outcome(&game) == MOTUS_WON)
		snprintf(end, sizeof end, "won in %" PRIu32, game.turns);
	else
		snprintf(end, sizeof end, "lost");
	printf("%s: %s\n", answer->display, end);
	error = count(store, end);
	return error != 0 ? error : 1;
}

static void
show_ends(void *arg, int status, const struct motus_entry *entries, size_t n)
{
	*(int *)arg = status;
	for (size_t i = 0; i < n; i++)
		printf(
		    "%s: %" PRId64 "\n", entries[i].member, entries[i].amount);
}

/* Every answer in turn, as long as there is somebody to guess it. */
static int
play_all(const struct motus_lexicon *lexicon, struct motus_store *store)
{
	struct motus_answer answer;
	int result = 1;

	for (size_t i = 0;
	     result > 0 && motus_lexicon_answer(lexicon, i, &answer) == 0; i++)
		result = play(&answer, lexicon, store);
	if (result >= 0)
		motus_store_range(store, "ends", 0, 10, show_ends, &result);
	return result;
}

int
main(void)
{
	struct motus_lexicon *lexicon = NULL;
	struct motus_store *store = NULL;
	int error = motus_lexicon_from_memory(&lexicon, embedded_lexicon,
	    (size_t)(embedded_lexicon_end - embedded_lexicon));

	if (error == 0)
		error = motus_store_open(&store, "memory:", NULL);
	if (error == 0)
		error = play_all(lexicon, store);
	if (error != 0)
		fprintf(stderr, "embed: %s\n", motus_error_text(error));
	motus_store_destroy(store);
	motus_lexicon_destroy(lexicon);
	return error != 0;
}
