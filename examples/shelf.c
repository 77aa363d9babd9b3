/*
 * shelf FILE [PLAYER POINTS] - who has how many points, in a store of our own
 *
 * The store is a backend that this program brings, see motus/backend.h: one
 * small file that is read for each call and written anew for each commit.  A
 * commit changes a copy and puts it in place of the file, so it is done wholly
 * or not at all, and a reader needs no lock.  Several programs of one kind of
 * machine may share the file.  make check holds it against all that
 * motus/store.h promises, as it does the backends of libmotus.
 */
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <motus/motus.h>

/* A value, or a member of a ranking: in the file up to `value`, and its bytes.
 */
struct item {
	char key[MOTUS_KEY_MAX + 1]; /* or the ranking's name */
	char member[MOTUS_MEMBER_MAX + 1]; /* "": it is a value */
	int64_t amount;
	uint64_t version;
	int64_t expires; /* seconds since 1970; 0: never */
	uint64_t size;
	char *value;
};

#define HEAD offsetof(struct item, value)

struct table {
	uint64_t version; /* the last one given */
	uint64_t count;
	struct item *items;
};

struct shelf {
	char path[PATH_MAX];
	char next[PATH_MAX + 5]; /* what becomes the file */
	int lock; /* held while a commit reads, changes and writes */
};

/* --- the file ----------------------------------------------------------- */

static void
table_free(struct table *table)
{
	for (size_t i = 0; i < table->count; i++)
		free(table->items[i].value);
	free(table->items);
}

/* One more item, whose bytes are zeros; NULL without memory. */
static struct item *
table_add(struct table *table)
{
	size_t size = (table->count + 1) * sizeof(struct item);
	struct item *items = realloc(table->items, size);

	if (items == NULL)
		return NULL;
	table->items = items;
	return memset(&items[table->count++], 0, sizeof *items);
}

static void
table_remove(struct table *table, struct item *item)
{
	free(item->value);
	*item = table->items[--table->count];
}

static int
read_item(FILE *file, struct item *item)
{
	if (fread(item, HEAD, 1, file) != 1 ||
	    memchr(item->key, '\0', sizeof item->key) == NULL ||
	    memchr(item->member, '\0', sizeof item->member) == NULL ||
	    item->size > MOTUS_VALUE_MAX)
		return MOTUS_EFORMAT;
	item->value = malloc(item->size + 1);
	if (item->value == NULL)
		return MOTUS_ENOMEM;
	if (fread(item->value, 1, item->size, file) != item->size)
		return MOTUS_EFORMAT;
	return 0;
}

/* Without the values whose time is over, and empty where there is no file. */
static int
table_read(struct table *table, const char *path)
{
	FILE *file = fopen(path, "rb");
	uint64_t head[2] = { 0 };
	int status = 0;

	*table = (struct table){ 0 };
	if (file == NULL)
		return errno == ENOENT ? 0 : MOTUS_EIO;
	if (fread(head, sizeof head, 1, file) != 1)
		status = MOTUS_EFORMAT;
	table->version = head[0];
	for (uint64_t i = 0; i < head[1] && status == 0; i++) {
		struct item *item = table_add(table);

		status = item == NULL ? MOTUS_ENOMEM : read_item(file, item);
		if (status == 0 && item->expires != 0 &&
		    item->expires <= time(NULL))
			table_remove(table, item);
	}
	fclose(file);
	if (status != 0)
		table_free(table);
	return status;
}

static int
table_write(const struct table *table, const struct shelf *shelf)
{
	FILE *file = fopen(shelf->next, "wb");
	bool failed;

	if (file == NULL)
		return MOTUS_EIO;
	fwrite(&table->version, sizeof table->version, 1, file);
	fwrite(&table->count, sizeof table->count, 1, file);
	for (uint64_t i = 0; i < table->count; i++) {
		const struct item *item = &table->items[i];

		fwrite(item, HEAD, 1, file);
		if (item->size != 0)
			fwrite(item->value, 1, item->size, file);
	}
	failed = fflush(file) != 0 || ferror(file) || fsync(fileno(file)) != 0;
	fclose(file);
	if (failed || rename(shelf->next, shelf->path) != 0)
		return MOTUS_EIO;
	return 0;
}

/* --- commit ------------------------------------------------------------- */

/* The value of `key` (member ""), or a member; NULL when it is absent. */
static struct item *
find(const struct table *table, const char *key, const char *member)
{
	for (size_t i = 0; i < table->count; i++)
		if (strcmp(table->items[i].key, key) == 0 &&
		    strcmp(table->items[i].member, member) == 0)
			return &table->items[i];
	return NULL;
}

