#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <motus/error.h>

#include "daemons/common/clock.h"
#include "daemons/common/log.h"
#include "daemons/common/token.h"
#include "daemons/game/outbox.h"
#include "daemons/game/pass.h"
#include "daemons/game/profile.h"
#include "daemons/game/tally.h"

#define NAME "outbox"
#define PATIENCE 5000 /* milliseconds */

/* --- a result ------------------------------------------------------------- */

static void
write_id(const struct player *player, const struct game_name *name,
    char id[MOTUS_KEY_MAX + 1])
{
	char date[MOTUS_DATE_SIZE];

	motus_date_format(name->date, date);
	snprintf(id, MOTUS_KEY_MAX + 1, "%s/%s/%s", name->language, date,
	    player->key);
}

/* How many letters of all guesses got this mark. */
static int
count_marks(const struct motus_game *game, enum motus_mark mark)
{
	int count = 0;

	for (size_t i = 0; i < game->turns; i++)
		for (size_t at = 0; at < game->answer.length; at++)
			count += game->turn[i].pattern.mark[at] == mark;
	return count;
}

int
outbox_result(const struct service *service, const struct player *player,
    const struct game_name *name, const struct motus_game *game,
    time_t finished, const char *request, struct result *result)
{
	enum motus_outcome outcome = motus_game_outcome(game);
	char stamp[CLOCK_STAMP_SIZE];

	result->what = NULL;
	result->request = request;
	if (service->outbox == NULL || outcome == MOTUS_PLAYING ||
	    game_is_custom(name))
		return 0;
	clock_stamp(finished, stamp);
	write_id(player, name, result->id);
	result->what = json_pack("{s:s, s:i, s:i, s:i, s:i, s:i, s:s}",
	    "outcome", outcome == MOTUS_WON ? "won" : "lost", "turns",
	    (int)game->turns, "length", (int)game->answer.length, "red",
	    count_marks(game, MOTUS_CORRECT), "yellow",
	    count_marks(game, MOTUS_PRESENT), "blue",
	    count_marks(game, MOTUS_ABSENT), "finished_at", stamp);
	return result->what == NULL ? MOTUS_ENOMEM : 0;
}

void
result_clear(struct result *result)
{
	json_decref(result->what);
	result->what = NULL;
}

void
outbox_put(const struct service *service, struct motus_batch *batch,
    const struct result *result)
{
	if (result->what != NULL)
		errand_put(batch, NAME, result->id, result->what,
		    result->request, service->now(), true);
}

void
outbox_send(const struct service *service, const struct result *result)
{
	if (result->what != NULL)
		errands_run(
		    service->outbox, result->id, result->what, result->request);
}

void
outbox_drop(struct motus_batch *batch, const struct player *player,
    const struct game_name *name)
{
	char id[MOTUS_KEY_MAX + 1];

	write_id(player, name, id);
	errand_drop(batch, NAME, id);
}

/* --- telling it ----------------------------------------------------------- */

struct delivery {
	struct service *service;
	struct errand *errand;
	json_t *body; /* what is told */
	struct player player;
};

static void
end(struct delivery *delivery, bool done)
{
	struct errand *errand = delivery->errand;

	json_decref(delivery->body);
	free(delivery);
	errand_end(errand, done);
}

/* A result that contradicts what the service has won't get better. */
static void
told(void *arg, int status, const char *body, size_t size)
{
	struct delivery *delivery = arg;
	bool taken = status == 200 || status == 201;

	(void)body;
	(void)size;
	if (status == 401)
		pass_drop(delivery->service->pass);
	if (!taken)
		log_about(status == 409 ? LEVEL_ERROR : LEVEL_WARNING,
		    "result-not-taken", errand_request(delivery->errand),
		    "the score service answers %d", status);
	tally_delivery(delivery->service, taken);
	end(delivery, taken || status == 409);
}

/* "fr/2026-03-28/account:SUB": an account goes by its sub alone. */
static bool
write_path(const struct delivery *delivery, char *path, size_t size)
{
	const char *id = errand_id(delivery->errand);
	const char *sub = player_sub(&delivery->player);
	size_t game = strlen(id) - strlen(delivery->player.key);

	return (size_t)snprintf(path, size, "/api/score/results/%.*s%s",
		   (int)game, id,
		   sub == NULL ? delivery->player.key : sub) < size;
}

static void
tell(void *arg, const char *token)
{
	struct delivery *delivery = arg;
	char *body = json_dumps(delivery->body, JSON_COMPACT);
	char path[512], header[TOKEN_SIZE_MAX];
	struct fetch_request request = { .method = "PUT",
		.path = path,
		.headers = { header, "Content-Type: application/json" },
		.id = errand_request(delivery->errand),
		.body = body,
		.body_size = body == NULL ? 0 : strlen(body),
		.milliseconds = PATIENCE };

	if (token == NULL || body == NULL ||
	    !write_path(delivery, path, sizeof path) ||
	    (size_t)snprintf(header, sizeof header, "Authorization: Bearer %s",
		token) >= sizeof header) {
		tally_delivery(delivery->service, false);
		end(delivery, false);
	} else {
		fetch(delivery->service->fetcher, &request, told, delivery);
	}
	free(body);
}

static void
named(void *arg, int status, const char *name)
{
	struct delivery *delivery = arg;

	if (status != 0) {
		end(delivery, false);
		return;
	}
	if (name[0] != '\0')
		json_object_set_new(delivery->body, "name", json_string(name));
	pass_ask(delivery->service->pass, tell, delivery);
}

static void
run(void *context, struct errand *errand)
{
	struct service *service = context;
	const char *key = strrchr(errand_id(errand), '/');
	struct delivery *delivery = calloc(1, sizeof *delivery);
	json_t *body = json_copy((json_t *)errand_what(errand));

	if (delivery == NULL || body == NULL || key == NULL ||
	    strlen(key + 1) >= sizeof delivery->player.key) {
		free(delivery);
		json_decref(body);
		errand_end(errand, false);
		return;
	}
	delivery->service = service;
	delivery->errand = errand;
	delivery->body = body;
	strcpy(delivery->player.key, key + 1);
	if (player_sub(&delivery->player) == NULL)
		pass_ask(service->pass, tell, delivery);
	else
		profile_get(service->store, &delivery->player, named, delivery);
}

static void
show(void *context, uint64_t count, int64_t age)
{
	tally_outbox(context, count, age);
}

struct errands *
outbox_start(struct service *service)
{
	const struct errands_setup setup = { .name = NAME,
		.now = service->now,
		.store = service->store,
		.loop = service->loop,
		.run = run,
		.tell = show,
		.context = service };

	return errands_start(&setup);
}
