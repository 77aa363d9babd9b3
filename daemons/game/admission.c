#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <jansson.h>

#include "daemons/common/log.h"
#include "daemons/common/token.h"
#include "daemons/common/verifier.h"
#include "daemons/game/admission.h"
#include "daemons/game/client.h"
#include "daemons/player/cookie.h"
#include "daemons/game/profile.h"

#define PATIENCE 5000 /* milliseconds */

struct admission {
	struct service *service;
	char *nonce;
	const char *id; /* of the request that it is for */
	json_t *tokens; /* what the token endpoint said */
	struct admitted admitted;
	admission_ended *then;
	void *arg;
};

static void
end(struct admission *admission, enum admission_end how)
{
	admission->then(admission->arg, how,
	    how == ADMISSION_DONE ? &admission->admitted : NULL);
	json_decref(admission->tokens);
	free(admission->nonce);
	free(admission);
}

/* The provider answers otherwise than it should: the operator must know. */
static void
end_in_doubt(struct admission *admission, const char *what, int status)
{
	log_about(LEVEL_WARNING, "sign-in-failed", admission->id,
	    "%s (status %d)", what, status);
	end(admission, ADMISSION_UNAVAILABLE);
}

static bool
is(const json_t *json, const char *name, const char *wanted)
{
	const char *value = json_string_value(json_object_get(json, name));

	return value != NULL && strcmp(value, wanted) == 0;
}

/* --- the name ------------------------------------------------------------- */

static void
end_without_name(struct admission *admission, const char *what, int status)
{
	if (admission->nonce == NULL)
		end(admission, ADMISSION_DONE);
	else
		end_in_doubt(admission, what, status);
}

static void
kept(void *arg, int status)
{
	if (status == 0)
		end(arg, ADMISSION_DONE);
	else
		end_without_name(arg, "the store keeps no name", status);
}

/* The answer must be about the player of the tokens (OIDC Core 5.3.2). */
static bool
keep_name(struct admission *admission, const json_t *claims)
{
	const struct player *player = &admission->admitted.player;
	const char *name = json_string_value(json_object_get(claims, "name"));

	if (!is(claims, "sub", player_sub(player)) || name == NULL ||
	    strlen(name) >= PROFILE_NAME_SIZE)
		return false;
	profile_put(admission->service->store, player, name, kept, admission);
	return true;
}

static void
told_name(void *arg, int status, const char *body, size_t size)
{
	json_t *claims = NULL;

	if (status == 200)
		claims = json_loadb(body, size, JSON_REJECT_DUPLICATES, NULL);
	if (!keep_name(arg, claims))
		end_without_name(arg, "no name of the player", status);
	json_decref(claims);
}

static void
ask_name(struct admission *admission)
{
	static const char scheme[] = "Authorization: Bearer ";
	char header[sizeof scheme + COOKIE_SIZE];

	snprintf(
	    header, sizeof header, "%s%s", scheme, admission->admitted.access);
	fetch(admission->service->fetcher,
	    &(struct fetch_request){ .method = "GET",
		.path = "/auth/userinfo",
		.headers = { header },
		.id = admission->id,
		.milliseconds = PATIENCE },
	    told_name, admission);
}

/* --- the tokens ----------------------------------------------------------- */

/* The access token must be for playing, and the ID token's player's. */
static void
access_judged(void *arg, enum verifier_verdict verdict, const json_t *claims)
{
	struct admission *admission = arg;
	struct player id = admission->admitted.player;
	const char *scope = json_string_value(json_object_get(claims, "scope"));

	if (verdict == VERIFIER_GOOD && scope != NULL &&
	    scope_has(scope, "play") &&
	    player_of_claims(&admission->admitted.player, claims) &&
	    strcmp(id.key, admission->admitted.player.key) == 0)
		ask_name(admission);
	else
		end_in_doubt(admission, "an access token that is not good",
		    (int)verdict);
}

static void
id_judged(void *arg, enum verifier_verdict verdict, const json_t *claims)
{
	struct admission *admission = arg;
	const char *sub = json_string_value(json_object_get(claims, "sub"));
	bool is_azp_ours = json_object_get(claims, "azp") == NULL ||
	    is(claims, "azp", CLIENT_ID);

	if (verdict == VERIFIER_GOOD && sub != NULL && is_azp_ours &&
	    player_of_sub(&admission->admitted.player, sub) &&
	    (admission->nonce == NULL || is(claims, "nonce", admission->nonce)))
		verifier_access(admission->service->verifier,
		    admission->admitted.access, access_judged, admission);
	else
		end_in_doubt(
		    admission, "an ID token that is not good", (int)verdict);
}

/* A token of the answer, NULL when it is none that a cookie can hold. */
static const char *
token_of(const json_t *tokens, const char *name)
{
	static const char characters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
					 "abcdefghijklmnopqrstuvwxyz"
					 "0123456789-._~+/=";
	const char *token = json_string_value(json_object_get(tokens, name));
	size_t size = token == NULL ? 0 : strspn(token, characters);

	return size > 0 && size < COOKIE_SIZE && token[size] == '\0' ? token
								     : NULL;
}

static bool
read_tokens(struct admission *admission, const char *body, size_t size)
{
	struct admitted *admitted = &admission->admitted;
	const json_t *type;

	admission->tokens =
	    json_loadb(body, size, JSON_REJECT_DUPLICATES, NULL);
	type = json_object_get(admission->tokens, "token_type");
	admitted->access = token_of(admission->tokens, "access_token");
	admitted->refresh = token_of(admission->tokens, "refresh_token");
	admitted->id = token_of(admission->tokens, "id_token");
	return json_is_string(type) &&
	    strcasecmp(json_string_value(type), "Bearer") == 0 &&
	    admitted->access != NULL && admitted->refresh != NULL &&
	    admitted->id != NULL;
}

/* Whether the grant itself is refused, and not the way it was shown. */
static bool
is_refusal(int status, const char *body, size_t size)
{
	json_t *problem = json_loadb(body, size, JSON_REJECT_DUPLICATES, NULL);
	bool refused = status == 400 && is(problem, "error", "invalid_grant");

	json_decref(problem);
	return refused;
}

static void
told_tokens(void *arg, int status, const char *body, size_t size)
{
	struct admission *admission = arg;

	if (status == 200 && read_tokens(admission, body, size))
		verifier_id(admission->service->verifier,
		    admission->admitted.id, CLIENT_ID, id_judged, admission);
	else if (is_refusal(status, body, size))
		end(admission, ADMISSION_REFUSED);
	else
		end_in_doubt(admission, "no tokens", status);
}

void
admission_ask(struct service *service, char *form, const char *nonce,
    const char *id, admission_ended *then, void *arg)
{
	struct admission *admission = calloc(1, sizeof *admission);

	if (admission == NULL) {
		free(form);
		then(arg, ADMISSION_UNAVAILABLE, NULL);
		return;
	}
	admission->service = service;
	admission->id = id;
	admission->then = then;
	admission->arg = arg;
	if (nonce != NULL && (admission->nonce = strdup(nonce)) == NULL) {
		free(form);
		end(admission, ADMISSION_UNAVAILABLE);
		return;
	}
	client_post(service, CLIENT_WEB, "/auth/token", id, form, told_tokens,
	    admission);
}
