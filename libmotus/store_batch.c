#include <stdlib.h>
#include <string.h>

#include <motus/backend.h>
#include <motus/error.h>
#include <motus/store.h>

#include "libmotus/store_backend.h"

struct motus_batch *
motus_batch_create(void)
{
	return calloc(1, sizeof(struct motus_batch));
}

void
motus_batch_destroy(struct motus_batch *batch)
{
	if (batch == NULL)
		return;
	for (size_t i = 0; i < batch->count; i++)
		free((void *)batch->steps[i].key);
	free(batch);
}

static int
check_step(const struct motus_step *step)
{
	int status = store_check_name(step->key, MOTUS_KEY_MAX);

	if (status == 0 && step->kind >= MOTUS_STEP_RANK_SET)
		status = store_check_name(step->member, MOTUS_MEMBER_MAX);
	if (status != 0)
		return status;
	if (step->size > MOTUS_VALUE_MAX)
		return MOTUS_ETOOBIG;
	if (step->value == NULL && step->size != 0)
		return MOTUS_EINVAL;
	return step->amount == store_amount(step->amount) ? 0 : MOTUS_EINVAL;
}

/* The copies of key, member and value share one allocation. */
static int
copy_step(struct motus_step *copy, const struct motus_step *step)
{
	const char *member = step->member == NULL ? "" : step->member;
	size_t key_size = strlen(step->key) + 1;
	size_t member_size = strlen(member) + 1;
	char *bytes = malloc(key_size + member_size + step->size);

	if (bytes == NULL)
		return MOTUS_ENOMEM;
	*copy = *step;
	copy->key = memcpy(bytes, step->key, key_size);
	copy->member = memcpy(bytes + key_size, member, member_size);
	copy->value = bytes + key_size + member_size;
	if (step->size != 0)
		memcpy(bytes + key_size + member_size, step->value, step->size);
	return 0;
}

static void
add(struct motus_batch *batch, struct motus_step step)
{
	if (batch == NULL || batch->status != 0)
		return;
	if (batch->count == MOTUS_BATCH_MAX)
		batch->status = MOTUS_ETOOBIG;
	else
		batch->status = check_step(&step);
	if (batch->status == 0)
		batch->status = copy_step(&batch->steps[batch->count], &step);
	if (batch->status == 0)
		batch->count++;
}

void
motus_batch_expect(struct motus_batch *batch, const char *key, uint64_t version)
{
	add(batch,
	    (struct motus_step){
		.kind = MOTUS_STEP_EXPECT, .key = key, .version = version });
}

void
motus_batch_put(struct motus_batch *batch, const char *key, const void *value,
    size_t size, uint32_t ttl)
{
	add(batch,
	    (struct motus_step){ .kind = MOTUS_STEP_PUT,
		.key = key,
		.value = value,
		.size = size,
		.ttl = ttl });
}

void
motus_batch_delete(struct motus_batch *batch, const char *key)
{
	add(batch,
	    (struct motus_step){ .kind = MOTUS_STEP_DELETE, .key = key });
}

static void
add_rank(struct motus_batch *batch, enum motus_step_kind kind,
    const char *ranking, const char *member, int64_t amount)
{
	add(batch,
	    (struct motus_step){ .kind = kind,
		.key = ranking,
		.member = member,
		.amount = amount });
}

void
motus_batch_rank_set(struct motus_batch *batch, const char *ranking,
    const char *member, int64_t amount)
{
	add_rank(batch, MOTUS_STEP_RANK_SET, ranking, member, amount);
}

void
motus_batch_rank_add(struct motus_batch *batch, const char *ranking,
    const char *member, int64_t amount)
{
	add_rank(batch, MOTUS_STEP_RANK_ADD, ranking, member, amount);
}

void
motus_batch_rank_remove(
    struct motus_batch *batch, const char *ranking, const char *member)
{
	add_rank(batch, MOTUS_STEP_RANK_REMOVE, ranking, member, 0);
}

const struct motus_step *
motus_batch_steps(const struct motus_batch *batch, size_t *count)
{
	*count = batch->count;
	return batch->steps;
}
