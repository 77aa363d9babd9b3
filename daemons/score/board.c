#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <motus/error.h>

#include "daemons/common/base64url.h"
#include "daemons/common/clock.h"
#include "daemons/player/caller.h"
#include "daemons/score/asked.h"
#include "daemons/score/board.h"
#include "daemons/score/gather.h"
#include "daemons/score/ranking.h"
#include "daemons/score/record.h"

#define LIMIT 50
#define LIMIT_MAX 100

/* A cursor is "PLACE:MEMBER", of the last entry of a page, in base64url. */
#define CURSOR_TEXT_SIZE (20 + 1 + RANKING_MEMBER_SIZE)
#define CURSOR_SIZE BASE64URL_SIZE(CURSOR_TEXT_SIZE)

/* A member and its place, counted from 0. */
struct placed {
	char member[RANKING_MEMBER_SIZE];
	uint64_t place;
	bool found; /* it is on the board now */
};

struct row {
	struct ranked ranked;
	char member[RANKING_MEMBER_SIZE];
	char name[PROFILE_NAME_SIZE];
	bool shown;
};

/* A page of a board, while it is put together. */
struct page {
	struct exchange *exchange;
	struct asked asked;
	size_t limit;
	bool around;
	struct player player; /* an account, or key "" */
	struct record record; /* the player's */
	struct total total; /* that it has in the period */
	char board[MOTUS_KEY_MAX + 1];
	struct placed me, cursor; /* member "": there is none */
	size_t waiting; /* for so many calls */
	int status; /* the first of them that went wrong */
	uint64_t players;
	uint64_t from; /* the place of the first row */
	struct row rows[LIMIT_MAX];
	size_t count;
	bool more; /* there is a page behind it */
};

static void
end(struct page *page)
{
	struct exchange *exchange = page->exchange;

	record_clear(&page->record);
	free(page);
	exchange_finish(exchange);
}

static void
fail(struct page *page, int error)
{
	scores_fail(page->exchange, error);
	end(page);
}

/* --- the query ------------------------------------------------------------ */

static bool
refuse(struct page *page, const char *code, const char *detail)
{
	reply_problem(&page->exchange->reply, 400, code, detail);
	return false;
}

static bool
read_limit(struct page *page)
{
	char text[8];
	enum form form =
	    request_query(&page->exchange->request, "limit", text, sizeof text);
	size_t digits = strspn(text, "0123456789");

	page->limit = LIMIT;
	if (form == FORM_ABSENT)
		return true;
	page->limit = strtoul(text, NULL, 10);
	return (form == FORM_FOUND && digits > 0 && text[digits] == '\0' &&
		   page->limit >= 1 && page->limit <= LIMIT_MAX) ||
	    refuse(page, "bad-limit", "\"limit\" must be from 1 to 100.");
}

/* Whether it is one that show() could have made. */
static bool
parse_cursor(struct placed *cursor, const char *sent)
{
	char text[CURSOR_TEXT_SIZE + 1];
	struct ranked ranked;
	const char *member;
	size_t size;

	if (!base64url_decode(
		sent, strlen(sent), text, CURSOR_TEXT_SIZE, &size))
		return false;
	text[size] = '\0';
	member = text + strspn(text, "0123456789");
	if (strlen(text) != size || member == text || *member++ != ':' ||
	    !ranking_read(&ranked, member, 0))
		return false;
	cursor->place = strtoull(text, NULL, 10);
	strcpy(cursor->member, member);
	return cursor->place <= MOTUS_AMOUNT_MAX;
}

static bool
read_start(struct page *page)
{
	const struct request *request = &page->exchange->request;
	char around[8], cursor[CURSOR_SIZE];
	enum form centre =
	    request_query(request, "around", around, sizeof around);
	enum form after =
	    request_query(request, "cursor", cursor, sizeof cursor);

	page->around = centre == FORM_FOUND;
	if (centre == FORM_BAD ||
	    (page->around &&
		(strcmp(around, "me") != 0 || after != FORM_ABSENT)))
		return refuse(page, "bad-around",
		    "\"around\" must be \"me\", with no \"cursor\".");
	return after == FORM_ABSENT ||
	    (after == FORM_FOUND && parse_cursor(&page->cursor, cursor)) ||
	    refuse(page, "bad-cursor",
		"\"cursor\" must be the \"next\" of another page.");
}

