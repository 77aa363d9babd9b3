/* What is counted of a store. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/error.h>

#include "daemons/common/calls.h"
#include "tests/counted.h"
#include "tests/keeper.h"
#include "tests/slow_store.h"

static struct motus_store *store;
static struct calls calls;
static struct motus_store_observer observer;

static void
start(void)
{
	calls.metrics = metrics_create(calls_metrics, CALLS_METRICS, 1);
	observer = calls_observer(&calls);
	store = slow_store_create();
	motus_store_observe(store, &observer);
}

static void
stop(void)
{
	motus_store_destroy(store);
	metrics_destroy(calls.metrics);
}

TestSuite(calls, .init = start, .fini = stop);

static bool
shown(const char *line)
{
	return counted(calls.metrics, line);
}

static void
commit_something(struct answer *answer)
{
	struct motus_batch *batch = motus_batch_create();

	motus_batch_put(batch, "key", "value", 5, 0);
	motus_store_commit(store, batch, answer_committed, answer);
	motus_batch_destroy(batch);
}

Test(calls, are_in_flight_until_they_end)
{
	struct answer one = { 0 }, two = { 0 };

	cr_assert(shown("motus_store_calls_in_flight 0"));
	motus_store_get(store, "key", answer_got, &one);
	commit_something(&two);
	cr_assert(shown("motus_store_calls_in_flight 2"));
	slow_store_step(store);
	cr_assert(shown("motus_store_calls_in_flight 1"));
	slow_store_settle(store);
	cr_assert(shown("motus_store_calls_in_flight 0"));
}

Test(calls, are_measured_by_their_names)
{
	struct answer answer = { 0 };

	motus_store_get(store, "key", answer_got, &answer);
	motus_store_get(store, "key", answer_got, &answer);
	slow_store_settle(store);
	motus_store_range(store, "ranking", 0, 1, answer_ranged, &answer);
	motus_store_rank(store, "ranking", "nobody", answer_ranked, &answer);
	motus_store_count(store, "ranking", answer_counted, &answer);
	cr_assert(eq(int, answer.calls, 5));
#define DURATIONS "motus_store_call_duration_seconds_count"
	cr_assert(shown(DURATIONS "{call=\"get\"} 2"));
	cr_assert(shown(DURATIONS "{call=\"range\"} 1"));
	cr_assert(shown(DURATIONS "{call=\"rank\"} 1"));
	cr_assert(shown(DURATIONS "{call=\"count\"} 1"));
	cr_assert(not(shown(DURATIONS "{call=\"commit\"} 0")));
}

#define ERROR(call, error) \
	"motus_store_errors_total{call=\"" call "\",error=\"" error "\"} 1"

static void
fail_commit(int status)
{
	struct answer answer = { 0 };

	slow_store_fail_commits(store, status, false);
	commit_something(&answer);
	slow_store_settle(store);
	cr_assert(eq(int, answer.status, status));
}

Test(calls, that_fail_are_counted_by_what_went_wrong)
{
	struct answer answer = { 0 };

	fail_commit(MOTUS_ECONFLICT);
	fail_commit(MOTUS_EUNAVAILABLE);
	fail_commit(MOTUS_ELOST);
	fail_commit(MOTUS_EIO);
	slow_store_fail_gets(store, MOTUS_ELOST);
	motus_store_get(store, "key", answer_got, &answer);
	slow_store_settle(store);
	cr_assert(shown(ERROR("commit", "conflict")));
	cr_assert(shown(ERROR("commit", "unavailable")));
	cr_assert(shown(ERROR("commit", "lost")));
	cr_assert(shown(ERROR("commit", "broken")));
	cr_assert(shown(ERROR("get", "lost")));
}

Test(calls, of_a_member_that_is_not_there_have_not_failed)
{
	struct answer answer = { 0 };

	motus_store_rank(store, "ranking", "nobody", answer_ranked, &answer);
	cr_assert(eq(int, answer.status, MOTUS_EABSENT));
	cr_assert(not(shown(ERROR("rank", "broken"))));
}

Test(calls, reach_a_store_that_comes_and_goes)
{
	cr_assert(shown("motus_store_connected 0"));
	cr_assert(shown("motus_store_reconnects_total 0"));
	observer.connected(observer.context, true);
	cr_assert(shown("motus_store_connected 1"));
	cr_assert(shown("motus_store_reconnects_total 0"));
	observer.connected(observer.context, false);
	cr_assert(shown("motus_store_connected 0"));
	cr_assert(shown("motus_store_reconnects_total 0"));
	observer.connected(observer.context, true);
	cr_assert(shown("motus_store_connected 1"));
	cr_assert(shown("motus_store_reconnects_total 1"));
}
