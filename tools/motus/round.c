#include <stdio.h>
#include <string.h>
#include <time.h>

#include <motus/error.h>

#include "tools/motus/motus.h"
#include "tools/motus/round.h"
#include "tools/motus/wire.h"

#define LINE_SIZE 256

const char *
outcome_name(enum motus_outcome outcome)
{
	return outcome == MOTUS_WON ? "won"
	    : outcome == MOTUS_LOST ? "lost"
				    : "playing";
}

static const struct {
	int error;
	const char *code;
} refusals[] = {
	{ MOTUS_EWORD, "not-a-word" },
	{ MOTUS_ELENGTH, "wrong-length" },
	{ MOTUS_EINITIAL, "wrong-initial" },
	{ MOTUS_EUNKNOWN, "unknown-word" },
	{ MOTUS_EPLACE, "letter-moved" },
	{ MOTUS_ELETTER, "letter-left-out" },
	{ MOTUS_ECONTRADICTS, "cannot-be-answer" },
};

#define REFUSALS (sizeof refusals / sizeof *refusals)

const char *
refusal_code(int error)
{
	for (size_t i = 0; i < REFUSALS; i++)
		if (refusals[i].error == error)
			return refusals[i].code;
	return "refused";
}

int
refusal_of(const char *code)
{
	for (size_t i = 0; i < REFUSALS; i++)
		if (strcmp(refusals[i].code, code) == 0)
			return refusals[i].error;
	return 0;
}

/* The next line without its end; of one that is too long, "". */
static bool
read_line(char line[LINE_SIZE])
{
	size_t length;
	int c;

	if (fgets(line, LINE_SIZE, stdin) == NULL)
		return false;
	length = strcspn(line, "\n");
	if (line[length] == '\0' && !feof(stdin)) {
		while ((c = getchar()) != EOF && c != '\n')
			;
		length = 0;
	}
	if (length > 0 && line[length - 1] == '\r')
		length--;
	line[length] = '\0';
	return true;
}

static int
guess(struct round *round, const char *line)
{
	struct motus_word word;
	int error = motus_word_parse(&word, line, strlen(line));

	return error != 0 ? error : round->guess(round, word);
}

/* In milliseconds, so that games of a moment keep their order. */
static int64_t
now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_REALTIME, &time);
	return time.tv_sec * INT64_C(1000) + time.tv_nsec / 1000000;
}

/*
 * A practice game can't be taken up again, and a friend's is kept by its site,
 * so of them only what came of it counts.
 */
static int
keep(const struct round *round)
{
	if (round->history == NULL ||
	    (round->practice &&
		motus_game_outcome(&round->game) == MOTUS_PLAYING))
		return EX_OK;
	return history_put(
	    round->history, round->id, wire_write_game(round), now());
}

int
round_play(struct round *round, const struct options *options)
{
	const struct voice *voice =
	    options->json ? voice_json() : voice_text(options->french);
	char line[LINE_SIZE];

	voice->begin(round);
	while (motus_game_outcome(&round->game) == MOTUS_PLAYING) {
		int error;

		voice->ask(round);
		if (!read_line(line)) {
			voice->end(round);
			return EXIT_UNFINISHED;
		}
		error = guess(round, line);
		if (error < 0)
			voice->refused(round, line, error);
		if (error == 0) {
			voice->played(round, line);
			error = keep(round);
		}
		if (error > 0)
			return error;
	}
	voice->end(round);
	return motus_game_outcome(&round->game) == MOTUS_WON ? EX_OK : EXIT_NO;
}
