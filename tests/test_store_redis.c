/* What only a store on a server can do, or suffer. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/error.h>
#include <motus/store.h>

#include "tests/keeper.h"
#include "tests/loop.h"
#include "tests/must.h"
#include "tests/process.h"

static struct redis *redis;
static struct motus_store *store;

static struct motus_store *
open_url(const char *url, const struct motus_loop *loop)
{
	struct motus_store *opened = NULL;

	cr_assert(zero(int, motus_store_open(&opened, url, loop)));
	return opened;
}

/* Another store of the server that runs; `before_port` as in the URL. */
static struct motus_store *
open_store(const char *before_port, int database, const struct motus_loop *loop)
{
	char url[128];

	snprintf(url, sizeof url, "redis://%s:%d/%d", before_port,
	    redis_port(redis), database);
	return open_url(url, loop);
}

static void
end(void)
{
	motus_store_destroy(store);
	must(test_loop_is_idle(), "something is still awaited");
	redis_stop(redis);
}

static void
begin(void)
{
	redis = redis_start(NULL);
	store = open_store("127.0.0.1", 0, NULL);
}

static void
begin_on_loop(void)
{
	redis = redis_start(NULL);
	store = open_store("127.0.0.1", 0, &test_loop);
}

/* A test with motus_store_wait(), and one on a loop. */
#define BOTH(sentence)                                                \
	static void sentence(void);                                   \
	Test(redis_server, sentence, .init = begin, .fini = end)      \
	{                                                             \
		sentence();                                           \
	}                                                             \
	Test(redis_server_on_a_loop, sentence, .init = begin_on_loop, \
	    .fini = end)                                              \
	{                                                             \
		sentence();                                           \
	}                                                             \
	static void sentence(void)

static long long
milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

/* Call again until the server is reachable, as a user would. */
static struct answer
get_when_reachable(const char *key)
{
	long long end_of_patience = milliseconds() + 10000;
	struct answer answer = get(store, key);

	while (answer.status == MOTUS_EUNAVAILABLE) {
		cr_assert(milliseconds() < end_of_patience, "out of reach");
		test_loop_turn(5);
		answer = get(store, key);
	}
	return answer;
}

/* --- a server that is killed --------------------------------------------- */

enum { STREAM = 3000, IN_FLIGHT = 32, KILLED_AFTER = 300 };

/* Many commits, each with a key of its own and one more in the ranking. */
static struct stream {
	int begun;
	int acknowledged;
	int ended;
	int status[STREAM];
} stream;

static void stream_next(void);

static void
stream_committed(void *arg, int status)
{
	int *slot = arg;

	cr_assert(gt(int, *slot, 0), "called twice");
	*slot = status;
	stream.ended++;
	if (status == 0)
		stream.acknowledged++;
	if (status == 0 && stream.begun < STREAM)
		stream_next();
}

static void
stream_next(void)
{
	struct motus_batch *batch = motus_batch_create();
	int *slot = &stream.status[stream.begun];
	char key[16];

	snprintf(key, sizeof key, "%d", stream.begun++);
	*slot = 1;
	motus_batch_expect(batch, key, 0);
	motus_batch_put(batch, key, "value", 5, 0);
	motus_batch_rank_add(batch, "ranking", "sum", 1);
	motus_store_commit(store, batch, stream_committed, slot);
	motus_batch_destroy(batch);
}

BOTH(a_server_killed_in_mid_flight_keeps_what_it_acknowledged)
{
	int present = 0, lost = 0;
	char key[16];

	for (int i = 0; i < IN_FLIGHT; i++)
		stream_next();
	while (stream.acknowledged < KILLED_AFTER)
		turn(store);
	redis_kill(redis);
	while (stream.ended < stream.begun)
		turn(store);
	redis_restart(redis);
	get_when_reachable("0");
	for (int i = 0; i < stream.begun; i++) {
		struct answer answer;
		int status = stream.status[i];

		snprintf(key, sizeof key, "%d", i);
		answer = get(store, key);
		cr_assert(zero(int, answer.status));
		present += !is_absent(&answer);
		lost += status == MOTUS_ELOST;
		if (status == 0)
			cr_assert(holds(&answer, "value"), "%d is gone", i);
		else if (status == MOTUS_EUNAVAILABLE)
			cr_assert(is_absent(&answer), "%d is there", i);
		else
			cr_assert(eq(int, status, MOTUS_ELOST));
	}
	cr_assert(gt(int, lost, 0));
	cr_assert(eq(i64, rank(store, "ranking", "sum").amount, present));
}

