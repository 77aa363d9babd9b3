/*
 * circle.h - a score service in the test's process, and accounts that ask it
 *
 * CIRCLE(sentence) { ... } is a test on each store that one process can open,
 * with `circle`, in which nobody has done anything yet.
 */
#ifndef TESTS_CIRCLE_H
#define TESTS_CIRCLE_H

#include <motus/store.h>

#include "daemons/score/scores.h"
#include "tests/keeper.h"
#include "tests/visit.h"

#define GROUPS "/api/score/groups"

struct circle {
	struct scores scores;
	struct host host;
};

/*
 * On `store`, which stays the test's.  Its clock stands at 2026-03-28 12:00 in
 * Paris until circle_set_clock() or circle_later().
 */
struct circle *circle_create(struct motus_store *store);
void circle_destroy(struct circle *circle);

/* "2026-03-29T00:59:59Z"; so many seconds later. */
void circle_set_clock(const char *stamp);
void circle_later(int seconds);

/*
 * Let the account `sub` ask, with a bearer token, from this address (NULL:
 * none is known); `body` NULL is none, otherwise it is application/json.
 */
struct visit *ask_start(struct circle *circle, const char *sub,
    enum method method, const char *path, const char *body,
    const char *address);
struct visit *ask_from(struct circle *circle, const char *sub,
    enum method method, const char *path, const char *body,
    const char *address);
struct visit *ask(struct circle *circle, const char *sub, enum method method,
    const char *path, const char *body);

/* Have the account removed, as the provider does when it was deleted. */
struct visit *remove_player(struct circle *circle, const char *sub);

/* The reply has this status and this problem's code, if any; dropped. */
void expect(struct visit *visit, int status, const char *code);

/* The reply has this status; its JSON, the caller's. */
json_t *expect_json(struct visit *visit, int status);

/* Make a group of this name; its id, static. */
const char *make_group(
    struct circle *circle, const char *owner, const char *name);

/* Of a group, as a member sees it: the code, static. */
const char *code_of(
    struct circle *circle, const char *member, const char *group);

/* The same: "owner!, member" is its members, the caller in capitals; static. */
const char *members_of(
    struct circle *circle, const char *member, const char *group);

/* Join; or begin to. */
struct visit *join(struct circle *circle, const char *sub, const char *code);
struct visit *join_start(
    struct circle *circle, const char *sub, const char *code);

/*
 * Let the store have that `sub` played the puzzle of a day, in so many turns
 * (0: lost it), and was done so many times 100 s after it began in UTC.
 */
void play_in(struct circle *circle, const char *language, const char *sub,
    int32_t day, uint8_t turns);

/* "/api/score/groups/ID" and the rest; static. */
const char *group_path(const char *group, const char *rest);

static struct circle *circle;

static inline void
gather_circle(enum keeper_kind kind, void (*test)(void))
{
	struct keeper keeper;

	keeper_start(&keeper, kind);
	circle = circle_create(keeper_store(&keeper));
	test();
	circle_destroy(circle);
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
