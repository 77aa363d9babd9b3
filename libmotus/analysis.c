#include <stdlib.h>
#include <string.h>

#include <motus/error.h>

#include "libmotus/analysis.h"
#include "libmotus/marks.h"

#define ONE_BIT (UINT64_C(1) << 32)

static int
by_letters(const void *a, const void *b)
{
	const struct motus_word *x = a, *y = b;

	return memcmp(x->letter, y->letter, sizeof(x->letter));
}

bool
search_has(const struct search *search, struct motus_word word)
{
	return bsearch(&word, search->possible, search->count, sizeof(word),
		   by_letters) != NULL;
}

/* Whether `word` can be the answer, as far as the player can tell. */
static bool
fits(const struct motus_game *game, struct motus_word word)
{
	for (uint32_t i = 0; i < word.length; i++) {
		if (motus_game_shows(game, i) &&
		    word.letter[i] != game->answer.letter[i])
			return false;
	}
	return !motus_game_contradicts(game, word);
}

static void
take(struct search *search, const struct motus_game *game,
    const struct motus_word *words, size_t count)
{
	search->count = 0;
	for (size_t i = 0; i < count; i++) {
		if (fits(game, words[i]))
			search->possible[search->count++] = words[i];
	}
}

/* The answers that are possible, or else the guesses. */
static void
take_possible(struct search *search, const struct motus_game *game)
{
	const struct motus_word *words;
	size_t count;

	words = motus_vocabulary_answers(search->vocabulary, &count);
	take(search, game, words, count);
	if (search->count > 0)
		return;
	words = motus_vocabulary_guesses(search->vocabulary, &count);
	take(search, game, words, count);
}

int
search_init(struct search *search, const struct motus_vocabulary *vocabulary,
    const struct motus_game *game)
{
	size_t room;

	*search = (struct search){ .vocabulary = vocabulary };
	if (motus_vocabulary_length(vocabulary) != game->answer.length)
		return MOTUS_ELENGTH;
	motus_vocabulary_guesses(vocabulary, &room);
	room++; /* for an answer that is none of them */
	search->possible = calloc(room, sizeof(*search->possible));
	search->allowed = calloc(room, sizeof(*search->allowed));
	search->splits = calloc(room, sizeof(*search->splits));
	search->kept = calloc(room, sizeof(*search->kept));
	if (search->possible == NULL || search->allowed == NULL ||
	    search->splits == NULL || search->kept == NULL)
		return MOTUS_ENOMEM;
	take_possible(search, game);
	return 0;
}

/* Add a word where it belongs among the possible ones. */
static void
add_possible(struct search *search, struct motus_word word)
{
	size_t at = search->count++;

	for (; at > 0 && by_letters(&search->possible[at - 1], &word) > 0; at--)
		search->possible[at] = search->possible[at - 1];
	search->possible[at] = word;
}

int
search_init_known(struct search *search,
    const struct motus_vocabulary *vocabulary, const struct motus_game *game)
{
	struct motus_game opening = *game;
	const struct motus_word *answers;
	size_t count;
	int error;

	opening.turns = 0;
	error = search_init(search, vocabulary, &opening);
	if (error != 0)
		return error;
	if (!motus_vocabulary_has_answer(vocabulary, game->answer)) {
		answers = motus_vocabulary_answers(vocabulary, &count);
		take(search, &opening, answers, count);
		add_possible(search, game->answer);
	}
	return search_pack(search);
}

void
search_fini(struct search *search)
{
	motus_marks_destroy(search->marks);
	free(search->possible);
	free(search->allowed);
	free(search->splits);
	free(search->kept);
}

int
search_pack(struct search *search)
{
	motus_marks_destroy(search->marks);
	search->marks = NULL;
	if (search->count == 0)
		return MOTUS_EIMPOSSIBLE;
	return motus_marks_create(
	    &search->marks, search->possible, search->count);
}

int
search_narrow(struct search *search, const struct motus_turn *turn)
{
	int error = motus_marks_filter(search->marks, turn->guess,
	    turn->pattern, search->kept, &search->count);

	if (error != 0)
		return error;
	for (size_t i = 0; i < search->count; i++)
		search->possible[i] = search->possible[search->kept[i]];
	return search_pack(search);
}

/* In two steps: a thousand times the bits of a million answers is too much. */
uint32_t
search_thousandths(uint64_t bits, size_t n)
{
	return (uint32_t)((bits / n * 1000 + ONE_BIT / 2) / ONE_BIT);
}

static struct motus_advice
advice(const struct search *search, struct motus_word guess,
    const struct motus_split *split, bool candidate)
{
	return (struct motus_advice){ .guess = guess,
		.possible = (uint32_t)search->count,
		.expected = search_thousandths(split->bits, search->count),
		.parts = split->parts,
		.largest = split->largest,
		.candidate = candidate };
}

/* Times the number of answers, and in 2^-32: one bit if it is one of them. */
static uint64_t
worth_of(const struct motus_split *split, bool candidate)
{
	return split->bits + (candidate ? ONE_BIT : 0);
}

int
search_weigh(struct search *search, struct motus_word guess,
    struct motus_advice *made, uint64_t *worth)
{
	bool candidate = search_has(search, guess);
	struct motus_split split;
	int error = motus_marks_split(search->marks, &guess, 1, &split);

