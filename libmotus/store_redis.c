#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <motus/backend.h>
#include <motus/error.h>

#include "libmotus/commit.lua.h"
#include "libmotus/store_backend.h"
#include "libmotus/store_link.h"

/* The version that stands before a value, in hexadecimal digits. */
#define VERSION_SIZE 16

/* EVAL, the script, the number of keys; a key and three operands a step. */
#define PARTS_MAX (4 + 4 * MOTUS_BATCH_MAX)
/* The prefixed key and a number, for each step. */
#define TEXT_MAX (MOTUS_BATCH_MAX * (MOTUS_KEY_MAX + 32) + 256)

/* A command in the making: its parts, and room for those that are printed. */
struct command {
	int count;
	const char *parts[PARTS_MAX];
	size_t sizes[PARTS_MAX];
	size_t used;
	char text[TEXT_MAX];
};

static void
add_bytes(struct command *command, const void *bytes, size_t size)
{
	command->parts[command->count] = bytes;
	command->sizes[command->count++] = size;
}

static void
add_word(struct command *command, const char *word)
{
	add_bytes(command, word, strlen(word));
}

static void
begin(struct command *command, const char *word)
{
	command->count = 0;
	command->used = 0;
	add_word(command, word);
}

__attribute__((format(printf, 2, 3))) static void
add_printed(struct command *command, const char *format, ...)
{
	char *text = command->text + command->used;
	va_list arguments;
	int size;

	va_start(arguments, format);
	size = vsnprintf(
	    text, sizeof command->text - command->used, format, arguments);
	va_end(arguments);
	add_bytes(command, text, (size_t)size);
	command->used += (size_t)size + 1;
}

/* Values and rankings have their own kinds of key. */
static void
add_key(struct command *command, const char *key)
{
	add_printed(command, "v:%s", key);
}

static void
add_ranking(struct command *command, const char *ranking)
{
	add_printed(command, "r:%s", ranking);
}

/* Send `command`; *call, copied, has its end, its callback and `arg`. */
static void
send_command(
    struct link *link, struct command *command, const struct call *call)
{
	struct call *copy = malloc(sizeof *copy);
	struct call failed = *call;
	int size;

	if (copy == NULL) {
		failed.end(&failed, MOTUS_ENOMEM, NULL);
		return;
	}
	*copy = *call;
	size = redisFormatCommandArgv(
	    &copy->command, command->count, command->parts, command->sizes);
	if (size < 0) {
		free(copy);
		failed.end(&failed, MOTUS_ENOMEM, NULL);
		return;
	}
	copy->size = (size_t)size;
	link_call(link, copy);
}

static void
redis_destroy(void *link)
{
	link_destroy(link);
}

static int
redis_wait(void *link, int milliseconds)
{
	return link_wait(link, milliseconds);
}

/* The version at the beginning of what is kept; 0: it has none. */
static uint64_t
parse_version(const redisReply *reply)
{
	char digits[VERSION_SIZE + 1] = "";

	if (reply->type != REDIS_REPLY_STRING || reply->len < VERSION_SIZE)
		return 0;
	memcpy(digits, reply->str, VERSION_SIZE);
	if (strspn(digits, "0123456789abcdef") != VERSION_SIZE)
		return 0;
	return strtoull(digits, NULL, 16);
}

static void
end_get(struct call *call, int status, const redisReply *reply)
{
	uint64_t version;

	if (status != 0 || reply->type == REDIS_REPLY_NIL) {
		call->done.got(call->arg, status, NULL, 0, 0);
		return;
	}
	version = parse_version(reply);
	if (version == 0)
		call->done.got(call->arg, MOTUS_EFORMAT, NULL, 0, 0);
	else
		call->done.got(call->arg, 0, reply->str + VERSION_SIZE,
		    (size_t)reply->len - VERSION_SIZE, version);
}