/* --- the reply ------------------------------------------------------------ */

static json_t *
place_json(uint64_t place, const struct ranked *ranked)
{
	char stamp[CLOCK_STAMP_SIZE];

	clock_stamp((time_t)ranked->finished, stamp);
	return json_pack("{s:I, s:I, s:I, s:s}", "rank", (json_int_t)place + 1,
	    "points", (json_int_t)ranked->points, "guesses",
	    (json_int_t)ranked->guesses, "finished_at", stamp);
}

static bool
is_me(const struct page *page, const struct row *row)
{
	const char *sub = player_sub(&page->player);

	return sub != NULL && strcmp(sub, row->ranked.sub) == 0;
}

/* A name that is not known yet is null. */
static json_t *
entry_json(const struct page *page, size_t i)
{
	const struct row *row = &page->rows[i];
	json_t *entry = place_json(page->from + i, &row->ranked);
	json_t *who = json_pack("{s:s?, s:b}", "name",
	    row->name[0] == '\0' ? NULL : row->name, "me", is_me(page, row));

	if (json_object_update_new(entry, who) == 0)
		return entry;
	json_decref(entry);
	return NULL;
}

static json_t *
entries_json(const struct page *page)
{
	json_t *entries = json_array();

	for (size_t i = 0; i < page->count; i++) {
		if (page->rows[i].shown &&
		    json_array_append_new(entries, entry_json(page, i)) != 0) {
			json_decref(entries);
			return NULL;
		}
	}
	return entries;
}

static json_t *
me_json(const struct page *page)
{
	struct ranked ranked;

	if (!page->me.found)
		return json_null();
	ranking_read(&ranked, page->me.member, ranking_amount(&page->total));
	return place_json(page->me.place, &ranked);
}

static json_t *
next_json(const struct page *page)
{
	char text[CURSOR_TEXT_SIZE + 1], cursor[CURSOR_SIZE];
	int size;

	if (!page->more)
		return NULL;
	size = snprintf(text, sizeof text, "%" PRIu64 ":%s",
	    page->from + page->count - 1, page->rows[page->count - 1].member);
	base64url_encode(text, (size_t)size, cursor);
	return json_string(cursor);
}

static void
show(struct page *page)
{
	json_t *json = json_pack("{s:I, s:o, s:o, s:o*}", "players",
	    (json_int_t)page->players, "entries", entries_json(page), "me",
	    me_json(page), "next", next_json(page));
	json_t *asked = asked_json(&page->asked);

	if (json_object_update_new(asked, json) != 0) {
		json_decref(asked);
		asked = NULL;
	}
	reply_json(&page->exchange->reply, 200, asked);
	end(page);
}

/* --- names ---------------------------------------------------------------- */

static void
name_profile(void *arg, size_t index, char key[MOTUS_KEY_MAX + 1])
{
	const struct page *page = arg;
	struct player player;

	player_of_sub(&player, page->rows[index].ranked.sub);
	profile_key(&player, key);
}

/* Somebody who hides leaves the boards one after the other. */
static int
take_profile(
    void *arg, size_t index, const void *value, size_t size, uint64_t version)
{
	struct row *row = &((struct page *)arg)->rows[index];
	struct profile profile;
	int error = profile_read(&profile, value, size, version);

	row->shown = !profile.hidden;
	strcpy(row->name, profile.name);
	profile_clear(&profile);
	return error;
}

static void
got_names(void *arg, int status)
{
	struct page *page = arg;

	if (status == 0)
		show(page);
	else
		fail(page, status);
}

/* --- rows ----------------------------------------------------------------- */

