/*
 * What a site may say of a game: whatever is taken can be shown, and is read
 * again from what is written of it.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tools/motus/render.h"
#include "tools/motus/wire.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
show(const struct round *round)
{
	char text[RENDER_SIZE];

	for (uint32_t i = 0; i < round->game.turns; i++) {
		render_turn(&round->game.turn[i], i + 1, true, text);
		if (strlen(text) >= RENDER_SIZE)
			abort();
	}
	render_letters(&round->game, true, text);
	render_known(&round->game, text);
	if (strlen(text) != round->game.answer.length)
		abort();
}

static void
read_back(const struct round *round)
{
	struct round again = { 0 };
	json_t *json = wire_write_game(round);

	if (!wire_read_game(&again, json) ||
	    again.game.turns != round->game.turns ||
	    again.practice != round->practice ||
	    again.game.hints != round->game.hints ||
	    again.game.rules.strictness != round->game.rules.strictness ||
	    strcmp(again.display, round->display) != 0)
		abort();
	json_decref(json);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	json_t *json = json_loadb((const char *)data, size, 0, NULL);
	struct evidence evidence;
	struct round round = { 0 };

	if (wire_read_puzzle(&round, json))
		show(&round);
	if (wire_read_game(&round, json)) {
		show(&round);
		read_back(&round);
	}
	wire_read_evidence(&evidence, json);
	json_decref(json);
	return 0;
}
