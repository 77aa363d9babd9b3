/*
 * motus/lexicon.h - the words of a language
 *
 * A lexicon holds what may be guessed and, among these, the answers that a
 * puzzle may have, in the order and editions in which they were chosen.  It is
 * read from a file that motus-lexicon compiled (tools/lexicon), never changes
 * and may be shared by any number of threads.  The file is mapped, so that
 * processes share one copy.
 */
#ifndef MOTUS_LEXICON_H
#define MOTUS_LEXICON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <motus/date.h>
#include <motus/word.h>

#ifdef __cplusplus
extern "C" {
#endif

#define MOTUS_LANGUAGE_SIZE 9 /* "fr", "pt-br": up to 8 characters, a NUL */
#define MOTUS_DISPLAY_SIZE 32 /* bytes of UTF-8 with their NUL */
#define MOTUS_HASH_SIZE 32 /* bytes of SHA-256 */

/* Letters that an answer may have: what is shorter or longer is no fun. */
#define MOTUS_ANSWER_MIN 5
#define MOTUS_ANSWER_MAX 10

struct motus_lexicon; /* opaque: it owns the mapping */

/*
 * An answer as the lexicon has it.  It is an answer of the puzzles of every
 * edition from `added` to just before `withdrawn` (0: it was not).
 */
struct motus_answer {
	struct motus_word word;
	char display[MOTUS_DISPLAY_SIZE]; /* as people write it: "œuvre" */
	uint32_t added; /* 1 for the first edition */
	uint32_t withdrawn; /* an edition, or 0 */
};

/*
 * Map the compiled lexicon in the file `path` and check all of it, its hash
 * included, so that a lexicon that opened can be trusted.
 *
 *	MOTUS_EIO	the file can't be read; errno tells why
 *	MOTUS_EFORMAT	not a lexicon of this version, or a damaged one
 *	MOTUS_ENOMEM
 *
 * The caller destroys *lexicon.
 */
int motus_lexicon_open(struct motus_lexicon **lexicon, const char *path);

/*
 * The same from `size` bytes in memory, which stay the caller's and must stay
 * as they are until the lexicon is destroyed.
 */
int motus_lexicon_from_memory(
    struct motus_lexicon **lexicon, const void *bytes, size_t size);

/* NULL is allowed. */
void motus_lexicon_destroy(struct motus_lexicon *lexicon);

/* The language, such as "fr".  It lives as long as the lexicon. */
const char *motus_lexicon_language(const struct motus_lexicon *lexicon);

/* SHA-256 of the content: MOTUS_HASH_SIZE bytes that live as long. */
const unsigned char *motus_lexicon_hash(const struct motus_lexicon *lexicon);

/* How many words of `length` letters may be guessed; 0 for another length. */
size_t motus_lexicon_count(
    const struct motus_lexicon *lexicon, unsigned int length);

/* Whether `word` may be guessed.  O(log n). */
bool motus_lexicon_has(
    const struct motus_lexicon *lexicon, struct motus_word word);

/*
 * The word at `index`, from 0, among those of `length` letters in the order
 * of the alphabet.
 *
 *	MOTUS_EINVAL	no such length or index
 */
int motus_lexicon_word(const struct motus_lexicon *lexicon, unsigned int length,
    size_t index, struct motus_word *word);

/* How many answers there are, the withdrawn ones included. */
size_t motus_lexicon_answers(const struct motus_lexicon *lexicon);

/*
 * The answer at `index`, from 0, in the order in which they were added.
 *
 *	MOTUS_EINVAL	no such index
 */
int motus_lexicon_answer(const struct motus_lexicon *lexicon, size_t index,
    struct motus_answer *answer);

/* How many editions the answers had; at least 1. */
size_t motus_lexicon_editions(const struct motus_lexicon *lexicon);

/*
 * The first day of edition `edition`, from 1.
 *
 *	MOTUS_EINVAL	no such edition
 */
int motus_lexicon_edition(const struct motus_lexicon *lexicon, size_t edition,
    struct motus_date *first);

#ifdef __cplusplus
}
#endif

#endif
