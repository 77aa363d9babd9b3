#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/must.h"
#include "tests/resident.h"

/* What stands between `before` and `end` in `text` is secret. */
static const char *
plant_between(
    struct stack *stack, const char *text, const char *before, const char *end)
{
	const char *at = strstr(text, before);
	char secret[4096];

	if (at == NULL)
		return NULL;
	at += strlen(before);
	snprintf(secret, sizeof secret, "%.*s", (int)strcspn(at, end), at);
	if (strlen(secret) > 15)
		stack_plant(stack, secret);
	return at;
}

/* Every cookie, and what a redirect carries. */
static void
plant_headers(struct stack *stack, const struct answer *answer)
{
	static const char *const carried[] = {
		"code=", "state=", "nonce=", "code_challenge="
	};
	const char *at = answer->headers;
	char location[4096];

	while ((at = strstr(at, "set-cookie: ")) != NULL) {
		at += strcspn(at, "=");
		plant_between(stack, at, "=", ";\r");
	}
	at = strstr(answer->headers, "location: ");
	if (at == NULL)
		return;
	snprintf(location, sizeof location, "%.*s", (int)strcspn(at, "\r"), at);
	for (size_t i = 0; i < sizeof carried / sizeof *carried; i++)
		plant_between(stack, location, carried[i], "&");
}

static void
get(struct stack *stack, struct client *client, const char *path,
    struct answer *answer)
{
	*answer = client_send(client, "GET", path, NULL);
	plant_headers(stack, answer);
}

/* The path that a redirect leads to; "" if there is none. */
static void
read_location(
    const struct stack *stack, const struct answer *answer, char path[4096])
{
	const char *at = strstr(answer->headers, "location: ");

	path[0] = '\0';
	if (at == NULL)
		return;
	at += sizeof "location: " - 1;
	if (strncmp(at, stack->url, strlen(stack->url)) == 0)
		at += strlen(stack->url);
	snprintf(path, 4096, "%.*s", (int)strcspn(at, "\r"), at);
}

struct answer
resident_send(struct stack *stack, struct client *client, const char *page,
    const char *action, const char *fields)
{
	struct answer answer;
	char form[1024];
	const char *at;

	get(stack, client, page, &answer);
	at = plant_between(stack, answer.body, "name=\"token\" value=\"", "\"");
	must(at != NULL, "no form: %s", answer.body);
	snprintf(form, sizeof form, "token=%.*s&%s", (int)strcspn(at, "\""), at,
	    fields);
	answer_drop(&answer);
	answer = client_post_form(client, action == NULL ? page : action, form);
	plant_headers(stack, &answer);
	for (at = answer.body; at != NULL;)
		at = plant_between(stack, at, "<code>", "<");
	return answer;
}

static void
join(struct stack *stack, struct client *client, const char *name)
{
	char fields[256];
	struct answer answer;

	snprintf(fields, sizeof fields, "name=%s&new_password=%s", name,
	    RESIDENT_PASSWORD);
	answer = resident_send(stack, client, "/auth/register", NULL, fields);
	must(answer.status == 200, "%s", answer.body);
	answer_drop(&answer);
}

struct answer
resident_arrive(struct stack *stack, struct client *client, const char *name)
{
	struct answer answer;
	char path[4096] = "/api/session/login?return=/";

	stack_plant(stack, RESIDENT_PASSWORD);
	join(stack, client, name);
	for (;;) {
		bool is_back = strncmp(path, "/api/session/callback", 21) == 0;

		get(stack, client, path, &answer);
		must(answer.status == 302 || answer.status == 303, "%s: %d %s",
		    path, answer.status, answer.body);
		if (is_back)
			return answer;
		read_location(stack, &answer, path);
		answer_drop(&answer);
	}
}
