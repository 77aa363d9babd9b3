#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "daemons/auth/clients.h"
#include "daemons/auth/db.h"
#include "daemons/auth/discovery.h"
#include "daemons/auth/keyring.h"
#include "daemons/auth/pages.h"
#include "daemons/auth/records.h"
#include "daemons/auth/tally.h"
#include "tests/counted.h"
#include "tests/keeper.h"
#include "tests/loop.h"
#include "tests/op.h"
#include "tests/op_keys.h"

#define PATIENCE 20 /* seconds */

static time_t moment = 1774695600; /* 2026-03-28 11:00 UTC */

static time_t
now(void)
{
	return moment;
}

time_t
op_now(void)
{
	return moment;
}

void
op_later(int seconds)
{
	moment += seconds;
}

static json_t *
make_key(const char *alg, const char *kid, const char *pem)
{
	return json_pack("{s:s, s:s, s:s, s:I, s:I, s:n}", "alg", alg, "kid",
	    kid, "pem", pem, "made", (json_int_t)moment, "from",
	    (json_int_t)moment, "until");
}

/* The first of those that share a store brings the keys. */
static void
keep_keys(struct op *op)
{
	json_t *known = op_record(op, "keys");

	if (known == NULL)
		op_keep(op, "keys",
		    json_pack("{s:[o, o]}", "keys",
			make_key("RS256", OP_RS256_KID, OP_RS256_PEM),
			make_key("ES256", OP_ES256_KID, OP_ES256_PEM)));
	json_decref(known);
}

static void
start(struct op *op)
{
	struct provider *provider = &op->provider;
	time_t deadline = time(NULL) + PATIENCE;

	keep_keys(op);
	provider->discovery = discovery_write(provider);
	provider->tokens = token_cache_create(64);
	provider->clients = clients_create();
	provider->records = records_create();
	provider->keyring = keyring_create(provider, NULL);
	keyring_start(provider->keyring);
	while (!keyring_ready(provider->keyring)) {
		cr_assert(lt(long, time(NULL), deadline), "no keys");
		turn(provider->store);
	}
}

struct op *
op_create(struct motus_store *store, const struct route *routes, size_t count)
{
	const char *srcdir = getenv("srcdir");
	struct op *op = calloc(1, sizeof *op);
	char complaint[256];

	cr_assert(not(zero(ptr, op)));
	op->provider = (struct provider){
		.now = now,
		.origin = VISIT_ORIGIN,
		.issuer = VISIT_ORIGIN "/auth",
		.audience = VISIT_ORIGIN "/api",
		.site_name = "Motus",
		.code_ttl = 60,
		.access_ttl = 300,
		.id_ttl = 300,
		.refresh_ttl = 86400,
		.store = store,
		.loop = test_loop,
		.metrics = metrics_create(tally_metrics, TALLY_METRICS, 1),
		.has_secret = true,
	};
	memset(op->provider.secret, 's', sizeof op->provider.secret);
	op->host = (struct host){ &op->provider, routes, count, store, false };
	op->provider.pages = pages_open(srcdir == NULL ? "." : srcdir, "Motus",
	    complaint, sizeof complaint);
	cr_assert(not(zero(ptr, op->provider.pages)), "%s", complaint);
	start(op);
	return op;
}

void
op_destroy(struct op *op)
{
	struct provider *provider = &op->provider;

	keyring_stop(provider->keyring);
	keyring_destroy(provider->keyring);
	clients_destroy(provider->clients);
	records_destroy(provider->records);
	token_cache_destroy(provider->tokens);
	free(provider->discovery);
	pages_close(provider->pages);
	metrics_destroy(provider->metrics);
	free(op);
}

bool
op_counted(const struct op *op, const char *figure)
{
	return counted(op->provider.metrics, figure);
}

/* --- requests ------------------------------------------------------------- */

struct visit *
op_send(struct op *op, struct browser *browser, const struct sending *sending)
{
	return visit_send(&op->host, browser, sending);
}

struct visit *
op_get(struct op *op, struct browser *browser, const char *target)
{
	struct visit *visit = op_send(op, browser,
	    &(struct sending){ .method = METHOD_GET, .target = target });

	visit_wait(visit);
	return visit;
}

struct visit *
op_post(struct op *op, struct browser *browser, const char *target,
    const char *form)
{
	struct visit *visit = op_send(op, browser,
	    &(struct sending){ .method = METHOD_POST,
		.target = target,
		.type = "application/x-www-form-urlencoded",
		.body = form });

	visit_wait(visit);
	return visit;
}

/* --- records -------------------------------------------------------------- */

void
op_keep(struct op *op, const char *key, json_t *record)
{
	struct motus_batch *batch = motus_batch_create();

	db_put(batch, key, record, 0);
	json_decref(record);
	cr_assert(zero(int, commit(op->provider.store, batch)));
}

json_t *
op_record(struct op *op, const char *key)
{
	struct answer answer = get(op->provider.store, key);

	cr_assert(zero(int, answer.status), "%s", key);
	if (answer.version == 0)
		return NULL;
	return json_loadb(answer.value, answer.size, 0, NULL);
}

void
op_join(struct op *op, const char *name)
{
	op_keep(op, "account:" OP_SUB,
	    json_pack("{s:s, s:s, s:I, s:I, s:i}", "sub", OP_SUB, "name", name,
		"made", (json_int_t)moment, "changed", (json_int_t)moment,
		"epoch", 1));
}

void
op_sign_in(struct op *op, struct browser *browser)
{
	static unsigned int count;
	char cookie[44], hash[DB_HASH_SIZE], key[64];

	snprintf(cookie, sizeof cookie, "%042uA", count++);
	db_hash(cookie, hash);
	snprintf(key, sizeof key, "session:%s", hash);
	op_keep(op, key,
	    json_pack("{s:s, s:i, s:I, s:I}", "sub", OP_SUB, "epoch", 1,
		"auth_time", (json_int_t)moment, "made", (json_int_t)moment));
	snprintf(
	    browser->cookie, sizeof browser->cookie, "motus_auth=%s", cookie);
}
