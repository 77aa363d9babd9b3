/* What only a store in a file can do, or suffer. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/stat.h>
#include <sys/wait.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <sqlite3.h>

#include <motus/error.h>
#include <motus/store.h>

#include "tests/keeper.h"

#define BYTES_MAX (1 << 20)

static struct keeper keeper;

static const char *
path(void)
{
	return keeper.url + strlen("sqlite:");
}

static void
begin(void)
{
	keeper_start(&keeper, ON_SQLITE);
}

static void
end(void)
{
	keeper_stop(&keeper);
}

TestSuite(sqlite_file, .init = begin, .fini = end);

/* The whole file into `bytes`; its size. */
static size_t
read_file(unsigned char *bytes)
{
	FILE *file = fopen(path(), "rb");
	size_t size;

	cr_assert(file != NULL);
	size = fread(bytes, 1, BYTES_MAX, file);
	fclose(file);
	return size;
}

static void
write_file(const void *bytes, size_t size)
{
	FILE *file = fopen(path(), "wb");

	cr_assert(file != NULL);
	cr_assert(eq(sz, fwrite(bytes, 1, size, file), size));
	cr_assert(zero(int, fclose(file)));
}

/* Have SQLite itself do something to the file. */
static void
execute(const char *sql)
{
	sqlite3 *db;

	cr_assert(zero(int, sqlite3_open(path(), &db)));
	cr_assert(zero(int, sqlite3_exec(db, sql, NULL, NULL, NULL)), "%s",
	    sqlite3_errmsg(db));
	cr_assert(zero(int, sqlite3_close(db)));
}

static int
try_open(void)
{
	struct motus_store *store = NULL;
	int status = motus_store_open(&store, keeper.url, NULL);

	cr_assert(eq(int, status == 0, store != NULL));
	motus_store_destroy(store);
	return status;
}

/* It is not opened, and not a byte of it changes. */
static void
is_refused_and_left_alone(void)
{
	static unsigned char before[BYTES_MAX], after[BYTES_MAX];
	size_t size = read_file(before);

	cr_assert(eq(int, try_open(), MOTUS_EFORMAT));
	cr_assert(eq(sz, read_file(after), size));
	cr_assert(zero(int, memcmp(before, after, size)));
}

/* A store with some hundred values in the file, closed. */
static void
fill(void)
{
	struct motus_store *store = NULL;
	char key[16];

	cr_assert(zero(int, motus_store_open(&store, keeper.url, NULL)));
	for (int i = 0; i < 200; i++) {
		snprintf(key, sizeof key, "key %d", i);
		cr_assert(zero(int, put(store, key, text_of_size(500))));
		cr_assert(zero(int, rank_set(store, "ranking", key, i)));
	}
	motus_store_destroy(store);
}

Test(sqlite_file, what_was_kept_is_there_when_the_file_is_opened_again)
{
	struct answer answer;

	fill();
	answer = get(keeper_store(&keeper), "key 7");
	cr_assert(holds(&answer, text_of_size(500)));
	cr_assert(
	    zero(u64, rank(keeper.stores[0], "ranking", "key 199").place));
}

Test(sqlite_file, nobody_else_may_read_the_file)
{
	struct stat info;

	fill();
	cr_assert(zero(int, stat(path(), &info)));
	cr_assert(eq(int, info.st_mode & 0777, 0600));
}

Test(sqlite_file, an_empty_file_becomes_a_store)
{
	write_file("", 0);
	cr_assert(zero(int, try_open()));
}

Test(sqlite_file, a_file_of_another_kind_is_left_alone)
{
	write_file("x", 1);
	is_refused_and_left_alone();
	write_file(text_of_size(511), 511);
	is_refused_and_left_alone();
	write_file("Dear diary,\n", 12);
	is_refused_and_left_alone();
	write_file(text_of_size(5000), 5000);
	is_refused_and_left_alone();
}

Test(sqlite_file, the_database_of_another_program_is_left_alone)
{
	execute("CREATE TABLE diary (day TEXT); INSERT INTO diary VALUES (1)");
	is_refused_and_left_alone();
	execute("PRAGMA journal_mode = WAL; INSERT INTO diary VALUES (2)");
	is_refused_and_left_alone();
	execute("PRAGMA application_id = 1; DROP TABLE diary");
	is_refused_and_left_alone();
}

