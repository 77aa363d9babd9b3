/*
 * Groups: made, seen, renamed, left and deleted.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "daemons/score/part.h"
#include "tests/circle.h"
#include "tests/issuer.h"

#define NOBODYS "AAAAAAAAAAAAAAAAAAAAAA"

/* What the list of `sub` has: "Bureau 3, Classe! 1"; static. */
static const char *
groups_of(const char *sub)
{
	static char text[2048];
	json_t *list =
	    expect_json(ask(circle, sub, METHOD_GET, GROUPS, NULL), 200);
	json_t *group;
	char *at = text;
	size_t i;

	text[0] = '\0';
	json_array_foreach (json_object_get(list, "groups"), i, group)
		at += sprintf(at, "%s%s%s %d", i == 0 ? "" : ", ",
		    json_string_value(json_object_get(group, "name")),
		    json_is_true(json_object_get(group, "owner")) ? "!" : "",
		    (int)json_integer_value(json_object_get(group, "members")));
	json_decref(list);
	return text;
}

static void
expect_groups(const char *sub, const char *groups)
{
	cr_assert(eq(str, (char *)groups_of(sub), (char *)groups));
}

static void
expect_members(const char *sub, const char *group, const char *members)
{
	cr_assert(
	    eq(str, (char *)members_of(circle, sub, group), (char *)members));
}

/* A group of ann, ben and cat; its id, static. */
static const char *
make_three(void)
{
	const char *id = make_group(circle, "ann", "Bureau");
	const char *code = code_of(circle, "ann", id);

	visit_expect(join(circle, "ben", code), 200, "");
	visit_expect(join(circle, "cat", code), 200, "");
	return id;
}

/* --- making and seeing ---------------------------------------------------- */

CIRCLE(who_makes_a_group_owns_it)
{
	json_t *group = expect_json(ask(circle, "ann", METHOD_POST, GROUPS,
					"{\"name\":\" Classe de 4eB \"}"),
	    201);
	const char *code = json_string_value(json_object_get(group, "code"));
	char *text;

	cr_assert(eq(sz, strlen(code), 14));
	json_object_del(group, "id");
	json_object_del(group, "code");
	text = json_dumps(group, JSON_COMPACT);
	json_decref(group);
	cr_assert(eq(str, text,
	    "{\"name\":\"Classe de 4eB\",\"owner\":true,\"members\":["
	    "{\"id\":\"ann\",\"name\":null,\"owner\":true,\"me\":true}]}"));
	free(text);
	expect_groups("ann", "Classe de 4eB! 1");
	expect_groups("ben", "");
}

CIRCLE(a_name_that_is_none_makes_no_group)
{
	static const struct {
		const char *body;
		int status;
		const char *code;
	} sent[] = {
		{ "{\"name\":\"\"}", 422, "bad-name" },
		{ "{\"name\":\"   \"}", 422, "bad-name" },
		{ "{\"name\":\"a\\u0007b\"}", 422, "bad-name" },
		{ "{\"name\":\"a\\nb\"}", 422, "bad-name" },
		{ "{\"name\":\"\\u202eabc\"}", 422, "bad-name" },
		{ "{\"name\":\"aaaaaaaaaabbbbbbbbbbccccccccccdddddddddde\"}",
		    422, "bad-name" },
		{ "{\"name\":7}", 400, "bad-name" },
		{ "{\"name\":null}", 400, "bad-name" },
		{ "{\"name\":[\"a\"]}", 400, "bad-name" },
		{ "{}", 400, "bad-name" },
		{ "{\"name\":\"a\\u0000b\"}", 400, "bad-json" },
		{ "[]", 400, "bad-json" },
		{ "{\"name\":\"a\"", 400, "bad-json" },
		{ NULL, 400, "no-body" },
	};

	for (size_t i = 0; i < sizeof sent / sizeof *sent; i++)
		visit_expect(
		    ask(circle, "ann", METHOD_POST, GROUPS, sent[i].body),
		    sent[i].status, sent[i].code);
	expect_groups("ann", "");
}

