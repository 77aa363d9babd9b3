#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "daemons/common/log.h"
#include "daemons/common/token.h"
#include "daemons/common/token_cache.h"
#include "daemons/common/verifier.h"

#define KEYS_MAX 16
#define REMEMBERED 2048 /* access tokens */
#define WAITING_MAX 256
#define LEEWAY 30 /* seconds that two clocks may differ */
#define NAME_SIZE 320 /* of an issuer, an audience */

/* A key set, and the text that it was read from. */
struct key_set {
	char *text;
	struct token_key *keys[KEYS_MAX];
	size_t count;
};

struct verifier {
	struct verifier_setup setup;
	char issuer[NAME_SIZE], audience[NAME_SIZE];
	struct key_set set;
	bool kept; /* the store has it */
	bool failing; /* no answer came so far, or none the last time */
	bool asking;
	time_t asked; /* when the provider was, last */
	struct question *waiting; /* for what it answers */
	size_t waiting_count;
	struct token_cache *cache;
};

/* A token to be judged. */
struct question {
	const char *token;
	bool is_access; /* else it is an ID token */
	const char *audience;
	verified *then;
	void *arg;
	struct question *next;
	char text[]; /* the token and the audience of a question that waits */
};

/* --- the key set ---------------------------------------------------------- */

static void
clear(struct key_set *set)
{
	for (size_t i = 0; i < set->count; i++)
		token_key_destroy(set->keys[i]);
	free(set->text);
	*set = (struct key_set){ 0 };
}

/* Keys that can't be used here are passed over. */
static void
read_keys(struct key_set *set, const json_t *keys)
{
	for (size_t i = 0; i < json_array_size(keys); i++) {
		struct token_key *key =
		    token_key_from_jwk(json_array_get(keys, i));

		if (key != NULL && set->count < KEYS_MAX)
			set->keys[set->count++] = key;
		else
			token_key_destroy(key);
	}
}

static bool
read_set(struct key_set *set, const char *text, size_t size)
{
	json_t *json = json_loadb(text, size, JSON_REJECT_DUPLICATES, NULL);

	*set = (struct key_set){ .text = strndup(text, size) };
	if (set->text != NULL)
		read_keys(set, json_object_get(json, "keys"));
	json_decref(json);
	if (set->count == 0)
		clear(set);
	return set->count > 0;
}

/* What was found good by keys that are gone is to be judged again. */
static void
use(struct verifier *verifier, const struct key_set *set)
{
	clear(&verifier->set);
	verifier->set = *set;
	token_cache_clear(verifier->cache);
	log_message(LEVEL_INFO, "keys", "the provider has %zu", set->count);
}

/* --- the store keeps it --------------------------------------------------- */

static void
put_done(void *arg, int status)
{
	struct verifier *verifier = arg;

	verifier->kept = status == 0;
}

static void
put(struct verifier *verifier)
{
	const char *text = verifier->set.text;
	struct motus_batch *batch = motus_batch_create();

	motus_batch_put(batch, VERIFIER_KEY, text, strlen(text), 0);
	motus_store_commit(verifier->setup.store, batch, put_done, verifier);
	motus_batch_destroy(batch);
}

/* What the provider itself says goes before. */
static void
got(void *arg, int status, const void *value, size_t size, uint64_t version)
{
	struct verifier *verifier = arg;
	struct key_set set;

	if (status == 0 && version != 0 && verifier->set.count == 0 &&
	    read_set(&set, value, size)) {
		verifier->kept = true;
		use(verifier, &set);
	}
}

/* --- judging -------------------------------------------------------------- */

static enum token_verdict
judge(const struct verifier *verifier, const struct question *question,
    json_t **claims)
{
	const struct token_expectation expectation = {
		.typ = question->is_access ? "at+jwt" : "JWT",
		.issuer = verifier->issuer,
		.audience = question->audience,
		.now = verifier->setup.now(),
		.leeway = LEEWAY,
	};

	return token_verify(question->token, strlen(question->token),
	    verifier->set.keys, verifier->set.count, &expectation, claims);
}

/* A key that the provider does not have is nobody's. */
static enum verifier_verdict
verdict_of(const struct verifier *verifier, enum token_verdict verdict)
{
	switch (verdict) {
	case TOKEN_GOOD: return VERIFIER_GOOD;
	case TOKEN_EXPIRED: return VERIFIER_EXPIRED;
	case TOKEN_UNKNOWN_KEY:
		return verifier->failing ? VERIFIER_UNSURE : VERIFIER_BAD;
	default: return VERIFIER_BAD;
	}
}

static bool wait_for_keys(
    struct verifier *verifier, const struct question *question);

static void
answer(
    struct verifier *verifier, const struct question *question, bool may_wait)
{
	json_t *claims;
	enum token_verdict verdict = judge(verifier, question, &claims);

	if (verdict == TOKEN_UNKNOWN_KEY && may_wait &&
	    wait_for_keys(verifier, question))
		return;
	if (verdict == TOKEN_GOOD && question->is_access)
		token_cache_keep(verifier->cache, question->token,
		    strlen(question->token), claims);
	question->then(question->arg, verdict_of(verifier, verdict), claims);
	json_decref(claims);
}

