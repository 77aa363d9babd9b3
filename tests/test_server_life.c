/*
 * A server's life: how it starts, what it survives, how it ends.
 */
#include <config.h>

#include <errno.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <jansson.h>

#include "tests/echo.h"
#include "tests/must.h"
#include "tests/process.h"
#include "tests/resolver.h"
#include "tests/servers.h"

static char heard[65536];

TestSuite(life, .timeout = 120);

/* --- starting ------------------------------------------------------------- */

Test(life, a_bad_setting_stops_the_start_and_is_named)
{
	static const struct {
		const char *name, *value, *says;
	} bad[] = { { "PORT", "x", "PORT must be a whole number" },
		{ "TIMEZONE", "Mars/Olympus", "TIMEZONE must be" },
		{ "BIND", "somewhere", "BIND must be" } };

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		setenv(bad[i].name, bad[i].value, 1);
		cr_assert(eq(int, echo_run(NULL, heard, sizeof heard), 1));
		cr_assert(
		    not(zero(ptr, strstr(heard, bad[i].says))), "%s", heard);
		unsetenv(bad[i].name);
	}
}

Test(life, a_store_that_can_not_be_opened_stops_the_start_and_is_named)
{
	char port[16];

	snprintf(port, sizeof port, "%d", free_port());
	setenv("PORT", port, 1);
	setenv("STORE", "nonsense:", 1);
	cr_assert(eq(int, echo_run(NULL, heard, sizeof heard), 1));
	cr_assert(not(zero(ptr, strstr(heard, "STORE: "))), "%s", heard);
}

Test(life, a_folder_that_is_refused_stops_the_start)
{
	cr_assert(eq(int, echo_run("-drefuse", heard, sizeof heard), 1));
	cr_assert(not(zero(ptr, strstr(heard, "this folder is refused"))));
}

Test(life, the_command_line_knows_two_options)
{
	cr_assert(zero(int, echo_run("-V", heard, sizeof heard)));
	cr_assert(zero(int, strncmp(heard, "motus-echo ", 11)), "%s", heard);
	cr_assert(eq(int, echo_run("-x", heard, sizeof heard), 2));
	cr_assert(zero(int, strncmp(heard, "usage: motus-echo ", 18)));
	cr_assert(eq(int, echo_run("word", heard, sizeof heard), 2));
}

Test(life, a_port_that_is_taken_stops_the_start)
{
	struct echo echo = echo_start();

	cr_assert(eq(int, echo_run(NULL, heard, sizeof heard), 1));
	cr_assert(
	    not(zero(ptr, strstr(heard, "can't listen on PORT"))), "%s", heard);
	cr_assert(eq(int, echo_get(&echo, "/healthz", heard), 200));
	echo_stop(&echo);
}

Test(life, a_worker_never_is_root)
{
	struct echo echo = echo_start();
	char expected[32];
	uid_t uid = getuid();

	if (uid == 0)
		uid = getpwnam(getpwnam("motus") ? "motus" : "nobody")->pw_uid;
	cr_assert(eq(int, echo_get(&echo, "/echo/a", heard), 200));
	snprintf(expected, sizeof expected, "\"uid\":%u,", uid);
	cr_assert(not(zero(ptr, strstr(heard, expected))), "%s", heard);
	echo_stop(&echo);
}

Test(life, checks_are_answered)
{
	struct echo echo = echo_start();

	cr_assert(eq(int, echo_get(&echo, "/healthz", heard), 200));
	cr_assert(eq(int, echo_get(&echo, "/readyz", heard), 200));
	cr_assert(eq(int, echo_get(&echo, "/metrics", heard), 200));
	cr_assert(not(zero(ptr, strstr(heard, "motus_build_info{"))));
	cr_assert(not(zero(ptr, strstr(heard, "\necho_total 0\n"))));
	echo_stop(&echo);
}

/* --- what a worker may do ------------------------------------------------- */

Test(life, a_worker_knows_the_time_and_opens_files)
{
	struct echo echo = echo_start();

	cr_assert(eq(int, echo_get(&echo, "/today", heard), 200));
	cr_assert(eq(str, heard, "{\"date\":\"1970-01-01\"}"));
	cr_assert(
	    eq(long, echo_figure(&echo, "motus_worker_starts_total"), 1L));
	echo_stop(&echo);
}