static void
ranged(void *arg, int status, const struct motus_entry *entries, size_t count)
{
	struct page *page = arg;
	const struct scores *scores = page->exchange->service;

	page->more = count > page->limit;
	page->count = page->more ? page->limit : count;
	for (size_t i = 0; status == 0 && i < page->count; i++) {
		struct row *row = &page->rows[i];

		if (!ranking_read(
			&row->ranked, entries[i].member, entries[i].amount))
			status = MOTUS_EFORMAT;
		else
			strcpy(row->member, entries[i].member);
	}
	if (status != 0) {
		fail(page, status);
		return;
	}
	gather(scores->store, page->count, name_profile, take_profile,
	    got_names, page);
}

/* Half a page before the player, who then is in its middle. */
static uint64_t
first_place(const struct page *page)
{
	const struct placed *cursor = &page->cursor;

	if (page->around && page->me.found)
		return page->me.place > page->limit / 2
		    ? page->me.place - page->limit / 2
		    : 0;
	if (cursor->member[0] != '\0')
		return cursor->found ? cursor->place + 1 : cursor->place;
	return 0;
}

/* --- where to begin ------------------------------------------------------- */

static void
arrived(struct page *page, int status)
{
	const struct scores *scores = page->exchange->service;

	if (page->status == 0)
		page->status = status;
	if (--page->waiting > 0)
		return;
	if (page->status != 0) {
		fail(page, page->status);
		return;
	}
	page->from = first_place(page);
	motus_store_range(scores->store, page->board, page->from,
	    page->limit + 1, ranged, page);
}

static void
counted(void *arg, int status, uint64_t count)
{
	struct page *page = arg;

	page->players = count;
	arrived(page, status);
}

static void
place(struct page *page, struct placed *placed, int status, uint64_t where)
{
	placed->found = status == 0;
	if (placed->found)
		placed->place = where;
	arrived(page, status == MOTUS_EABSENT ? 0 : status);
}

static void
placed_me(void *arg, int status, uint64_t where, int64_t amount)
{
	struct page *page = arg;

	(void)amount;
	place(page, &page->me, status, where);
}

static void
placed_cursor(void *arg, int status, uint64_t where, int64_t amount)
{
	struct page *page = arg;

	(void)amount;
	place(page, &page->cursor, status, where);
}

static void
ask_place(struct page *page, struct placed *placed, motus_ranked *done)
{
	const struct scores *scores = page->exchange->service;

	if (placed->member[0] == '\0') {
		arrived(page, 0);
		return;
	}
	motus_store_rank(
	    scores->store, page->board, placed->member, done, page);
}

/* The three go on their way together. */
static void
find_places(struct page *page)
{
	const struct scores *scores = page->exchange->service;

	page->waiting = 3;
	ask_place(page, &page->me, placed_me);
	ask_place(page, &page->cursor, placed_cursor);
	motus_store_count(scores->store, page->board, counted, page);
}

/* --- the caller ----------------------------------------------------------- */

static void
got_record(void *arg, int status)
{
	struct page *page = arg;
	const struct record *record = &page->record;

	if (status != 0) {
		fail(page, status);
		return;
	}
	page->total = total_of(&record->history, &page->asked.period);
	if (page->total.games > 0 && !record->profile.hidden)
		ranking_member(
		    page->me.member, player_sub(&page->player), &page->total);
	find_places(page);
}

static void
begin(struct exchange *exchange, const struct player *player)
{
	struct page *page = calloc(1, sizeof *page);

	if (page == NULL) {
		scores_fail(exchange, MOTUS_ENOMEM);
		exchange_finish(exchange);
		return;
	}
	page->exchange = exchange;
	if (!asked_read(&page->asked, exchange, exchange->request.params[0]) ||
	    !read_limit(page) || !read_start(page)) {
		end(page);
		return;
	}
	period_board(&page->asked.period, page->asked.language, page->board);
	if (player == NULL || player_sub(player) == NULL) {
		find_places(page);
		return;
	}
	page->player = *player;
	record_read(exchange->service, page->asked.language, player,
	    &page->record, got_record, page);
}

void
board_get(struct exchange *exchange)
{
	const struct scores *scores = exchange->service;

	caller_reader(exchange, scores->verifier, begin);
}
