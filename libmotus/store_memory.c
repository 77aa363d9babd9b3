#include <stdlib.h>
#include <string.h>

#include <motus/backend.h>
#include <motus/error.h>

#include "libmotus/sorted.h"
#include "libmotus/store_backend.h"

/* How many values each commit looks at, to drop those whose time is over. */
#define SWEEP 8

struct value {
	const char *key; /* after the data */
	uint64_t version;
	int64_t expires; /* on CLOCK_MONOTONIC; INT64_MAX: never */
	size_t size;
	char data[];
};

struct member {
	int64_t amount;
	char name[];
};

struct ranking {
	struct sorted by_name;
	struct sorted by_place; /* the same members */
	char name[];
};

struct memory {
	struct sorted values;
	struct sorted rankings;
	uint64_t version; /* the last one given */
	size_t swept; /* where the next sweep begins */
};

static int
compare_key(const void *wanted, const void *item)
{
	return strcmp(wanted, ((const struct value *)item)->key);
}

static int
compare_ranking(const void *wanted, const void *item)
{
	return strcmp(wanted, ((const struct ranking *)item)->name);
}

static int
compare_name(const void *wanted, const void *item)
{
	return strcmp(wanted, ((const struct member *)item)->name);
}

static int
compare_place(const void *wanted, const void *item)
{
	const struct member *a = wanted, *b = item;

	if (a->amount != b->amount)
		return a->amount > b->amount ? -1 : 1;
	return strcmp(a->name, b->name);
}

static void
ranking_destroy(struct ranking *ranking)
{
	for (size_t i = 0; i < ranking->by_name.count; i++)
		free(ranking->by_name.items[i]);
	free(ranking->by_name.items);
	free(ranking->by_place.items);
	free(ranking);
}

static void
memory_destroy(void *context)
{
	struct memory *memory = context;

	for (size_t i = 0; i < memory->values.count; i++)
		free(memory->values.items[i]);
	for (size_t i = 0; i < memory->rankings.count; i++)
		ranking_destroy(memory->rankings.items[i]);
	free(memory->values.items);
	free(memory->rankings.items);
	free(memory);
}

/* The value under `key` whose time is not over, or NULL. */
static struct value *
find_value(const struct memory *memory, const char *key, int64_t now)
{
	struct value *value = sorted_find(&memory->values, key);

	return value != NULL && now < value->expires ? value : NULL;
}

/* The callback gets a copy: it may replace the value itself. */
static void
memory_get(void *context, const char *key, motus_got *done, void *arg)
{
	struct value *value =
	    find_value(context, key, store_clock(CLOCK_MONOTONIC));
	size_t size = value == NULL ? 0 : value->size;
	uint64_t version = value == NULL ? 0 : value->version;
	void *copy;

	if (value == NULL) {
		done(arg, 0, NULL, 0, 0);
		return;
	}
	copy = malloc(size + 1);
	if (copy == NULL) {
		done(arg, MOTUS_ENOMEM, NULL, 0, 0);
		return;
	}
	memcpy(copy, value->data, size);
	done(arg, 0, copy, size, version);
	free(copy);
}

static int
check(const struct memory *memory, const struct motus_batch *batch, int64_t now)
{
	for (size_t i = 0; i < batch->count; i++) {
		const struct motus_step *step = &batch->steps[i];
		const struct value *value;

		if (step->kind != MOTUS_STEP_EXPECT)
			continue;
		value = find_value(memory, step->key, now);
		if (step->version != (value == NULL ? 0 : value->version))
			return MOTUS_ECONFLICT;
	}
	return 0;
}

static struct value *
value_create(const struct motus_step *step, uint64_t version, int64_t now)
{
	size_t key_size = strlen(step->key) + 1;
	struct value *value = malloc(sizeof *value + step->size + key_size);

	if (value == NULL)
		return NULL;
	value->key = memcpy(value->data + step->size, step->key, key_size);
	value->version = version;
	value->expires =
	    step->ttl == 0 ? INT64_MAX : now + (int64_t)step->ttl * 1000;
	value->size = step->size;
	memcpy(value->data, step->value, step->size);
	return value;
}

