#include <stdio.h>
#include <string.h>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "daemons/auth/cookie.h"
#include "daemons/auth/forms.h"
#include "daemons/auth/pages.h"
#include "daemons/auth/provider.h"
#include "daemons/common/base64url.h"

#define COOKIE "motus_form"
#define COOKIE_SECONDS (30 * 86400)
#define TOKEN_SIZE 44

static void
write_token(
    const struct exchange *exchange, const char *cookie, char token[TOKEN_SIZE])
{
	const struct provider *provider = exchange->service;
	unsigned char digest[EVP_MAX_MD_SIZE] = { 0 };

	HMAC(EVP_sha256(), provider->secret, sizeof provider->secret,
	    (const unsigned char *)cookie, strlen(cookie), digest, NULL);
	base64url_encode(digest, 32, token);
}

json_t *
forms_data(struct exchange *exchange)
{
	const struct provider *provider = exchange->service;
	char cookie[COOKIE_SECRET_SIZE], token[TOKEN_SIZE];

	if (!provider->has_secret)
		return NULL;
	if (!cookie_get_secret(exchange, COOKIE, cookie)) {
		if (!base64url_random(cookie, 32))
			return NULL;
		cookie_set(exchange, COOKIE, cookie, COOKIE_SECONDS);
	}
	write_token(exchange, cookie, token);
	return json_pack("{s:s}", "token", token);
}

void
forms_complain(
    json_t *data, const char *form, const char *field, const char *message)
{
	json_t *errors = json_object_get(data, "errors"), *of = data;
	char text[64], id[64];

	if (errors == NULL) {
		errors = json_array();
		if (json_object_set_new(data, "errors", errors) != 0)
			return;
		json_object_set_new(data, "failed", json_true());
	}
	if (form != NULL)
		of = json_object_get(data, form);
	if (field != NULL) {
		snprintf(text, sizeof text, "%s_error", field);
		json_object_set_new(of, text, json_string(message));
		snprintf(id, sizeof id, "%s%s%s", form == NULL ? "" : form,
		    form == NULL ? "" : "-", field);
	}
	json_array_append_new(errors,
	    json_pack("{s:s*, s:s}", "field", field == NULL ? NULL : id,
		"message", message));
}

void
forms_refuse(struct exchange *exchange, const char *name, json_t *data,
    int retry_after, bool busy)
{
	json_object_set_new(data, "retry_after", json_integer(retry_after));
	forms_complain(data, NULL, NULL, busy ? "busy" : "throttled");
	reply_header(&exchange->reply, "retry-after", "%d", retry_after);
	pages_show(exchange, 429, name, data);
	exchange->reply.code = busy ? "busy" : "too-many-requests";
}

/* --- what was sent -------------------------------------------------------- */

bool
forms_read(struct exchange *exchange, struct fields *fields)
{
	const struct provider *provider = exchange->service;

	if (!request_same_origin(exchange, provider->origin)) {
		pages_error(exchange, 403, "cross-origin");
		return false;
	}
	if (!provider->has_secret) {
		pages_error(exchange, 503, "store-unavailable");
		return false;
	}
	fields_read_body(fields, &exchange->request);
	if (fields->fault[0] == '\0')
		return true;
	fields_clear(fields);
	pages_error(exchange, 400, "bad-form");
	return false;
}

bool
forms_token_good(const struct exchange *exchange, const struct fields *fields)
{
	const char *given = fields_get(fields, "token");
	char cookie[COOKIE_SECRET_SIZE], token[TOKEN_SIZE];

	if (given == NULL || strlen(given) != TOKEN_SIZE - 1 ||
	    !cookie_get_secret(exchange, COOKIE, cookie))
		return false;
	write_token(exchange, cookie, token);
	return CRYPTO_memcmp(given, token, TOKEN_SIZE - 1) == 0;
}

/* --- what somebody chose -------------------------------------------------- */

const char *
forms_name_fault(
    const char *typed, char name[NAME_SIZE], char skeleton[NAME_SKELETON_SIZE])
{
	if (typed == NULL)
		return "name_missing";
	switch (name_prepare(typed, name, skeleton)) {
	case NAME_GOOD: return NULL;
	case NAME_EMPTY: return "name_missing";
	case NAME_TOO_LONG: return "name_long";
	case NAME_BAD_CHARACTER: break;
	}
	return "name_bad";
}

static const char *
password_message(enum password_verdict verdict)
{
	switch (verdict) {
	case PASSWORD_GOOD: return NULL;
	case PASSWORD_TOO_SHORT: return "password_short";
	case PASSWORD_TOO_LONG: return "password_long";
	case PASSWORD_COMMON: return "password_common";
	case PASSWORD_IS_NAME: return "password_name";
	case PASSWORD_NOT_TEXT: break;
	}
	return "password_bad";
}

const char *
forms_password_fault(const struct password_list *list, const char *typed,
    const char *name, char password[PASSWORD_SIZE])
{
	enum password_verdict verdict;

	if (typed == NULL)
		return "new_password_missing";
	verdict = password_prepare(typed, password);
	if (verdict == PASSWORD_GOOD)
		verdict = password_judge(list, password, name);
	return password_message(verdict);
}
