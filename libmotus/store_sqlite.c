#include <stdlib.h>
#include <string.h>

#include <motus/backend.h>
#include <motus/error.h>

#include "libmotus/store_backend.h"
#include "libmotus/store_sqlite.h"

enum statement {
	BEGIN,
	COMMIT,
	ROLLBACK,
	GET,
	NEXT_VERSION,
	PUT,
	DELETE,
	RANK_SET,
	RANK_ADD,
	RANK_REMOVE,
	SWEEP,
	RANGE,
	RANK,
	COUNT,
	STATEMENTS
};

/*
 * Sums stop at MOTUS_AMOUNT_MAX, 2^53.  Each commit drops a few values whose
 * time is over, so that they go without ever being searched for.
 */
static const char *const sql[STATEMENTS] = {
	[BEGIN] = "BEGIN IMMEDIATE",
	[COMMIT] = "COMMIT",
	[ROLLBACK] = "ROLLBACK",
	[GET] = "SELECT version, data FROM value"
		" WHERE key = ?1 AND (expires IS NULL OR expires > ?2)",
	[NEXT_VERSION] = "UPDATE counter SET version = version + 1"
			 " RETURNING version",
	[PUT] = "REPLACE INTO value (key, version, expires, data)"
		" VALUES (?1, ?2, ?3, ?4)",
	[DELETE] = "DELETE FROM value WHERE key = ?1",
	[RANK_SET] = "INSERT INTO member (ranking, name, amount)"
		     " VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE"
		     " SET amount = excluded.amount",
	[RANK_ADD] = "INSERT INTO member (ranking, name, amount)"
		     " VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE"
		     " SET amount = max(-(1 << 53), min(1 << 53,"
		     "	amount + excluded.amount))",
	[RANK_REMOVE] = "DELETE FROM member WHERE ranking = ?1 AND name = ?2",
	[SWEEP] = "DELETE FROM value WHERE key IN"
		  " (SELECT key FROM value WHERE expires <= ?1 LIMIT 8)",
	[RANGE] = "SELECT name, amount FROM member WHERE ranking = ?1"
		  " ORDER BY amount DESC, name LIMIT ?3 OFFSET ?2",
	[RANK] = "SELECT amount,"
		 " (SELECT count(*) FROM member WHERE ranking = mine.ranking"
		 "	AND amount > mine.amount) +"
		 " (SELECT count(*) FROM member WHERE ranking = mine.ranking"
		 "	AND amount = mine.amount AND name < mine.name)"
		 " FROM member AS mine WHERE ranking = ?1 AND name = ?2",
	[COUNT] = "SELECT count(*) FROM member WHERE ranking = ?1",
};

struct sqlite {
	sqlite3 *db;
	sqlite3_stmt *statements[STATEMENTS];
};

static void
sqlite_destroy(void *context)
{
	struct sqlite *sqlite = context;

	for (int i = 0; i < STATEMENTS; i++)
		sqlite3_finalize(sqlite->statements[i]);
	sqlite3_close(sqlite->db);
	free(sqlite);
}

static void
bind_bytes(sqlite3_stmt *statement, int at, const void *bytes, size_t size)
{
	sqlite3_bind_blob(statement, at, bytes, (int)size, SQLITE_STATIC);
}

static void
bind_text(sqlite3_stmt *statement, int at, const char *text)
{
	bind_bytes(statement, at, text, strlen(text));
}

/* A statement that gives no row, or whose row doesn't matter. */
static int
run(struct sqlite *sqlite, enum statement which)
{
	sqlite3_stmt *statement = sqlite->statements[which];
	int code = sqlite3_step(statement);

	sqlite3_reset(statement);
	return sqlite_status(sqlite->db, code);
}

/* Step GET to the row of `key`, if there is one: then *version is not 0. */
static int
find(struct sqlite *sqlite, const char *key, int64_t now, uint64_t *version)
{
	sqlite3_stmt *statement = sqlite->statements[GET];
	int code;

	bind_text(statement, 1, key);
	sqlite3_bind_int64(statement, 2, now);
	code = sqlite3_step(statement);
	*version = code != SQLITE_ROW
	    ? 0
	    : (uint64_t)sqlite3_column_int64(statement, 0);
	return sqlite_status(sqlite->db, code);
}