CIRCLE(nobody_is_in_more_than_twenty_groups)
{
	char code[64];

	strcpy(code, code_of(circle, "ben", make_group(circle, "ben", "b")));
	for (int i = 0; i < 20; i++)
		make_group(circle, "ann", "a");
	visit_expect(
	    ask(circle, "ann", METHOD_POST, GROUPS, "{\"name\":\"one more\"}"),
	    409, "too-many-groups");
	visit_expect(join(circle, "ann", code), 409, "too-many-groups");
	expect_groups("ben", "b! 1");
}

CIRCLE(a_group_is_shown_to_its_members_and_there_is_none_for_others)
{
	const char *id = make_three();

	expect_members("ann", id, "ANN!, ben, cat");
	expect_members("ben", id, "ann!, BEN, cat");
	expect_groups("ann", "Bureau! 3");
	expect_groups("cat", "Bureau 3");
	visit_expect(ask(circle, "dan", METHOD_GET, group_path(id, ""), NULL),
	    404, "no-such-group");
	visit_expect(
	    ask(circle, "dan", METHOD_GET, group_path(NOBODYS, ""), NULL), 404,
	    "no-such-group");
	visit_expect(ask(circle, "dan", METHOD_GET, group_path("x", ""), NULL),
	    404, "no-such-group");
	visit_expect(ask(circle, "dan", METHOD_GET,
			 group_path("AAAAAAAAAAAAAAAAAAAAA%0a", ""), NULL),
	    404, "no-such-group");
}

/* --- the owner's ---------------------------------------------------------- */

CIRCLE(the_owner_gives_it_another_name)
{
	const char *id = make_three();
	json_t *group =
	    expect_json(ask(circle, "ann", METHOD_PATCH, group_path(id, ""),
			    "{\"name\":\"Les lundis\"}"),
		200);

	cr_assert(
	    eq(str, (char *)json_string_value(json_object_get(group, "name")),
		"Les lundis"));
	json_decref(group);
	expect_groups("ben", "Les lundis 3");
	visit_expect(ask(circle, "ann", METHOD_PATCH, group_path(id, ""),
			 "{\"name\":\"\"}"),
	    422, "bad-name");
	expect_groups("ben", "Les lundis 3");
}

CIRCLE(a_new_code_takes_the_place_of_the_old_one)
{
	const char *id = make_group(circle, "ann", "Bureau");
	char old[64], code[64];

	strcpy(old, code_of(circle, "ann", id));
	visit_expect(
	    ask(circle, "ann", METHOD_POST, group_path(id, "/code"), NULL), 200,
	    "");
	strcpy(code, code_of(circle, "ann", id));
	cr_assert(ne(str, old, code));
	visit_expect(join(circle, "ben", old), 404, "no-such-code");
	visit_expect(join(circle, "ben", code), 200, "");
}

CIRCLE(what_is_the_owners_is_not_for_members_and_there_is_none_for_others)
{
	static const struct {
		enum method method;
		const char *rest, *body;
	} owners[] = {
		{ METHOD_PATCH, "", "{\"name\":\"Mine\"}" },
		{ METHOD_DELETE, "", NULL },
		{ METHOD_POST, "/code", NULL },
		{ METHOD_DELETE, "/members/ann", NULL },
		{ METHOD_DELETE, "/members/cat", NULL },
		{ METHOD_DELETE, "/members/nobody", NULL },
	};
	const char *id = make_three();

	for (size_t i = 0; i < sizeof owners / sizeof *owners; i++) {
		const char *path = group_path(id, owners[i].rest);

		visit_expect(
		    ask(circle, "ben", owners[i].method, path, owners[i].body),
		    403, "not-owner");
		visit_expect(
		    ask(circle, "dan", owners[i].method, path, owners[i].body),
		    404, "no-such-group");
		path = group_path(NOBODYS, owners[i].rest);
		visit_expect(
		    ask(circle, "ann", owners[i].method, path, owners[i].body),
		    404, "no-such-group");
	}
	expect_members("ann", id, "ANN!, ben, cat");
	expect_groups("ann", "Bureau! 3");
}

