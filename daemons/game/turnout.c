#include <stdio.h>
#include <string.h>

#include <motus/error.h>

#include "daemons/common/clock.h"
#include "daemons/common/log.h"
#include "daemons/game/tally.h"
#include "daemons/game/turnout.h"

#define RANKING "players"
#define PERIOD 5000 /* milliseconds between looks */
#define MEMBER_SIZE (MOTUS_LANGUAGE_SIZE + MOTUS_DATE_SIZE)

void
turnout_add(struct motus_batch *batch, const struct game_name *name)
{
	char date[MOTUS_DATE_SIZE], member[MEMBER_SIZE];

	motus_date_format(name->date, date);
	snprintf(member, sizeof member, "%s/%s", name->language, date);
	motus_batch_rank_add(batch, RANKING, member, 1);
}

static void look(void *arg);

static void
look_later(struct turnout *turnout)
{
	const struct motus_loop *loop = &turnout->service->loop;
	int error;

	if (turnout->stopped)
		return;
	error = loop->timer(loop->context, PERIOD, look, turnout);
	if (error != 0)
		log_message(
		    LEVEL_ERROR, "no-turnout", "%s", motus_error_text(error));
}

/* Should they not be gone, they are found again. */
static void
dropped(void *arg, int status)
{
	(void)arg;
	(void)status;
}

/* Yesterday's puzzle can be begun still. */
static void
drop_old(const struct service *service, const struct motus_entry *entries,
    size_t count, struct motus_date today)
{
	struct motus_batch *batch = motus_batch_create();
	char yesterday[MOTUS_DATE_SIZE];
	struct motus_date date = today;
	size_t old = 0;

	motus_date_from_days(&date, motus_date_days(today) - 1);
	motus_date_format(date, yesterday);
	for (size_t i = 0; i < count && old < MOTUS_BATCH_MAX; i++) {
		const char *slash = strchr(entries[i].member, '/');

		if (slash != NULL && strcmp(slash + 1, yesterday) < 0) {
			motus_batch_rank_remove(
			    batch, RANKING, entries[i].member);
			old++;
		}
	}
	if (old > 0)
		motus_store_commit(service->store, batch, dropped, NULL);
	motus_batch_destroy(batch);
}

/* What is kept of a language and a day; 0 when nobody has played. */
static int64_t
find(const struct motus_entry *entries, size_t count, const char *member)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(entries[i].member, member) == 0)
			return entries[i].amount;
	return 0;
}

static void
got(void *arg, int status, const struct motus_entry *entries, size_t count)
{
	struct turnout *turnout = arg;
	const struct service *service = turnout->service;
	struct motus_date today = clock_date(service->now());
	char date[MOTUS_DATE_SIZE], member[MEMBER_SIZE];

	motus_date_format(today, date);
	for (size_t i = 0; status == 0 && i < service->language_count; i++) {
		const struct language *language = &service->languages[i];

		snprintf(member, sizeof member, "%s/%s",
		    motus_lexicon_language(language->lexicon), date);
		tally_players(service, language, find(entries, count, member));
	}
	if (status == 0 && !turnout->stopped)
		drop_old(service, entries, count, today);
	look_later(turnout);
}

static void
look(void *arg)
{
	struct turnout *turnout = arg;

	motus_store_range(
	    turnout->service->store, RANKING, 0, MOTUS_RANGE_MAX, got, turnout);
}

void
turnout_start(struct turnout *turnout, const struct service *service)
{
	*turnout = (struct turnout){ .service = service };
	look(turnout);
}

void
turnout_stop(struct turnout *turnout)
{
	const struct motus_loop *loop = &turnout->service->loop;

	turnout->stopped = true;
	loop->timer(loop->context, -1, look, turnout);
}
