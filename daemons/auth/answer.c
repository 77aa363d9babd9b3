#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "daemons/auth/answer.h"
#include "daemons/auth/pages.h"
#include "daemons/auth/provider.h"
#include "daemons/common/escape.h"

#define MEMBERS_MAX 4

struct member {
	const char *name, *value; /* NULL: it is left out */
};

static void
redirect(struct exchange *exchange, const char *uri,
    const struct member members[MEMBERS_MAX])
{
	char *location = NULL;
	size_t size;
	FILE *out = open_memstream(&location, &size);
	char separator = strchr(uri, '?') == NULL ? '?' : '&';

	if (out == NULL) {
		reply_redirect(&exchange->reply, 303, NULL);
		return;
	}
	fputs(uri, out);
	for (size_t i = 0; i < MEMBERS_MAX; i++) {
		if (members[i].value == NULL)
			continue;
		fprintf(out, "%c%s=", separator, members[i].name);
		escape_encode(out, members[i].value);
		separator = '&';
	}
	if (fclose(out) != 0) {
		free(location);
		location = NULL;
	}
	reply_redirect(&exchange->reply, 303, location);
}

static void
post(struct exchange *exchange, const char *uri,
    const struct member members[MEMBERS_MAX])
{
	json_t *fields = json_array();

	for (size_t i = 0; i < MEMBERS_MAX; i++)
		if (members[i].value != NULL)
			json_array_append_new(fields,
			    json_pack("{s:s, s:s}", "name", members[i].name,
				"value", members[i].value));
	pages_show_script(exchange, 200, "form_post",
	    json_pack("{s:s, s:o}", "action", uri, "fields", fields),
	    "document.forms[0].submit()");
}

static void
answer(struct exchange *exchange, const struct addressee *addressee,
    struct member first, struct member second)
{
	const struct provider *provider = exchange->service;
	const struct member members[MEMBERS_MAX] = { first, second,
		{ "state", addressee->state }, { "iss", provider->issuer } };

	if (addressee->by_form)
		post(exchange, addressee->redirect_uri, members);
	else
		redirect(exchange, addressee->redirect_uri, members);
}

void
answer_code(struct exchange *exchange, const struct addressee *addressee,
    const char *code)
{
	answer(exchange, addressee, (struct member){ "code", code },
	    (struct member){ "", NULL });
}

void
answer_error(struct exchange *exchange, const struct addressee *addressee,
    const char *error, const char *description)
{
	answer(exchange, addressee, (struct member){ "error", error },
	    (struct member){ "error_description", description });
	exchange->reply.code = error;
}