static void
redis_get(void *link, const char *key, motus_got *done, void *arg)
{
	struct command command;

	begin(&command, "GET");
	add_key(&command, key);
	send_command(link, &command,
	    &(struct call){ .end = end_get, .done.got = done, .arg = arg });
}

/* The numbers that commit.lua returns. */
static void
end_commit(struct call *call, int status, const redisReply *reply)
{
	static const int results[] = { 0, MOTUS_ECONFLICT, MOTUS_EFORMAT };

	if (status == 0)
		status = reply->type == REDIS_REPLY_INTEGER &&
			reply->integer >= 0 && reply->integer <= 2
		    ? results[reply->integer]
		    : MOTUS_EFORMAT;
	call->done.committed(call->arg, status);
}

static void
add_operands(struct command *command, const struct motus_step *step)
{
	switch (step->kind) {
	case MOTUS_STEP_EXPECT:
		add_word(command, step->version == 0 ? "absent" : "expect");
		add_printed(
		    command, "%016llx", (unsigned long long)step->version);
		add_word(command, "");
		break;
	case MOTUS_STEP_PUT:
		add_word(command, "put");
		add_bytes(command, step->value, step->size);
		add_printed(command, "%lu", (unsigned long)step->ttl);
		break;
	case MOTUS_STEP_DELETE:
		add_word(command, "delete");
		add_word(command, "");
		add_word(command, "");
		break;
	case MOTUS_STEP_RANK_SET:
	case MOTUS_STEP_RANK_ADD:
		add_word(
		    command, step->kind == MOTUS_STEP_RANK_SET ? "set" : "add");
		add_word(command, step->member);
		add_printed(command, "%lld", (long long)-step->amount);
		break;
	case MOTUS_STEP_RANK_REMOVE:
		add_word(command, "remove");
		add_word(command, step->member);
		add_word(command, "");
		break;
	}
}

/*
 * The whole script goes with each batch.  To name it by its digest would save
 * a server that syncs each write to disk a few hundredths of its time, and
 * where it has forgotten the script, the batch sent again would come after
 * calls that were made after it.
 */
static void
redis_commit(void *link, const struct motus_batch *batch, motus_committed *done,
    void *arg)
{
	struct command command;

	begin(&command, "EVAL");
	add_word(&command, commit_lua);
	add_printed(&command, "%zu", batch->count + 1);
	add_word(&command, "version");
	for (size_t i = 0; i < batch->count; i++) {
		const struct motus_step *step = &batch->steps[i];

		if (step->kind < MOTUS_STEP_RANK_SET)
			add_key(&command, step->key);
		else
			add_ranking(&command, step->key);
	}
	for (size_t i = 0; i < batch->count; i++)
		add_operands(&command, &batch->steps[i]);
	send_command(link, &command,
	    &(struct call){
		.end = end_commit, .done.committed = done, .arg = arg });
}

/* An amount as it was sent: negated.  Sums stop at MOTUS_AMOUNT_MAX. */
static int
parse_amount(const redisReply *reply, int64_t *amount)
{
	const double max = (double)MOTUS_AMOUNT_MAX;
	char *end;
	double score;

	if (reply->type != REDIS_REPLY_STRING || reply->len == 0)
		return MOTUS_EFORMAT;
	score = strtod(reply->str, &end);
	if (*end != '\0' || score != score)
		return MOTUS_EFORMAT;
	if (score > max)
		score = max;
	if (score < -max)
		score = -max;
	*amount = -(int64_t)score;
	return (double)-*amount == score ? 0 : MOTUS_EFORMAT;
}

static int
parse_range(const redisReply *reply, struct motus_entry *entries)
{
	int status = 0;

	for (size_t i = 0; i < reply->elements / 2 && status == 0; i++) {
		const redisReply *member = reply->element[2 * i];

		if (member->type != REDIS_REPLY_STRING ||
		    member->len > MOTUS_MEMBER_MAX ||
		    strlen(member->str) != (size_t)member->len)
			return MOTUS_EFORMAT;
		entries[i].member = member->str;
		status =
		    parse_amount(reply->element[2 * i + 1], &entries[i].amount);
	}
	return status;
}