Test(sqlite_file, a_store_of_a_later_version_is_left_alone)
{
	fill();
	execute("PRAGMA user_version = 2");
	is_refused_and_left_alone();
}

Test(sqlite_file, a_store_cut_short_is_left_alone)
{
	static const off_t sizes[] = { 1, 99, 100, 512, 4096, 20000 };
	static unsigned char whole[BYTES_MAX];
	size_t size;

	fill();
	size = read_file(whole);
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		write_file(whole, (size_t)sizes[i]);
		is_refused_and_left_alone();
	}
	write_file(whole, size - 1);
	is_refused_and_left_alone();
	write_file(whole, size);
	cr_assert(zero(int, try_open()));
}

Test(sqlite_file, a_damaged_store_is_left_alone)
{
	static unsigned char whole[BYTES_MAX];
	size_t size;

	fill();
	size = read_file(whole);
	for (size_t at = 0; at < size; at += 4096) {
		static unsigned char damaged[BYTES_MAX];

		memcpy(damaged, whole, size);
		memset(damaged + at, 0xa5, 64);
		write_file(damaged, size);
		is_refused_and_left_alone();
	}
}

Test(sqlite_file, a_table_that_went_missing_is_an_error)
{
	struct motus_store *store;

	fill();
	execute("DROP TABLE member");
	cr_assert(eq(int, try_open(), MOTUS_EFORMAT));
	execute("CREATE TABLE member (ranking, name, amount)");
	store = keeper_store(&keeper);
	execute("DROP TABLE value");
	cr_assert(eq(int, get(store, "key 7").status, MOTUS_EFORMAT));
	cr_assert(eq(int, put(store, "key 7", "value"), MOTUS_EFORMAT));
}

Test(sqlite_file, what_is_no_file_is_refused)
{
	cr_assert(zero(int, mkfifo(path(), 0600)));
	cr_assert(eq(int, try_open(), MOTUS_EFORMAT));
	cr_assert(zero(int, unlink(path())));
	cr_assert(zero(int, mkdir(path(), 0700)));
	cr_assert(eq(int, try_open(), MOTUS_EFORMAT));
}

Test(sqlite_file, a_missing_folder_is_the_systems_no)
{
	struct motus_store *store = NULL;
	char url[256];

	snprintf(url, sizeof url, "sqlite:%s/none/store", keeper.dir);
	errno = 0;
	cr_assert(eq(int, motus_store_open(&store, url, NULL), MOTUS_EIO));
	cr_assert(eq(int, errno, ENOENT));
}

Test(sqlite_file, a_folder_that_may_not_be_written_is_the_systems_no)
{
	cr_assert(zero(int, chmod(keeper.dir, 0555)));
	if (geteuid() == 0)
		cr_assert(zero(int, seteuid(65534)));
	errno = 0;
	cr_assert(eq(int, try_open(), MOTUS_EIO));
	cr_assert(eq(int, errno, EACCES));
	if (getuid() == 0)
		cr_assert(zero(int, seteuid(0)));
	cr_assert(zero(int, chmod(keeper.dir, 0755)));
}

Test(sqlite_file, a_file_that_may_not_be_written_is_the_systems_no)
{
	fill();
	cr_assert(zero(int, chmod(keeper.dir, 0777)));
	cr_assert(zero(int, chmod(path(), 0444)));
	if (geteuid() == 0)
		cr_assert(zero(int, seteuid(65534)));
	cr_assert(eq(int, try_open(), MOTUS_EIO));
	if (getuid() == 0)
		cr_assert(zero(int, seteuid(0)));
}

Test(sqlite_file, a_writer_that_is_kept_waiting_gives_up)
{
	struct motus_store *store = keeper_store(&keeper);
	sqlite3 *other;
	struct answer answer;

	put(store, "key", "one");
	cr_assert(zero(int, sqlite3_open(path(), &other)));
	cr_assert(zero(
	    int, sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL)));
	cr_assert(eq(int, put(store, "key", "two"), MOTUS_EUNAVAILABLE));
	answer = get(store, "key");
	cr_assert(holds(&answer, "one"));
	sqlite3_close(other);
	cr_assert(zero(int, put(store, "key", "two")));
}

