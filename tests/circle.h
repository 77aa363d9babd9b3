/*
 * circle.h - accounts that have groups in a score service
 *
 * CIRCLE(sentence) { ... } is a test on each store that one process can open,
 * with `circle`, in which nobody has done anything yet.
 */
#ifndef TESTS_CIRCLE_H
#define TESTS_CIRCLE_H

#include "tests/keeper.h"
#include "tests/ladder.h"

#define GROUPS "/api/score/groups"

/*
 * Let the account `sub` ask, with a bearer token, from this address (NULL:
 * none is known); `body` NULL is none, otherwise it is application/json.
 */
struct visit *ask_start(struct ladder *circle, const char *sub,
    enum method method, const char *path, const char *body,
    const char *address);
struct visit *ask_from(struct ladder *circle, const char *sub,
    enum method method, const char *path, const char *body,
    const char *address);

/* Have the account removed, as the provider does when it was deleted. */
struct visit *remove_player(struct ladder *circle, const char *sub);

/* The reply has this status; its JSON, the caller's. */
json_t *expect_json(struct visit *visit, int status);

/* Make a group of this name; its id, static. */
const char *make_group(
    struct ladder *circle, const char *owner, const char *name);

/* Of a group, as a member sees it: the code, static. */
const char *code_of(
    struct ladder *circle, const char *member, const char *group);

/* The same: "owner!, member" is its members, the caller in capitals; static. */
const char *members_of(
    struct ladder *circle, const char *member, const char *group);

/* Join; or begin to. */
struct visit *join(struct ladder *circle, const char *sub, const char *code);
struct visit *join_start(
    struct ladder *circle, const char *sub, const char *code);

/*
 * Let the store have that `sub` played the puzzle of a day, in so many turns
 * (0: lost it), and was done so many times 100 s after it began in UTC.
 */
void play_in(struct ladder *circle, const char *language, const char *sub,
    int32_t day, uint8_t turns);

/* "/api/score/groups/ID" and the rest; static. */
const char *group_path(const char *group, const char *rest);

static struct ladder *circle;

static inline void
gather_circle(enum keeper_kind kind, void (*test)(void))
{
	struct motus_store *store = NULL;
	struct keeper keeper;

	keeper_start(&keeper, kind);
	motus_store_open(&store, keeper.url, NULL);
	circle = ladder_start(store);
	test();
	ladder_stop(circle);
	keeper_stop(&keeper);
}

#define CIRCLE(sentence)                            \
	static void sentence(void);                 \
	Test(circle_on_memory, sentence)            \
	{                                           \
		gather_circle(ON_MEMORY, sentence); \
	}                                           \
	Test(circle_on_sqlite, sentence)            \
	{                                           \
		gather_circle(ON_SQLITE, sentence); \
	}                                           \
	static void sentence(void)

#endif
