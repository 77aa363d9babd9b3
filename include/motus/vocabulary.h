/*
 * motus/vocabulary.h - the words of one length: guesses, and answers among them
 *
 * What an analysis or a solver must know of the words.  A vocabulary never
 * changes and may be shared by any number of threads.
 */
#ifndef MOTUS_VOCABULARY_H
#define MOTUS_VOCABULARY_H

#include <stdbool.h>
#include <stddef.h>

#include <motus/lexicon.h>
#include <motus/word.h>

#ifdef __cplusplus
extern "C" {
#endif

#define MOTUS_VOCABULARY_MAX 1000000 /* words */

struct motus_vocabulary; /* opaque: it owns the words */

/*
 * A vocabulary of `answers`, and of `guesses`, which may hold the answers or
 * not: each answer may be guessed.  The words are copied, in any order, and one
 * that comes twice counts once.
 *
 *	MOTUS_EINVAL	no answer, or more than MOTUS_VOCABULARY_MAX words
 *	MOTUS_ELENGTH	they differ in length
 *	MOTUS_ENOMEM
 *
 * The caller destroys *vocabulary.
 */
int motus_vocabulary_create(struct motus_vocabulary **vocabulary,
    const struct motus_word *guesses, size_t guess_count,
    const struct motus_word *answers, size_t answer_count);

/*
 * The words of `length` letters of a lexicon, which need not live on.  All its
 * answers are in it, those that are withdrawn too: old puzzles have them.
 *
 *	MOTUS_EINVAL	the lexicon has no answer of that length
 *	MOTUS_ENOMEM
 *
 * The caller destroys *vocabulary.
 */
int motus_vocabulary_from_lexicon(struct motus_vocabulary **vocabulary,
    const struct motus_lexicon *lexicon, unsigned int length);

/* NULL is allowed. */
void motus_vocabulary_destroy(struct motus_vocabulary *vocabulary);

/* How many letters each word has. */
unsigned int motus_vocabulary_length(const struct motus_vocabulary *vocabulary);

/*
 * What may be guessed, and what may be the answer: *count words in the order
 * of the alphabet, which live as long as the vocabulary.
 */
const struct motus_word *motus_vocabulary_guesses(
    const struct motus_vocabulary *vocabulary, size_t *count);
const struct motus_word *motus_vocabulary_answers(
    const struct motus_vocabulary *vocabulary, size_t *count);

/* Whether `word` is one of the answers. */
bool motus_vocabulary_has_answer(
    const struct motus_vocabulary *vocabulary, struct motus_word word);

#ifdef __cplusplus
}
#endif

#endif
