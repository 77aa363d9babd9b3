#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <motus/daily.h>
#include <motus/error.h>

#include "libmotus/shuffle.h"

#define DOMAIN "motus-calendar-1"
#define APART_MAX 180 /* days */
#define TOO_SOON 4 /* how bad that is; a neighbour alike is 1 or 2 */
#define TRIES 8192 /* orders for one answer; fewer, the more there are */

struct motus_calendar {
	const struct motus_lexicon *lexicon;
	int32_t first; /* day, counted from 1970-01-01 */
	uint32_t answer[MOTUS_CALENDAR_DAYS]; /* as the lexicon counts them */
};

/* What matters here of an answer. */
struct candidate {
	uint8_t length;
	char initial;
	uint32_t added, withdrawn; /* editions */
	uint32_t cycle; /* the last that it came in; 0: none yet */
	int32_t day; /* the last that it came on, in the calendar's count */
};

/*
 * The work of motus_calendar_create().  Days are laid out from the first to
 * the last and never changed again.  A cycle is put in order as a whole, as if
 * no other edition followed, and cut where one does: so no day depends on an
 * edition later than it.
 */
struct layout {
	struct motus_calendar *calendar;
	const unsigned char *key;
	struct candidate *candidates; /* as the lexicon counts them */
	size_t count; /* of the candidates */
	uint32_t *order, *trial; /* room for as many */
	int32_t days; /* laid out so far */
	int32_t apart; /* days between two puzzles of an answer, at least */
	size_t tries; /* as TRIES, but less after each that was in vain */
	uint32_t edition, cycle; /* being laid out, from 1 */
};

static bool
belongs(const struct candidate *candidate, uint32_t edition)
{
	return candidate->added <= edition &&
	    (candidate->withdrawn == 0 || candidate->withdrawn > edition);
}

static int
alike(const struct candidate *a, const struct candidate *b)
{
	return (a->length == b->length) + (a->initial == b->initial);
}

static bool
too_soon(
    const struct layout *layout, const struct candidate *candidate, int32_t day)
{
	return candidate->cycle > 0 && day - candidate->day < layout->apart;
}

/* Who comes before place `place` of `order`; NULL before the first day. */
static const struct candidate *
neighbour(const struct layout *layout, const uint32_t *order, size_t place)
{
	if (place > 0)
		return &layout->candidates[order[place - 1]];
	if (layout->days > 0)
		return layout->candidates +
		    layout->calendar->answer[layout->days - 1];
	return NULL;
}

/*
 * How much worse an order, of which `placed` answers stand, gets with another
 * one put in at `place`.
 */
static int
cost(const struct layout *layout, const uint32_t *order, size_t placed,
    size_t place, uint32_t answer)
{
	const struct candidate *candidate = &layout->candidates[answer];
	const struct candidate *left = neighbour(layout, order, place);
	int worse = 0;

	if (too_soon(layout, candidate, layout->days + (int32_t)place))
		worse += TOO_SOON;
	if (left != NULL)
		worse += alike(left, candidate);
	if (place < placed) {
		const struct candidate *right =
		    &layout->candidates[order[place]];

		worse += alike(candidate, right);
		if (left != NULL)
			worse -= alike(left, right);
	}
	return worse;
}

/* Take out the item at `from`, and put it in at `to`, which is not after it. */
static void
move(uint32_t *order, size_t from, size_t to)
{
	uint32_t item = order[from];

	memmove(order + to + 1, order + to, (from - to) * sizeof(*order));
	order[to] = item;
}

/*
 * Put the answer at place `placed` where it makes the order before it least
 * worse, rather late than early.  Whoever it goes in front of comes a day
 * later, further from their last puzzle, and keeps all other neighbours.
 */
static int
squeeze_in(const struct layout *layout, uint32_t *order, size_t placed)
{
	int least = INT_MAX;
	size_t best = placed;

	for (size_t place = placed + 1; place-- > 0 && least > 0;) {
		int worse = cost(layout, order, placed, place, order[placed]);

		if (worse < least) {
			least = worse;
			best = place;
		}
	}
	move(order, placed, best);
	return least;
}

/*
 * Change an order so that it keeps the rules: whoever is the first that may
 * come next does.  Towards the end, when few are left, it may be that nobody
 * may; then the next one is squeezed in between two that came earlier.  Returns
 * how bad the order still is, 0 being right.
 */
static int
arrange(const struct layout *layout, uint32_t *order, size_t count)
{
	int bad = 0;

	for (size_t placed = 0; placed < count; placed++) {
		size_t next = placed;

		while (next < count &&
		    cost(layout, order, placed, placed, order[next]) > 0)
			next++;
		if (next < count)
			move(order, next, placed);
		else
			bad += squeeze_in(layout, order, placed);
	}
	return bad;
}

/* Who has not come yet in the running cycle, into layout->trial. */
static size_t
gather(struct layout *layout)
{
	size_t count = 0;

	for (size_t i = 0; i < layout->count; i++) {
		const struct candidate *candidate = &layout->candidates[i];

		if (belongs(candidate, layout->edition) &&
		    candidate->cycle != layout->cycle)
			layout->trial[count++] = (uint32_t)i;
	}
	return count;
}

/*
 * Put those in layout->trial into an order, into layout->order.  Many answers
 * that differ enough give one that keeps the rules at once.  Few, or most of
 * them alike, need luck, or allow none: then it is the best of many, and the
 * next cycles of the edition, which will be no better, are tried less often.
 */