Test(life, a_worker_asks_another_server_and_hears_it_or_its_absence)
{
	struct echo echo = echo_start();
	char here[32], nowhere[32];

	snprintf(here, sizeof here, "/ask/%d", echo.port);
	snprintf(nowhere, sizeof nowhere, "/ask/%d", free_port());
	for (int i = 0; i < 20; i++) {
		cr_assert(eq(int, echo_get(&echo, here, heard), 200));
		cr_assert(eq(str, heard, "{\"got\":true}"));
		cr_assert(eq(int, echo_get(&echo, nowhere, heard), 200));
		cr_assert(eq(str, heard, "{\"got\":false}"));
	}
	cr_assert(
	    eq(long, echo_figure(&echo, "motus_worker_starts_total"), 1L));
	echo_stop(&echo);
}

/* The gateway of one is not there; it is itself that of the other. */
Test(life, a_worker_fetches_through_a_gateway_that_has_a_name)
{
	struct echo one, two;
	char gateway[64];

	snprintf(
	    gateway, sizeof gateway, "http://" MOVING_HOST ":%d", free_port());
	setenv("GATEWAY_URL", gateway, 1);
	one = echo_start();
	snprintf(
	    gateway, sizeof gateway, "http://" MOVING_HOST ":%d", one.port);
	setenv("GATEWAY_URL", gateway, 1);
	two = echo_start();
	for (int i = 0; i < 20; i++) {
		cr_assert(eq(int, echo_get(&two, "/relay/hello", heard), 200));
		cr_assert(not(zero(ptr, strstr(heard, "\"status\":200"))));
		cr_assert(not(zero(ptr, strstr(heard, "hello"))));
		cr_assert(not(zero(ptr, strstr(heard, "relayed"))));
		cr_assert(eq(int, echo_get(&one, "/relay/hello", heard), 200));
		cr_assert(eq(str, heard, "{\"status\":0,\"body\":\"\"}"));
	}
	cr_assert(eq(long, echo_figure(&one, "motus_worker_starts_total"), 1L));
	cr_assert(eq(long, echo_figure(&two, "motus_worker_starts_total"), 1L));
	echo_stop(&one);
	echo_stop(&two);
}

Test(life, a_worker_hashes_passwords_in_threads_and_answers_meanwhile)
{
	struct echo echo = echo_start();
	int hashing[20];

	for (int i = 0; i < 20; i++) {
		hashing[i] = echo_dial(&echo);
		echo_say(
		    hashing[i], "GET /hash/abc HTTP/1.1\r\nHost: a\r\n\r\n");
	}
	cr_assert(eq(int, echo_get(&echo, "/echo/a", heard), 200));
	for (int i = 0; i < 20; i++) {
		cr_assert(echo_hear(hashing[i], "{\"right\":true}", 20, heard));
		close(hashing[i]);
	}
	cr_assert(
	    eq(long, echo_figure(&echo, "motus_worker_starts_total"), 1L));
	cr_assert(zero(int, process_end(echo.pid, SIGTERM)));
	echo.pid = 0;
	echo_stop(&echo);
}

#ifdef WITH_SQLITE
Test(life, a_worker_keeps_things_in_a_file)
{
	struct echo echo;
	char folder[] = "/tmp/motus-life-XXXXXX", store[64];
	int fd;

	must(mkdtemp(folder) != NULL && chmod(folder, 0777) == 0, "no folder");
	snprintf(store, sizeof store, "sqlite:%s/store", folder);
	setenv("STORE", store, 1);
	echo = echo_start();
	fd = echo_dial(&echo);
	echo_say(fd,
	    "PUT /store HTTP/1.1\r\nHost: a\r\n"
	    "Content-Length: 0\r\nConnection: close\r\n\r\n");
	cr_assert(echo_hear(fd, NULL, 10, heard));
	cr_assert(not(zero(ptr, strstr(heard, "\"status\":0"))), "%s", heard);
	close(fd);
	kill(echo_worker(&echo), SIGKILL);
	echo_await_figure(&echo, "motus_worker_starts_total", 2);
	cr_assert(eq(int, echo_get(&echo, "/store", heard), 200));
	cr_assert(zero(ptr, strstr(heard, "\"version\":0")), "%s", heard);
	echo_stop(&echo);
	folder_remove(folder);
}
#endif

