#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/error.h>

#include "daemons/auth/db.h"
#include "daemons/auth/keyring_record.h"
#include "daemons/auth/provider.h"
#include "daemons/auth/seal.h"
#include "tests/forge.h"
#include "tests/slow_store.h"

#define OVERLAP 3600

static const unsigned char seal[KEYRING_SEAL_SIZE] =
    "a sealing key of 32 bytes......";
static const unsigned char other[KEYRING_SEAL_SIZE] =
    "another one, of as many bytes..";

static time_t clock_now = 1700000000;

static time_t
now(void)
{
	return clock_now;
}

/* An instance; its one timer goes off when a test says so. */
struct instance {
	struct provider provider;
	struct keyring *keyring;
	motus_tick *tick;
	void *arg;
	int milliseconds;
};

static int
set_timer(void *context, int milliseconds, motus_tick *tick, void *arg)
{
	struct instance *instance = context;

	instance->tick = milliseconds < 0 ? NULL : tick;
	instance->arg = arg;
	instance->milliseconds = milliseconds;
	return 0;
}

static void
begin(struct instance *instance, struct motus_store *store,
    const unsigned char *with)
{
	*instance = (struct instance){
		.provider = {
			.now = now,
			.access_ttl = 600,
			.id_ttl = OVERLAP,
			.store = store,
			.loop = { .context = instance, .timer = set_timer },
			.tokens = token_cache_create(4),
		},
	};
	instance->keyring = keyring_create(&instance->provider, with);
	keyring_start(instance->keyring);
}

static void
end(struct instance *instance)
{
	keyring_stop(instance->keyring);
	cr_assert(zero(ptr, instance->tick));
	keyring_destroy(instance->keyring);
	token_cache_destroy(instance->provider.tokens);
}

static void
tick(struct instance *instance)
{
	motus_tick *due = instance->tick;

	cr_assert(not(zero(ptr, due)));
	instance->tick = NULL;
	due(instance->arg);
}

static struct motus_store *
memory(void)
{
	struct motus_store *store;

	cr_assert(zero(int, motus_store_open(&store, "memory:", NULL)));
	return store;
}

static const char *
signer(const struct instance *instance, enum token_alg alg)
{
	return token_key_kid(keyring_signer(instance->keyring, alg));
}

static size_t
published(const struct instance *instance)
{
	size_t count;

	keyring_keys(instance->keyring, &count);
	return count;
}

static void
take(void *arg, int status, const json_t *record, uint64_t version)
{
	cr_assert(zero(int, status));
	(void)version;
	*(json_t **)arg = json_deep_copy(record);
}

static json_t *
record_of(struct motus_store *store)
{
	json_t *record;

	db_get(store, "keys", take, &record);
	return record;
}

static void
kept(void *arg, int status)
{
	(void)arg;
	cr_assert(zero(int, status));
}

static void
keep(struct motus_store *store, json_t *record)
{
	struct motus_batch *batch = motus_batch_create();

	db_put(batch, "keys", record, 0);
	motus_store_commit(store, batch, kept, NULL);
	motus_batch_destroy(batch);
	json_decref(record);
}

/* Another RSA key each time would take long. */
static json_t *
entry_of(struct token_key *key, const unsigned char *with)
{
	char *pem = token_key_pem(key), *kept = pem;
	json_t *entry;

	if (with != NULL)
		kept = seal_close(with, token_key_kid(key), pem);
	entry = json_pack("{s:s, s:s, s:I, s:I, s:n, s:s}", "kid",
	    token_key_kid(key), "alg", token_alg_name(token_key_alg(key)),
	    "made", (json_int_t)clock_now, "from", (json_int_t)clock_now,
	    "until", with == NULL ? "pem" : "sealed", kept);
	if (kept != pem)
		free(kept);
	free(pem);
	token_key_destroy(key);
	return entry;
}

/* A record of two keys made now. */
static json_t *
record_made(const unsigned char *with)
{
	return json_pack("{s:[o, o]}", "keys", entry_of(forge_rsa_key(), with),
	    entry_of(token_key_generate(TOKEN_ES256), with));
}

/* A store that has one. */
static struct motus_store *
used(const unsigned char *with)
{
	struct motus_store *store = memory();

	keep(store, record_made(with));
	return store;
}