/* --- asking the provider -------------------------------------------------- */

static void
answer_waiting(struct verifier *verifier)
{
	struct question *question = verifier->waiting;

	verifier->waiting = NULL;
	verifier->waiting_count = 0;
	while (question != NULL) {
		struct question *next = question->next;

		answer(verifier, question, false);
		free(question);
		question = next;
	}
}

static void ask(void *arg);

/* Without any key nobody is known: that must not last. */
static int
pause_of(const struct verifier *verifier)
{
	return verifier->set.count == 0 ? VERIFIER_HASTE : VERIFIER_PAUSE;
}

static void
ask_later(struct verifier *verifier)
{
	const struct motus_loop *loop = &verifier->setup.loop;
	int seconds = verifier->failing ? pause_of(verifier) : VERIFIER_RELOAD;

	if (loop->timer(loop->context, 1000 * seconds, ask, verifier) != 0)
		log_message(LEVEL_ERROR, "keys", "not asking again");
}

static void
asked(void *arg, int status, const char *body, size_t size)
{
	struct verifier *verifier = arg;
	struct key_set set;

	verifier->asking = false;
	verifier->failing = status != 200 || !read_set(&set, body, size);
	if (verifier->failing) {
		log_message(LEVEL_WARNING, "no-keys",
		    "the provider did not say its keys (status %d)", status);
	} else if (verifier->set.text != NULL &&
	    strcmp(verifier->set.text, set.text) == 0) {
		clear(&set);
	} else {
		verifier->kept = false;
		use(verifier, &set);
	}
	if (!verifier->failing && !verifier->kept)
		put(verifier);
	ask_later(verifier);
	answer_waiting(verifier);
}

static void
ask(void *arg)
{
	static const struct fetch_request request = {
		.method = "GET",
		.path = "/auth/jwks",
		.milliseconds = VERIFIER_PATIENCE,
	};
	struct verifier *verifier = arg;

	if (verifier->asking)
		return;
	verifier->asking = true;
	verifier->asked = verifier->setup.now();
	fetch(verifier->setup.fetcher, &request, asked, verifier);
}

/* Whether a key that is not known may be asked for. */
static bool
may_ask(const struct verifier *verifier)
{
	time_t since = verifier->setup.now() - verifier->asked;

	return verifier->asking || since < 0 || since >= pause_of(verifier);
}

static bool
wait_for_keys(struct verifier *verifier, const struct question *question)
{
	size_t token_size = strlen(question->token) + 1;
	size_t audience_size = strlen(question->audience) + 1;
	struct question *copy;

	if (!may_ask(verifier) || verifier->waiting_count == WAITING_MAX)
		return false;
	copy = malloc(sizeof *copy + token_size + audience_size);
	if (copy == NULL)
		return false;
	*copy = *question;
	copy->token = memcpy(copy->text, question->token, token_size);
	copy->audience =
	    memcpy(copy->text + token_size, question->audience, audience_size);
	copy->next = verifier->waiting;
	verifier->waiting = copy;
	verifier->waiting_count++;
	ask(verifier);
	return true;
}

/* --- the interface -------------------------------------------------------- */

struct verifier *
verifier_create(const struct verifier_setup *setup)
{
	struct verifier *verifier = calloc(1, sizeof *verifier);

	if (verifier == NULL)
		return NULL;
	verifier->setup = *setup;
	snprintf(verifier->issuer, NAME_SIZE, "%s/auth", setup->origin);
	snprintf(verifier->audience, NAME_SIZE, "%s/api", setup->origin);
	verifier->failing = true;
	verifier->cache = token_cache_create(REMEMBERED);
	if (verifier->cache == NULL) {
		free(verifier);
		return NULL;
	}
	motus_store_get(setup->store, VERIFIER_KEY, got, verifier);
	ask(verifier);
	return verifier;
}

void
verifier_destroy(struct verifier *verifier)
{
	if (verifier == NULL)
		return;
	verifier->setup.loop.timer(
	    verifier->setup.loop.context, -1, ask, verifier);
	clear(&verifier->set);
	token_cache_destroy(verifier->cache);
	free(verifier);
}

void
verifier_access(
    struct verifier *verifier, const char *token, verified *then, void *arg)
{
	const json_t *claims = token_cache_find(
	    verifier->cache, token, strlen(token), verifier->setup.now());

	if (claims != NULL)
		then(arg, VERIFIER_GOOD, claims);
	else
		answer(verifier,
		    &(struct question){ .token = token,
			.is_access = true,
			.audience = verifier->audience,
			.then = then,
			.arg = arg },
		    true);
}

void
verifier_id(struct verifier *verifier, const char *token, const char *client_id,
    verified *then, void *arg)
{
	answer(verifier,
	    &(struct question){ .token = token,
		.audience = client_id,
		.then = then,
		.arg = arg },
	    true);
}
