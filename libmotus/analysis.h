/*
 * analysis.h - a search for the answer: what it needs of memory, and where it
 * is
 */
#ifndef LIBMOTUS_ANALYSIS_H
#define LIBMOTUS_ANALYSIS_H

#include <motus/analysis.h>
#include <motus/marks.h>

struct search {
	const struct motus_vocabulary *vocabulary;
	struct motus_word *possible; /* answers, in the alphabet's order */
	size_t count;
	struct motus_marks *marks; /* of those; NULL while there are none */
	struct motus_word *allowed; /* guesses; room for all */
	struct motus_split *splits; /* theirs */
	uint32_t *kept; /* indices of possible answers; room for all */
};

/*
 * Begin where `game` is.  `search` is cleared by search_fini(), after an error
 * too.
 *
 *	MOTUS_ELENGTH	the words are not as long as the game's answer
 *	MOTUS_ENOMEM
 */
int search_init(struct search *search,
    const struct motus_vocabulary *vocabulary, const struct motus_game *game);

/*
 * Begin at the beginning of `game`, with its answer among the possible ones,
 * packed; it is added if it is none of the vocabulary's.
 *
 *	MOTUS_ELENGTH, MOTUS_ENOMEM
 */
int search_init_known(struct search *search,
    const struct motus_vocabulary *vocabulary, const struct motus_game *game);

void search_fini(struct search *search);

/* Pack the possible answers: MOTUS_EIMPOSSIBLE, MOTUS_ENOMEM. */
int search_pack(struct search *search);

/* Go on with the answers that `turn` left. */
int search_narrow(struct search *search, const struct motus_turn *turn);

/* Whether `word` is a possible answer. */
bool search_has(const struct search *search, struct motus_word word);

/* The best guess for the next turn of `game`. */
int search_best(struct search *search, const struct motus_game *game,
    enum motus_reach reach, struct motus_advice *best, uint64_t *worth);

/* What any guess would tell. */
int search_weigh(struct search *search, struct motus_word guess,
    struct motus_advice *advice, uint64_t *worth);

/* log2(n) in thousandths, n times over in 2^-32 being `bits`. */
uint32_t search_thousandths(uint64_t bits, size_t n);

#endif