Test(keyring, the_first_instance_makes_a_key_of_each_algorithm)
{
	struct motus_store *store = memory();
	struct instance one;

	begin(&one, store, NULL);
	cr_assert(keyring_ready(one.keyring));
	cr_assert(eq(sz, published(&one), 2));
	for (enum token_alg alg = TOKEN_RS256; alg <= TOKEN_ES256; alg++)
		cr_assert(eq(
		    int, token_key_alg(keyring_signer(one.keyring, alg)), alg));
	cr_assert(eq(int, one.milliseconds, KEYRING_RELOAD * 1000));
	motus_store_destroy(store);
	end(&one);
}

Test(keyring, all_instances_have_the_same)
{
	struct motus_store *store = used(NULL);
	struct instance one, two;

	begin(&one, store, NULL);
	begin(&two, store, NULL);
	cr_assert(eq(str, (char *)keyring_jwks(one.keyring),
	    (char *)keyring_jwks(two.keyring)));
	for (enum token_alg alg = TOKEN_RS256; alg <= TOKEN_ES256; alg++)
		cr_assert(eq(
		    str, (char *)signer(&one, alg), (char *)signer(&two, alg)));
	motus_store_destroy(store);
	end(&one);
	end(&two);
}

Test(keyring, what_one_signs_another_finds_good)
{
	struct token_expectation expectation = { .typ = "at+jwt",
		.now = clock_now };
	struct motus_store *store = used(NULL);
	json_t *claims = json_pack("{s:i}", "exp", 2000000000), *said;
	struct instance one, two;
	char *token;
	size_t count;

	begin(&one, store, NULL);
	begin(&two, store, NULL);
	token = token_sign(
	    keyring_signer(one.keyring, TOKEN_ES256), "at+jwt", claims);
	cr_assert(eq(int,
	    token_verify(token, strlen(token),
		keyring_keys(two.keyring, &count), 2, &expectation, &said),
	    TOKEN_GOOD));
	json_decref(said);
	json_decref(claims);
	free(token);
	motus_store_destroy(store);
	end(&one);
	end(&two);
}

Test(keyring, two_that_begin_at_once_agree)
{
	struct motus_store *store = slow_store_create();
	struct motus_store *beside = slow_store_beside(store);
	struct instance one, two;

	begin(&one, store, NULL);
	begin(&two, beside, NULL);
	cr_assert(not(keyring_ready(one.keyring)));
	cr_assert(zero(ptr, (void *)keyring_jwks(one.keyring)));
	cr_assert(zero(ptr, (void *)keyring_signer(one.keyring, TOKEN_RS256)));
	slow_store_step(store);
	slow_store_step(beside);
	slow_store_settle(store);
	slow_store_settle(beside);
	cr_assert(keyring_ready(two.keyring));
	cr_assert(eq(str, (char *)keyring_jwks(one.keyring),
	    (char *)keyring_jwks(two.keyring)));
	motus_store_destroy(beside);
	motus_store_destroy(store);
	end(&one);
	end(&two);
}

Test(keyring, the_key_set_has_only_public_members)
{
	static const char *const secret[] = { "d", "p", "q", "dp", "dq", "qi",
		"pem", "sealed" };
	struct motus_store *store = used(NULL);
	struct instance one;
	json_t *set, *key;
	size_t i;

	begin(&one, store, NULL);
	set = json_loads(keyring_jwks(one.keyring), 0, NULL);
	json_array_foreach (json_object_get(set, "keys"), i, key) {
		cr_assert(not(zero(ptr, json_object_get(key, "kid"))));
		for (size_t j = 0; j < sizeof secret / sizeof *secret; j++)
			cr_assert(zero(ptr, json_object_get(key, secret[j])));
	}
	cr_assert(eq(sz, i, 2));
	json_decref(set);
	motus_store_destroy(store);
	end(&one);
}

/* --- rotation ------------------------------------------------------------- */