/* The callback gets a copy: it may use the same statement. */
static void
sqlite_get(void *context, const char *key, motus_got *done, void *arg)
{
	struct sqlite *sqlite = context;
	sqlite3_stmt *statement = sqlite->statements[GET];
	void *copy = NULL;
	size_t size = 0;
	uint64_t version;
	int status = find(sqlite, key, store_clock(CLOCK_REALTIME), &version);

	if (version != 0) {
		const void *data = sqlite3_column_blob(statement, 1);

		size = (size_t)sqlite3_column_bytes(statement, 1);
		copy = malloc(size + 1);
		if (copy == NULL || (data == NULL && size != 0))
			status = MOTUS_ENOMEM;
		else if (size != 0)
			memcpy(copy, data, size);
	}
	sqlite3_reset(statement);
	if (status != 0)
		done(arg, status, NULL, 0, 0);
	else
		done(arg, 0, copy, size, version);
	free(copy);
}

static int
check(struct sqlite *sqlite, const struct motus_batch *batch, int64_t now)
{
	int status = 0;

	for (size_t i = 0; i < batch->count && status == 0; i++) {
		const struct motus_step *step = &batch->steps[i];
		uint64_t version;

		if (step->kind != MOTUS_STEP_EXPECT)
			continue;
		status = find(sqlite, step->key, now, &version);
		sqlite3_reset(sqlite->statements[GET]);
		if (status == 0 && version != step->version)
			status = MOTUS_ECONFLICT;
	}
	return status;
}

static int
next_version(struct sqlite *sqlite, int64_t *version)
{
	sqlite3_stmt *statement = sqlite->statements[NEXT_VERSION];
	int code = sqlite3_step(statement);

	if (code == SQLITE_ROW)
		*version = sqlite3_column_int64(statement, 0);
	sqlite3_reset(statement);
	if (code == SQLITE_DONE)
		return MOTUS_EFORMAT;
	return sqlite_status(sqlite->db, code);
}

static int
put(struct sqlite *sqlite, const struct motus_step *step, int64_t version,
    int64_t now)
{
	sqlite3_stmt *statement = sqlite->statements[PUT];

	bind_text(statement, 1, step->key);
	sqlite3_bind_int64(statement, 2, version);
	if (step->ttl == 0)
		sqlite3_bind_null(statement, 3);
	else
		sqlite3_bind_int64(
		    statement, 3, now + (int64_t)step->ttl * 1000);
	bind_bytes(statement, 4, step->value, step->size);
	return run(sqlite, PUT);
}

static int
change_member(
    struct sqlite *sqlite, const struct motus_step *step, enum statement which)
{
	sqlite3_stmt *statement = sqlite->statements[which];

	bind_text(statement, 1, step->key);
	bind_text(statement, 2, step->member);
	if (which != RANK_REMOVE)
		sqlite3_bind_int64(statement, 3, step->amount);
	return run(sqlite, which);
}

static int
change(struct sqlite *sqlite, const struct motus_step *step, int64_t version,
    int64_t now)
{
	switch (step->kind) {
	case MOTUS_STEP_EXPECT: break;
	case MOTUS_STEP_PUT: return put(sqlite, step, version, now);
	case MOTUS_STEP_DELETE:
		bind_text(sqlite->statements[DELETE], 1, step->key);
		return run(sqlite, DELETE);
	case MOTUS_STEP_RANK_SET: return change_member(sqlite, step, RANK_SET);
	case MOTUS_STEP_RANK_ADD: return change_member(sqlite, step, RANK_ADD);
	case MOTUS_STEP_RANK_REMOVE:
		return change_member(sqlite, step, RANK_REMOVE);
	}
	return 0;
}

static int
apply(struct sqlite *sqlite, const struct motus_batch *batch)
{
	int64_t now = store_clock(CLOCK_REALTIME);
	int64_t version = 0;
	int status = check(sqlite, batch, now);

	if (status == 0)
		status = next_version(sqlite, &version);
	for (size_t i = 0; i < batch->count && status == 0; i++)
		status = change(sqlite, &batch->steps[i], version, now);
	if (status == 0) {
		sqlite3_bind_int64(sqlite->statements[SWEEP], 1, now);
		status = run(sqlite, SWEEP);
	}
	return status;
}