#ifdef WITH_HIREDIS
static bool
is_ready(void *arg)
{
	return echo_get(arg, "/readyz", heard) == 200;
}

static bool
is_not_ready(void *arg)
{
	return echo_get(arg, "/readyz", heard) == 503;
}

/* Its name is looked up again while it is away. */
Test(life, a_worker_is_ready_while_its_redis_is_there)
{
	struct redis *redis = redis_start(NULL);
	struct echo echo;
	char store[64];

	snprintf(store, sizeof store, "redis://" MOVING_HOST ":%d",
	    redis_port(redis));
	setenv("STORE", store, 1);
	echo = echo_start();
	cr_assert(await(is_ready, &echo, 10));
	cr_assert(eq(long, echo_figure(&echo, "motus_store_connected"), 1L));
	redis_kill(redis);
	cr_assert(await(is_not_ready, &echo, 10));
	cr_assert(eq(long, echo_figure(&echo, "motus_store_connected"), 0L));
	cr_assert(eq(int, echo_get(&echo, "/healthz", heard), 200));
	redis_restart(redis);
	cr_assert(await(is_ready, &echo, 20));
	cr_assert(eq(long, echo_figure(&echo, "motus_store_connected"), 1L));
	cr_assert(
	    eq(long, echo_figure(&echo, "motus_store_reconnects_total"), 1L));
	cr_assert(
	    eq(long, echo_figure(&echo, "motus_worker_starts_total"), 1L));
	cr_assert(zero(int, process_end(echo.pid, SIGTERM)));
	echo.pid = 0;
	echo_stop(&echo);
	redis_stop(redis);
}
#endif

#ifndef WITH_SANITIZERS
Test(life, a_worker_that_starts_a_program_dies)
{
	struct echo echo = echo_start();

	cr_assert(zero(int, echo_get(&echo, "/escape/1", heard)));
	echo_await_figure(&echo, "motus_worker_starts_total", 2);
	echo_stop(&echo);
}

Test(life, a_worker_that_forks_dies)
{
	struct echo echo = echo_start();

	cr_assert(zero(int, echo_get(&echo, "/fork", heard)));
	echo_await_figure(&echo, "motus_worker_starts_total", 2);
	echo_stop(&echo);
}
#endif

/* Processor time of a process so far, in milliseconds. */
static long
busy(pid_t pid)
{
	char path[64];
	long user = 0, system = 0;
	FILE *stat;

	snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
	stat = fopen(path, "r");
	must(stat != NULL &&
		fscanf(stat,
		    "%*d (%*[^)]) %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u "
		    "%*u %ld %ld",
		    &user, &system) == 2,
	    "no %s", path);
	fclose(stat);
	return (user + system) * 1000 / sysconf(_SC_CLK_TCK);
}

Test(life, a_client_too_many_waits_and_does_not_keep_the_worker_busy)
{
	struct rlimit few = { 256, 256 }; /* room for 64 clients */
	struct echo echo;
	pid_t worker;
	long before;
	int fds[64], late;

	setrlimit(RLIMIT_NOFILE, &few);
	echo = echo_start();
	worker = echo_worker(&echo);
	for (size_t i = 0; i < 64; i++)
		fds[i] = echo_dial(&echo);
	late = echo_dial(&echo);
	echo_say(late, "GET /echo/late HTTP/1.1\r\nHost: a\r\n\r\n");
	before = busy(worker);
	cr_assert(not(echo_hear(late, "}", 2, heard)), "%s", heard);
	cr_assert(lt(long, busy(worker) - before, 1000L));
	for (size_t i = 0; i < 64; i++)
		close(fds[i]);
	cr_assert(echo_hear(late, "}", 10, heard));
	close(late);
	echo_stop(&echo);
}

/* Who asks for a figure is a client too. */
Test(life, clients_are_counted_while_they_stay)
{
	struct echo echo = echo_start();
	int fds[2] = { echo_dial(&echo), echo_dial(&echo) };

	echo_await_figure(&echo, "motus_http_connections", 3);
	close(fds[0]);
	echo_await_figure(&echo, "motus_http_connections", 2);
	close(fds[1]);
	echo_await_figure(&echo, "motus_http_connections", 1);
	echo_stop(&echo);
}