static void
end_range(struct call *call, int status, const redisReply *reply)
{
	struct motus_entry entries[MOTUS_RANGE_MAX];
	size_t count = 0;

	if (status == 0 &&
	    (reply->type != REDIS_REPLY_ARRAY ||
		reply->elements > 2 * MOTUS_RANGE_MAX))
		status = MOTUS_EFORMAT;
	if (status == 0)
		status = parse_range(reply, entries);
	if (status == 0)
		count = reply->elements / 2;
	call->done.ranged(call->arg, status, entries, count);
}

static void
redis_range(void *link, const char *ranking, uint64_t from, size_t count,
    motus_ranged *done, void *arg)
{
	struct command command;

	begin(&command, "ZRANGE");
	add_ranking(&command, ranking);
	add_printed(&command, "%llu", (unsigned long long)from);
	add_printed(&command, "%llu", (unsigned long long)from + count - 1);
	add_word(&command, "WITHSCORES");
	send_command(link, &command,
	    &(struct call){
		.end = end_range, .done.ranged = done, .arg = arg });
}

static void
end_rank(struct call *call, int status, const redisReply *reply)
{
	int64_t amount = 0;
	uint64_t place = 0;

	if (status == 0 &&
	    (reply->type != REDIS_REPLY_ARRAY || reply->elements != 2))
		status = MOTUS_EFORMAT;
	if (status == 0 && reply->element[0]->type == REDIS_REPLY_NIL)
		status = MOTUS_EABSENT;
	if (status == 0)
		status = parse_amount(reply->element[1], &amount);
	if (status == 0)
		place = (uint64_t)reply->element[0]->integer;
	call->done.ranked(call->arg, status, place, status == 0 ? amount : 0);
}

/* Both at one moment, which takes a script. */
static void
redis_rank(void *link, const char *ranking, const char *member,
    motus_ranked *done, void *arg)
{
	struct command command;

	begin(&command, "EVAL");
	add_word(&command,
	    "return {redis.call('ZRANK', KEYS[1], ARGV[1]),"
	    " redis.call('ZSCORE', KEYS[1], ARGV[1])}");
	add_word(&command, "1");
	add_ranking(&command, ranking);
	add_word(&command, member);
	send_command(link, &command,
	    &(struct call){ .end = end_rank, .done.ranked = done, .arg = arg });
}

static void
end_count(struct call *call, int status, const redisReply *reply)
{
	uint64_t count = 0;

	if (status == 0 && reply->type != REDIS_REPLY_INTEGER)
		status = MOTUS_EFORMAT;
	if (status == 0)
		count = (uint64_t)reply->integer;
	call->done.counted(call->arg, status, count);
}

static void
redis_count(void *link, const char *ranking, motus_counted *done, void *arg)
{
	struct command command;

	begin(&command, "ZCARD");
	add_ranking(&command, ranking);
	send_command(link, &command,
	    &(struct call){
		.end = end_count, .done.counted = done, .arg = arg });
}

static const struct motus_backend redis_backend = {
	.destroy = redis_destroy,
	.get = redis_get,
	.commit = redis_commit,
	.range = redis_range,
	.rank = redis_rank,
	.count = redis_count,
	.wait = redis_wait,
};

int
store_redis_open(struct motus_store **store, const struct store_url *url,
    const struct motus_loop *loop)
{
	struct motus_store *created;
	struct link *link;
	int status = motus_store_create(&created, &redis_backend, NULL);

	if (status != 0)
		return status;
	motus_store_connected(created, false);
	status = link_create(&link, created, url, loop);
	if (status != 0) {
		free(created);
		return status;
	}
	created->context = link;
	*store = created;
	return 0;
}