static int64_t
count_rows(void)
{
	sqlite3 *db;
	sqlite3_stmt *query;
	int64_t count;

	cr_assert(zero(int, sqlite3_open(path(), &db)));
	cr_assert(zero(int,
	    sqlite3_prepare_v2(
		db, "SELECT count(*) FROM value", -1, &query, NULL)));
	cr_assert(eq(int, sqlite3_step(query), SQLITE_ROW));
	count = sqlite3_column_int64(query, 0);
	sqlite3_finalize(query);
	sqlite3_close(db);
	return count;
}

Test(sqlite_file, commits_clear_away_what_outlived_its_time)
{
	struct motus_store *store = keeper_store(&keeper);
	struct motus_batch *batch = motus_batch_create();
	struct answer answer;
	char key[16];

	for (int i = 0; i < 20; i++) {
		snprintf(key, sizeof key, "key %d", i);
		motus_batch_put(batch, key, "fleeting", 8, 1);
	}
	cr_assert(zero(int, commit(store, batch)));
	cr_assert(eq(i64, count_rows(), 20));
	do
		answer = get(store, "key 0");
	while (!is_absent(&answer));
	for (int i = 0; i < 3; i++)
		cr_assert(zero(int, put(store, "lasting", "value")));
	cr_assert(eq(i64, count_rows(), 1));
}

/* --- several processes -------------------------------------------------- */

enum { PROCESSES = 4, ROUNDS = 25 };

/* Read, add one, and again when another was faster. */
static int
add_one(struct motus_store *store)
{
	int count, status;

	do {
		struct answer answer = get(store, "count");
		struct motus_batch *batch = motus_batch_create();

		count = 0;
		if (answer.value != NULL)
			memcpy(&count, answer.value, sizeof count);
		count++;
		motus_batch_expect(batch, "count", answer.version);
		motus_batch_put(batch, "count", &count, sizeof count, 0);
		motus_batch_rank_add(batch, "ranking", "count", 1);
		status = commit(store, batch);
		if (answer.status != 0)
			return answer.status;
	} while (status == MOTUS_ECONFLICT || status == MOTUS_EUNAVAILABLE);
	return status;
}

static int
count_rounds(void)
{
	struct motus_store *store = NULL;
	int status = motus_store_open(&store, keeper.url, NULL);

	for (int i = 0; i < ROUNDS && status == 0; i++)
		status = add_one(store);
	motus_store_destroy(store);
	return status;
}

/*
 * Each opens the file, new to all of them, at the same moment, when the gate
 * is closed, and says how it went: Criterion knows nothing of these processes.
 */
static void
count_in_child(int gate, int said)
{
	int status;

	if (read(gate, &status, 1) != 0)
		_exit(1);
	status = count_rounds();
	_exit(write(said, &status, sizeof status) != sizeof status);
}

Test(sqlite_file, processes_that_count_together_lose_no_count)
{
	int gate[2], said[2], status, finished = 0;
	struct motus_store *store;

	cr_assert(zero(int, pipe(gate)));
	cr_assert(zero(int, pipe(said)));
	for (int i = 0; i < PROCESSES; i++) {
		pid_t pid = fork();

		cr_assert(ge(int, pid, 0));
		if (pid == 0) {
			close(gate[1]);
			count_in_child(gate[0], said[1]);
		}
	}
	close(gate[1]);
	close(said[1]);
	while (read(said[0], &status, sizeof status) == sizeof status) {
		cr_assert(zero(int, status));
		finished++;
	}
	cr_assert(eq(int, finished, PROCESSES));
	while (wait(NULL) > 0)
		continue;
	close(gate[0]);
	close(said[0]);
	store = keeper_store(&keeper);
	cr_assert(zero(int, add_one(store)));
	cr_assert(eq(i64, rank(store, "ranking", "count").amount,
	    PROCESSES * ROUNDS + 1));
}
