#include <string.h>

#include <motus/error.h>

#include "daemons/common/clock.h"
#include "daemons/common/log.h"
#include "daemons/score/scores.h"

bool
scores_use_languages(struct scores *scores, const char *names)
{
	scores->language_count = 0;
	while (*names != '\0') {
		size_t size = strcspn(names, ",");
		char *language = scores->languages[scores->language_count];

		if (scores->language_count == SCORES_LANGUAGES_MAX ||
		    size >= MOTUS_LANGUAGE_SIZE)
			return false;
		memcpy(language, names, size);
		language[size] = '\0';
		scores->language_count++;
		names += size + (names[size] == ',');
	}
	return scores->language_count > 0;
}

size_t
scores_find(const struct scores *scores, const char *language)
{
	size_t place = 0;

	while (place < scores->language_count &&
	    strcmp(scores->languages[place], language) != 0)
		place++;
	return place;
}

bool
scores_has(const struct scores *scores, const char *language)
{
	return scores_find(scores, language) < scores->language_count;
}

int32_t
scores_today(const struct scores *scores)
{
	return motus_date_days(clock_date(scores->now()));
}

void
scores_fail(struct exchange *exchange, int error)
{
	struct reply *reply = &exchange->reply;

	switch (error) {
	case MOTUS_EUNAVAILABLE:
	case MOTUS_ELOST:
	case MOTUS_ECONFLICT:
		reply_header(reply, "retry-after", "1");
		reply_problem(reply, 503, "store-unavailable",
		    "The scores can not be reached right now. Try again.");
		break;
	default:
		log_about(LEVEL_ERROR, "score-failed", exchange->request.id,
		    "%s", motus_error_text(error));
		reply_problem(
		    reply, 500, "internal", "Something went wrong here.");
		break;
	}
}