/* --- leaving -------------------------------------------------------------- */

CIRCLE(who_leaves_is_no_member_any_more)
{
	const char *id = make_three();

	visit_expect(ask(circle, "ben", METHOD_DELETE,
			 group_path(id, "/members/me"), NULL),
	    204, "");
	expect_members("ann", id, "ANN!, cat");
	expect_groups("ben", "");
	visit_expect(ask(circle, "ben", METHOD_DELETE,
			 group_path(id, "/members/me"), NULL),
	    404, "no-such-group");
	visit_expect(ask(circle, "cat", METHOD_DELETE,
			 group_path(id, "/members/cat"), NULL),
	    204, "");
	expect_members("ann", id, "ANN!");
}

CIRCLE(the_owner_removes_members)
{
	const char *id = make_three();

	visit_expect(ask(circle, "ann", METHOD_DELETE,
			 group_path(id, "/members/ben"), NULL),
	    204, "");
	visit_expect(ask(circle, "ann", METHOD_DELETE,
			 group_path(id, "/members/ben"), NULL),
	    404, "no-such-member");
	expect_members("ann", id, "ANN!, cat");
	expect_groups("ben", "");
}

CIRCLE(the_owner_who_leaves_hands_it_to_the_oldest_member)
{
	const char *id = make_three();

	visit_expect(ask(circle, "ann", METHOD_DELETE,
			 group_path(id, "/members/me"), NULL),
	    204, "");
	expect_members("ben", id, "BEN!, cat");
	expect_groups("ann", "");
	expect_groups("ben", "Bureau! 2");
	visit_expect(ask(circle, "ben", METHOD_PATCH, group_path(id, ""),
			 "{\"name\":\"Mine\"}"),
	    200, "");
	visit_expect(join(circle, "ann", code_of(circle, "ben", id)), 200, "");
	expect_members("ann", id, "ben!, cat, ANN");
}

CIRCLE(the_last_one_to_leave_takes_it_along)
{
	const char *id = make_group(circle, "ann", "Bureau");
	char code[64];

	strcpy(code, code_of(circle, "ann", id));
	visit_expect(ask(circle, "ann", METHOD_DELETE,
			 group_path(id, "/members/me"), NULL),
	    204, "");
	expect_groups("ann", "");
	visit_expect(join(circle, "ann", code), 404, "no-such-code");
}

CIRCLE(a_group_that_is_deleted_is_gone_for_all)
{
	const char *id = make_three();
	char code[64];

	strcpy(code, code_of(circle, "ann", id));
	visit_expect(
	    ask(circle, "ann", METHOD_DELETE, group_path(id, ""), NULL), 204,
	    "");
	expect_groups("ann", "");
	expect_groups("ben", "");
	expect_groups("cat", "");
	visit_expect(join(circle, "dan", code), 404, "no-such-code");
	visit_expect(
	    ask(circle, "ann", METHOD_DELETE, group_path(id, ""), NULL), 404,
	    "no-such-group");
}

CIRCLE(a_full_group_takes_nobody_and_is_deleted_in_steps)
{
	const char *id = make_group(circle, "member0", "Lycée");
	char code[64];

	strcpy(code, code_of(circle, "member0", id));
	for (int i = 1; i < GROUP_MEMBERS_MAX; i++) {
		char sub[PLAYER_SUB_SIZE];

		snprintf(sub, sizeof sub, "member%d", i);
		visit_expect(join(circle, sub, code), 200, "");
	}
	visit_expect(join(circle, "one-more", code), 409, "group-full");
	visit_expect(join(circle, "member7", code), 200, "");
	expect_groups("member199", "Lycée 200");
	visit_expect(
	    ask(circle, "member0", METHOD_DELETE, group_path(id, ""), NULL),
	    204, "");
	expect_groups("member0", "");
	expect_groups("member100", "");
	expect_groups("member199", "");
	visit_expect(join(circle, "one-more", code), 404, "no-such-code");
}

/* --- a player who goes for good ------------------------------------------- */

