/*
 * sorted.h - pointers kept in order, in an array
 *
 * Finding takes O(log n); adding and removing move what comes after.
 */
#ifndef MOTUS_SORTED_H
#define MOTUS_SORTED_H

#include <stddef.h>

/* As for bsearch(3): how `wanted` compares with an item of the array. */
typedef int sorted_compare(const void *wanted, const void *item);

struct sorted {
	sorted_compare *compare;
	void **items;
	size_t count;
	size_t room;
};

/* How many items come before `wanted`. */
size_t sorted_place(const struct sorted *sorted, const void *wanted);

/* The item that equals `wanted`, or NULL. */
void *sorted_find(const struct sorted *sorted, const void *wanted);

/* Make room for `more` items: 0, or MOTUS_ENOMEM. */
int sorted_reserve(struct sorted *sorted, size_t more);

/* Add `item` where `wanted` belongs; there is room, and no equal item. */
void sorted_insert(struct sorted *sorted, const void *wanted, void *item);

/* Take out and return the item that equals `wanted`, or NULL. */
void *sorted_remove(struct sorted *sorted, const void *wanted);

#endif