/* --- crashes -------------------------------------------------------------- */

static void
expect_a_new_worker(struct echo *echo, pid_t old)
{
	echo_await_figure(echo, "motus_worker_starts_total", 2);
	cr_assert(ne(int, echo_worker(echo), old));
	cr_assert(
	    eq(long, echo_figure(echo, "echo_total"), 2L), "figures survive");
	cr_assert(
	    eq(long, echo_figure(echo, "motus_http_requests_in_flight"), 1L));
}

Test(life, a_killed_worker_is_replaced_and_the_figures_stay)
{
	struct echo echo = echo_start();
	pid_t worker = echo_worker(&echo);
	int waits = echo_dial(&echo);

	echo_say(waits, "GET /late/60000 HTTP/1.1\r\nHost: a\r\n\r\n");
	echo_await_figure(&echo, "motus_http_requests_in_flight", 2);
	kill(worker, SIGKILL);
	expect_a_new_worker(&echo, worker);
	close(waits);
	echo_stop(&echo);
}

Test(life, a_crash_is_survived)
{
	struct echo echo = echo_start();
	pid_t worker = echo_worker(&echo);

	cr_assert(zero(int, echo_get(&echo, "/crash/11", heard)));
	expect_a_new_worker(&echo, worker);
	echo_stop(&echo);
}

static bool
is_gone(void *arg)
{
	pid_t *pid = arg;

	return kill(*pid, 0) != 0 && errno == ESRCH;
}

static bool
is_free(void *arg)
{
	int *port = arg;

	return !port_listens(*port);
}

Test(life, a_worker_does_not_outlive_its_parent)
{
	struct echo echo = echo_start();
	pid_t worker = echo_worker(&echo);

	kill(echo.pid, SIGKILL);
	waitpid(echo.pid, NULL, 0);
	cr_assert(await(is_gone, &worker, 10));
	cr_assert(await(is_free, &echo.port, 1));
	echo.pid = 0;
	echo_stop(&echo);
}

/* --- the end -------------------------------------------------------------- */

Test(life, each_signal_lets_requests_in_flight_get_their_reply)
{
	static const int signals[] = { SIGTERM, SIGINT, SIGQUIT };

	for (size_t i = 0; i < 3; i++) {
		struct echo echo = echo_start();
		int waits = echo_dial(&echo), idle = echo_dial(&echo);

		echo_say(idle, "GET /echo/a HTTP/1.1\r\nHost: a\r\n\r\n");
		cr_assert(echo_hear(idle, "}", 10, heard));
		echo_say(waits, "GET /late/4000 HTTP/1.1\r\nHost: a\r\n\r\n");
		echo_await_figure(&echo, "motus_http_requests_in_flight", 2);
		kill(echo.pid, signals[i]);
		cr_assert(echo_hear(idle, NULL, 10, heard), "idle is closed");
		cr_assert(await(is_free, &echo.port, 1), "the port is free");
		cr_assert(process_runs(echo.pid));
		cr_assert(echo_hear(waits, NULL, 10, heard));
		cr_assert(not(zero(ptr, strstr(heard, "HTTP/1.1 200"))));
		cr_assert(
		    not(zero(ptr, strstr(heard, "connection: close\r\n"))));
		cr_assert(zero(int, process_end(echo.pid, 0)));
		echo.pid = 0;
		close(waits);
		close(idle);
		echo_stop(&echo);
	}
}

static bool
is_draining(void *arg)
{
	const struct echo *echo = arg;
	char line[4096];
	FILE *log = fopen(echo->log, "re");
	bool found = false;

	while (log != NULL && !found && fgets(line, sizeof line, log) != NULL)
		found = strstr(line, "\"draining\"") != NULL;
	if (log != NULL)
		fclose(log);
	return found;
}