Test(keyring, a_new_key_is_published_before_it_signs_and_an_old_one_after)
{
	struct motus_store *store = used(NULL);
	char first[TOKEN_KID_SIZE];
	struct instance one;
	json_t *claims = json_pack("{s:i}", "exp", 2000000000);

	begin(&one, store, NULL);
	strcpy(first, signer(&one, TOKEN_ES256));
	clock_now += KEYRING_AGE - 1;
	tick(&one);
	cr_assert(eq(sz, published(&one), 2));
	clock_now++;
	tick(&one);
	cr_assert(eq(sz, published(&one), 4), "new ones are published");
	cr_assert(eq(str, (char *)signer(&one, TOKEN_ES256), first));
	clock_now += KEYRING_AHEAD - 1;
	cr_assert(eq(str, (char *)signer(&one, TOKEN_ES256), first));
	token_cache_keep(one.provider.tokens, "token", 5, claims);
	clock_now++;
	cr_assert(ne(str, (char *)signer(&one, TOKEN_ES256), first));
	clock_now += OVERLAP - 1;
	tick(&one);
	cr_assert(eq(sz, published(&one), 4), "old tokens live");
	cr_assert(not(zero(ptr,
	    (void *)token_cache_find(one.provider.tokens, "token", 5, 0))));
	clock_now++;
	tick(&one);
	cr_assert(eq(sz, published(&one), 2), "the last has expired");
	cr_assert(zero(ptr, strstr(keyring_jwks(one.keyring), first)));
	cr_assert(zero(
	    ptr, (void *)token_cache_find(one.provider.tokens, "token", 5, 0)));
	json_decref(claims);
	motus_store_destroy(store);
	end(&one);
}

Test(keyring, a_rotation_elsewhere_is_seen_and_not_repeated)
{
	struct motus_store *store = used(NULL);
	struct instance one, two;
	json_t *record;

	begin(&one, store, NULL);
	begin(&two, store, NULL);
	clock_now += KEYRING_AGE;
	tick(&one);
	tick(&two);
	cr_assert(eq(sz, published(&two), 4));
	cr_assert(eq(str, (char *)keyring_jwks(one.keyring),
	    (char *)keyring_jwks(two.keyring)));
	record = record_of(store);
	keep(store, keyring_rotate(record, clock_now, OVERLAP, NULL));
	tick(&one);
	cr_assert(eq(sz, published(&one), 6), "by hand, as motusctl does");
	json_decref(record);
	motus_store_destroy(store);
	end(&one);
	end(&two);
}

Test(keyring, keys_that_are_over_leave_the_record)
{
	json_t *first, *second, *third;
	json_int_t made, from, until;

	clock_now = 1000;
	first = record_made(NULL);
	second = keyring_rotate(first, 2000, 100, NULL);
	third = keyring_rotate(second, 2000 + KEYRING_AHEAD + 100, 100, NULL);
	cr_assert(zero(int,
	    json_unpack(second, "{s:[{s:I, s:I, s:I}*]}", "keys", "made", &made,
		"from", &from, "until", &until)));
	cr_assert(eq(i64, made, 1000));
	cr_assert(eq(i64, from, 1000));
	cr_assert(eq(i64, until, 2000 + KEYRING_AHEAD + 100));
	cr_assert(eq(sz, json_array_size(json_object_get(second, "keys")), 4));
	cr_assert(eq(sz, json_array_size(json_object_get(third, "keys")), 4));
	cr_assert(zero(int,
	    json_unpack(third, "{s:[{s:I, s:I, s:I}*]}", "keys", "made", &made,
		"from", &from, "until", &until)));
	cr_assert(eq(i64, made, 2000));
	cr_assert(eq(i64, from, 2000 + KEYRING_AHEAD));
	json_decref(first);
	json_decref(second);
	json_decref(third);
}

Test(keyring, no_more_keys_are_made_than_fit)
{
	json_t *record = record_made(NULL), *next;
	json_t *keys = json_object_get(record, "keys");

	while (json_array_size(keys) < KEYRING_MAX)
		json_array_append(keys, json_array_get(keys, 0));
	cr_assert(zero(ptr, keyring_rotate(record, 1001, 100, NULL)));
	json_array_remove(keys, 2);
	json_array_remove(keys, 2);
	next = keyring_rotate(record, 1001, 100, NULL);
	cr_assert(not(zero(ptr, next)));
	json_decref(record);
	json_decref(next);
}

/* --- sealed --------------------------------------------------------------- */

