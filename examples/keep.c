/*
 * keep URL NAME - count how often NAME was said, in the store that URL names
 *
 * Several of these may run at once on one file or one server: none undoes
 * what another counts.
 */
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <motus/motus.h>

#define PATIENCE 5000 /* milliseconds */

/* It outlives the store: what is still in flight then is ended with it. */
struct counter {
	const char *name;
	int error;
	uint64_t version;
	char text[24];
};

static void
got(void *arg, int status, const void *value, size_t size, uint64_t version)
{
	struct counter *counter = arg;

	counter->error = status;
	counter->version = version;
	memset(counter->text, 0, sizeof counter->text);
	if (size >= sizeof counter->text)
		counter->error = MOTUS_EFORMAT;
	else if (value != NULL)
		memcpy(counter->text, value, size);
}

static void
committed(void *arg, int status)
{
	((struct counter *)arg)->error = status;
}

static int
get(struct motus_store *store, struct counter *counter)
{
	int error;

	motus_store_get(store, counter->name, got, counter);
	error = motus_store_wait(store, PATIENCE);
	return error != 0 ? error : counter->error;
}

/* Write the next number, if nobody else has since `counter` was read. */
static int
put_next(struct motus_store *store, struct counter *counter)
{
	struct motus_batch *batch = motus_batch_create();
	int error, size;

	size = snprintf(counter->text, sizeof counter->text, "%lu",
	    strtoul(counter->text, NULL, 10) + 1);
	motus_batch_expect(batch, counter->name, counter->version);
	motus_batch_put(batch, counter->name, counter->text, (size_t)size, 0);
	motus_batch_rank_add(batch, "names", counter->name, 1);
	motus_store_commit(store, batch, committed, counter);
	motus_batch_destroy(batch);
	error = motus_store_wait(store, PATIENCE);
	return error != 0 ? error : counter->error;
}

static void
show_names(
    void *arg, int status, const struct motus_entry *entries, size_t count)
{
	(void)arg;
	if (status != 0)
		return;
	for (size_t i = 0; i < count; i++)
		printf("%zu. %s: %" PRId64 "\n", i + 1, entries[i].member,
		    entries[i].amount);
}

static int
count_one(struct motus_store *store, struct counter *counter)
{
	int error;

	do {
		error = get(store, counter);
		if (error == 0)
			error = put_next(store, counter);
	} while (error == MOTUS_ECONFLICT);
	if (error != 0)
		return error;
	motus_store_range(store, "names", 0, 10, show_names, NULL);
	return motus_store_wait(store, PATIENCE);
}

int
main(int argc, char **argv)
{
	struct motus_store *store = NULL;
	struct counter counter = { 0 };
	int error;

	if (argc != 3) {
		fputs("usage: keep URL NAME\n", stderr);
		return 2;
	}
	counter.name = argv[2];
	signal(SIGPIPE, SIG_IGN);
	error = motus_store_open(&store, argv[1], NULL);
	if (error == 0)
		error = count_one(store, &counter);
	motus_store_destroy(store);
	if (error != 0)
		fprintf(stderr, "keep: %s\n", motus_error_text(error));
	return error != 0;
}