static int
choose_order(struct layout *layout, size_t count)
{
	const char *language =
	    motus_lexicon_language(layout->calendar->lexicon);
	struct stream stream;
	int least = INT_MAX;

	stream_begin(&stream, layout->key);
	stream_label(&stream, DOMAIN, sizeof(DOMAIN));
	stream_label(&stream, language, strlen(language) + 1);
	stream_label_number(&stream, layout->edition);
	stream_label_number(&stream, layout->cycle);
	for (size_t i = 0; i <= layout->tries / count && least > 0; i++) {
		int error = stream_shuffle(&stream, layout->trial, count);
		int bad;

		if (error != 0)
			return error;
		bad = arrange(layout, layout->trial, count);
		if (bad < least) {
			least = bad;
			memcpy(layout->order, layout->trial,
			    count * sizeof(*layout->order));
		}
	}
	if (least > 0)
		layout->tries /= 2;
	return 0;
}

/* Lay out what is left of the running cycle, or the next one, up to `end`. */
static int
lay_cycle(struct layout *layout, int32_t end)
{
	size_t count = gather(layout);
	int error;

	if (count == 0) {
		layout->cycle++;
		count = gather(layout);
	}
	error = choose_order(layout, count);
	if (error != 0)
		return error;
	for (size_t i = 0; i < count && layout->days < end; i++) {
		struct candidate *candidate =
		    &layout->candidates[layout->order[i]];

		candidate->cycle = layout->cycle;
		candidate->day = layout->days;
		layout->calendar->answer[layout->days++] = layout->order[i];
	}
	return 0;
}

/*
 * Get ready for an edition.  Its puzzles of an answer must be 180 days apart,
 * or as many as a quarter of its answers when these are few.
 */
static int
begin_edition(struct layout *layout, uint32_t edition)
{
	uint32_t lengths = 0, initials = 0; /* a bit for each that there is */
	int32_t size = 0;

	for (size_t i = 0; i < layout->count; i++) {
		const struct candidate *candidate = &layout->candidates[i];

		if (belongs(candidate, edition)) {
			lengths |= 1u << candidate->length;
			initials |= 1u << (candidate->initial - 'A');
			size++;
		}
	}
	if ((lengths & (lengths - 1)) == 0 || (initials & (initials - 1)) == 0)
		return MOTUS_EINVAL;
	layout->edition = edition;
	layout->tries = TRIES;
	layout->apart = size / 4 < APART_MAX ? size / 4 : APART_MAX;
	return 0;
}

/* The first day of `edition`, or the end of the calendar if that is before. */
static int32_t
edition_day(const struct motus_calendar *calendar, size_t edition)
{
	struct motus_date date;
	int32_t day;

	if (motus_lexicon_edition(calendar->lexicon, edition, &date) != 0)
		return MOTUS_CALENDAR_DAYS;
	day = motus_date_days(date) - calendar->first;
	return day < MOTUS_CALENDAR_DAYS ? day : MOTUS_CALENDAR_DAYS;
}

static int
lay_out(struct layout *layout)
{
	size_t editions = motus_lexicon_editions(layout->calendar->lexicon);
	int error = 0;

	layout->cycle = 1;
	for (size_t i = 1; i <= editions && error == 0; i++) {
		int32_t end = edition_day(layout->calendar, i + 1);

		error = begin_edition(layout, (uint32_t)i);
		while (error == 0 && layout->days < end)
			error = lay_cycle(layout, end);
	}
	return error;
}

static int
read_candidates(struct layout *layout)
{
	for (size_t i = 0; i < layout->count; i++) {
		struct motus_answer answer;
		int error =
		    motus_lexicon_answer(layout->calendar->lexicon, i, &answer);

		if (error != 0)
			return error;
		layout->candidates[i] = (struct candidate){
			.length = answer.word.length,
			.initial = answer.word.letter[0],
			.added = answer.added,
			.withdrawn = answer.withdrawn,
		};
	}
	return 0;
}

int
motus_calendar_create(struct motus_calendar **calendar,
    const struct motus_lexicon *lexicon, const unsigned char *key)
{
	size_t count = motus_lexicon_answers(lexicon);
	struct layout layout = {
		.calendar = calloc(1, sizeof(*layout.calendar)),
		.key = key,
		.candidates = calloc(count, sizeof(*layout.candidates)),
		.count = count,
		.order = calloc(count, sizeof(*layout.order)),
		.trial = calloc(count, sizeof(*layout.trial)),
	};
	struct motus_date first;
	int error = MOTUS_ENOMEM;

	if (layout.calendar != NULL && layout.candidates != NULL &&
	    layout.order != NULL && layout.trial != NULL) {
		layout.calendar->lexicon = lexicon;
		error = motus_lexicon_edition(lexicon, 1, &first);
	}
	if (error == 0) {
		layout.calendar->first = motus_date_days(first);
		error = read_candidates(&layout);
	}
	if (error == 0)
		error = lay_out(&layout);
	if (error == 0)
		*calendar = layout.calendar;
	else
		free(layout.calendar);
	free(layout.candidates);
	free(layout.order);
	free(layout.trial);
	return error;
}

void
motus_calendar_destroy(struct motus_calendar *calendar)
{
	free(calendar);
}

int
motus_calendar_puzzle(const struct motus_calendar *calendar,
    struct motus_date date, struct motus_puzzle *puzzle)
{
	int32_t day = motus_date_days(date) - calendar->first;

	if (day < 0 || day >= MOTUS_CALENDAR_DAYS)
		return MOTUS_EDATE;
	puzzle->date = date;
	puzzle->number = (uint32_t)day + 1;
	return motus_lexicon_answer(
	    calendar->lexicon, calendar->answer[day], &puzzle->answer);
}
