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
#define STEPS_MAX 50000 /* of a search for a cycle's order */

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
	uint32_t *order, *spare, *scratch; /* room for as many each */
	int32_t days; /* laid out so far */
	int32_t apart; /* days between two puzzles of an answer, at least */
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

/* Take out the item at `from` and put it in at `to`. */
static void
move(uint32_t *order, size_t from, size_t to)
{
	uint32_t item = order[from];

	if (to < from)
		memmove(
		    order + to + 1, order + to, (from - to) * sizeof(*order));
	else
		memmove(order + from, order + from + 1,
		    (to - from) * sizeof(*order));
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

/*
 * Sort those first that have the most others alike: they are the hardest to
 * keep apart when few are left.
 */
static void
sort_by_crowd(const struct layout *layout, uint32_t *order, size_t count)
{
	uint32_t lengths[MOTUS_WORD_MAX + 1] = { 0 }, initials[26] = { 0 };

	for (size_t i = 0; i < count; i++) {
		const struct candidate *one = &layout->candidates[order[i]];

		lengths[one->length]++;
		initials[one->initial - 'A']++;
	}
	for (size_t i = 0; i < count; i++) {
		const struct candidate *one = &layout->candidates[order[i]];
		uint32_t crowd =
		    lengths[one->length] + initials[one->initial - 'A'];
		size_t to = i;

		while (to > 0 && layout->scratch[to - 1] < crowd)
			to--;
		move(order, i, to);
		layout->scratch[i] = crowd;
		move(layout->scratch, i, to);
	}
}

/*
 * Look for an order that keeps all the rules by trying one answer after the
 * other for each place, and going back a place when nobody is left to try.
 * Says whether there is one; a search that gets too long says no.
 */
static bool
search(const struct layout *layout, uint32_t *order, size_t count)
{
	uint32_t *from = layout->scratch; /* where each place's answer was */
	size_t place = 0, next = 0;

	sort_by_crowd(layout, order, count);
	for (int steps = 0; place < count && steps < STEPS_MAX; steps++) {
		if (next < count &&
		    cost(layout, order, place, place, order[next]) > 0) {
			next++;
		} else if (next < count) {
			move(order, next, place);
			from[place] = (uint32_t)next;
			next = ++place;
		} else if (place > 0) {
			place--;
			next = from[place];
			move(order, place, next);
			next++;
		} else {
			return false;
		}
	}
	return place == count;
}

/* Who has not come yet in the running cycle, into layout->order. */
static size_t
gather(struct layout *layout)
{
	size_t count = 0;

	for (size_t i = 0; i < layout->count; i++) {
		const struct candidate *candidate = &layout->candidates[i];

		if (belongs(candidate, layout->edition) &&
		    candidate->cycle != layout->cycle)
			layout->order[count++] = (uint32_t)i;
	}
	return count;
}

/*
 * Put those in layout->order into an order.  Where many differ enough, it is
 * easily made to keep the rules; where few are left, or most are alike, one
 * that does is searched for.
 */
static int
choose_order(struct layout *layout, size_t count)
{
	const char *language =
	    motus_lexicon_language(layout->calendar->lexicon);
	struct stream stream;
	int error;

	stream_begin(&stream, layout->key);
	stream_label(&stream, DOMAIN, sizeof(DOMAIN));
	stream_label(&stream, language, strlen(language) + 1);
	stream_label_number(&stream, layout->edition);
	stream_label_number(&stream, layout->cycle);
	error = stream_shuffle(&stream, layout->order, count);
	if (error != 0)
		return error;
	memcpy(layout->spare, layout->order, count * sizeof(*layout->order));
	if (arrange(layout, layout->spare, count) == 0 ||
	    !search(layout, layout->order, count))
		memcpy(layout->order, layout->spare,
		    count * sizeof(*layout->order));
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
		.spare = calloc(count, sizeof(*layout.spare)),
		.scratch = calloc(count, sizeof(*layout.scratch)),
	};
	struct motus_date first;
	int error = MOTUS_ENOMEM;

	if (layout.calendar != NULL && layout.candidates != NULL &&
	    layout.order != NULL && layout.spare != NULL &&
	    layout.scratch != NULL) {
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
	free(layout.spare);
	free(layout.scratch);
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
