/*
 * solver ANSWERS GUESSES [FIRST [BEAM]] - how many turns a list of answers
 * takes
 *
 * Both files have a word a line, all of the same length; the guesses may have
 * the answers among them or not.  FIRST is the first guess, or `-` for the best
 * one; BEAM is how many guesses are tried at each position: 1 looks one step
 * ahead, 10 finds some of the best trees known.
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <motus/motus.h>

struct list {
	struct motus_word *word;
	size_t count;
};

static void
die(const char *what, const char *why)
{
	fprintf(stderr, "solver: %s: %s\n", what, why);
	exit(1);
}

static struct list
read_list(const char *path)
{
	struct list list = { NULL, 0 };
	size_t room = 0;
	char line[256];
	FILE *file = fopen(path, "r");

	if (file == NULL)
		die(path, "can't be read");
	while (fgets(line, sizeof(line), file) != NULL) {
		size_t size = strcspn(line, "\r\n");

		if (list.count == room) {
			room = room == 0 ? 1024 : 2 * room;
			list.word =
			    realloc(list.word, room * sizeof(*list.word));
			if (list.word == NULL)
				die(path, "no memory");
		}
		if (motus_word_parse(&list.word[list.count++], line, size) != 0)
			die(path, "not a word a line");
	}
	fclose(file);
	return list;
}

static void
show(const struct motus_tree *tree)
{
	struct motus_report report = motus_tree_report(tree);
	struct motus_word first;

	motus_tree_guess(tree, NULL, 0, &first);
	printf("%s: %" PRIu32 " answers, %" PRIu64
	       " turns, average %.4f, worst %" PRIu32 "\n",
	    first.letter, report.answers, report.turns,
	    (double)report.turns / report.answers, report.worst);
	for (uint32_t i = 0; i < report.worst; i++)
		printf("%" PRIu32 ": %" PRIu32 "\n", i + 1, report.taking[i]);
}

int
main(int argc, char **argv)
{
	struct motus_vocabulary *words;
	struct motus_tree *tree;
	struct motus_word first;
	struct list answers, guesses;
	bool given = argc > 3 && strcmp(argv[3], "-") != 0;
	unsigned long beam = argc > 4 ? strtoul(argv[4], NULL, 10) : 1;
	int error;

	if (argc < 3 || argc > 5 || beam > MOTUS_BEAM_MAX) {
		fputs("usage: solver ANSWERS GUESSES [FIRST [BEAM]]\n", stderr);
		return 2;
	}
	if (given && motus_word_parse(&first, argv[3], strlen(argv[3])) != 0)
		die(argv[3], "not a word");
	answers = read_list(argv[1]);
	guesses = read_list(argv[2]);
	error = motus_vocabulary_create(
	    &words, guesses.word, guesses.count, answers.word, answers.count);
	if (error != 0)
		die(argv[1], motus_error_text(error));
	error = motus_solve(
	    &tree, words, given ? &first : NULL, (unsigned int)beam);
	if (error != 0)
		die(argv[1], motus_error_text(error));
	show(tree);
	motus_tree_destroy(tree);
	motus_vocabulary_destroy(words);
	free(answers.word);
	free(guesses.word);
	return 0;
}
