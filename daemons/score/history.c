#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <motus/error.h>
#include <motus/points.h>

#include "daemons/score/history.h"
#include "daemons/score/period.h"

#define LOST 0x80 /* in the byte of the turns */

void
history_key(const char *language, const struct player *player,
    char key[MOTUS_KEY_MAX + 1])
{
	snprintf(
	    key, MOTUS_KEY_MAX + 1, "history:%s:%s", language, player->key);
}

/* --- a row ---------------------------------------------------------------- */

static void
write_number(unsigned char *to, uint64_t number, size_t size)
{
	while (size-- > 0) {
		to[size] = (unsigned char)number;
		number >>= 8;
	}
}

static uint64_t
read_number(const unsigned char *from, size_t size)
{
	uint64_t number = 0;

	for (size_t i = 0; i < size; i++)
		number = number << 8 | from[i];
	return number;
}

static void
write_row(unsigned char row[HISTORY_ROW], const struct result *result)
{
	write_number(row, (uint32_t)result->day, 4);
	write_number(row + 4, (uint64_t)result->finished, 8);
	row[12] = result->turns | (result->outcome == MOTUS_LOST ? LOST : 0);
	row[13] = result->length;
	row[14] = result->red;
	row[15] = result->yellow;
	row[16] = result->blue;
}

static struct result
read_row(const unsigned char row[HISTORY_ROW])
{
	return (struct result){ .day = (int32_t)read_number(row, 4),
		.finished = (int64_t)read_number(row + 4, 8),
		.outcome = row[12] & LOST ? MOTUS_LOST : MOTUS_WON,
		.turns = row[12] & (LOST - 1),
		.length = row[13],
		.red = row[14],
		.yellow = row[15],
		.blue = row[16] };
}

/* --- the whole ------------------------------------------------------------ */

/* From the result at `i` on. */
static void
count_streaks(struct history *history, size_t i)
{
	for (; i < history->count; i++) {
		struct result *result = &history->results[i];
		const struct result *before = i == 0 ? NULL : result - 1;
		bool follows = before != NULL && before->day == result->day - 1;

		result->streak = result->outcome != MOTUS_WON ? 0
		    : follows ? before->streak + 1
			      : 1;
	}
}

static bool
can_be(const struct result *result, const struct result *before)
{
	return result->day >= PERIOD_FIRST && result->day <= PERIOD_LAST &&
	    (before == NULL || before->day < result->day) &&
	    result->turns >= 1 && result->turns <= MOTUS_TURNS;
}

int
history_read(struct history *history, const void *value, size_t size)
{
	const unsigned char *bytes = value;

	*history = (struct history){ 0 };
	if (value == NULL)
		return 0;
	if (size % HISTORY_ROW != 1 || bytes[0] != HISTORY_VERSION)
		return MOTUS_EFORMAT;
	history->results =
	    calloc(size / HISTORY_ROW + 1, sizeof *history->results);
	if (history->results == NULL)
		return MOTUS_ENOMEM;
	for (size_t at = 1; at < size; at += HISTORY_ROW) {
		struct result *result = &history->results[history->count];

		*result = read_row(bytes + at);
		if (!can_be(result, history->count == 0 ? NULL : result - 1)) {
			history_clear(history);
			return MOTUS_EFORMAT;
		}
		history->count++;
	}
	count_streaks(history, 0);
	return 0;
}

void
history_clear(struct history *history)
{
	free(history->results);
	*history = (struct history){ 0 };
}

/* How many results are of an earlier day. */
static size_t
place_of(const struct history *history, int32_t day)
{
	size_t place = history->count;

	while (place > 0 && history->results[place - 1].day >= day)
		place--;
	return place;
}

const struct result *
history_find(const struct history *history, int32_t day)
{
	size_t place = place_of(history, day);

	if (place == history->count || history->results[place].day != day)
		return NULL;
	return &history->results[place];
}

int
history_add(struct history *longer, const struct history *history,
    const struct result *result)
{
	size_t place = place_of(history, result->day);
	size_t after = history->count - place;

	*longer = (struct history){ .count = history->count + 1 };
	longer->results = calloc(longer->count, sizeof *longer->results);
	if (longer->results == NULL)
		return MOTUS_ENOMEM;
	if (place > 0)
		memcpy(longer->results, history->results,
		    place * sizeof *history->results);
	longer->results[place] = *result;
	if (after > 0)
		memcpy(longer->results + place + 1, history->results + place,
		    after * sizeof *history->results);
	count_streaks(longer, place);
	return 0;
}

/* Without memory the value is too big for the batch, which then fails. */
void
history_put(struct motus_batch *batch, const char *language,
    const struct player *player, const struct history *history,
    uint64_t version)
{
	size_t size = 1 + history->count * HISTORY_ROW;
	unsigned char *bytes = malloc(size);
	char key[MOTUS_KEY_MAX + 1];

	history_key(language, player, key);
	motus_batch_expect(batch, key, version);
	if (bytes == NULL) {
		motus_batch_put(batch, key, "", MOTUS_VALUE_MAX + 1, 0);
		return;
	}
	bytes[0] = HISTORY_VERSION;
	for (size_t i = 0; i < history->count; i++)
		write_row(bytes + 1 + i * HISTORY_ROW, &history->results[i]);
	motus_batch_put(batch, key, bytes, size,
	    player_sub(player) == NULL ? PLAYER_SECONDS : 0);
	free(bytes);
}

/* --- a result ------------------------------------------------------------- */

bool
result_equal(const struct result *a, const struct result *b)
{
	return a->day == b->day && a->finished == b->finished &&
	    a->outcome == b->outcome && a->turns == b->turns &&
	    a->length == b->length && a->red == b->red &&
	    a->yellow == b->yellow && a->blue == b->blue;
}

uint32_t
result_points(const struct result *result)
{
	return motus_points(result->outcome, result->turns, result->length);
}

uint32_t
result_bonus(const struct result *result)
{
	return motus_streak_bonus(result->streak);
}
