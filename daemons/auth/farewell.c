#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "daemons/auth/farewell.h"
#include "daemons/auth/issue.h"
#include "daemons/auth/provider.h"
#include "daemons/auth/tally.h"
#include "daemons/common/log.h"
#include "daemons/common/token.h"

#define NAME "farewell"
#define PATIENCE 5000 /* milliseconds for one service */
#define CLIENT_ID "motus-auth" /* ours, as a client of the services */

/*
 * Which services keep something of a player, and where it is deleted.  What
 * the game still has to tell the score service goes first.
 */
static const char *const services[] = { "/api/game/players/",
	"/api/score/players/" };

#define SERVICES (sizeof services / sizeof *services)

/* One that is being told. */
struct farewell {
	const struct provider *provider;
	struct errand *errand;
	size_t service; /* which is told */
};

void
farewell_put(struct motus_batch *batch, const char *sub, const char *request,
    int64_t now)
{
	errand_put(batch, NAME, sub, json_null(), request, (time_t)now, false);
}

static void
end(struct farewell *farewell, bool done)
{
	struct errand *errand = farewell->errand;

	free(farewell);
	errand_end(errand, done);
}

static void tell(struct farewell *farewell);

/* A service that never heard of the player has nothing to delete. */
static void
told(void *arg, int status, const char *body, size_t size)
{
	struct farewell *farewell = arg;

	(void)body;
	(void)size;
	if ((status < 200 || status > 299) && status != 404) {
		log_about(LEVEL_WARNING, "farewell",
		    errand_request(farewell->errand), "%s answers %d",
		    services[farewell->service], status);
		end(farewell, false);
	} else if (++farewell->service < SERVICES) {
		tell(farewell);
	} else {
		end(farewell, true);
	}
}

static void
tell(struct farewell *farewell)
{
	const struct provider *provider = farewell->provider;
	char *token = issue_access_token(provider, CLIENT_ID,
	    &(struct award){ .sub = CLIENT_ID, .scope = "player:delete" });
	char path[512], header[TOKEN_SIZE_MAX];
	struct fetch_request request = { .method = "DELETE",
		.path = path,
		.headers = { header },
		.id = errand_request(farewell->errand),
		.milliseconds = PATIENCE };

	if (token == NULL) {
		end(farewell, false);
		return;
	}
	snprintf(path, sizeof path, "%s%s", services[farewell->service],
	    errand_id(farewell->errand));
	snprintf(header, sizeof header, "authorization: Bearer %s", token);
	free(token);
	fetch(provider->fetcher, &request, told, farewell);
}

static void
run(void *context, struct errand *errand)
{
	struct farewell *farewell = calloc(1, sizeof *farewell);

	if (farewell == NULL) {
		errand_end(errand, false);
		return;
	}
	farewell->provider = context;
	farewell->errand = errand;
	tell(farewell);
}

static void
show(void *context, uint64_t count, int64_t age)
{
	tally_farewells(context, count, age);
}

struct errands *
farewells_start(struct provider *provider)
{
	const struct errands_setup setup = { .name = NAME,
		.now = provider->now,
		.store = provider->store,
		.loop = provider->loop,
		.run = run,
		.tell = show,
		.context = provider };

	return errands_start(&setup);
}
