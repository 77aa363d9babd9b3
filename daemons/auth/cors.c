#include "daemons/auth/cors.h"

/* A program there reads why it was refused, and when to come again. */
void
cors_allow(struct exchange *exchange)
{
	reply_header(&exchange->reply, "access-control-allow-origin", "*");
	reply_header(&exchange->reply, "access-control-expose-headers",
	    "WWW-Authenticate, Retry-After");
}

void
cors_preflight(struct exchange *exchange)
{
	struct reply *reply = &exchange->reply;

	reply_header(reply, "access-control-allow-origin", "*");
	reply_header(reply, "access-control-allow-methods", "GET, POST");
	reply_header(reply, "access-control-allow-headers",
	    "Authorization, Content-Type");
	reply_header(reply, "access-control-max-age", "3600");
	reply->status = 204;
	exchange_finish(exchange);
}
