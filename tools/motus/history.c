#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <motus/error.h>
#include <motus/store.h>

#include "tools/motus/history.h"
#include "tools/motus/motus.h"
#include "tools/motus/paths.h"

#define PAGE 100 /* games that are read at once */
#define KEY "game:%s"
#define RANKING "games" /* by when they were played */

/* A file answers before a call returns, so nothing is waited for. */
struct history {
	struct motus_store *store;
	char path[PATH_MAX];
};

int
history_open(struct history **history)
{
	struct history *opened = calloc(1, sizeof *opened);
	char url[PATH_MAX + 8];
	int status;

	if (opened == NULL)
		return fail_of("history", MOTUS_ENOMEM);
	status = path_of(PLACE_STATE, "history.sqlite", opened->path);
	if (status == EX_OK) {
		snprintf(url, sizeof url, "sqlite:%s", opened->path);
		status = fail_of(
		    opened->path, motus_store_open(&opened->store, url, NULL));
	}
	if (status == EX_OK)
		*history = opened;
	else
		free(opened);
	return status;
}

void
history_close(struct history *history)
{
	if (history == NULL)
		return;
	motus_store_destroy(history->store);
	free(history);
}

static void
got(void *arg, int status, const void *value, size_t size, uint64_t version)
{
	(void)version;
	if (status == 0 && value != NULL)
		*(json_t **)arg =
		    json_loadb(value, size, JSON_REJECT_DUPLICATES, NULL);
}

json_t *
history_get(struct history *history, const char *id)
{
	char key[MOTUS_KEY_MAX + 1];
	json_t *game = NULL;

	snprintf(key, sizeof key, KEY, id);
	motus_store_get(history->store, key, got, &game);
	return game;
}

static void
committed(void *arg, int status)
{
	*(int *)arg = status;
}

int
history_put(struct history *history, const char *id, json_t *game, int64_t when)
{
	struct motus_batch *batch = motus_batch_create();
	char key[MOTUS_KEY_MAX + 1];
	char *text = json_dumps(game, JSON_COMPACT);
	int status = MOTUS_ENOMEM;

	snprintf(key, sizeof key, KEY, id);
	if (text != NULL) {
		motus_batch_put(batch, key, text, strlen(text), 0);
		motus_batch_rank_set(batch, RANKING, id, when);
		motus_store_commit(history->store, batch, committed, &status);
	}
	motus_batch_destroy(batch);
	json_decref(game);
	free(text);
	return fail_of(history->path, status);
}

static void
noted(void *arg, int status, const void *value, size_t size, uint64_t version)
{
	(void)version;
	if (status == 0 && value != NULL)
		*(char **)arg = strndup(value, size);
}

char *
history_noted(struct history *history, const char *key)
{
	char *text = NULL;

	motus_store_get(history->store, key, noted, &text);
	return text;
}

int
history_note(struct history *history, const char *key, const char *text)
{
	struct motus_batch *batch = motus_batch_create();
	int status = MOTUS_ENOMEM;

	motus_batch_put(batch, key, text, strlen(text), 0);
	motus_store_commit(history->store, batch, committed, &status);
	motus_batch_destroy(batch);
	return fail_of(history->path, status);
}

int
history_forget(struct history *history, const char *key)
{
	struct motus_batch *batch = motus_batch_create();
	int status = MOTUS_ENOMEM;

	motus_batch_delete(batch, key);
	motus_store_commit(history->store, batch, committed, &status);
	motus_batch_destroy(batch);
	return fail_of(history->path, status);
}

struct page {
	int status; /* a MOTUS_E... */
	size_t count;
	char id[PAGE][HISTORY_ID_SIZE];
	int64_t when[PAGE];
};

static void
ranged(void *arg, int status, const struct motus_entry *entries, size_t count)
{
	struct page *page = arg;

	page->status = status;
	page->count = count;
	for (size_t i = 0; i < count; i++) {
		snprintf(
		    page->id[i], sizeof page->id[i], "%s", entries[i].member);
		page->when[i] = entries[i].amount;
	}
}

/* The games of a page; one that can't be read is passed over. */
static int
walk_page(struct history *history, const struct page *page, history_each *each,
    void *arg)
{
	int status = EX_OK;

	for (size_t i = 0; status == EX_OK && i < page->count; i++) {
		json_t *game = history_get(history, page->id[i]);

		if (game != NULL)
			status = each(arg, game, page->when[i]);
		json_decref(game);
	}
	return status;
}

int
history_walk(struct history *history, history_each *each, void *arg)
{
	struct page page;
	uint64_t from = 0;
	int status;

	do {
		motus_store_range(
		    history->store, RANKING, from, PAGE, ranged, &page);
		status = fail_of(history->path, page.status);
		if (status == EX_OK)
			status = walk_page(history, &page, each, arg);
		from += PAGE;
	} while (status == EX_OK && page.count == PAGE);
	return status;
}
