#include <stdlib.h>

#include <motus/error.h>

#include "daemons/score/ranking.h"
#include "daemons/score/record.h"
#include "daemons/score/sweep.h"

/* Each board takes a place of a batch; what must still hold takes two. */
#define LOT_MAX (MOTUS_BATCH_MAX - 2)
#define TRIES_MAX 8

/* How far it is: the boards before this one are done. */
struct position {
	size_t language;
	int kind;
	int32_t day;
};

struct sweep {
	const struct scores *scores;
	struct player player;
	bool hidden;
	bool said; /* the profile was read and said so */
	struct position at, lot; /* now, and where the lot began */
	struct record record; /* in the language */
	unsigned int tries; /* of a lot */
	motus_committed *done;
	void *arg;
};

static void begin(struct sweep *sweep);

static void
end(struct sweep *sweep, int status)
{
	record_clear(&sweep->record);
	sweep->done(sweep->arg, status);
	free(sweep);
}

static void
committed(void *arg, int status)
{
	struct sweep *sweep = arg;
	bool again = status == MOTUS_ECONFLICT || status == MOTUS_ELOST;

	if (status == 0) {
		sweep->tries = 0;
		begin(sweep);
	} else if (again && ++sweep->tries < TRIES_MAX) {
		sweep->at = sweep->lot;
		begin(sweep);
	} else {
		end(sweep, status);
	}
}

static void
commit(struct sweep *sweep, struct motus_batch *batch)
{
	motus_store_commit(sweep->scores->store, batch, committed, sweep);
	motus_batch_destroy(batch);
}

/* --- a lot of boards ------------------------------------------------------ */

/* The next day that was played and is not done; false: of this language all. */
static bool
find_day(struct sweep *sweep)
{
	const struct history *history = &sweep->record.history;
	struct position *at = &sweep->at;

	for (; at->kind < PERIOD_KINDS; at->kind++) {
		for (size_t i = 0; i < history->count; i++) {
			if (history->results[i].day >= at->day) {
				at->day = history->results[i].day;
				return true;
			}
		}
		at->day = 0;
	}
	return false;
}

static void
change_board(struct sweep *sweep, struct motus_batch *batch)
{
	const char *language = sweep->scores->languages[sweep->at.language];
	const char *sub = player_sub(&sweep->player);
	struct period period = period_of(sweep->at.kind, sweep->at.day);
	struct total total = total_of(&sweep->record.history, &period);

	if (sweep->hidden)
		ranking_drop(batch, language, &period, sub, &total);
	else
		ranking_put(batch, language, &period, sub, &total);
	sweep->at.day = period.to + 1;
}

/*
 * The totals must still be those of the boards, and nobody must want the
 * contrary meanwhile.
 */
static void
change_lot(struct sweep *sweep)
{
	const struct scores *scores = sweep->scores;
	struct motus_batch *batch = motus_batch_create();
	char key[MOTUS_KEY_MAX + 1];

	profile_key(&sweep->player, key);
	motus_batch_expect(batch, key, sweep->record.profile.version);
	history_key(scores->languages[sweep->at.language], &sweep->player, key);
	motus_batch_expect(batch, key, sweep->record.version);
	for (size_t i = 0; i < LOT_MAX && find_day(sweep); i++)
		change_board(sweep, batch);
	commit(sweep, batch);
}

static void
say(struct sweep *sweep)
{
	struct motus_batch *batch = motus_batch_create();

	sweep->record.profile.hidden = sweep->hidden;
	profile_put(batch, &sweep->player, &sweep->record.profile);
	commit(sweep, batch);
}

/* --- step by step --------------------------------------------------------- */

/* What was said and is not so any more was taken back by another request. */
static void
decide(void *arg, int status)
{
	struct sweep *sweep = arg;
	bool says = sweep->record.profile.hidden == sweep->hidden;

	if (status == 0 && sweep->said && !says)
		status = MOTUS_ECONFLICT;
	sweep->said = says;
	sweep->lot = sweep->at;
	if (status != 0) {
		end(sweep, status);
	} else if (!says) {
		say(sweep);
	} else if (find_day(sweep)) {
		change_lot(sweep);
	} else {
		sweep->at = (struct position){ sweep->at.language + 1, 0, 0 };
		begin(sweep);
	}
}

static void
begin(struct sweep *sweep)
{
	const struct scores *scores = sweep->scores;

	record_clear(&sweep->record);
	if (sweep->at.language == scores->language_count)
		end(sweep, 0);
	else
		record_read(scores, scores->languages[sweep->at.language],
		    &sweep->player, &sweep->record, decide, sweep);
}

void
sweep_boards(const struct scores *scores, const struct player *player,
    bool hidden, motus_committed *done, void *arg)
{
	struct sweep *sweep = calloc(1, sizeof *sweep);

	if (sweep == NULL) {
		done(arg, MOTUS_ENOMEM);
		return;
	}
	sweep->scores = scores;
	sweep->player = *player;
	sweep->hidden = hidden;
	sweep->done = done;
	sweep->arg = arg;
	begin(sweep);
}