Test(keyring, sealed_keys_can_be_read_with_the_same_key_only)
{
	struct motus_store *store = memory();
	struct instance one, two, three, four;
	json_t *record;
	char *text;

	begin(&one, store, seal);
	cr_assert(keyring_ready(one.keyring));
	record = record_of(store);
	text = json_dumps(record, 0);
	cr_assert(not(zero(ptr, strstr(text, "\"sealed\""))));
	cr_assert(zero(ptr, strstr(text, "PRIVATE")));
	begin(&two, store, seal);
	cr_assert(keyring_ready(two.keyring));
	begin(&three, store, other);
	cr_assert(not(keyring_ready(three.keyring)));
	begin(&four, store, NULL);
	cr_assert(not(keyring_ready(four.keyring)));
	cr_assert(zero(ptr, keyring_rotate(record, 0, 0, other)));
	free(text);
	json_decref(record);
	motus_store_destroy(store);
	end(&one);
	end(&two);
	end(&three);
	end(&four);
}

Test(keyring, a_key_kept_open_is_read_by_who_seals_now)
{
	struct motus_store *store = used(NULL);
	struct instance one, two;

	begin(&one, store, NULL);
	begin(&two, store, seal);
	cr_assert(keyring_ready(two.keyring));
	motus_store_destroy(store);
	end(&one);
	end(&two);
}

Test(keyring, a_sealed_key_can_not_stand_in_for_another)
{
	json_t *record = record_made(seal);
	json_t *keys = json_object_get(record, "keys");
	json_t *sealed = json_object_get(json_array_get(keys, 1), "sealed");
	struct keyring_entry entries[KEYRING_MAX];
	int count = keyring_read(record, seal, entries);

	cr_assert(eq(int, count, 2));
	keyring_drop(entries, count);
	json_object_set(json_array_get(keys, 0), "sealed", sealed);
	cr_assert(eq(int, keyring_read(record, seal, entries), -1));
	json_decref(record);
}

/* --- trouble -------------------------------------------------------------- */

Test(keyring, a_store_that_fails_is_asked_again_less_and_less_often)
{
	struct motus_store *store = slow_store_create();
	struct instance one;
	int before = 0;

	slow_store_fail_gets(store, MOTUS_EUNAVAILABLE);
	begin(&one, store, NULL);
	for (int i = 0; i < 12; i++) {
		slow_store_settle(store);
		cr_assert(not(keyring_ready(one.keyring)));
		cr_assert(ge(int, one.milliseconds, before));
		cr_assert(le(int, one.milliseconds, 2000));
		before = one.milliseconds;
		tick(&one);
	}
	slow_store_fail_gets(store, 0);
	slow_store_settle(store);
	tick(&one);
	slow_store_settle(store);
	cr_assert(keyring_ready(one.keyring));
	slow_store_fail_gets(store, MOTUS_EUNAVAILABLE);
	tick(&one);
	slow_store_settle(store);
	cr_assert(keyring_ready(one.keyring), "what is known stays");
	motus_store_destroy(store);
	end(&one);
}

Test(keyring, a_commit_whose_end_is_not_known_is_looked_at_again)
{
	for (int is_kept = 0; is_kept <= 1; is_kept++) {
		struct motus_store *store = slow_store_create();
		struct instance one;

		slow_store_fail_commits(store, MOTUS_ELOST, is_kept);
		begin(&one, store, NULL);
		slow_store_settle(store);
		cr_assert(not(keyring_ready(one.keyring)));
		slow_store_fail_commits(store, 0, true);
		tick(&one);
		slow_store_settle(store);
		cr_assert(keyring_ready(one.keyring));
		cr_assert(eq(sz, published(&one), 2));
		motus_store_destroy(store);
		end(&one);
	}
}

Test(keyring, a_record_that_is_none_is_left_as_it_is)
{
	static const char *const bad[] = { "{}", "{\"keys\":{}}",
		"{\"keys\":[7]}",
		("{\"keys\":[{\"kid\":\"a\",\"made\":1,"
		 "\"from\":1,\"until\":null,\"pem\":\"\"}]}") };

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct motus_store *store = slow_store_create();
		struct instance one;

		slow_store_put(store, "keys", bad[i], strlen(bad[i]));
		begin(&one, store, NULL);
		slow_store_settle(store);
		cr_assert(not(keyring_ready(one.keyring)), "%s", bad[i]);
		cr_assert(zero(sz, slow_store_commits(store)));
		motus_store_destroy(store);
		end(&one);
	}
}
