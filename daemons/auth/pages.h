/*
 * pages.h - what people see: forms, and errors that no client is told of
 */
#ifndef AUTH_PAGES_H
#define AUTH_PAGES_H

#include "daemons/common/http.h"

/*
 * Reply with a page that says what is wrong; as with reply_problem(), `code`
 * is a constant, and the exchange is still to be finished.
 */
void pages_error(struct exchange *exchange, int status, const char *code);

#endif