/* The same, or a new one. */
static struct item *
find_or_add(struct table *table, const char *key, const char *member)
{
	struct item *item = find(table, key, member);

	if (item == NULL && (item = table_add(table)) != NULL) {
		strcpy(item->key, key);
		strcpy(item->member, member);
	}
	return item;
}

static int
put(struct table *table, const struct motus_step *step)
{
	struct item *item = find_or_add(table, step->key, "");
	char *value = malloc(step->size + 1);

	if (item == NULL || value == NULL) {
		free(value);
		return MOTUS_ENOMEM;
	}
	free(item->value);
	item->value = value;
	item->size = step->size;
	item->version = table->version;
	item->expires = step->ttl == 0 ? 0 : (int64_t)time(NULL) + step->ttl;
	if (step->size != 0)
		memcpy(value, step->value, step->size);
	return 0;
}

static int
set_amount(struct table *table, const struct motus_step *step)
{
	struct item *item = find_or_add(table, step->key, step->member);

	if (item == NULL)
		return MOTUS_ENOMEM;
	if (step->kind == MOTUS_STEP_RANK_SET)
		item->amount = 0;
	item->amount += step->amount;
	if (item->amount > MOTUS_AMOUNT_MAX)
		item->amount = MOTUS_AMOUNT_MAX;
	if (item->amount < -MOTUS_AMOUNT_MAX)
		item->amount = -MOTUS_AMOUNT_MAX;
	return 0;
}

static int
change(struct table *table, const struct motus_step *step)
{
	struct item *item;

	switch (step->kind) {
	case MOTUS_STEP_EXPECT: return 0;
	case MOTUS_STEP_PUT: return put(table, step);
	case MOTUS_STEP_RANK_SET:
	case MOTUS_STEP_RANK_ADD: return set_amount(table, step);
	case MOTUS_STEP_DELETE:
	case MOTUS_STEP_RANK_REMOVE: break;
	}
	item = find(table, step->key, step->member);
	if (item != NULL)
		table_remove(table, item);
	return 0;
}

/* Every expectation first: a key may be changed by its own batch. */
static int
apply(struct table *table, const struct motus_batch *batch)
{
	size_t count;
	const struct motus_step *steps = motus_batch_steps(batch, &count);
	int status = 0;

	for (size_t i = 0; i < count; i++) {
		const struct item *item = find(table, steps[i].key, "");

		if (steps[i].kind == MOTUS_STEP_EXPECT &&
		    steps[i].version != (item == NULL ? 0 : item->version))
			return MOTUS_ECONFLICT;
	}
	table->version++;
	for (size_t i = 0; i < count && status == 0; i++)
		status = change(table, &steps[i]);
	return status;
}

static void
shelf_commit(void *context, const struct motus_batch *batch,
    motus_committed *done, void *arg)
{
	struct shelf *shelf = context;
	struct table table;
	int status;

	flock(shelf->lock, LOCK_EX);
	status = table_read(&table, shelf->path);
	if (status == 0) {
		status = apply(&table, batch);
		if (status == 0)
			status = table_write(&table, shelf);
		table_free(&table);
	}
	flock(shelf->lock, LOCK_UN);
	done(arg, status);
}

/* --- what only reads ---------------------------------------------------- */

/* The table lives through the callback, and so does what that is given. */
static void
shelf_get(void *context, const char *key, motus_got *done, void *arg)
{
	struct shelf *shelf = context;
	struct table table;
	const struct item *item;
	int status = table_read(&table, shelf->path);

	if (status != 0) {
		done(arg, status, NULL, 0, 0);
		return;
	}
	item = find(&table, key, "");
	if (item == NULL)
		done(arg, 0, NULL, 0, 0);
	else
		done(arg, 0, item->value, item->size, item->version);
	table_free(&table);
}

static int
compare(const void *a, const void *b)
{
	const struct motus_entry *one = a, *other = b;

	if (one->amount != other->amount)
		return one->amount > other->amount ? -1 : 1;
	return strcmp(one->member, other->member);
}

/* A ranking as it is now, to be freed. */
struct ranking {
	struct table table;
	struct motus_entry *entries;
	size_t count;
};

