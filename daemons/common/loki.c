#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "daemons/common/log.h"
#include "daemons/common/loki.h"

const struct metric loki_metrics[LOKI_METRICS] = {
	[LOKI_PUSHED] = { "motus_log_lines_pushed_total",
	    "Lines of the log that Loki took.", METRIC_COUNTER, { { 0 } } },
	[LOKI_DROPPED] = { "motus_log_lines_dropped_total",
	    "Lines of the log that Loki will not get.", METRIC_COUNTER,
	    { { 0 } } },
	[LOKI_ERRORS] = { "motus_log_push_errors_total",
	    "Batches of lines that Loki did not take when they were sent.",
	    METRIC_COUNTER, { { 0 } } },
};

/* A line that waits. */
struct waiting {
	struct waiting *next;
	int64_t time; /* nanoseconds since 1970 */
	enum log_level level;
	uint64_t number; /* from 1 on, in the order in which they were said */
	size_t size;
	char text[]; /* without a line feed */
};

struct loki {
	struct loki_setup setup;
	struct motus_loop loop;
	struct waiting *first, **last;
	size_t size; /* of all that waits */
	uint64_t said; /* lines so far */
	char *batch; /* sent, or to be sent again; NULL: none */
	size_t batch_size, batch_lines;
	int retry_after; /* seconds, of the last answer */
	long pause; /* milliseconds before the next try, if it is needed */
	bool started, timed, sending, ending;
	bool failing; /* the last try failed, and that was said */
};

static void due(void *arg);
static void push(struct loki *loki);

static void
count(struct loki *loki, size_t figure, size_t amount)
{
	metrics_add(loki->setup.metrics, (struct metric_at){ .index = figure },
	    (int64_t)amount);
}

static void
set_timer(struct loki *loki, long milliseconds)
{
	int error =
	    loki->loop.timer(loki->loop.context, (int)milliseconds, due, loki);

	loki->timed = milliseconds >= 0 && error == 0;
}

/* --- the queue ------------------------------------------------------------ */

static void
drop_first(struct loki *loki)
{
	struct waiting *first = loki->first;

	loki->size -= first->size;
	loki->first = first->next;
	if (loki->first == NULL)
		loki->last = &loki->first;
	free(first);
}

static bool
enqueue(struct loki *loki, const struct log_line *line)
{
	size_t size = line->size - 1;
	struct waiting *waiting = malloc(sizeof *waiting + size);

	loki->said++;
	if (waiting == NULL)
		return false;
	waiting->next = NULL;
	waiting->time = line->time;
	waiting->level = line->level;
	waiting->number = loki->said;
	waiting->size = size;
	memcpy(waiting->text, line->text, size);
	*loki->last = waiting;
	loki->last = &waiting->next;
	loki->size += size;
	return true;
}

/* Told by the log.  A few lines go out after a while, many at once. */
static void
take_line(void *arg, const struct log_line *line)
{
	struct loki *loki = arg;
	size_t before = loki->size;

	if (!enqueue(loki, line))
		count(loki, LOKI_DROPPED, 1);
	while (loki->size > LOKI_QUEUE_SIZE) {
		drop_first(loki);
		count(loki, LOKI_DROPPED, 1);
	}
	if (!loki->started || loki->sending || loki->ending)
		return;
	if (loki->batch == NULL && before < LOKI_BATCH_SIZE &&
	    loki->size >= LOKI_BATCH_SIZE)
		set_timer(loki, 0);
	else if (!loki->timed)
		set_timer(loki, LOKI_DELAY);
}

/* --- a batch -------------------------------------------------------------- */

/* A line is JSON of our own: these two are all that it must not have here. */
static void
write_escaped(FILE *out, const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		if (text[i] == '"' || text[i] == '\\')
			putc_unlocked('\\', out);
		putc_unlocked(text[i], out);
	}
}

static void
write_label(FILE *out, const char *name, const char *value)
{
	fprintf(out, "\"%s\":\"", name);
	write_escaped(out, value, strlen(value));
	putc_unlocked('"', out);
}

static void
write_labels(
    FILE *out, const struct loki *loki, enum log_level level, size_t streams)
{
	fputs(streams == 0 ? "{\"stream\":{" : ",{\"stream\":{", out);
	write_label(out, "service", loki->setup.service);
	putc_unlocked(',', out);
	write_label(out, "instance", loki->setup.instance);
	putc_unlocked(',', out);
	write_label(out, "level", log_level_name(level));
	fputs("},\"values\":[", out);
}

/* The lines of one level up to `end`; how many there were. */
static size_t
write_stream(FILE *out, const struct loki *loki, const struct waiting *end,
    enum log_level level, size_t streams)
{
	size_t lines = 0;

	for (const struct waiting *line = loki->first; line != end;
	     line = line->next) {
		if (line->level != level)
			continue;
		if (lines++ > 0)
			putc_unlocked(',', out);
		else
			write_labels(out, loki, level, streams);
		fprintf(out, "[\"%lld\",\"", (long long)line->time);
		write_escaped(out, line->text, line->size);
		fputs("\"]", out);
	}
	if (lines > 0)
		fputs("]}", out);
	return lines;
}

static void
write_batch(FILE *out, struct loki *loki, const struct waiting *end)
{
	size_t streams = 0;

	fputs("{\"streams\":[", out);
	for (enum log_level level = LEVEL_DEBUG; level <= LEVEL_ERROR; level++)
		if (write_stream(out, loki, end, level, streams) > 0)
			streams++;
	fputs("]}", out);
}

