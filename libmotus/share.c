#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <motus/error.h>
#include <motus/share.h>

/* Where the text goes: nowhere, to be measured, while `text` is NULL. */
struct sink {
	char *text;
	size_t size;
};

static void
put(struct sink *sink, const char *text)
{
	size_t size = strlen(text);

	if (sink->text != NULL)
		memcpy(sink->text + sink->size, text, size + 1);
	sink->size += size;
}

static void
put_marks(struct sink *sink, struct motus_pattern pattern)
{
	static const char *const squares[] = { [MOTUS_ABSENT] = "🟦",
		[MOTUS_PRESENT] = "🟡",
		[MOTUS_CORRECT] = "🟥" };

	put(sink, "\n");
	for (int i = 0; i < pattern.length; i++)
		put(sink, squares[pattern.mark[i]]);
}

static void
put_game(struct sink *sink, const struct motus_game *game, const char *name,
    uint32_t number, const char *url)
{
	char turns[12] = "-", head[32];

	if (motus_game_outcome(game) == MOTUS_WON)
		snprintf(turns, sizeof(turns), "%" PRIu32, game->turns);
	snprintf(head, sizeof(head), " #%" PRIu32 " %s/%u\n", number, turns,
	    game->rules.turns);
	put(sink, "#");
	put(sink, name);
	put(sink, head);
	for (uint32_t i = 0; i < game->turns; i++) {
		put_marks(sink, game->turn[i].pattern);
		if (motus_game_was_hinted(game, i + 1))
			put(sink, "💡");
	}
	if (url != NULL) {
		put(sink, "\n\n");
		put(sink, url);
	}
}

int
motus_share_text(const struct motus_game *game, const char *name,
    uint32_t number, const char *url, char *text, size_t size, size_t *needed)
{
	struct sink measured = { 0 }, written = { .text = text };

	if (motus_game_outcome(game) == MOTUS_PLAYING)
		return MOTUS_EINVAL;
	put_game(&measured, game, name, number, url);
	if (needed != NULL)
		*needed = measured.size + 1;
	if (size <= measured.size)
		return MOTUS_ETOOBIG;
	put_game(&written, game, name, number, url);
	return 0;
}
