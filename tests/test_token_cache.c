#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "daemons/common/token_cache.h"

#define PLACES 3

static struct token_cache *cache;

static void
start(void)
{
	cache = token_cache_create(PLACES);
}

static void
stop(void)
{
	token_cache_destroy(cache);
}

TestSuite(token_cache, .init = start, .fini = stop);

static void
keep(const char *token, json_int_t exp)
{
	json_t *claims = json_pack("{s:I, s:s}", "exp", exp, "sub", token);

	token_cache_keep(cache, token, strlen(token), claims);
	json_decref(claims);
}

/* Whether the token is remembered at the time 100, as what it is. */
static bool
knows(const char *token)
{
	const json_t *claims =
	    token_cache_find(cache, token, strlen(token), 100);
	const char *sub = json_string_value(json_object_get(claims, "sub"));

	cr_assert(claims == NULL || strcmp(sub, token) == 0);
	return claims != NULL;
}

Test(token_cache, a_token_is_remembered_until_it_expires)
{
	keep("a", 101);
	keep("b", 100);
	cr_assert(knows("a"));
	cr_assert(not(knows("b")));
	cr_assert(not(knows("c")));
}

Test(token_cache, only_the_very_same_bytes_are_the_token)
{
	keep("token", 200);
	cr_assert(zero(ptr, (void *)token_cache_find(cache, "token", 4, 100)));
	cr_assert(zero(ptr, (void *)token_cache_find(cache, "token", 6, 100)));
	cr_assert(not(knows("Token")));
}

Test(token_cache, the_one_unused_for_longest_makes_room)
{
	keep("a", 200);
	keep("b", 200);
	keep("c", 200);
	cr_assert(knows("a"));
	keep("d", 200);
	cr_assert(not(knows("b")));
	cr_assert(knows("a"));
	cr_assert(knows("c"));
	cr_assert(knows("d"));
}

Test(token_cache, an_expired_one_makes_room_before_others)
{
	keep("a", 200);
	keep("b", 200);
	keep("c", 100);
	cr_assert(not(knows("c")));
	keep("d", 200);
	cr_assert(knows("a"));
	cr_assert(knows("b"));
	cr_assert(knows("d"));
}

Test(token_cache, a_token_kept_again_takes_no_second_place)
{
	keep("a", 200);
	keep("b", 200);
	for (int i = 0; i < 10; i++)
		keep("c", 200 + i);
	cr_assert(knows("a"));
	cr_assert(knows("b"));
	cr_assert(knows("c"));
}

Test(token_cache, the_claims_are_its_own)
{
	json_t *claims = json_pack("{s:i, s:s}", "exp", 200, "sub", "a");

	token_cache_keep(cache, "a", 1, claims);
	json_object_clear(claims);
	json_decref(claims);
	cr_assert(knows("a"));
}

Test(token_cache, claims_without_exp_are_not_remembered)
{
	json_t *claims = json_pack("{s:s}", "sub", "a");

	token_cache_keep(cache, "a", 1, claims);
	json_decref(claims);
	cr_assert(not(knows("a")));
}

Test(token_cache, all_are_forgotten_and_new_ones_remembered)
{
	keep("a", 200);
	keep("b", 200);
	token_cache_clear(cache);
	cr_assert(not(knows("a")));
	cr_assert(not(knows("b")));
	keep("a", 200);
	cr_assert(knows("a"));
}

Test(token_cache, thousands_pass_through_a_few_places)
{
	char token[32];

	for (int i = 0; i < 5000; i++) {
		snprintf(token, sizeof token, "token-%d", i);
		keep(token, 200);
		cr_assert(knows(token));
	}
	cr_assert(knows("token-4998"));
	cr_assert(not(knows("token-4996")));
}

Test(token_cache, there_need_not_be_one_to_destroy)
{
	token_cache_destroy(NULL);
}
