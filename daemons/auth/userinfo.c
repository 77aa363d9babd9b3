#include <string.h>
#include <strings.h>

#include <motus/error.h>

#include "daemons/auth/bearer.h"
#include "daemons/auth/cors.h"
#include "daemons/auth/oauth.h"
#include "daemons/auth/userinfo.h"
#include "daemons/common/fields.h"
#include "daemons/common/token.h"

/* An error of RFC 6750 section 3. */
static void
refuse(struct exchange *exchange, int status, const char *code,
    const char *description)
{
	reply_header(&exchange->reply, "www-authenticate",
	    "Bearer realm=\"motus\", error=\"%s\", error_description=\"%s\"%s",
	    code, description, status == 403 ? ", scope=\"openid\"" : "");
	oauth_error(exchange, status, code, description);
	exchange_finish(exchange);
}

/* Who shows no token is told how, and of no error. */
static void
ask_for_token(struct exchange *exchange)
{
	reply_header(&exchange->reply, "www-authenticate",
	    "Bearer realm=\"motus\", scope=\"openid\"");
	reply_json(&exchange->reply, 401, json_object());
	exchange_finish(exchange);
}

static void
tell(struct exchange *exchange, const json_t *claims, const json_t *account)
{
	const char *scope = json_string_value(json_object_get(claims, "scope"));
	const json_t *sub = json_object_get(claims, "sub");
	json_t *name = json_object_get(account, "name");

	exchange_note(exchange, json_string_value(sub));
	if (scope_has(scope, "profile"))
		reply_json(&exchange->reply, 200,
		    json_pack("{s:O, s:O, s:O, s:O*}", "sub", sub, "name", name,
			"preferred_username", name, "updated_at",
			json_object_get(account, "changed")));
	else
		reply_json(
		    &exchange->reply, 200, json_pack("{s:O}", "sub", sub));
	exchange_finish(exchange);
}

static void
judged(void *arg, int status, const json_t *claims, const json_t *account)
{
	struct exchange *exchange = arg;
	const char *scope = json_string_value(json_object_get(claims, "scope"));

	if (status != 0) {
		oauth_failure(exchange, status);
		exchange_finish(exchange);
	} else if (claims == NULL) {
		refuse(exchange, 401, "invalid_token",
		    "The token is not ours, has expired or was revoked.");
	} else if (account == NULL || !scope_has(scope, "openid")) {
		refuse(exchange, 403, "insufficient_scope",
		    "The token was not given for this.");
	} else {
		tell(exchange, claims, account);
	}
}

/* The token in the header, NULL when there is none of this scheme. */
static const char *
token_of_header(const struct request *request)
{
	static const char scheme[] = "Bearer ";
	const char *header = request_header(request, "authorization");

	if (header == NULL ||
	    strncasecmp(header, scheme, sizeof scheme - 1) != 0)
		return NULL;
	header += sizeof scheme - 1;
	return header + strspn(header, " ");
}

static void
judge(struct exchange *exchange, const char *token)
{
	bearer_judge(exchange->service, token, strlen(token), judged, exchange);
}

static void
judge_form(struct exchange *exchange, const char *in_header)
{
	struct fields fields;
	const char *in_form;

	fields_read_body(&fields, &exchange->request);
	in_form = fields_get(&fields, "access_token");
	if (in_header != NULL && in_form != NULL)
		refuse(exchange, 400, "invalid_request",
		    "A token is shown in one way at a time.");
	else if (in_header != NULL)
		judge(exchange, in_header);
	else if (fields.fault[0] != '\0')
		refuse(exchange, 400, "invalid_request", fields.fault);
	else if (in_form != NULL)
		judge(exchange, in_form);
	else
		ask_for_token(exchange);
	fields_clear(&fields);
}

void
userinfo(struct exchange *exchange)
{
	const struct request *request = &exchange->request;
	const char *token = token_of_header(request);

	cors_allow(exchange);
	if (request->method == METHOD_POST && request->body_size > 0)
		judge_form(exchange, token);
	else if (token != NULL)
		judge(exchange, token);
	else
		ask_for_token(exchange);
}
