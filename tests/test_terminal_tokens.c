/*
 * The program motus and what a site may do: tokens that expire, pauses, replies
 * that are none.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "tests/must.h"
#include "tests/serve.h"
#include "tools/motus/http.h"
#include "tools/motus/site.h"

#define HEARD_MAX 8
#define HEARD_SIZE 2048

/* A site that gives the replies of a list, one after the other. */
static struct {
	pthread_mutex_t lock;
	char heard[HEARD_MAX][HEARD_SIZE];
	size_t count;
	const char *const *replies; /* ends with NULL; the last one repeats */
} fake = { .lock = PTHREAD_MUTEX_INITIALIZER };

static const char *
answer(const char *request)
{
	const char *reply;

	pthread_mutex_lock(&fake.lock);
	must(fake.count < HEARD_MAX, "too many requests");
	snprintf(fake.heard[fake.count++], HEARD_SIZE, "%s", request);
	reply = *fake.replies;
	if (fake.replies[1] != NULL)
		fake.replies++;
	pthread_mutex_unlock(&fake.lock);
	return reply;
}

static void
converse(int fd)
{
	char *request, head[256];

	while ((request = serve_hear(fd)) != NULL) {
		const char *reply = answer(request);
		int size = snprintf(head, sizeof head,
		    "HTTP/1.1 %.3s -\r\nContent-Length: %zu\r\n\r\n", reply,
		    strlen(reply + 4));

		free(request);
		if (!serve_say(fd, head, (size_t)size) ||
		    !serve_say(fd, reply + 4, strlen(reply + 4)))
			return;
	}
}

/* --- a player ----------------------------------------------------------------
 */

struct desk {
	char folder[32], url[64];
	struct history *history;
	struct options options;
	struct site site;
};

static void
open_site(struct desk *desk)
{
	must(site_open(&desk->site, desk->history, &desk->options) == EX_OK,
	    "%s", desk->url);
}

static void
note_tokens(struct desk *desk)
{
	char key[96];

	snprintf(key, sizeof key, "tokens:%s", desk->url);
	must(history_note(desk->history, key,
		 "{\"client_id\":\"c\",\"token\":\"/auth/token\","
		 "\"revocation\":\"/auth/revoke\",\"access_token\":\"old\","
		 "\"refresh_token\":\"r 1\",\"expires_at\":1000}") == EX_OK,
	    "the note");
}

static struct desk *
sit_down(const char *const *replies)
{
	struct desk *desk = calloc(1, sizeof *desk);

	fake.replies = replies;
	strcpy(desk->folder, "/tmp/motus-tokens-XXXXXX");
	must(mkdtemp(desk->folder) != NULL, "%s", desk->folder);
	setenv("XDG_STATE_HOME", desk->folder, 1);
	snprintf(desk->url, sizeof desk->url, "http://127.0.0.1:%d",
	    serve_start(converse));
	desk->options.server = desk->url;
	desk->options.language = "en";
	must(history_open(&desk->history) == EX_OK, "%s", desk->folder);
	return desk;
}

static void
leave(struct desk *desk)
{
	char command[64];

	site_close(&desk->site);
	history_close(desk->history);
	snprintf(command, sizeof command, "rm -rf %s", desk->folder);
	must(system(command) == 0, "%s", command);
	free(desk);
}

static int
get(struct desk *desk)
{
	json_t *json;
	int status = site_get(&desk->site, "/thing", &json);

	json_decref(json);
	return status;
}

static bool
heard(size_t request, const char *text)
{
	return strstr(fake.heard[request], text) != NULL;
}

#define RENEWED                                                   \
	"200 {\"access_token\":\"new\",\"refresh_token\":\"r2\"," \
	"\"expires_in\":600}"

Test(terminal_tokens, tokens_are_renewed_before_they_expire_and_kept)
{
	static const char *const replies[] = { RENEWED, "200 {}", NULL };
	struct desk *desk = sit_down(replies);

	note_tokens(desk);
	open_site(desk);
	cr_assert(eq(int, get(desk), EX_OK));
	cr_assert(heard(0, "POST /auth/token "));
	cr_assert(heard(
	    0, "grant_type=refresh_token&client_id=c&refresh_token=r%201"));
	cr_assert(not(heard(0, "Authorization")));
	cr_assert(heard(1, "GET /thing "));
	cr_assert(heard(1, "Authorization: Bearer new\r\n"));
	site_close(&desk->site);
	open_site(desk);
	cr_assert(eq(int, get(desk), EX_OK));
	cr_assert(heard(2, "Authorization: Bearer new\r\n"));
	leave(desk);
}

Test(terminal_tokens, a_sign_in_that_is_over_is_said_and_forgotten)
{
	static const char *const replies[] = {
		"400 {\"error\":\"invalid_grant\"}", "200 {}", NULL
	};
	struct desk *desk = sit_down(replies);

	note_tokens(desk);
	open_site(desk);
	cr_assert(eq(int, get(desk), EX_NOPERM));
	cr_assert(eq(sz, fake.count, 1));
	site_close(&desk->site);
	open_site(desk);
	cr_assert(eq(int, get(desk), EX_OK));
	cr_assert(not(heard(1, "Authorization")));
	leave(desk);
}

Test(terminal_tokens, a_provider_that_is_away_ends_no_sign_in)
{
	static const char *const replies[] = { "503 {}", RENEWED, "200 {}",
		NULL };
	struct desk *desk = sit_down(replies);

	note_tokens(desk);
	open_site(desk);
	cr_assert(not(eq(int, get(desk), EX_OK)));
	cr_assert(eq(int, get(desk), EX_OK));
	cr_assert(heard(2, "Authorization: Bearer new\r\n"));
	leave(desk);
}

Test(terminal_tokens, a_request_is_sent_again_where_that_helps)
{
	static const char *const replies[] = { "503 {}", "502 -", "200 {}",
		NULL };
	struct desk *desk = sit_down(replies);

	open_site(desk);
	cr_assert(eq(int, get(desk), EX_OK));
	cr_assert(eq(sz, fake.count, 3));
	leave(desk);
}

Test(terminal_tokens, a_reply_that_is_no_good_ends_the_program)
{
	static const struct {
		const char *reply;
		int status;
	} cases[] = {
		{ "200 nonsense", EX_PROTOCOL },
		{ "302 {}", EX_PROTOCOL },
		{ "401 {\"code\":\"\\u001b[2J\"}", EX_NOPERM },
		{ "404 {\"code\":\"no-such-puzzle\"}", EX_DATAERR },
		{ "429 {}", EX_TEMPFAIL },
		{ "500 ", EX_PROTOCOL },
	};
	const char *replies[] = { NULL, NULL };
	struct desk *desk = sit_down(replies);

	open_site(desk);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		replies[0] = cases[i].reply;
		cr_assert(
		    eq(int, get(desk), cases[i].status), "%s", cases[i].reply);
	}
	leave(desk);
}

Test(terminal_tokens, a_reply_without_end_is_cut)
{
	char *reply = calloc(1, HTTP_REPLY_MAX + 6);
	const char *replies[] = { reply, NULL };
	struct desk *desk = sit_down(replies);

	memset(reply, ' ', HTTP_REPLY_MAX + 5);
	memcpy(reply, "200 {}", 6);
	open_site(desk);
	cr_assert(not(eq(int, get(desk), EX_OK)));
	reply[HTTP_REPLY_MAX + 4] = '\0';
	fake.count = 0;
	cr_assert(eq(int, get(desk), EX_OK));
	leave(desk);
	free(reply);
}