/* Move the oldest lines out of the queue; false, and none moved, if it can't.
 */
static bool
fill_batch(struct loki *loki)
{
	const struct waiting *end = loki->first;
	size_t size = 0, lines = 0;
	FILE *out = open_memstream(&loki->batch, &loki->batch_size);

	if (out == NULL)
		return false;
	while (end != NULL && size + end->size <= LOKI_BATCH_SIZE) {
		size += end->size;
		end = end->next;
		lines++;
	}
	write_batch(out, loki, end);
	if (fclose(out) != 0) {
		free(loki->batch);
		loki->batch = NULL;
		return false;
	}
	while (loki->first != end)
		drop_first(loki);
	loki->batch_lines = lines;
	return true;
}

/* --- a push --------------------------------------------------------------- */

/* The batch needs no more care, whatever came of it. */
static void
end_batch(struct loki *loki, size_t figure)
{
	count(loki, figure, loki->batch_lines);
	free(loki->batch);
	loki->batch = NULL;
	loki->pause = LOKI_PAUSE_MIN;
}

/* Said when it begins, and when it ends: not at each try. */
static void
tell(struct loki *loki, bool failing, int status)
{
	if (loki->failing == failing)
		return;
	loki->failing = failing;
	if (failing)
		log_message(LEVEL_WARNING, "loki",
		    "lines are not taken, status %d", status);
	else
		log_message(LEVEL_INFO, "loki", "lines are taken again");
}

static void
try_later(struct loki *loki)
{
	long pause = loki->pause, asked = loki->retry_after;

	if (asked > LOKI_RETRY_AFTER_MAX)
		asked = LOKI_RETRY_AFTER_MAX;
	if (pause < asked * 1000)
		pause = asked * 1000;
	loki->pause *= 2;
	if (loki->pause > LOKI_PAUSE_MAX)
		loki->pause = LOKI_PAUSE_MAX;
	set_timer(loki, pause);
}

static void
pushed(void *arg, int status, const char *body, size_t size)
{
	struct loki *loki = arg;
	bool taken = status >= 200 && status < 300;
	bool later = status < 100 || status == 429 || status >= 500;

	(void)body;
	(void)size;
	loki->sending = false;
	if (!taken)
		count(loki, LOKI_ERRORS, 1);
	tell(loki, !taken, status);
	if (later && !loki->ending) {
		try_later(loki);
		return;
	}
	end_batch(loki, taken ? LOKI_PUSHED : LOKI_DROPPED);
	if (loki->ending && !later)
		push(loki);
	else if (!loki->ending && loki->first != NULL)
		set_timer(loki, loki->size < LOKI_BATCH_SIZE ? LOKI_DELAY : 0);
}

static void
send_batch(struct loki *loki)
{
	const struct fetch_request request = { .method = "POST",
		.path = "/loki/api/v1/push",
		.headers = { "Content-Type: application/json" },
		.body = loki->batch,
		.body_size = loki->batch_size,
		.milliseconds = LOKI_PATIENCE,
		.retry_after = &loki->retry_after };

	loki->sending = true;
	fetch(loki->setup.fetcher, &request, pushed, loki);
}

static void
push(struct loki *loki)
{
	if (loki->first == NULL)
		return;
	if (fill_batch(loki))
		send_batch(loki);
	else if (!loki->ending)
		set_timer(loki, LOKI_DELAY);
}

static void
due(void *arg)
{
	struct loki *loki = arg;

	loki->timed = false;
	if (loki->batch != NULL)
		send_batch(loki);
	else
		push(loki);
}

/* --- beginning and end ---------------------------------------------------- */

struct loki *
loki_create(const struct loki_setup *setup)
{
	struct loki *loki = calloc(1, sizeof *loki);

	if (loki == NULL)
		return NULL;
	loki->setup = *setup;
	loki->last = &loki->first;
	loki->pause = LOKI_PAUSE_MIN;
	log_set_tap(take_line, loki);
	return loki;
}

/*
 * Workers that start at the same time must not take the same: each takes what
 * was said since the last one that told how far it took.
 */
void
loki_start(struct loki *loki, const struct motus_loop *loop)
{
	uint64_t taken = __atomic_load_n(loki->setup.taken, __ATOMIC_RELAXED);

	while (taken < loki->said &&
	    !__atomic_compare_exchange_n(loki->setup.taken, &taken, loki->said,
		false, __ATOMIC_RELAXED, __ATOMIC_RELAXED))
		continue;
	while (loki->first != NULL && loki->first->number <= taken)
		drop_first(loki);
	loki->loop = *loop;
	loki->started = true;
	if (loki->first != NULL)
		set_timer(loki, LOKI_DELAY);
}

void
loki_end(struct loki *loki)
{
	loki->ending = true;
	set_timer(loki, -1);
	if (loki->batch == NULL)
		push(loki);
	else if (!loki->sending)
		send_batch(loki);
}

bool
loki_has_ended(const struct loki *loki)
{
	return loki->ending && loki->batch == NULL;
}

void
loki_destroy(struct loki *loki)
{
	if (loki == NULL)
		return;
	log_set_tap(NULL, NULL);
	if (loki->timed)
		set_timer(loki, -1);
	while (loki->first != NULL)
		drop_first(loki);
	free(loki->batch);
	free(loki);
}
