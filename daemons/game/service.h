/*
 * service.h - the game service: what its handlers share
 *
 * The languages are opened once, before the workers are forked; the store,
 * the key and the calendars are each worker's own.
 */
#ifndef GAME_SERVICE_H
#define GAME_SERVICE_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

#include <motus/daily.h>
#include <motus/lexicon.h>
#include <motus/store.h>
#include <motus/vocabulary.h>

#include "daemons/common/fetch.h"
#include "daemons/common/metrics.h"
#include "daemons/common/secret.h"
#include "daemons/common/static.h"
#include "daemons/common/verifier.h"

#define SERVICE_LANGUAGES_MAX 16
#define SERVICE_KEYS_MAX 16 /* of the days, the first and those after it */
#define SERVICE_SECRET_SIZE 129 /* of a client's secret, with its NUL */

struct errands;
struct pass;

struct language {
	struct motus_lexicon *lexicon;
	struct motus_calendar *calendars[SERVICE_KEYS_MAX]; /* of each key */
	/* By length; NULL where there are no answers. */
	struct motus_vocabulary *words[MOTUS_WORD_MAX + 1];
};

/* A key of the days, from its first day on. */
struct day_key {
	int32_t from; /* motus_date_days() */
	unsigned char bytes[MOTUS_KEY_SIZE];
};

#define SERVICE_ALWAYS INT32_MIN /* what the first key's day comes after */

struct service {
	time_t (*now)(void);
	const char *origin; /* PUBLIC_URL; somebody else's memory */
	struct metrics *metrics; /* somebody else's too */
	struct static_files *page; /* and so are its files */
	char web_secret[SERVICE_SECRET_SIZE]; /* of the client motus-web */
	char game_secret[SERVICE_SECRET_SIZE]; /* of motus-game; "": none */
	struct fetcher *fetcher; /* NULL: there is no gateway */
	long daily_hints; /* that a player may take in the game of a day */
	struct language languages[SERVICE_LANGUAGES_MAX];
	size_t language_count;

	struct motus_store *store;
	struct motus_loop loop;
	struct verifier *verifier; /* NULL: nobody can sign in */
	struct pass *pass; /* both NULL: results are not told */
	struct errands *outbox;
	bool has_key; /* the first */
	struct day_key keys[SERVICE_KEYS_MAX];
	size_t key_count; /* with the first, known or not */
	struct secret first_key; /* while it is not known yet */
};

/*
 * Open the lexicon DIR/NAME.lexicon for each name of `languages` ("fr,en").
 * False when one can't be used; `complaint` says which and why.
 */
bool service_open(struct service *service, const char *dir,
    const char *languages, char *complaint, size_t size);

/* The language of that name ("fr"); NULL when it is not offered. */
const struct language *service_language(
    const struct service *service, const char *name);

/*
 * Lay out the days of every language under `key`, from its first day on.  From
 * the first key on, whose day is SERVICE_ALWAYS, there are puzzles; the others
 * are given in their order, before or after it.  MOTUS_EINVAL when there are
 * too many, or as motus_calendar_create(); or MOTUS_ENOMEM.
 */
int service_use_key(struct service *service, const struct day_key *key);

/* The key of a day. */
const unsigned char *service_key(
    const struct service *service, struct motus_date date);

/* The puzzle of a day, as motus_calendar_puzzle(); once there are any. */
int service_puzzle(const struct service *service,
    const struct language *language, struct motus_date date,
    struct motus_puzzle *puzzle);

/* Free what service_open() and service_use_key() made. */
void service_close(struct service *service);

#endif
