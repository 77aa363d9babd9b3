#include <stdlib.h>
#include <string.h>

#include <motus/error.h>
#include <motus/vocabulary.h>

/* Words in the order of the alphabet, each once. */
struct list {
	struct motus_word *word;
	size_t count;
};

struct motus_vocabulary {
	unsigned int length;
	struct list guesses, answers;
};

static int
by_letters(const void *a, const void *b)
{
	const struct motus_word *x = a, *y = b;

	return memcmp(x->letter, y->letter, sizeof(x->letter));
}

static void
put_in_order(struct list *list)
{
	size_t kept = 0;

	qsort(list->word, list->count, sizeof(*list->word), by_letters);
	for (size_t i = 0; i < list->count; i++) {
		if (kept == 0 ||
		    !motus_word_equal(list->word[kept - 1], list->word[i]))
			list->word[kept++] = list->word[i];
	}
	list->count = kept;
}

static bool
same_length(const struct motus_word *words, size_t count, unsigned int length)
{
	for (size_t i = 0; i < count; i++) {
		if (words[i].length != length)
			return false;
	}
	return true;
}

static void
copy(struct motus_word *to, const struct motus_word *from, size_t count)
{
	if (count > 0)
		memcpy(to, from, count * sizeof(*to));
}

int
motus_vocabulary_create(struct motus_vocabulary **vocabulary,
    const struct motus_word *guesses, size_t guess_count,
    const struct motus_word *answers, size_t answer_count)
{
	struct motus_vocabulary *made;

	if (answer_count == 0 || answer_count > MOTUS_VOCABULARY_MAX ||
	    guess_count > MOTUS_VOCABULARY_MAX - answer_count)
		return MOTUS_EINVAL;
	if (!same_length(guesses, guess_count, answers[0].length) ||
	    !same_length(answers, answer_count, answers[0].length))
		return MOTUS_ELENGTH;
	made = calloc(1, sizeof(*made));
	if (made == NULL)
		return MOTUS_ENOMEM;
	made->length = answers[0].length;
	made->answers.count = answer_count;
	made->guesses.count = guess_count + answer_count;
	made->answers.word = calloc(answer_count, sizeof(*answers));
	made->guesses.word = calloc(made->guesses.count, sizeof(*guesses));
	if (made->answers.word == NULL || made->guesses.word == NULL) {
		motus_vocabulary_destroy(made);
		return MOTUS_ENOMEM;
	}
	copy(made->answers.word, answers, answer_count);
	copy(made->guesses.word, answers, answer_count);
	copy(made->guesses.word + answer_count, guesses, guess_count);
	put_in_order(&made->answers);
	put_in_order(&made->guesses);
	*vocabulary = made;
	return 0;
}

/* The answers of `length` letters; returns how many there are. */
static size_t
pick_answers(const struct motus_lexicon *lexicon, unsigned int length,
    struct motus_word *answers)
{
	size_t count = 0;

	for (size_t i = 0; i < motus_lexicon_answers(lexicon); i++) {
		struct motus_answer answer;

		if (motus_lexicon_answer(lexicon, i, &answer) == 0 &&
		    answer.word.length == length)
			answers[count++] = answer.word;
	}
	return count;
}

int
motus_vocabulary_from_lexicon(struct motus_vocabulary **vocabulary,
    const struct motus_lexicon *lexicon, unsigned int length)
{
	size_t guess_count = motus_lexicon_count(lexicon, length);
	struct motus_word *guesses = calloc(guess_count + 1, sizeof(*guesses));
	struct motus_word *answers =
	    calloc(motus_lexicon_answers(lexicon) + 1, sizeof(*answers));
	int error = MOTUS_ENOMEM;

	if (guesses != NULL && answers != NULL) {
		for (size_t i = 0; i < guess_count; i++)
			motus_lexicon_word(lexicon, length, i, &guesses[i]);
		error =
		    motus_vocabulary_create(vocabulary, guesses, guess_count,
			answers, pick_answers(lexicon, length, answers));
	}
	free(guesses);
	free(answers);
	return error;
}

void
motus_vocabulary_destroy(struct motus_vocabulary *vocabulary)
{
	if (vocabulary == NULL)
		return;
	free(vocabulary->guesses.word);
	free(vocabulary->answers.word);
	free(vocabulary);
}

unsigned int
motus_vocabulary_length(const struct motus_vocabulary *vocabulary)
{
	return vocabulary->length;
}

const struct motus_word *
motus_vocabulary_guesses(
    const struct motus_vocabulary *vocabulary, size_t *count)
{
	*count = vocabulary->guesses.count;
	return vocabulary->guesses.word;
}

const struct motus_word *
motus_vocabulary_answers(
    const struct motus_vocabulary *vocabulary, size_t *count)
{
	*count = vocabulary->answers.count;
	return vocabulary->answers.word;
}

bool
motus_vocabulary_has_answer(
    const struct motus_vocabulary *vocabulary, struct motus_word word)
{
	return bsearch(&word, vocabulary->answers.word,
		   vocabulary->answers.count, sizeof(word), by_letters) != NULL;
}
