/*
 * userinfo.h - GET and POST /auth/userinfo: who the holder of a token is
 *
 * The token comes in the header, or in the form of a POST (RFC 6750 sections
 * 2.1 and 2.2), never in the query.
 */
#ifndef AUTH_USERINFO_H
#define AUTH_USERINFO_H

#include "daemons/common/http.h"

void userinfo(struct exchange *exchange);

#endif
