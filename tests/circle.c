#include "config.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "daemons/score/history.h"
#include "tests/circle.h"
#include "tests/issuer.h"

/* --- asking --------------------------------------------------------------- */

struct visit *
ask_start(struct ladder *ladder, const char *sub, enum method method,
    const char *path, const char *body, const char *address)
{
	struct host host = ladder_host(ladder);
	char changes[128], bearer[4096], *token;

	snprintf(changes, sizeof changes, "{\"sub\":\"%s\"}", sub);
	token = issuer_access_token(changes);
	snprintf(bearer, sizeof bearer, "Bearer %s", token);
	free(token);
	return visit_send(&host, NULL,
	    &(struct sending){ .method = method,
		.target = path,
		.type = body == NULL ? NULL : "application/json",
		.body = body,
		.headers = { { "Authorization", bearer },
		    { address == NULL ? NULL : "X-Client-Address",
			address } } });
}

struct visit *
ask_from(struct ladder *ladder, const char *sub, enum method method,
    const char *path, const char *body, const char *address)
{
	struct visit *visit =
	    ask_start(ladder, sub, method, path, body, address);

	visit_wait(visit);
	return visit;
}

struct visit *
remove_player(struct ladder *ladder, const char *sub)
{
	char path[128];

	snprintf(path, sizeof path, "/api/score/players/%s", sub);
	return serve(ladder, "player:delete", METHOD_DELETE, path, NULL);
}

json_t *
expect_json(struct visit *visit, int status)
{
	json_t *json;

	cr_assert(eq(int, visit_status(visit), status), "%s", visit->text);
	cr_assert(not(zero(ptr, visit->json)), "%s", visit->text);
	json = json_incref(visit->json);
	visit_drop(visit);
	return json;
}

/* --- groups --------------------------------------------------------------- */

const char *
group_path(const char *group, const char *rest)
{
	static char path[256];

	snprintf(path, sizeof path, GROUPS "/%s%s", group, rest);
	return path;
}

const char *
make_group(struct ladder *ladder, const char *owner, const char *name)
{
	static char id[64];
	char body[256];
	json_t *group;

	snprintf(body, sizeof body, "{\"name\":\"%s\"}", name);
	group = expect_json(ask(ladder, owner, METHOD_POST, GROUPS, body), 201);
	snprintf(id, sizeof id, "%s",
	    json_string_value(json_object_get(group, "id")));
	json_decref(group);
	return id;
}

static json_t *
see(struct ladder *ladder, const char *member, const char *group)
{
	return expect_json(
	    ask(ladder, member, METHOD_GET, group_path(group, ""), NULL), 200);
}

const char *
code_of(struct ladder *ladder, const char *member, const char *group)
{
	static char code[64];
	json_t *seen = see(ladder, member, group);

	snprintf(code, sizeof code, "%s",
	    json_string_value(json_object_get(seen, "code")));
	json_decref(seen);
	return code;
}

const char *
members_of(struct ladder *ladder, const char *member, const char *group)
{
	static char text[16384];
	json_t *seen = see(ladder, member, group), *one;
	char *at = text;
	size_t i;

	text[0] = '\0';
	json_array_foreach (json_object_get(seen, "members"), i, one) {
		const char *id = json_string_value(json_object_get(one, "id"));
		bool me = json_is_true(json_object_get(one, "me"));

		at += sprintf(at, "%s", i == 0 ? "" : ", ");
		for (; *id != '\0'; id++)
			*at++ = (char)(me ? toupper(*id) : *id);
		at += sprintf(at, "%s",
		    json_is_true(json_object_get(one, "owner")) ? "!" : "");
	}
	json_decref(seen);
	return text;
}

struct visit *
join_start(struct ladder *ladder, const char *sub, const char *code)
{
	char body[256];

	snprintf(body, sizeof body, "{\"code\":\"%s\"}", code);
	return ask_start(ladder, sub, METHOD_POST, GROUPS "/join", body, NULL);
}

struct visit *
join(struct ladder *ladder, const char *sub, const char *code)
{
	struct visit *visit = join_start(ladder, sub, code);

	visit_wait(visit);
	return visit;
}

/* --- results -------------------------------------------------------------- */

void
play_in(struct ladder *ladder, const char *language, const char *sub,
    int32_t day, uint8_t turns)
{
	struct motus_batch *batch = motus_batch_create();
	struct motus_store *store = ladder->scores.store;
	struct history history, longer;
	struct player player;
	struct answer kept;
	char key[MOTUS_KEY_MAX + 1];
	struct result result = { .day = day,
		.finished = day * INT64_C(86400) + 100 * turns,
		.outcome = turns == 0 ? MOTUS_LOST : MOTUS_WON,
		.turns = turns == 0 ? 6 : turns,
		.length = 6,
		.red = 6 };

	result.blue = (uint8_t)(6 * (result.turns - 1));
	cr_assert(player_of_sub(&player, sub));
	history_key(language, &player, key);
	kept = get(store, key);
	cr_assert(zero(int, history_read(&history, kept.value, kept.size)));
	cr_assert(zero(int, history_add(&longer, &history, &result)));
	history_put(batch, language, &player, &longer, kept.version);
	cr_assert(zero(int, commit(store, batch)));
	history_clear(&longer);
	history_clear(&history);
}
