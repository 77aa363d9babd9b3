/*
 * address.h - where a request came from, for counting by it
 */
#ifndef COMMON_ADDRESS_H
#define COMMON_ADDRESS_H

#include "daemons/common/http.h"

#define ADDRESS_SIZE 46 /* of an address as text, with its NUL */

/*
 * The address of the client, in one spelling; of IPv6 the first half counts,
 * because whoever has one address has 2^64 of them.  HAProxy alone sets the
 * header: who comes past it is "", as are all who do.
 */
void address_of(const struct exchange *exchange, char text[ADDRESS_SIZE]);

#endif
