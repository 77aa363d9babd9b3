/*
 * asked.h - which board somebody asks for
 */
#ifndef SCORE_ASKED_H
#define SCORE_ASKED_H

#include <jansson.h>

#include <motus/date.h>
#include <motus/lexicon.h>

#include "daemons/common/http.h"
#include "daemons/score/period.h"

struct asked {
	char language[MOTUS_LANGUAGE_SIZE];
	struct motus_date date;
	struct period period; /* that has the date in it */
	int32_t today; /* as motus_date_days() counts */
};

/*
 * The board of the period of that name ("week"), and of the language and the
 * date in the query; by default the first of the languages, and today.  False
 * when the reply is a problem: 404 no-such-board, 400 bad-language, bad-date,
 * future-date.
 */
bool asked_read(
    struct asked *asked, struct exchange *exchange, const char *period);

/* {"period", "language", "date", "from", "to"}.  NULL without memory. */
json_t *asked_json(const struct asked *asked);

#endif