static int
part_all(const char *sub)
{
	struct answer answer = { 0 };
	struct player player;

	cr_assert(player_of_sub(&player, sub));
	part_from_all(circle->scores.store, &player, answer_committed, &answer);
	await_answer(circle->scores.store, &answer);
	return answer.status;
}

CIRCLE(a_deleted_account_is_in_no_group)
{
	const char *id = make_three();
	char first[64], second[64];

	strcpy(first, id);
	strcpy(second, make_group(circle, "ben", "Classe"));
	visit_expect(
	    join(circle, "ann", code_of(circle, "ben", second)), 200, "");
	make_group(circle, "ann", "Only mine");
	cr_assert(zero(int, part_all("ann")));
	expect_groups("ann", "");
	expect_members("ben", first, "BEN!, cat");
	expect_members("ben", second, "BEN!");
	cr_assert(zero(int, part_all("ann")));
	cr_assert(zero(int, part_all("nobody")));
}

CIRCLE(an_account_that_is_removed_leaves_its_groups_as_well)
{
	const char *id = make_three();

	play_in(circle, "fr", "ann", 20540, 3);
	visit_expect(remove_player(circle, "ann"), 204, "");
	expect_members("ben", id, "BEN!, cat");
	expect_groups("ann", "");
	visit_expect(remove_player(circle, "ann"), 204, "");
	visit_expect(remove_player(circle, "ben"), 204, "");
	visit_expect(remove_player(circle, "cat"), 204, "");
	visit_expect(ask(circle, "ben", METHOD_GET, group_path(id, ""), NULL),
	    404, "no-such-group");
}

/* --- who may ask ---------------------------------------------------------- */

static const struct {
	enum method method;
	const char *path, *body;
} requests[] = {
	{ METHOD_GET, GROUPS, NULL },
	{ METHOD_POST, GROUPS, "{\"name\":\"a\"}" },
	{ METHOD_POST, GROUPS "/join", "{\"code\":\"K7M29QXR3FTP\"}" },
	{ METHOD_GET, GROUPS "/" NOBODYS, NULL },
	{ METHOD_PATCH, GROUPS "/" NOBODYS, "{\"name\":\"a\"}" },
	{ METHOD_DELETE, GROUPS "/" NOBODYS, NULL },
	{ METHOD_POST, GROUPS "/" NOBODYS "/code", NULL },
	{ METHOD_DELETE, GROUPS "/" NOBODYS "/members/me", NULL },
};

static void
expect_from(struct browser *browser, size_t i, int status, const char *code)
{
	struct host host = ladder_host(circle);
	struct visit *visit = visit_send(&host, browser,
	    &(struct sending){ .method = requests[i].method,
		.target = requests[i].path,
		.type = requests[i].body == NULL ? NULL : "application/json",
		.body = requests[i].body });

	visit_wait(visit);
	cr_assert(zero(ptr, strstr(visit->headers, "set-cookie")),
	    "a stranger stays one");
	visit_expect(visit, status, code);
}

CIRCLE(groups_are_for_those_who_signed_in)
{
	struct browser stranger = BROWSER, guest = BROWSER;

	strcpy(guest.cookie, "motus_guest=AAAAAAAAAAAAAAAAAAAAAA");
	for (size_t i = 0; i < sizeof requests / sizeof *requests; i++) {
		expect_from(&stranger, i, 401, "sign-in-required");
		expect_from(&guest, i, 401, "sign-in-required");
	}
}

CIRCLE(a_page_of_another_site_changes_nothing)
{
	struct browser me = BROWSER;
	char *token = issuer_access_token("{\"sub\":\"ann\"}");

	snprintf(me.cookie, sizeof me.cookie, "motus_access=%s", token);
	free(token);
	me.origin = "https://evil.example";
	for (size_t i = 1; i < sizeof requests / sizeof *requests; i++)
		if (requests[i].method != METHOD_GET)
			expect_from(&me, i, 403, "cross-origin");
	me.origin = VISIT_ORIGIN;
	expect_from(&me, 1, 201, "");
	expect_groups("ann", "a! 1");
}
