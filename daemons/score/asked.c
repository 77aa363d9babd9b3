#include <string.h>

#include "daemons/common/clock.h"
#include "daemons/score/asked.h"
#include "daemons/score/scores.h"

static bool
refuse(
    struct exchange *exchange, int status, const char *code, const char *detail)
{
	reply_problem(&exchange->reply, status, code, detail);
	return false;
}

static bool
read_language(struct asked *asked, struct exchange *exchange)
{
	const struct scores *scores = exchange->service;
	enum form form = request_query(&exchange->request, "language",
	    asked->language, sizeof asked->language);

	if (form == FORM_ABSENT)
		strcpy(asked->language, scores->languages[0]);
	return (form != FORM_BAD && scores_has(scores, asked->language)) ||
	    refuse(exchange, 400, "bad-language",
		"\"language\" must be one that is played here.");
}

static bool
read_date(struct asked *asked, struct exchange *exchange)
{
	const struct scores *scores = exchange->service;
	struct motus_date today = clock_date(scores->now());
	char text[MOTUS_DATE_SIZE];
	enum form form =
	    request_query(&exchange->request, "date", text, sizeof text);
	int32_t day;

	asked->date = today;
	asked->today = motus_date_days(today);
	if (form == FORM_BAD ||
	    (form == FORM_FOUND &&
		motus_date_parse(&asked->date, text, strlen(text)) != 0))
		return refuse(exchange, 400, "bad-date",
		    "\"date\" must be a day, such as 2026-03-28.");
	day = motus_date_days(asked->date);
	if (day > asked->today)
		return refuse(
		    exchange, 400, "future-date", "\"date\" is a day to come.");
	return day >= PERIOD_FIRST ||
	    refuse(exchange, 400, "bad-date",
		"\"date\" must be 2020-01-01 or later.");
}

bool
asked_read(struct asked *asked, struct exchange *exchange, const char *period)
{
	enum period_kind kind;

	if (!period_named(&kind, period))
		return refuse(exchange, 404, "no-such-board",
		    "Boards are of a day, a week, a month, or all.");
	if (!read_language(asked, exchange) || !read_date(asked, exchange))
		return false;
	asked->period = period_of(kind, motus_date_days(asked->date));
	return true;
}

static json_t *
day_json(const struct period *period, int32_t day)
{
	char text[MOTUS_DATE_SIZE];
	struct motus_date date;

	if (period->kind == PERIOD_ALL)
		return json_null();
	motus_date_from_days(&date, day);
	motus_date_format(date, text);
	return json_string(text);
}

json_t *
asked_json(const struct asked *asked)
{
	const struct period *period = &asked->period;
	char date[MOTUS_DATE_SIZE];

	motus_date_format(asked->date, date);
	return json_pack("{s:s, s:s, s:s, s:o, s:o}", "period",
	    period_name(period->kind), "language", asked->language, "date",
	    date, "from", day_json(period, period->from), "to",
	    day_json(period, period->to));
}
