#include "daemons/auth/tally.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum {
	SIGN_INS,
	REFUSALS,
	REGISTRATIONS,
	TOKENS,
	TOKEN_ERRORS,
	REUSE,
	FAREWELLS,
	FAREWELL_AGE,
};

static const char *const methods[] = {
	[TALLY_PASSWORD] = "password",
	[TALLY_RECOVERY] = "recovery",
};

static const char *const reasons[] = {
	[TALLY_WRONG] = "wrong",
	[TALLY_THROTTLED] = "throttled",
	[TALLY_BUSY] = "busy",
};

static const char *const grants[] = { "other", "authorization_code",
	"refresh_token", "client_credentials" };

static const char *const errors[] = { "other", "invalid_request",
	"invalid_client", "invalid_grant", "invalid_scope",
	"unauthorized_client", "unsupported_grant_type",
	"temporarily_unavailable", "server_error" };

const struct metric tally_metrics[TALLY_METRICS] = {
	[SIGN_INS] = { "motus_auth_sign_ins_total",
	    "Sign-ins, by what the account's owner showed.", METRIC_COUNTER,
	    { { "method", methods, COUNT(methods) } } },
	[REFUSALS] = { "motus_auth_sign_ins_refused_total",
	    "Sign-ins that were refused.", METRIC_COUNTER,
	    { { "reason", reasons, COUNT(reasons) } } },
	[REGISTRATIONS] = { "motus_auth_registrations_total", "New accounts.",
	    METRIC_COUNTER, { { 0 } } },
	[TOKENS] = { "motus_auth_tokens_total",
	    "Answers of the token endpoint that gave tokens.", METRIC_COUNTER,
	    { { "grant", grants, COUNT(grants) } } },
	[TOKEN_ERRORS] = { "motus_auth_token_errors_total",
	    "Answers of the token endpoint that gave an error.", METRIC_COUNTER,
	    { { "error", errors, COUNT(errors) } } },
	[REUSE] = { "motus_auth_refresh_reuse_total",
	    "Refresh tokens that came after their successor was in use.",
	    METRIC_COUNTER, { { 0 } } },
	[FAREWELLS] = { "motus_auth_farewells",
	    "Deleted accounts that another service has not forgotten yet.",
	    METRIC_LEVEL, { { 0 } } },
	[FAREWELL_AGE] = { "motus_auth_farewell_age_seconds",
	    "For how long the oldest of these accounts waits.", METRIC_LEVEL,
	    { { 0 } } },
};

static void
count(const struct provider *provider, size_t index, size_t label)
{
	metrics_add(
	    provider->metrics, (struct metric_at){ index, { label } }, 1);
}

void
tally_sign_in(const struct provider *provider, enum tally_sign_in method)
{
	count(provider, SIGN_INS, method);
}

void
tally_refusal(const struct provider *provider, enum tally_refusal reason)
{
	count(provider, REFUSALS, reason);
}

void
tally_registration(const struct provider *provider)
{
	count(provider, REGISTRATIONS, 0);
}

void
tally_tokens(const struct provider *provider, const char *grant)
{
	count(provider, TOKENS, metric_place(grants, COUNT(grants), grant));
}

void
tally_token_error(const struct provider *provider, const char *error)
{
	count(
	    provider, TOKEN_ERRORS, metric_place(errors, COUNT(errors), error));
}

void
tally_reuse(const struct provider *provider)
{
	count(provider, REUSE, 0);
}

void
tally_farewells(const struct provider *provider, uint64_t count, int64_t age)
{
	metrics_set(provider->metrics, (struct metric_at){ .index = FAREWELLS },
	    (int64_t)count);
	metrics_set(provider->metrics,
	    (struct metric_at){ .index = FAREWELL_AGE }, age);
}