static void
sqlite_commit(void *context, const struct motus_batch *batch,
    motus_committed *done, void *arg)
{
	struct sqlite *sqlite = context;
	int status = run(sqlite, BEGIN);

	if (status == 0)
		status = apply(sqlite, batch);
	if (status == 0)
		status = run(sqlite, COMMIT);
	if (!sqlite3_get_autocommit(sqlite->db))
		run(sqlite, ROLLBACK);
	done(arg, status);
}

static int
read_range(struct sqlite *sqlite, struct range *range)
{
	sqlite3_stmt *statement = sqlite->statements[RANGE];
	int code;

	while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
		const void *member = sqlite3_column_blob(statement, 0);
		int size = sqlite3_column_bytes(statement, 0);

		if (member == NULL || size > MOTUS_MEMBER_MAX)
			return MOTUS_EFORMAT;
		range_add(range, member, (size_t)size,
		    sqlite3_column_int64(statement, 1));
	}
	return sqlite_status(sqlite->db, code);
}

static void
sqlite_range(void *context, const char *ranking, uint64_t from, size_t count,
    motus_ranged *done, void *arg)
{
	struct sqlite *sqlite = context;
	sqlite3_stmt *statement = sqlite->statements[RANGE];
	struct range *range = range_create(count);
	int status;

	if (range == NULL) {
		done(arg, MOTUS_ENOMEM, NULL, 0);
		return;
	}
	bind_text(statement, 1, ranking);
	sqlite3_bind_int64(statement, 2, (int64_t)from);
	sqlite3_bind_int64(statement, 3, (int64_t)count);
	status = read_range(sqlite, range);
	sqlite3_reset(statement);
	if (status != 0)
		done(arg, status, NULL, 0);
	else
		done(arg, 0, range->entries, range->count);
	free(range);
}

static void
sqlite_rank(void *context, const char *ranking, const char *member,
    motus_ranked *done, void *arg)
{
	struct sqlite *sqlite = context;
	sqlite3_stmt *statement = sqlite->statements[RANK];
	int64_t amount, place;
	int code;

	bind_text(statement, 1, ranking);
	bind_text(statement, 2, member);
	code = sqlite3_step(statement);
	amount = sqlite3_column_int64(statement, 0);
	place = sqlite3_column_int64(statement, 1);
	sqlite3_reset(statement);
	if (code == SQLITE_ROW)
		done(arg, 0, (uint64_t)place, amount);
	else if (code == SQLITE_DONE)
		done(arg, MOTUS_EABSENT, 0, 0);
	else
		done(arg, sqlite_status(sqlite->db, code), 0, 0);
}

static void
sqlite_count(void *context, const char *ranking, motus_counted *done, void *arg)
{
	struct sqlite *sqlite = context;
	sqlite3_stmt *statement = sqlite->statements[COUNT];
	int64_t count;
	int code;

	bind_text(statement, 1, ranking);
	code = sqlite3_step(statement);
	count = sqlite3_column_int64(statement, 0);
	sqlite3_reset(statement);
	if (code == SQLITE_ROW)
		done(arg, 0, (uint64_t)count);
	else
		done(arg, sqlite_status(sqlite->db, code), 0);
}

static const struct motus_backend sqlite_backend = {
	.destroy = sqlite_destroy,
	.get = sqlite_get,
	.commit = sqlite_commit,
	.range = sqlite_range,
	.rank = sqlite_rank,
	.count = sqlite_count,
};

static int
prepare(struct sqlite *sqlite)
{
	int code = SQLITE_OK;

	for (int i = 0; i < STATEMENTS && code == SQLITE_OK; i++)
		code = sqlite3_prepare_v3(sqlite->db, sql[i], -1,
		    SQLITE_PREPARE_PERSISTENT, &sqlite->statements[i], NULL);
	return sqlite_status(sqlite->db, code);
}

int
store_sqlite_open(struct motus_store **store, const char *path)
{
	struct sqlite *sqlite = calloc(1, sizeof *sqlite);
	int status;

	if (sqlite == NULL)
		return MOTUS_ENOMEM;
	status = sqlite_file_open(&sqlite->db, path);
	if (status == 0)
		status = prepare(sqlite);
	if (status == 0)
		status = motus_store_create(store, &sqlite_backend, sqlite);
	if (status != 0)
		sqlite_destroy(sqlite);
	return status;
}
