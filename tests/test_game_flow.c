#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "daemons/game/flow.h"

static char secret[FLOW_TEXT_SIZE];

static void
start(void)
{
	cr_assert(flow_make_secret(secret));
}

TestSuite(flow, .init = start);

static struct flow
begin(const char *place)
{
	struct flow flow;

	cr_assert(flow_begin(&flow, secret, place, false));
	return flow;
}

Test(flow, what_comes_back_is_what_began)
{
	static const char *const places[] = { "/", "/?lang=fr&date=2026-03-28",
		"/s/x" };

	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		struct flow out = begin(places[i]), back;

		cr_assert(flow_resume(&back, secret, out.state));
		cr_assert(eq(str, back.state, out.state));
		cr_assert(eq(str, back.place, (char *)places[i]));
		cr_assert(eq(str, back.nonce, out.nonce));
		cr_assert(eq(str, back.verifier, out.verifier));
		cr_assert(eq(str, back.challenge, out.challenge));
		cr_assert(not(back.again));
	}
}

Test(flow, nothing_is_used_twice_or_for_two_things)
{
	struct flow one = begin("/"), two = begin("/");

	cr_assert(ne(str, one.state, two.state));
	cr_assert(ne(str, one.nonce, two.nonce));
	cr_assert(ne(str, one.verifier, two.verifier));
	cr_assert(ne(str, one.nonce, one.verifier));
	cr_assert(ne(str, one.challenge, one.verifier));
	cr_assert(eq(sz, strlen(one.verifier), 43));
	cr_assert(zero(ptr, strstr(one.state, one.nonce)));
	cr_assert(zero(ptr, strstr(one.state, secret)));
}

Test(flow, a_state_of_another_browser_is_not_taken)
{
	struct flow out = begin("/"), back;
	char other[FLOW_TEXT_SIZE];

	cr_assert(flow_make_secret(other));
	cr_assert(not(flow_resume(&back, other, out.state)));
}

Test(flow, a_state_that_was_changed_is_not_taken)
{
	struct flow out = begin("/?a=1"), back;
	size_t size = strlen(out.state);
	char changed[FLOW_STATE_SIZE + 8];

	for (size_t i = 0; i < size; i++) {
		strcpy(changed, out.state);
		changed[i] = changed[i] == 'A' ? 'B' : 'A';
		cr_assert(not(flow_resume(&back, secret, changed)), "%zu", i);
		changed[i] = '\0';
		cr_assert(not(flow_resume(&back, secret, changed)), "%zu", i);
	}
	strcpy(changed, out.state);
	strcat(changed, "A");
	cr_assert(not(flow_resume(&back, secret, changed)));
}

Test(flow, the_second_try_is_told_by_the_state)
{
	struct flow out, back;

	cr_assert(flow_begin(&out, secret, "/", true));
	cr_assert(flow_is_again(out.state));
	cr_assert(flow_resume(&back, secret, out.state));
	cr_assert(back.again);
	cr_assert(not(flow_is_again(begin("/").state)));
	cr_assert(not(flow_is_again("")));
}

Test(flow, only_pages_of_ours_are_gone_back_to)
{
	static const char *const bad[] = { "", "//evil.example", "/\\evil",
		"https://evil.example/", "evil", "/a b", "/a\nb", "/a\"b",
		"/\xc3\xa9", "/api/session/login", "/auth/logout", "/a#b",
		"javascript:alert(1)" };
	char long_place[FLOW_PLACE_SIZE + 1];

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		cr_assert(eq(str, begin(bad[i]).place, "/"), "%s", bad[i]);
	memset(long_place, 'a', sizeof long_place);
	long_place[0] = '/';
	long_place[FLOW_PLACE_SIZE] = '\0';
	cr_assert(eq(str, begin(long_place).place, "/"));
	long_place[FLOW_PLACE_SIZE - 1] = '\0';
	cr_assert(eq(str, begin(long_place).place, long_place));
}

Test(flow, a_state_fits_what_is_said_of_it)
{
	char place[FLOW_PLACE_SIZE];
	struct flow flow;

	memset(place, 'a', sizeof place);
	place[0] = '/';
	place[FLOW_PLACE_SIZE - 1] = '\0';
	flow = begin(place);
	cr_assert(lt(sz, strlen(flow.state), FLOW_STATE_SIZE));
	cr_assert(eq(sz,
	    strspn(flow.state,
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
		"0123456789-_"),
	    strlen(flow.state)));
}

Test(flow, a_cookie_is_a_secret_or_not)
{
	cr_assert(flow_is_secret(secret));
	cr_assert(not(flow_is_secret("")));
	cr_assert(not(flow_is_secret("AAAA")));
	secret[5] = '*';
	cr_assert(not(flow_is_secret(secret)));
}
