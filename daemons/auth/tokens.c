#include <string.h>

#include "daemons/auth/caller.h"
#include "daemons/auth/consent.h"
#include "daemons/auth/cors.h"
#include "daemons/auth/issue.h"
#include "daemons/auth/redeem.h"
#include "daemons/auth/refresh.h"
#include "daemons/auth/scope.h"
#include "daemons/auth/tally.h"
#include "daemons/auth/tokens.h"

/* A service by itself, with what it asks for of what it may do. */
static void
serve(struct caller *caller)
{
	const char *asked = caller_field(caller, "scope");
	char may[SCOPE_SIZE], granted[SCOPE_SIZE];

	scope_grant(caller_text(caller, "scope"), caller_text(caller, "scope"),
	    SCOPE_SERVICE, may);
	if (asked == NULL)
		asked = may;
	if (caller_is_public(caller)) {
		caller_refuse(caller, "unauthorized_client",
		    "A client without a secret is nobody by itself.");
	} else if (!consent_covers(may, asked)) {
		caller_refuse(caller, "invalid_scope",
		    "The client may not ask for one of these words.");
	} else {
		scope_grant(asked, may, SCOPE_SERVICE, granted);
		issue(caller,
		    &(struct award){ .sub = caller->id, .scope = granted });
	}
}

static const struct {
	const char *name;
	void (*give)(struct caller *caller);
} grants[] = {
	{ "authorization_code", redeem },
	{ "refresh_token", refresh },
	{ "client_credentials", serve },
};

static void
choose(struct caller *caller)
{
	const char *name = caller_field(caller, "grant_type");

	if (name == NULL) {
		caller_refuse(
		    caller, "invalid_request", "grant_type is missing.");
		return;
	}
	for (size_t i = 0; i < sizeof grants / sizeof *grants; i++) {
		if (strcmp(grants[i].name, name) != 0)
			continue;
		if (caller_may(caller, name))
			grants[i].give(caller);
		else
			caller_refuse(caller, "unauthorized_client",
			    "The client is not registered for this grant.");
		return;
	}
	caller_refuse(
	    caller, "unsupported_grant_type", "There is no such grant.");
}

static void
count(const struct caller *caller)
{
	const char *error = caller->exchange->reply.code;

	if (error == NULL)
		tally_tokens(
		    caller->provider, caller_field(caller, "grant_type"));
	else
		tally_token_error(caller->provider, error);
}

void
tokens_post(struct exchange *exchange)
{
	cors_allow(exchange);
	caller_identify(exchange, choose, count);
}
