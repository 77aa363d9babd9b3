#include <stdio.h>
#include <string.h>

#include "daemons/auth/cookie.h"
#include "daemons/auth/db.h"
#include "daemons/auth/signin.h"
#include "daemons/common/base64url.h"

#define COOKIE "motus_device"
#define COOKIE_SECONDS (365 * 86400)

static bool
has_device(const json_t *account, const char *hash)
{
	const json_t *devices = json_object_get(account, "devices"), *device;
	size_t i;

	json_array_foreach (devices, i, device) {
		if (strcmp(json_string_value(device), hash) == 0)
			return true;
	}
	return false;
}

void
signin_count(struct trial *trial, const struct exchange *exchange,
    const json_t *account, const char *skeleton)
{
	const char *sub = json_string_value(json_object_get(account, "sub"));
	char cookie[COOKIE_SECRET_SIZE], hash[DB_HASH_SIZE];
	char who[DB_HASH_SIZE + SUB_SIZE];

	if (cookie_get_secret(exchange, COOKIE, cookie)) {
		db_hash(cookie, hash);
		if (sub != NULL && has_device(account, hash)) {
			snprintf(who, sizeof who, "%s %s", hash, sub);
			trial_add(trial, THROTTLE_DEVICE, who);
			return;
		}
	}
	trial_add(trial, THROTTLE_NAME, skeleton);
	trial_add_address(trial, THROTTLE_ADDRESS, exchange);
}

/* The browser keeps the device cookie that it has. */
static bool
put_device(
    const struct exchange *exchange, struct signin *signin, json_t *account)
{
	json_t *devices = json_object_get(account, "devices");
	char hash[DB_HASH_SIZE];

	if (signin->device[0] == '\0' &&
	    !cookie_get_secret(exchange, COOKIE, signin->device) &&
	    !base64url_random(signin->device, 32))
		return false;
	db_hash(signin->device, hash);
	if (has_device(account, hash))
		return true;
	if (json_array_size(devices) >= SIGNIN_DEVICES_MAX)
		json_array_remove(devices, 0);
	return json_array_append_new(devices, json_string(hash)) == 0;
}

bool
signin_put(struct exchange *exchange, struct signin *signin, json_t *account,
    struct motus_batch *batch)
{
	const struct provider *provider = exchange->service;
	struct session *session = &signin->session;
	const char *sub = json_string_value(json_object_get(account, "sub"));

	if (sub == NULL || strlen(sub) >= sizeof session->sub)
		return false;
	strcpy(session->sub, sub);
	exchange_note(exchange, sub);
	session->epoch = json_integer_value(json_object_get(account, "epoch"));
	session->auth_time = provider->now();
	return put_device(exchange, signin, account) &&
	    session_begin(exchange, session, batch);
}

void
signin_tell(struct exchange *exchange, const struct signin *signin)
{
	session_set_cookie(exchange, &signin->session);
	cookie_set(exchange, COOKIE, signin->device, COOKIE_SECONDS);
}
