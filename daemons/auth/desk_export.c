#include <motus/error.h>

#include "daemons/auth/desk.h"
#include "daemons/auth/pages.h"
#include "daemons/common/clock.h"

static json_t *
stamp(const json_t *record, const char *key)
{
	char text[CLOCK_STAMP_SIZE];

	clock_stamp(json_integer_value(json_object_get(record, key)), text);
	return json_string(text);
}

/* What was allowed to whom, with its moment as a date. */
static json_t *
list_consents(const json_t *account)
{
	const json_t *consents = json_object_get(account, "consents");
	json_t *list = json_array(), *consent;
	const char *client_id;

	json_object_foreach ((json_t *)consents, client_id, consent)
		json_array_append_new(list,
		    json_pack("{s:s, s:O, s:o}", "client_id", client_id,
			"scope", json_object_get(consent, "scope"), "made",
			stamp(consent, "made")));
	return list;
}

/* Of what is secret only how much there is. */
static json_t *
all_of(const json_t *account, const struct session *session)
{
	char since[CLOCK_STAMP_SIZE];

	clock_stamp(session->auth_time, since);
	return json_pack("{s:O, s:O, s:o, s:o, s:O, s:i, s:i, s:o, s:{s:s}}",
	    "sub", json_object_get(account, "sub"), "name",
	    json_object_get(account, "name"), "made", stamp(account, "made"),
	    "changed", stamp(account, "changed"), "language",
	    json_object_get(account, "language"), "recovery_codes",
	    (int)json_array_size(json_object_get(account, "recovery")),
	    "browsers",
	    (int)json_array_size(json_object_get(account, "devices")),
	    "consents", list_consents(account), "session", "signed_in", since);
}

static void
got_account(void *arg, int status, const json_t *account, uint64_t version)
{
	struct desk *desk = arg;
	struct reply *reply = &desk->exchange->reply;

	(void)version;
	if (status != 0 || account == NULL) {
		desk_fail(desk, status == 0 ? MOTUS_ECONFLICT : status);
		return;
	}
	reply_header(reply, "content-disposition",
	    "attachment; filename=\"motus-account.json\"");
	reply_json(reply, 200, all_of(account, &desk->session));
	desk_end(desk);
}

static void
begin(struct desk *desk)
{
	account_get(
	    desk->exchange->service, desk->session.sub, got_account, desk);
}

void
desk_export(struct exchange *exchange)
{
	desk_begin(exchange, NULL, sizeof(struct desk), begin);
}