BOTH(versions_tell_whether_a_lost_commit_was_made)
{
	int count = 0;

	for (int i = 0; i < 120; i++) {
		struct answer before = get_when_reachable("count");
		struct answer committed = { 0 }, after;
		struct motus_batch *batch = motus_batch_create();

		cr_assert(zero(int, before.status));
		motus_batch_expect(batch, "count", before.version);
		motus_batch_put(batch, "count", &i, sizeof i, 0);
		motus_batch_rank_add(batch, "ranking", "count", 1);
		motus_store_commit(store, batch, answer_committed, &committed);
		motus_batch_destroy(batch);
		if (i % 40 == 20) {
			turn(store);
			redis_kill(redis);
			redis_restart(redis);
		}
		await_answer(store, &committed);
		after = get_when_reachable("count");
		cr_assert(zero(int, after.status));
		if (committed.status == 0)
			cr_assert(ne(u64, after.version, before.version));
		count += after.version != before.version;
	}
	cr_assert(eq(i64, rank(store, "ranking", "count").amount, count));
	cr_assert(ge(int, count, 117)); /* three were in flight */
}

BOTH(a_server_that_is_down_is_reported_at_once_and_found_when_it_is_back)
{
	long long began;
	struct answer answer;

	put(store, "key", "value");
	redis_kill(redis);
	answer = get(store, "key");
	began = milliseconds();
	for (int i = 0; i < 100; i++)
		cr_assert(
		    eq(int, get(store, "key").status, MOTUS_EUNAVAILABLE));
	cr_assert(lt(i64, milliseconds() - began, 1000));
	redis_restart(redis);
	answer = get_when_reachable("key");
	cr_assert(holds(&answer, "value"));
}

BOTH(a_store_may_be_opened_before_its_server_is_there)
{
	struct answer answer;

	redis_kill(redis);
	cr_assert(eq(int, put(store, "key", "value"), MOTUS_EUNAVAILABLE));
	redis_restart(redis);
	answer = get_when_reachable("key");
	cr_assert(is_absent(&answer));
	cr_assert(zero(int, put(store, "key", "value")));
}

BOTH(an_idle_connection_that_the_server_closed_costs_no_call)
{
	struct answer answer;

	put(store, "key", "value");
	for (int i = 0; i < 5; i++) {
		redis_tell(redis, "CLIENT KILL TYPE normal");
		answer = get(store, "key");
		cr_assert(holds(&answer, "value"));
	}
}

/* --- a server that is silent ---------------------------------------------- */

BOTH(a_call_that_is_not_answered_in_time_is_lost)
{
	struct answer sent = { 0 }, unsent = { 0 };
	struct motus_batch *batch = motus_batch_create();
	long long began;

	put(store, "key", "value");
	kill(redis_pid(redis), SIGSTOP);
	began = milliseconds();
	motus_batch_rank_add(batch, "ranking", "member", 1);
	motus_store_commit(store, batch, answer_committed, &sent);
	motus_batch_destroy(batch);
	await_answer(store, &sent);
	cr_assert(eq(int, sent.status, MOTUS_ELOST));
	cr_assert(ge(i64, milliseconds() - began, 1000));
	/* The next connection is accepted by the system, not by the server. */
	do {
		unsent = (struct answer){ 0 };
		began = milliseconds();
		motus_store_get(store, "key", answer_got, &unsent);
		await_answer(store, &unsent);
		cr_assert(eq(int, unsent.status, MOTUS_EUNAVAILABLE));
	} while (milliseconds() - began < 1000);
	kill(redis_pid(redis), SIGCONT);
	unsent = get_when_reachable("key");
	cr_assert(holds(&unsent, "value"));
	cr_assert(le(i64, rank(store, "ranking", "member").amount, 1));
}

/* --- a server that refuses ------------------------------------------------ */

Test(redis_server, only_the_right_password_opens_a_server)
{
	static const char *const options[] = { "--requirepass", "s3cr3t@/",
		NULL };
	static const char *const wrong[] = { "127.0.0.1", ":wrong@127.0.0.1" };

	redis = redis_start(options);
	for (int i = 0; i < 2; i++) {
		store = open_store(wrong[i], 0, NULL);
		cr_assert(
		    eq(int, put(store, "key", "value"), MOTUS_EUNAVAILABLE));
		motus_store_destroy(store);
	}
	store = open_store(":s3cr3t%40%2F@127.0.0.1", 0, NULL);
	cr_assert(zero(int, put(store, "key", "value")));
	end();
}

