#include <stdio.h>
#include <string.h>

#include "daemons/auth/pages.h"

void
pages_error(struct exchange *exchange, int status, const char *code)
{
	struct reply *reply = &exchange->reply;
	static const char body[] = "<!doctype html><title>Error</title>"
				   "<h1>This did not work.</h1>";

	reply_header(reply, "cache-control", "no-store");
	reply_header(reply, "content-type", "text/html; charset=utf-8");
	reply->status = status;
	reply->code = code;
	reply->body = body;
	reply->body_size = sizeof body - 1;
}
