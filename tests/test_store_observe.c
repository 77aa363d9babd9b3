/* What motus/store.h promises who watches a store, held against every backend.
 */
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/error.h>
#include <motus/store.h>

#include "tests/keeper.h"

/* What was told. */
struct told {
	int begun[MOTUS_CALLS], ended[MOTUS_CALLS];
	int status; /* of the last that ended */
	uint64_t longest; /* microseconds */
	int connects, losses;
	const struct answer *answer; /* of a call that is watched, or NULL */
	bool late; /* its callback came before the end was told */
};

static void
begun(void *context, enum motus_call call)
{
	struct told *told = context;

	told->begun[call]++;
}

static void
ended(void *context, enum motus_call call, int status, uint64_t microseconds)
{
	struct told *told = context;

	told->ended[call]++;
	told->status = status;
	if (microseconds > told->longest)
		told->longest = microseconds;
	told->late = told->answer != NULL && told->answer->calls > 0;
}

static void
connected(void *context, bool is)
{
	struct told *told = context;

	if (is)
		told->connects++;
	else
		told->losses++;
}

/* A store of the keeper's that tells `told`, which becomes empty. */
static struct motus_store *
watched_store(struct keeper *keeper, struct told *told)
{
	struct motus_store *store = keeper_store(keeper);

	*told = (struct told){ 0 };
	motus_store_observe(store,
	    &(struct motus_store_observer){ told, begun, ended, connected });
	return store;
}

static bool
all_ended(const struct told *told)
{
	return memcmp(told->begun, told->ended, sizeof told->begun) == 0;
}

static struct told told;

CONTRACT(each_call_is_told_by_its_name)
{
	struct motus_store *store = watched_store(keeper, &told);

	put(store, "key", "value");
	get(store, "key");
	get(store, "other");
	range(store, "ranking", 0, 10);
	cr_assert(eq(int, rank_set(store, "ranking", "member", 1), 0));
	count(store, "ranking");
	rank(store, "ranking", "member");
	cr_assert(eq(int, told.ended[MOTUS_CALL_COMMIT], 2));
	cr_assert(eq(int, told.ended[MOTUS_CALL_GET], 2));
	cr_assert(eq(int, told.ended[MOTUS_CALL_RANGE], 1));
	cr_assert(eq(int, told.ended[MOTUS_CALL_COUNT], 1));
	cr_assert(eq(int, told.ended[MOTUS_CALL_RANK], 1));
	cr_assert(all_ended(&told));
	cr_assert(lt(u64, told.longest, 20000000));
}

CONTRACT(a_watched_call_answers_as_any_other)
{
	struct motus_store *store = watched_store(keeper, &told);
	struct answer answer;

	cr_assert(zero(int, put(store, "key", "value")));
	answer = get(store, "key");
	cr_assert(holds(&answer, "value"));
	cr_assert(zero(int, rank_set(store, "ranking", "a", 2)));
	cr_assert(zero(int, rank_set(store, "ranking", "b", 1)));
	answer = range(store, "ranking", 0, 10);
	cr_assert(eq(str, answer.text, "a 2\nb 1\n"));
	answer = rank(store, "ranking", "b");
	cr_assert(eq(u64, answer.place, 1));
	cr_assert(eq(i64, answer.amount, 1));
	cr_assert(eq(u64, count(store, "ranking").size, 2));
}

CONTRACT(how_a_call_ended_is_told)
{
	struct motus_store *store = watched_store(keeper, &told);

	rank(store, "ranking", "nobody");
	cr_assert(eq(int, told.status, MOTUS_EABSENT));
	cr_assert(
	    eq(int, commit(store, replace("key", 7, "text")), MOTUS_ECONFLICT));
	cr_assert(eq(int, told.status, MOTUS_ECONFLICT));
	put(store, "key", "text");
	cr_assert(zero(int, told.status));
}

CONTRACT(the_end_is_told_before_the_callback)
{
	struct motus_store *store = watched_store(keeper, &told);
	struct answer answer = { 0 };

	told.answer = &answer;
	motus_store_get(store, "key", answer_got, &answer);
	await_answer(store, &answer);
	cr_assert(eq(int, told.ended[MOTUS_CALL_GET], 1));
	cr_assert(not(told.late));
}

CONTRACT(what_is_refused_at_once_is_no_call)
{
	struct motus_store *store = watched_store(keeper, &told);

	cr_assert(eq(int, get(store, "").status, MOTUS_EINVAL));
	cr_assert(eq(int, commit(store, NULL), MOTUS_ENOMEM));
	cr_assert(zero(int, told.begun[MOTUS_CALL_GET]));
	cr_assert(zero(int, told.begun[MOTUS_CALL_COMMIT]));
}

CONTRACT(a_store_that_answers_is_connected)
{
	struct motus_store *store = watched_store(keeper, &told);

	for (int i = 0; i < 3; i++)
		get(store, "key");
	cr_assert(eq(int, told.connects, 1));
	cr_assert(zero(int, told.losses));
}

/* --- a server's ----------------------------------------------------------- */

/* A test on each of the backends with a server. */
#define ON_SERVER(sentence)                           \
	static void sentence(struct keeper *keeper);  \
	Test(redis_server, sentence)                  \
	{                                             \
		keeper_hold(ON_REDIS, sentence);      \
	}                                             \
	Test(redis_server_on_a_loop, sentence)        \
	{                                             \
		keeper_hold(ON_REDIS_LOOP, sentence); \
	}                                             \
	static void sentence(struct keeper *keeper)

ON_SERVER(a_connection_is_told_as_often_as_it_comes_and_goes)
{
	struct motus_store *store = watched_store(keeper, &told);

	cr_assert(zero(int, told.connects), "nobody has called yet");
	get(store, "key");
	redis_kill(keeper->redis);
	while (get(store, "key").status == 0)
		;
	cr_assert(eq(int, told.connects, 1));
	cr_assert(eq(int, told.losses, 1));
	redis_restart(keeper->redis);
	while (get(store, "key").status != 0)
		turn(store);
	cr_assert(eq(int, told.connects, 2));
	cr_assert(eq(int, told.losses, 1));
	cr_assert(all_ended(&told));
}

ON_SERVER(calls_that_a_store_takes_along_end_and_it_is_connected_no_more)
{
	struct motus_store *store = watched_store(keeper, &told);
	struct answer answer = { 0 };

	get(store, "key");
	motus_store_get(store, "key", answer_got, &answer);
	cr_assert(eq(int, told.begun[MOTUS_CALL_GET], 2));
	cr_assert(eq(int, told.ended[MOTUS_CALL_GET], 1));
	keeper->count = 0;
	motus_store_destroy(store);
	cr_assert(eq(int, told.status, MOTUS_ELOST));
	cr_assert(all_ended(&told));
	cr_assert(eq(int, told.losses, 1));
}
