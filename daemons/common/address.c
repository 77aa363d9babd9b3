#include <string.h>

#include <arpa/inet.h>

#include "daemons/common/address.h"

_Static_assert(ADDRESS_SIZE >= INET6_ADDRSTRLEN, "an address fits");

void
address_of(const struct exchange *exchange, char text[ADDRESS_SIZE])
{
	const char *address =
	    request_header(&exchange->request, "x-client-address");
	struct in6_addr six;
	struct in_addr four;

	text[0] = '\0';
	if (address != NULL && inet_pton(AF_INET, address, &four) == 1) {
		inet_ntop(AF_INET, &four, text, ADDRESS_SIZE);
	} else if (address != NULL && inet_pton(AF_INET6, address, &six) == 1) {
		if (!IN6_IS_ADDR_V4MAPPED(&six))
			memset(six.s6_addr + 8, 0, 8);
		inet_ntop(AF_INET6, &six, text, ADDRESS_SIZE);
	}
}