BOTH(databases_of_a_server_share_nothing)
{
	struct motus_store *other = open_store("127.0.0.1", 1, NULL);
	struct motus_store *none = open_store("127.0.0.1", 1000, NULL);
	struct answer answer;

	put(other, "key", "value");
	answer = get(store, "key");
	cr_assert(is_absent(&answer));
	cr_assert(eq(int, put(none, "key", "value"), MOTUS_EUNAVAILABLE));
	answer = get(store, "key");
	cr_assert(is_absent(&answer));
	motus_store_destroy(other);
	motus_store_destroy(none);
}

BOTH(a_server_with_no_memory_left_does_nothing_but_answer)
{
	struct answer answer;

	put(store, "key", "one");
	redis_tell(redis, "CONFIG SET maxmemory 1");
	cr_assert(eq(int, put(store, "key", "two"), MOTUS_EUNAVAILABLE));
	answer = get(store, "key");
	cr_assert(holds(&answer, "one"));
	redis_tell(redis, "CONFIG SET maxmemory 0");
	cr_assert(zero(int, put(store, "key", "two")));
}

BOTH(a_server_that_forgot_its_scripts_is_no_matter)
{
	struct answer answer;

	for (int i = 0; i < 10; i++) {
		cr_assert(zero(int, rank_add(store, "ranking", "member", 1)));
		redis_tell(redis, "SCRIPT FLUSH");
	}
	answer = rank(store, "ranking", "member");
	cr_assert(eq(i64, answer.amount, 10));
}

/* A program that listens, and speaks another language. */
Test(redis_server, what_is_no_redis_server_is_out_of_reach)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof address;
	int listener = socket(AF_INET, SOCK_STREAM, 0), peer;
	struct answer answer = { 0 };
	char url[64];

	cr_assert(zero(int, bind(listener, (struct sockaddr *)&address, size)));
	cr_assert(zero(
	    int, getsockname(listener, (struct sockaddr *)&address, &size)));
	cr_assert(zero(int, listen(listener, 1)));
	snprintf(
	    url, sizeof url, "redis://127.0.0.1:%d", ntohs(address.sin_port));
	store = open_url(url, NULL);
	motus_store_get(store, "key", answer_got, &answer);
	peer = accept(listener, NULL, NULL);
	cr_assert(eq(sz, (size_t)write(peer, "SSH-2.0-x\r\n", 11), 11));
	await_answer(store, &answer);
	cr_assert(eq(int, answer.status, MOTUS_EUNAVAILABLE));
	motus_store_destroy(store);
	close(peer);
	close(listener);
}

Test(redis_server, every_address_of_a_host_is_tried)
{
	redis = redis_start(NULL);
	store = open_store("localhost", 0, NULL);
	cr_assert(zero(int, put(store, "key", "value")));
	end();
}

/* --- what others left there ----------------------------------------------- */

BOTH(what_is_not_ours_is_told_apart)
{
	static const char *const foreign[] = { "SET v:key x", "SET v:key ''",
		"SET v:key 0123456789abcdeg", "SET v:key 0000000000000000value",
		"LPUSH v:key x" };
	struct answer answer;

	for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++) {
		redis_tell(redis, "DEL v:key");
		redis_tell(redis, foreign[i]);
		answer = get(store, "key");
		cr_assert(
		    eq(int, answer.status, MOTUS_EFORMAT), "%s", foreign[i]);
		cr_assert(ne(int, commit(store, replace("key", 0, "new")), 0),
		    "%s", foreign[i]);
	}
	redis_tell(redis, "SET r:ranking x");
	cr_assert(eq(int, range(store, "ranking", 0, 1).status, MOTUS_EFORMAT));
	cr_assert(eq(int, rank(store, "ranking", "m").status, MOTUS_EFORMAT));
	cr_assert(eq(int, count(store, "ranking").status, MOTUS_EFORMAT));
	redis_tell(redis, "ZADD r:odd 1.5 m");
	cr_assert(eq(int, range(store, "odd", 0, 1).status, MOTUS_EFORMAT));
	cr_assert(eq(int, rank(store, "odd", "m").status, MOTUS_EFORMAT));
}

BOTH(a_batch_that_meets_what_is_not_ours_changes_nothing)
{
	struct motus_batch *batch = motus_batch_create();
	struct answer answer;

	redis_tell(redis, "SET r:ranking x");
	motus_batch_put(batch, "key", "value", 5, 0);
	motus_batch_rank_add(batch, "ranking", "member", 1);
	cr_assert(eq(int, commit(store, batch), MOTUS_EFORMAT));
	answer = get(store, "key");
	cr_assert(is_absent(&answer));
	redis_tell(redis, "SET version x");
	cr_assert(eq(int, put(store, "key", "value"), MOTUS_EFORMAT));
	answer = get(store, "key");
	cr_assert(is_absent(&answer));
}