static struct ranking *
ranking_create(const char *name)
{
	size_t size = strlen(name) + 1;
	struct ranking *ranking = malloc(sizeof *ranking + size);

	if (ranking == NULL)
		return NULL;
	ranking->by_name = (struct sorted){ .compare = compare_name };
	ranking->by_place = (struct sorted){ .compare = compare_place };
	memcpy(ranking->name, name, size);
	return ranking;
}

/* A member, and its ranking with room for it and the rest of a batch. */
static struct member *
member_create(struct memory *memory, const struct motus_step *step)
{
	size_t size = strlen(step->member) + 1;
	struct ranking *ranking = sorted_find(&memory->rankings, step->key);
	struct member *member;

	if (ranking == NULL) {
		if (sorted_reserve(&memory->rankings, 1) != 0)
			return NULL;
		ranking = ranking_create(step->key);
		if (ranking == NULL)
			return NULL;
		sorted_insert(&memory->rankings, step->key, ranking);
	}
	if (sorted_reserve(&ranking->by_name, MOTUS_BATCH_MAX) != 0 ||
	    sorted_reserve(&ranking->by_place, MOTUS_BATCH_MAX) != 0)
		return NULL;
	member = malloc(sizeof *member + size);
	if (member == NULL)
		return NULL;
	member->amount = 0;
	memcpy(member->name, step->member, size);
	return member;
}

static void
value_put(struct memory *memory, struct value *value)
{
	free(sorted_remove(&memory->values, value->key));
	sorted_insert(&memory->values, value->key, value);
}

static void
member_remove(struct memory *memory, const struct motus_step *step)
{
	struct ranking *ranking = sorted_find(&memory->rankings, step->key);
	struct member *member;

	if (ranking == NULL)
		return;
	member = sorted_remove(&ranking->by_name, step->member);
	if (member != NULL)
		sorted_remove(&ranking->by_place, member);
	free(member);
}

/* Takes `fresh`, which has its name and amount 0. */
static void
member_put(
    struct memory *memory, const struct motus_step *step, struct member *fresh)
{
	struct ranking *ranking = sorted_find(&memory->rankings, step->key);
	struct member *member = sorted_remove(&ranking->by_name, step->member);

	if (member != NULL) {
		sorted_remove(&ranking->by_place, member);
		fresh->amount = member->amount;
		free(member);
	}
	fresh->amount = step->kind == MOTUS_STEP_RANK_SET
	    ? step->amount
	    : store_amount(fresh->amount + step->amount);
	sorted_insert(&ranking->by_name, fresh->name, fresh);
	sorted_insert(&ranking->by_place, fresh, fresh);
}

/*
 * All that could fail is done before anything changes: `made` gets the value
 * or the member of each step that brings one.
 */
static int
prepare(struct memory *memory, const struct motus_batch *batch, int64_t now,
    void *made[])
{
	if (sorted_reserve(&memory->values, batch->count) != 0)
		return MOTUS_ENOMEM;
	for (size_t i = 0; i < batch->count; i++) {
		const struct motus_step *step = &batch->steps[i];

		switch (step->kind) {
		case MOTUS_STEP_PUT:
			made[i] = value_create(step, memory->version + 1, now);
			break;
		case MOTUS_STEP_RANK_SET:
		case MOTUS_STEP_RANK_ADD:
			made[i] = member_create(memory, step);
			break;
		default: continue;
		}
		if (made[i] == NULL)
			return MOTUS_ENOMEM;
	}
	return 0;
}

static void
apply(struct memory *memory, const struct motus_batch *batch, void *made[])
{
	memory->version++;
	for (size_t i = 0; i < batch->count; i++) {
		const struct motus_step *step = &batch->steps[i];

		switch (step->kind) {
		case MOTUS_STEP_EXPECT: break;
		case MOTUS_STEP_PUT: value_put(memory, made[i]); break;
		case MOTUS_STEP_DELETE:
			free(sorted_remove(&memory->values, step->key));
			break;
		case MOTUS_STEP_RANK_SET:
		case MOTUS_STEP_RANK_ADD:
			member_put(memory, step, made[i]);
			break;
		case MOTUS_STEP_RANK_REMOVE: member_remove(memory, step); break;
		}
	}
}