static int
read_ranking(struct ranking *ranking, struct shelf *shelf, const char *name)
{
	struct table *table = &ranking->table;
	int status = table_read(table, shelf->path);

	if (status != 0)
		return status;
	ranking->count = 0;
	ranking->entries = calloc(table->count + 1, sizeof *ranking->entries);
	if (ranking->entries == NULL) {
		table_free(table);
		return MOTUS_ENOMEM;
	}
	for (uint64_t i = 0; i < table->count; i++) {
		const struct item *item = &table->items[i];

		if (*item->member != '\0' && strcmp(item->key, name) == 0)
			ranking->entries[ranking->count++] =
			    (struct motus_entry){ item->member, item->amount };
	}
	qsort(ranking->entries, ranking->count, sizeof *ranking->entries,
	    compare);
	return 0;
}

static void
free_ranking(struct ranking *ranking)
{
	free(ranking->entries);
	table_free(&ranking->table);
}

static void
shelf_range(void *context, const char *name, uint64_t from, size_t count,
    motus_ranged *done, void *arg)
{
	struct ranking ranking;
	int status = read_ranking(&ranking, context, name);

	if (status != 0) {
		done(arg, status, NULL, 0);
		return;
	}
	if (from > ranking.count)
		from = ranking.count;
	if (count > ranking.count - from)
		count = ranking.count - (size_t)from;
	done(arg, 0, ranking.entries + from, count);
	free_ranking(&ranking);
}

static void
shelf_rank(void *context, const char *name, const char *member,
    motus_ranked *done, void *arg)
{
	struct ranking ranking;
	size_t place = 0;
	int status = read_ranking(&ranking, context, name);

	if (status != 0) {
		done(arg, status, 0, 0);
		return;
	}
	while (place < ranking.count &&
	    strcmp(ranking.entries[place].member, member) != 0)
		place++;
	if (place == ranking.count)
		done(arg, MOTUS_EABSENT, 0, 0);
	else
		done(arg, 0, place, ranking.entries[place].amount);
	free_ranking(&ranking);
}

static void
shelf_count(void *context, const char *name, motus_counted *done, void *arg)
{
	struct ranking ranking;
	int status = read_ranking(&ranking, context, name);

	if (status != 0) {
		done(arg, status, 0);
		return;
	}
	done(arg, 0, ranking.count);
	free_ranking(&ranking);
}

/* --- the store ---------------------------------------------------------- */

static void
shelf_destroy(void *context)
{
	struct shelf *shelf = context;

	close(shelf->lock);
	free(shelf);
}

/* Each call has ended when its function returns, so there is no `wait`. */
static const struct motus_backend backend = {
	.destroy = shelf_destroy,
	.get = shelf_get,
	.commit = shelf_commit,
	.range = shelf_range,
	.rank = shelf_rank,
	.count = shelf_count,
};

/* The store in the file `path`; a lock and what it will be are beside it. */
static int
shelf_open(struct motus_store **store, const char *path)
{
	struct shelf *shelf = malloc(sizeof *shelf);
	int status = MOTUS_EIO;

	if (shelf == NULL)
		return MOTUS_ENOMEM;
	snprintf(shelf->path, sizeof shelf->path, "%s", path);
	snprintf(shelf->next, sizeof shelf->next, "%s.lock", path);
	shelf->lock = open(shelf->next, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
	snprintf(shelf->next, sizeof shelf->next, "%s.next", path);
	if (shelf->lock >= 0)
		status = motus_store_create(store, &backend, shelf);
	if (status != 0)
		shelf_destroy(shelf);
	return status;
}

/* --- the program -------------------------------------------------------- */

static void
note_status(void *arg, int status)
{
	*(int *)arg = status;
}

static void
show(void *arg, int status, const struct motus_entry *entries, size_t count)
{
	*(int *)arg = status;
	for (size_t i = 0; i < count; i++)
		printf("%zu. %s: %" PRId64 "\n", i + 1, entries[i].member,
		    entries[i].amount);
}

static int
add_points(struct motus_store *store, const char *player, const char *points)
{
	struct motus_batch *batch = motus_batch_create();
	int status = 0;

	motus_batch_rank_add(
	    batch, "points", player, strtoll(points, NULL, 10));
	motus_store_commit(store, batch, note_status, &status);
	motus_batch_destroy(batch);
	return status;
}

int
main(int argc, char **argv)
{
	struct motus_store *store = NULL;
	int status;

	if (argc != 2 && argc != 4) {
		fputs("usage: shelf FILE [PLAYER POINTS]\n", stderr);
		return 2;
	}
	status = shelf_open(&store, argv[1]);
	if (status == 0 && argc == 4)
		status = add_points(store, argv[2], argv[3]);
	if (status == 0)
		motus_store_range(store, "points", 0, 10, show, &status);
	motus_store_destroy(store);
	if (status != 0)
		fprintf(stderr, "shelf: %s\n", motus_error_text(status));
	return status != 0;
}
