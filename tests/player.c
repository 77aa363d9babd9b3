#include <stdio.h>
#include <string.h>

#include <motus/motus.h>

#include "tests/must.h"
#include "tests/player.h"

struct motus_date
player_today(struct client *client, const char *language)
{
	struct motus_date date = { 0 };
	struct answer answer;
	char path[64];

	snprintf(path, sizeof path, "/api/game/puzzles/%s/today", language);
	answer = client_send(client, "GET", path, NULL);
	must(answer.status == 200, "%s", answer.body);
	must(motus_date_parse(&date, answer_text(&answer, "date"),
		 strlen(answer_text(&answer, "date"))) == 0,
	    "no date: %s", answer.body);
	answer_drop(&answer);
	return date;
}

struct motus_date
day_before(struct motus_date date)
{
	struct motus_date before = date;

	motus_date_from_days(&before, motus_date_days(date) - 1);
	return before;
}

struct answer
player_guess(struct client *client, const char *language,
    struct motus_date date, int turn, const char *word)
{
	char day[MOTUS_DATE_SIZE], path[128], body[64];

	motus_date_format(date, day);
	snprintf(path, sizeof path, "/api/game/puzzles/%s/%s/game/guesses/%d",
	    language, day, turn);
	snprintf(body, sizeof body, "{\"guess\":\"%s\"}", word);
	return client_send(client, "PUT", path, body);
}

struct answer
player_game(struct client *client, const char *language, struct motus_date date)
{
	char day[MOTUS_DATE_SIZE], path[128];

	motus_date_format(date, day);
	snprintf(
	    path, sizeof path, "/api/game/puzzles/%s/%s/game", language, day);
	return client_send(client, "GET", path, NULL);
}

void
player_expect_guess(struct client *client, const char *language,
    struct motus_date date, int turn, const char *word, int status)
{
	struct answer answer = player_guess(client, language, date, turn, word);

	must(answer.status == status, "%s: %d %s", word, answer.status,
	    answer.body);
	answer_drop(&answer);
}

const char *
player_guesses(const struct answer *answer)
{
	static _Thread_local char text[256];
	json_t *turn;
	size_t i, length = 0;

	text[0] = '\0';
	json_array_foreach (json_object_get(answer->json, "turns"), i, turn)
		length += (size_t)snprintf(text + length, sizeof text - length,
		    "%s ", json_string_value(json_object_get(turn, "guess")));
	return text;
}
