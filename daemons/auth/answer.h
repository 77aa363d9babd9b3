/*
 * answer.h - what a client is told of an authorization request
 *
 * By a redirect whose query has it, or by a form that the browser posts
 * (OAuth 2.0 Form Post Response Mode); always with the state that the client
 * sent, and who answers (RFC 9207).
 */
#ifndef AUTH_ANSWER_H
#define AUTH_ANSWER_H

#include <stdbool.h>

#include "daemons/common/http.h"

/* Where the answer goes. */
struct addressee {
	const char *redirect_uri; /* a registered one */
	const char *state; /* NULL: none */
	bool by_form;
};

/* Each makes the reply; the exchange is still to be finished. */
void answer_code(struct exchange *exchange, const struct addressee *addressee,
    const char *code);
void answer_error(struct exchange *exchange, const struct addressee *addressee,
    const char *error, const char *description);

#endif
