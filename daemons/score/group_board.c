#include <stdlib.h>
#include <string.h>

#include <motus/error.h>

#include "daemons/common/clock.h"
#include "daemons/score/asked.h"
#include "daemons/score/gather.h"
#include "daemons/score/groups.h"
#include "daemons/score/history.h"
#include "daemons/score/membership.h"
#include "daemons/score/scores.h"
#include "daemons/score/signed_in.h"
#include "daemons/score/standings.h"

struct group_board {
	struct membership *membership;
	struct asked asked;
	bool has_finished; /* the caller, today's puzzle */
	struct both {
		struct total all, before_today;
	} members[GROUP_MEMBERS_MAX];
};

static void
end(struct group_board *board)
{
	struct membership *membership = board->membership;

	free(board);
	membership_end(membership);
}

static void
fail(struct group_board *board, int error)
{
	struct membership *membership = board->membership;

	free(board);
	membership_fail(membership, error);
}

/* Whether what was done today is kept from the caller. */
static bool
is_waiting(const struct group_board *board)
{
	const struct asked *asked = &board->asked;

	return asked->period.to >= asked->today && !board->has_finished;
}

/* --- the reply ------------------------------------------------------------ */

static size_t
stand(const struct group_board *board, bool waiting, struct standing *standings)
{
	const struct membership *membership = board->membership;
	size_t count = 0;

	for (size_t i = 0; i < membership->group.count; i++) {
		const struct both *both = &board->members[i];
		struct standing standing = { membership->group.members[i],
			membership->names[i],
			waiting ? both->before_today : both->all };

		if (standing.total.games > 0)
			standings[count++] = standing;
	}
	standings_sort(standings, count);
	return count;
}

static json_t *
entry_json(const struct standing *standing, size_t rank, const char *me)
{
	const struct total *total = &standing->total;
	const char *name = standing->name;
	char finished[CLOCK_STAMP_SIZE];

	clock_stamp(total->finished, finished);
	return json_pack("{s:I, s:s?, s:I, s:I, s:s, s:I, s:b}", "rank",
	    (json_int_t)rank, "name", name[0] == '\0' ? NULL : name, "points",
	    (json_int_t)total->points + total->bonus, "guesses",
	    (json_int_t)total->guesses, "finished_at", finished, "games",
	    (json_int_t)total->games, "me", strcmp(standing->sub, me) == 0);
}

static json_t *
entries_json(const struct group_board *board, bool waiting)
{
	const char *me = player_sub(&board->membership->player);
	struct standing standings[GROUP_MEMBERS_MAX];
	size_t count = stand(board, waiting, standings);
	json_t *entries = json_array();

	for (size_t i = 0; i < count; i++)
		if (json_array_append_new(
			entries, entry_json(&standings[i], i + 1, me)) != 0) {
			json_decref(entries);
			return NULL;
		}
	return entries;
}

static void
show(struct group_board *board)
{
	const struct group *group = &board->membership->group;
	bool waiting = is_waiting(board);
	json_t *json = asked_json(&board->asked);

	json_object_set_new(json, "group",
	    json_pack("{s:s, s:s}", "id", group->id, "name", group->name));
	json_object_set_new(json, "waiting", json_boolean(waiting));
	if (json_object_set_new(
		json, "entries", entries_json(board, waiting)) != 0) {
		json_decref(json);
		json = NULL;
	}
	reply_json(&board->membership->exchange->reply, 200, json);
	end(board);
}

/* --- the histories -------------------------------------------------------- */

static void
name_history(void *arg, size_t index, char key[MOTUS_KEY_MAX + 1])
{
	const struct group_board *board = arg;
	struct player player;

	player_of_sub(&player, board->membership->group.members[index]);
	history_key(board->asked.language, &player, key);
}

static int
take_history(
    void *arg, size_t index, const void *value, size_t size, uint64_t version)
{
	struct group_board *board = arg;
	const struct membership *membership = board->membership;
	struct period before = board->asked.period;
	struct history history;
	int error = history_read(&history, value, size);

	(void)version;
	if (error != 0)
		return error;
	if (before.to >= board->asked.today)
		before.to = board->asked.today - 1;
	board->members[index].all = total_of(&history, &board->asked.period);
	board->members[index].before_today = total_of(&history, &before);
	if (strcmp(membership->group.members[index],
		player_sub(&membership->player)) == 0)
		board->has_finished =
		    history_find(&history, board->asked.today) != NULL;
	history_clear(&history);
	return 0;
}

static void
got_histories(void *arg, int status)
{
	struct group_board *board = arg;

	if (status == 0)
		show(board);
	else
		fail(board, status);
}

static void
read_histories(struct membership *membership)
{
	struct exchange *exchange = membership->exchange;
	const struct scores *scores = exchange->service;
	struct group_board *board = calloc(1, sizeof *board);

	if (board == NULL) {
		membership_fail(membership, MOTUS_ENOMEM);
		return;
	}
	board->membership = membership;
	if (asked_read(&board->asked, exchange, exchange->request.params[1]))
		gather(scores->store, membership->group.count, name_history,
		    take_history, got_histories, board);
	else
		end(board);
}

/* --- the request ---------------------------------------------------------- */

static void
begin(struct membership *membership)
{
	if (membership_holds(membership))
		membership_read_names(membership, read_histories);
}

static void
get(struct exchange *exchange, const struct player *player)
{
	membership_start(exchange, player, begin);
}

void
group_get_board(struct exchange *exchange)
{
	signed_in_read(exchange, get);
}
