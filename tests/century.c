#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "tests/century.h"

struct small
small_of(const char *answers)
{
	char *words = strdup(answers), *to = words;
	struct small small;

	for (const char *line = answers; *line != '\0';) {
		size_t size = strcspn(line, "\n") + 1;

		if (strchr("#@-", *line) == NULL) {
			memcpy(to, line, size);
			to += size;
		}
		line += size;
	}
	*to = '\0';
	small = small_create(words, answers);
	free(words);
	return small;
}

static int
compare(const void *a, const void *b)
{
	const struct motus_answer *left = a, *right = b;

	return strcmp(left->word.letter, right->word.letter);
}

struct motus_puzzle
century_puzzle(const struct century *century, int32_t day)
{
	struct motus_puzzle puzzle;
	struct motus_date on;

	cr_assert(zero(int, motus_date_from_days(&on, century->first + day)));
	cr_assert(
	    zero(int, motus_calendar_puzzle(century->calendar, on, &puzzle)));
	return puzzle;
}

struct century *
century_create(const char *answers, const unsigned char *key)
{
	struct century *made = calloc(1, sizeof(*made));
	const struct motus_lexicon *lexicon;
	struct motus_date first;

	made->small = small_of(answers);
	lexicon = made->small.lexicon;
	cr_assert(
	    zero(int, motus_calendar_create(&made->calendar, lexicon, key)));
	cr_assert(zero(int, motus_lexicon_edition(lexicon, 1, &first)));
	made->first = motus_date_days(first);

	made->count = motus_lexicon_answers(lexicon);
	made->answers = calloc(made->count, sizeof(*made->answers));
	for (size_t i = 0; i < made->count; i++)
		cr_assert(zero(
		    int, motus_lexicon_answer(lexicon, i, &made->answers[i])));
	qsort(made->answers, made->count, sizeof(*made->answers), compare);
	for (int32_t i = 0; i < MOTUS_CALENDAR_DAYS; i++) {
		struct motus_puzzle puzzle = century_puzzle(made, i);
		struct motus_answer *found = bsearch(&puzzle.answer,
		    made->answers, made->count, sizeof(*found), compare);

		cr_assert(ne(ptr, found, NULL));
		made->day[i] = (int)(found - made->answers);
	}
	return made;
}

void
century_destroy(struct century *century)
{
	motus_calendar_destroy(century->calendar);
	small_clear(&century->small);
	free(century->answers);
	free(century);
}

/* The edition that `day` is in. */
static uint32_t
edition_on(const struct century *century, int32_t day)
{
	uint32_t edition = 1;
	struct motus_date first;

	while (motus_lexicon_edition(
		   century->small.lexicon, edition + 1, &first) == 0 &&
	    motus_date_days(first) <= century->first + day)
		edition++;
	return edition;
}

static bool
belongs(const struct motus_answer *answer, uint32_t edition)
{
	return answer->added <= edition &&
	    (answer->withdrawn == 0 || edition < answer->withdrawn);
}

int
century_alike(const struct century *century)
{
	int count = 0;

	for (int32_t i = 1; i < MOTUS_CALENDAR_DAYS; i++) {
		struct motus_word a =
		    century->answers[century->day[i - 1]].word;
		struct motus_word b = century->answers[century->day[i]].word;

		count += a.length == b.length || a.letter[0] == b.letter[0];
	}
	return count;
}

int
century_out_of_turn(const struct century *century)
{
	bool *came = calloc(century->count, sizeof(*came));
	int count = 0;

	for (int32_t i = 0; i < MOTUS_CALENDAR_DAYS; i++) {
		uint32_t edition = edition_on(century, i);

		count += !belongs(&century->answers[century->day[i]], edition);
		if (came[century->day[i]]) {
			for (size_t j = 0; j < century->count; j++) {
				count += !came[j] &&
				    belongs(&century->answers[j], edition);
				came[j] = false;
			}
		}
		came[century->day[i]] = true;
	}
	free(came);
	return count;
}

int32_t
century_apart(const struct century *century)
{
	int32_t *last = calloc(century->count, sizeof(*last));
	int32_t least = INT32_MAX;

	for (int32_t i = 0; i < MOTUS_CALENDAR_DAYS; i++) {
		int32_t *of_answer = &last[century->day[i]];

		if (*of_answer > 0 && i + 1 - *of_answer < least)
			least = i + 1 - *of_answer;
		*of_answer = i + 1;
	}
	free(last);
	return least;
}

int
century_same(const struct century *a, const struct century *b, int32_t days)
{
	int count = 0;

	for (int32_t i = 0; i < days; i++)
		count += motus_word_equal(
		    a->answers[a->day[i]].word, b->answers[b->day[i]].word);
	return count;
}