static void
drop_empty_rankings(struct memory *memory, const struct motus_batch *batch)
{
	for (size_t i = 0; i < batch->count; i++) {
		const char *name = batch->steps[i].key;
		struct ranking *ranking = sorted_find(&memory->rankings, name);

		if (ranking == NULL || ranking->by_name.count != 0)
			continue;
		sorted_remove(&memory->rankings, name);
		ranking_destroy(ranking);
	}
}

/* Drop the values whose time is over, a few at a time, round and round. */
static void
sweep(struct memory *memory, int64_t now)
{
	for (int i = 0; i < SWEEP && memory->values.count != 0; i++) {
		struct value *value;

		if (memory->swept >= memory->values.count)
			memory->swept = 0;
		value = memory->values.items[memory->swept];
		if (now < value->expires)
			memory->swept++;
		else
			free(sorted_remove(&memory->values, value->key));
	}
}

static void
memory_commit(void *context, const struct motus_batch *batch,
    motus_committed *done, void *arg)
{
	struct memory *memory = context;
	int64_t now = store_clock(CLOCK_MONOTONIC);
	void *made[MOTUS_BATCH_MAX] = { NULL };
	int status = check(memory, batch, now);

	if (status == 0) {
		status = prepare(memory, batch, now, made);
		if (status == 0)
			apply(memory, batch, made);
		else
			for (size_t i = 0; i < batch->count; i++)
				free(made[i]);
		drop_empty_rankings(memory, batch);
	}
	sweep(memory, now);
	done(arg, status);
}

static void
memory_range(void *context, const char *name, uint64_t from, size_t count,
    motus_ranged *done, void *arg)
{
	struct memory *memory = context;
	struct ranking *ranking = sorted_find(&memory->rankings, name);
	size_t size = ranking == NULL ? 0 : ranking->by_place.count;
	struct range *range = range_create(count);

	if (range == NULL) {
		done(arg, MOTUS_ENOMEM, NULL, 0);
		return;
	}
	for (uint64_t i = from; i < size && range->count < count; i++) {
		const struct member *member = ranking->by_place.items[i];

		range_add(
		    range, member->name, strlen(member->name), member->amount);
	}
	done(arg, 0, range->entries, range->count);
	free(range);
}

static void
memory_rank(void *context, const char *name, const char *wanted,
    motus_ranked *done, void *arg)
{
	struct memory *memory = context;
	struct ranking *ranking = sorted_find(&memory->rankings, name);
	struct member *member =
	    ranking == NULL ? NULL : sorted_find(&ranking->by_name, wanted);

	if (member == NULL)
		done(arg, MOTUS_EABSENT, 0, 0);
	else
		done(arg, 0, sorted_place(&ranking->by_place, member),
		    member->amount);
}

static void
memory_count(void *context, const char *name, motus_counted *done, void *arg)
{
	struct memory *memory = context;
	const struct ranking *ranking = sorted_find(&memory->rankings, name);

	done(arg, 0, ranking == NULL ? 0 : ranking->by_place.count);
}

static const struct motus_backend memory_backend = {
	.destroy = memory_destroy,
	.get = memory_get,
	.commit = memory_commit,
	.range = memory_range,
	.rank = memory_rank,
	.count = memory_count,
};

int
store_memory_open(struct motus_store **store)
{
	struct memory *memory = calloc(1, sizeof *memory);
	int status;

	if (memory == NULL)
		return MOTUS_ENOMEM;
	memory->values.compare = compare_key;
	memory->rankings.compare = compare_ranking;
	status = motus_store_create(store, &memory_backend, memory);
	if (status != 0)
		free(memory);
	return status;
}