/* --- many calls, large calls ---------------------------------------------- */

BOTH(calls_in_flight_have_a_limit)
{
	enum { LIMIT = 10000 };
	static struct answer answers[LIMIT + 2];

	for (int i = 0; i < LIMIT + 2; i++)
		motus_store_rank(
		    store, "ranking", "member", answer_ranked, &answers[i]);
	cr_assert(eq(int, answers[LIMIT].calls, 1));
	cr_assert(eq(int, answers[LIMIT + 1].status, MOTUS_EUNAVAILABLE));
	cr_assert(zero(int, answers[LIMIT - 1].calls));
	await_answer(store, &answers[LIMIT - 1]);
	for (int i = 0; i < LIMIT; i++) {
		cr_assert(eq(int, answers[i].calls, 1));
		cr_assert(eq(int, answers[i].status, MOTUS_EABSENT));
	}
}

BOTH(large_values_go_through_in_pieces)
{
	/* More than a socket takes at once, and soon done on any machine. */
	enum { VALUES = 6 };
	struct answer committed[VALUES] = { 0 };
	char key[16];

	for (int i = 0; i < VALUES; i++) {
		struct motus_batch *batch = motus_batch_create();

		snprintf(key, sizeof key, "%d", i);
		motus_batch_put(batch, key, text_of_size(MOTUS_VALUE_MAX - i),
		    (size_t)MOTUS_VALUE_MAX - i, 0);
		motus_store_commit(
		    store, batch, answer_committed, &committed[i]);
		motus_batch_destroy(batch);
	}
	for (int i = 0; i < VALUES; i++) {
		struct answer answer;

		await_answer(store, &committed[i]);
		cr_assert(zero(int, committed[i].status));
		snprintf(key, sizeof key, "%d", i);
		answer = get(store, key);
		cr_assert(holds(&answer, text_of_size(MOTUS_VALUE_MAX - i)));
	}
}

/* --- callbacks and loops ---------------------------------------------------
 */

static void
call_again(
    void *arg, int status, const void *value, size_t size, uint64_t version)
{
	(void)value;
	(void)size;
	(void)version;
	cr_assert(eq(int, status, MOTUS_ELOST));
	motus_store_get(store, "key", answer_got, arg);
}

BOTH(a_call_made_while_the_store_is_destroyed_is_refused)
{
	struct answer answer = { 0 };

	motus_store_get(store, "key", call_again, &answer);
	motus_store_destroy(store);
	cr_assert(eq(int, answer.calls, 1));
	cr_assert(eq(int, answer.status, MOTUS_EUNAVAILABLE));
	store = NULL;
}

static void
wait_again(
    void *arg, int status, const void *value, size_t size, uint64_t version)
{
	(void)value;
	(void)size;
	(void)version;
	cr_assert(zero(int, status));
	*(int *)arg = motus_store_wait(store, 1000);
}

Test(redis_server, a_callback_may_not_wait, .init = begin, .fini = end)
{
	int status = 0;

	motus_store_get(store, "key", wait_again, &status);
	cr_assert(zero(int, motus_store_wait(store, 10000)));
	cr_assert(eq(int, status, MOTUS_EINVAL));
}

Test(redis_server, waiting_ends_when_its_time_is_over, .init = begin,
    .fini = end)
{
	struct answer answer = { 0 };

	put(store, "key", "value");
	kill(redis_pid(redis), SIGSTOP);
	motus_store_get(store, "key", answer_got, &answer);
	cr_assert(eq(int, motus_store_wait(store, 10), MOTUS_EUNAVAILABLE));
	cr_assert(zero(int, answer.calls));
	kill(redis_pid(redis), SIGCONT);
	cr_assert(zero(int, motus_store_wait(store, 10000)));
	cr_assert(holds(&answer, "value"));
}

static int
refuse_timer(void *context, int milliseconds_, motus_tick *tick, void *arg)
{
	(void)context;
	(void)milliseconds_;
	(void)tick;
	(void)arg;
	return MOTUS_ENOMEM;
}

Test(redis_server, a_loop_with_no_room_for_a_timer_ends_the_call)
{
	struct motus_loop loop = test_loop;

	loop.timer = refuse_timer;
	redis = redis_start(NULL);
	store = open_store("127.0.0.1", 0, &loop);
	cr_assert(eq(int, get(store, "key").status, MOTUS_ENOMEM));
	end();
}
