#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <motus/error.h>

#include "daemons/game/games.h"

#define LINE_SIZE (MOTUS_LANGUAGE_SIZE + MOTUS_DATE_SIZE + CUSTOM_TOKEN_SIZE)
#define DATE_LENGTH (MOTUS_DATE_SIZE - 1)
#define TOKEN_LENGTH (CUSTOM_TOKEN_SIZE - 1)

/*
 * A game of a day can be played on the day after it too; another one as long as
 * each of its turns comes in time, which ends before that.
 */
#define AGE_MAX (PLAYER_DAYS + 1)
_Static_assert(GAMES_CUSTOM_SECONDS *MOTUS_TURNS_MAX < PLAYER_SECONDS,
    "a game is kept for longer than it is listed");

bool
game_is_custom(const struct game_name *name)
{
	return name->token[0] != '\0';
}

uint32_t
game_seconds(const struct game_name *name)
{
	return game_is_custom(name) ? GAMES_CUSTOM_SECONDS : PLAYER_SECONDS;
}

void
games_key(const struct player *player, char key[MOTUS_KEY_MAX + 1])
{
	snprintf(key, MOTUS_KEY_MAX + 1, "games:%s", player->key);
}

void
games_key_of(const struct player *player, const struct game_name *name,
    char key[MOTUS_KEY_MAX + 1])
{
	char date[MOTUS_DATE_SIZE];

	motus_date_format(name->date, date);
	if (game_is_custom(name))
		snprintf(key, MOTUS_KEY_MAX + 1, "custom:%s:%s", name->token,
		    player->key);
	else
		snprintf(key, MOTUS_KEY_MAX + 1, "game:%s:%s:%s",
		    name->language, date, player->key);
}

/* --- the list ------------------------------------------------------------- */

static bool
is_same(const struct game_name *a, const struct game_name *b)
{
	return strcmp(a->token, b->token) == 0 &&
	    (game_is_custom(a) ||
		(motus_date_days(a->date) == motus_date_days(b->date) &&
		    strcmp(a->language, b->language) == 0));
}

static bool
append(struct games *games, const struct game_name *name)
{
	struct game_name *list =
	    realloc(games->list, (games->count + 1) * sizeof *list);

	if (list == NULL)
		return false;
	list[games->count++] = *name;
	games->list = list;
	return true;
}

bool
games_add(struct games *games, const struct game_name *name)
{
	for (size_t i = 0; i < games->count; i++)
		if (is_same(&games->list[i], name))
			return true;
	return append(games, name);
}

void
games_drop(struct games *games, size_t count)
{
	games->count -= count;
	memmove(games->list, games->list + count,
	    games->count * sizeof *games->list);
}

bool
games_full(const struct games *games)
{
	size_t count = 0;

	for (size_t i = 0; i < games->count; i++)
		count += game_is_custom(&games->list[i]);
	return count >= GAMES_CUSTOM_MAX;
}

bool
games_drop_custom(struct games *games, struct game_name *oldest)
{
	size_t at = 0;

	while (at < games->count && !game_is_custom(&games->list[at]))
		at++;
	if (at == games->count)
		return false;
	*oldest = games->list[at];
	games->count--;
	memmove(games->list + at, games->list + at + 1,
	    (games->count - at) * sizeof *games->list);
	return true;
}

void
games_clear(struct games *games)
{
	free(games->list);
	*games = (struct games){ 0 };
}

/* --- the record ----------------------------------------------------------- */

/* A line without its end. */
static bool
read_line(struct game_name *name, const char *line, size_t size)
{
	const char *slash = memchr(line, '/', size), *date;
	size_t length = slash == NULL ? 0 : (size_t)(slash - line), left;

	if (length == 0 || length >= sizeof name->language)
		return false;
	date = slash + 1;
	left = size - length - 1;
	*name = (struct game_name){ 0 };
	memcpy(name->language, line, length);
	if (left == DATE_LENGTH + 1 + TOKEN_LENGTH && date[DATE_LENGTH] == '/')
		memcpy(name->token, date + DATE_LENGTH + 1, TOKEN_LENGTH);
	else if (left != DATE_LENGTH)
		return false;
	return motus_date_parse(&name->date, date, DATE_LENGTH) == 0;
}

static int
read_lines(struct games *games, const char *text, const char *end)
{
	struct game_name name;

	while (text < end) {
		const char *stop = memchr(text, '\n', (size_t)(end - text));

		if (stop == NULL ||
		    !read_line(&name, text, (size_t)(stop - text)))
			return MOTUS_EFORMAT;
		if (!append(games, &name))
			return MOTUS_ENOMEM;
		text = stop + 1;
	}
	return 0;
}

int
games_read(
    struct games *games, const void *value, size_t size, uint64_t version)
{
	int error = 0;

	*games = (struct games){ .version = version };
	if (value != NULL)
		error = read_lines(games, value, (const char *)value + size);
	if (error != 0)
		games_clear(games);
	return error;
}

static size_t
write_line(const struct game_name *name, char *line)
{
	char date[MOTUS_DATE_SIZE];

	motus_date_format(name->date, date);
	return (size_t)sprintf(line, "%s/%s%s%s\n", name->language, date,
	    game_is_custom(name) ? "/" : "", name->token);
}

/* A list that there is no memory to write is one over the store's limit. */
void
games_put(struct motus_batch *batch, const struct player *player,
    const struct games *games, struct motus_date today)
{
	char key[MOTUS_KEY_MAX + 1];
	char *text = malloc(games->count * LINE_SIZE + 1);
	size_t size = 0;

	games_key(player, key);
	motus_batch_expect(batch, key, games->version);
	for (size_t i = 0; text != NULL && i < games->count; i++)
		if (motus_date_days(today) -
			motus_date_days(games->list[i].date) <=
		    AGE_MAX)
			size += write_line(&games->list[i], text + size);
	if (text == NULL)
		motus_batch_put(batch, key, "", MOTUS_VALUE_MAX + 1, 0);
	else if (size == 0)
		motus_batch_delete(batch, key);
	else
		motus_batch_put(batch, key, text, size, PLAYER_SECONDS);
	free(text);
}
