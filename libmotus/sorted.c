#include <stdlib.h>
#include <string.h>

#include <motus/error.h>

#include "libmotus/sorted.h"

size_t
sorted_place(const struct sorted *sorted, const void *wanted)
{
	size_t low = 0, high = sorted->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (sorted->compare(wanted, sorted->items[middle]) > 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void *
sorted_find(const struct sorted *sorted, const void *wanted)
{
	size_t place = sorted_place(sorted, wanted);

	if (place == sorted->count ||
	    sorted->compare(wanted, sorted->items[place]) != 0)
		return NULL;
	return sorted->items[place];
}

int
sorted_reserve(struct sorted *sorted, size_t more)
{
	size_t room = sorted->room * 2;
	void **items;

	if (sorted->room - sorted->count >= more)
		return 0;
	if (room < sorted->count + more)
		room = sorted->count + more;
	items = reallocarray(sorted->items, room, sizeof *items);
	if (items == NULL)
		return MOTUS_ENOMEM;
	sorted->items = items;
	sorted->room = room;
	return 0;
}

void
sorted_insert(struct sorted *sorted, const void *wanted, void *item)
{
	size_t place = sorted_place(sorted, wanted);
	void **at = &sorted->items[place];

	memmove(at + 1, at, (sorted->count++ - place) * sizeof *at);
	*at = item;
}

void *
sorted_remove(struct sorted *sorted, const void *wanted)
{
	void *item = sorted_find(sorted, wanted);
	void **at;

	if (item == NULL)
		return NULL;
	at = &sorted->items[sorted_place(sorted, wanted)];
	sorted->count--;
	memmove(at, at + 1,
	    (size_t)(&sorted->items[sorted->count] - at) * sizeof *at);
	return item;
}