	if (error != 0)
		return error;
	*made = advice(search, guess, &split, candidate);
	*worth = worth_of(&split, candidate);
	return 0;
}

/* Where the words that begin with `initial` or a later letter are. */
static size_t
place(const struct motus_word *words, size_t count, int initial)
{
	size_t low = 0;

	while (low < count) {
		size_t middle = low + (count - low) / 2;

		if (words[middle].letter[0] < initial)
			low = middle + 1;
		else
			count = middle;
	}
	return low;
}

/* Words in order; the splits of each are worked out together. */
struct guesses {
	const struct motus_word *word;
	size_t count;
};

static struct guesses
all_guesses(const struct search *search)
{
	struct guesses guesses;

	guesses.word =
	    motus_vocabulary_guesses(search->vocabulary, &guesses.count);
	return guesses;
}

/* The guesses that `game` would take. */
static struct guesses
allowed_guesses(struct search *search, const struct motus_game *game)
{
	struct guesses all = all_guesses(search), allowed = { .count = 0 };
	char initial = game->answer.letter[0];

	if (game->rules.initial) {
		size_t from = place(all.word, all.count, initial);

		all.count = place(all.word, all.count, initial + 1) - from;
		all.word += from;
	}
	if (game->rules.strictness == MOTUS_FREE)
		return all;
	for (size_t i = 0; i < all.count; i++) {
		if (motus_game_check(game, NULL, all.word[i]) == 0)
			search->allowed[allowed.count++] = all.word[i];
	}
	allowed.word = search->allowed;
	return allowed;
}

struct choice {
	struct motus_word guess;
	struct motus_split split;
	bool candidate;
};

static bool
is_better(const struct choice *a, const struct choice *b)
{
	uint64_t worth_a = worth_of(&a->split, a->candidate);
	uint64_t worth_b = worth_of(&b->split, b->candidate);

	if (worth_a != worth_b)
		return worth_a > worth_b;
	if (a->candidate != b->candidate)
		return a->candidate;
	return a->split.squares < b->split.squares;
}

/* Both lists are in order, so one walk finds which guesses are possible. */
static int
choose(struct search *search, struct guesses guesses, struct choice *best)
{
	int error = motus_marks_split(
	    search->marks, guesses.word, guesses.count, search->splits);

	if (error != 0)
		return error;
	for (size_t i = 0, j = 0; i < guesses.count; i++) {
		const struct motus_word *guess = &guesses.word[i];
		struct choice choice = { .guess = *guess,
			.split = search->splits[i] };

		while (j < search->count &&
		    by_letters(&search->possible[j], guess) < 0)
			j++;
		choice.candidate = j < search->count &&
		    by_letters(&search->possible[j], guess) == 0;
		if (i == 0 || is_better(&choice, best))
			*best = choice;
	}
	return 0;
}

/*
 * The possible answers are looked at first: one that tells all of them from
 * one another can't be beaten, and late in a game there mostly is one.  Where
 * others would take too long it is left at that.
 */
int
search_best(struct search *search, const struct motus_game *game,
    enum motus_reach reach, struct motus_advice *best, uint64_t *worth)
{
	struct guesses possible = { search->possible, search->count }, others;
	struct choice choice;
	int error;

	if (motus_game_outcome(game) != MOTUS_PLAYING)
		return MOTUS_EOVER;
	error = choose(search, possible, &choice);
	others = reach == MOTUS_REACH_ANY ? all_guesses(search)
					  : allowed_guesses(search, game);
	if (error == 0 && choice.split.parts < search->count &&
	    others.count <= MOTUS_ANALYSIS_PAIRS / search->count)
		error = choose(search, others, &choice);
	if (error != 0)
		return error;
	*worth = worth_of(&choice.split, choice.candidate);
	*best = advice(search, choice.guess, &choice.split, choice.candidate);
	return 0;
}

int
motus_possible(const struct motus_vocabulary *vocabulary,
    const struct motus_game *game, struct motus_word *possible, size_t *count)
{
	struct search search;
	int error = search_init(&search, vocabulary, game);

	if (error == 0) {
		*count = search.count;
		if (search.count > 0)
			memcpy(possible, search.possible,
			    search.count * sizeof(*possible));
	}
	search_fini(&search);
	return error;
}

/* search_init(), and the answers are packed, to weigh guesses. */
static int
search_init_packed(struct search *search,
    const struct motus_vocabulary *vocabulary, const struct motus_game *game)
{
	int error = search_init(search, vocabulary, game);

	return error == 0 ? search_pack(search) : error;
}

int
motus_weigh(const struct motus_vocabulary *vocabulary,
    const struct motus_game *game, struct motus_word guess,
    struct motus_advice *made)
{
	struct search search;
	uint64_t worth;
	int error = search_init_packed(&search, vocabulary, game);

	if (error == 0)
		error = search_weigh(&search, guess, made, &worth);
	search_fini(&search);
	return error;
}

int
motus_advise(const struct motus_vocabulary *vocabulary,
    const struct motus_game *game, enum motus_reach reach,
    struct motus_advice *best)
{
	struct search search;
	uint64_t worth;
	int error = search_init_packed(&search, vocabulary, game);

	if (error == 0)
		error = search_best(&search, game, reach, best, &worth);
	search_fini(&search);
	return error;
}
