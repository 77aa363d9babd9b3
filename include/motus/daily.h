/*
 * motus/daily.h - the word of the day
 *
 * A calendar says which answer each day has.  It follows from a lexicon's
 * answers and a secret key alone, so every instance that has both says the
 * same, with nothing else shared; and without the key nothing can be learnt
 * about a day to come.
 *
 * The answers are shuffled anew for each cycle by a keyed permutation
 * (Fisher-Yates over an HMAC-SHA256 stream, with rejection sampling), so no
 * answer comes twice before all have come once.  A new edition of the answers
 * shuffles what is left of the running cycle together with what the edition
 * adds: days before its first day stay as they were.
 *
 * Neighbouring days differ in length and in initial, and an answer comes again
 * after 180 days at the earliest (when an edition has fewer than 720 answers,
 * after a quarter as many).  The shuffled order is changed where it must be to
 * keep these two rules.  Where answers are few and most of them alike, there
 * may be no order that does: then the one that breaks them least of those
 * tried is taken, the same one everywhere.
 */
#ifndef MOTUS_DAILY_H
#define MOTUS_DAILY_H

#include <motus/date.h>
#include <motus/lexicon.h>
#include <motus/word.h>

#ifdef __cplusplus
extern "C" {
#endif

#define MOTUS_KEY_SIZE 32 /* bytes */
#define MOTUS_CALENDAR_DAYS 36525 /* a century from the first edition on */

struct motus_calendar; /* opaque, immutable: it owns memory */

/* A puzzle, answer included: not to be shown before the game is over. */
struct motus_puzzle {
	struct motus_date date;
	uint32_t number; /* 1 on the first day of the first edition */
	struct motus_answer answer;
};

/*
 * Lay out the days of `lexicon` (which must outlive the calendar) under the
 * MOTUS_KEY_SIZE secret bytes of `key` (not kept).
 *
 *	MOTUS_EINVAL	an edition has too few answers to lay out: it needs
 *			two lengths and two initials
 *	MOTUS_ENOMEM
 *
 * The caller destroys *calendar.  It may be shared by threads.
 */
int motus_calendar_create(struct motus_calendar **calendar,
    const struct motus_lexicon *lexicon, const unsigned char *key);

/* NULL is allowed. */
void motus_calendar_destroy(struct motus_calendar *calendar);

/*
 * The puzzle of `date`.  O(1).
 *
 *	MOTUS_EDATE	before the first edition, or MOTUS_CALENDAR_DAYS or
 *			more after it began
 */
int motus_calendar_puzzle(const struct motus_calendar *calendar,
    struct motus_date date, struct motus_puzzle *puzzle);

#ifdef __cplusplus
}
#endif

#endif