/* HAProxy does not know yet, and would not send a POST again. */
Test(life, who_was_let_in_before_the_end_is_answered_once_more)
{
	struct echo echo = echo_start();
	int fd = echo_dial(&echo);

	echo_say(fd, "GET /echo/a HTTP/1.1\r\nHost: a\r\n\r\n");
	cr_assert(echo_hear(fd, "}", 10, heard));
	kill(echo.pid, SIGTERM);
	cr_assert(await(is_free, &echo.port, 1), "the port is free");
	cr_assert(await(is_draining, &echo, 10));
	echo_say(fd, "GET /echo/b HTTP/1.1\r\nHost: a\r\n\r\n");
	cr_assert(echo_hear(fd, NULL, 10, heard), "it is closed");
	cr_assert(zero(int, strncmp(heard, "HTTP/1.1 200", 12)), "%s", heard);
	cr_assert(not(zero(ptr, strstr(heard, "connection: close\r\n"))));
	cr_assert(zero(int, process_end(echo.pid, 0)));
	echo.pid = 0;
	close(fd);
	echo_stop(&echo);
}

Test(life, a_request_that_takes_too_long_does_not_hold_up_the_end)
{
	struct echo echo = echo_start();
	int waits = echo_dial(&echo);

	echo_say(waits, "GET /late/60000 HTTP/1.1\r\nHost: a\r\n\r\n");
	echo_await_figure(&echo, "motus_http_requests_in_flight", 2);
	cr_assert(zero(int, process_end(echo.pid, SIGTERM)));
	cr_assert(echo_hear(waits, NULL, 1, heard));
	cr_assert(eq(str, heard, ""));
	echo.pid = 0;
	close(waits);
	echo_stop(&echo);
}

Test(life, a_worker_told_to_end_ends_the_daemon)
{
	struct echo echo = echo_start();

	kill(echo_worker(&echo), SIGTERM);
	cr_assert(zero(int, process_end(echo.pid, 0)));
	echo.pid = 0;
	echo_stop(&echo);
}

/* 32 clients at once, each asking once; whether another than `first` answers.
 */
static bool
ask_at_once(struct echo *echo, pid_t *first)
{
	int fds[32];
	bool other = false;

	for (size_t i = 0; i < 32; i++)
		fds[i] = echo_dial(echo);
	for (size_t i = 0; i < 32; i++) {
		pid_t pid;

		echo_say(fds[i], "GET /echo/a HTTP/1.1\r\nHost: a\r\n\r\n");
		cr_assert(echo_hear(fds[i], "}", 10, heard));
		pid = (pid_t)atoi(strstr(heard, "\"pid\":") + 6);
		*first = *first == 0 ? pid : *first;
		other = other || pid != *first;
	}
	for (size_t i = 0; i < 32; i++)
		close(fds[i]);
	return other;
}

/*
 * The second worker may still be starting when the first one answers.  Their
 * store must be one that both can share; it is not asked here.
 */
Test(life, two_workers_share_the_work_and_end_together)
{
	time_t deadline = time(NULL) + 20;
	struct echo echo;
	pid_t first = 0;
	long asked = 0;
	bool other = false;

	setenv("WORKERS", "2", 1);
	setenv("STORE", "redis://127.0.0.1:1/0", 1);
	echo = echo_start();
	while (!other && time(NULL) < deadline) {
		other = ask_at_once(&echo, &first);
		asked += 32;
	}
	cr_assert(other, "both workers answer");
	cr_assert(eq(long, echo_figure(&echo, "echo_total"), asked));
	cr_assert(zero(int, process_end(echo.pid, SIGTERM)));
	echo.pid = 0;
	echo_stop(&echo);
}

Test(life, every_line_it_says_is_json)
{
	struct echo echo = echo_start();
	size_t lines = 0;
	char line[8192];
	FILE *log;

	echo_get(&echo, "/echo/%22%0a%ff", heard);
	echo_get(&echo, "/crash/9", heard);
	echo_await_figure(&echo, "motus_worker_starts_total", 2);
	cr_assert(zero(int, process_end(echo.pid, SIGTERM)));
	echo.pid = 0;
	log = fopen(echo.log, "r");
	while (fgets(line, sizeof line, log) != NULL) {
		json_t *json = json_loads(line, JSON_REJECT_DUPLICATES, NULL);

		cr_assert(not(zero(ptr, json)), "%s", line);
		cr_assert(not(zero(ptr, json_object_get(json, "event"))));
		json_decref(json);
		lines++;
	}
	fclose(log);
	cr_assert(gt(sz, lines, 5));
	echo_stop(&echo);
}
