#include <motus/error.h>

#include "daemons/auth/oauth.h"
#include "daemons/common/log.h"

void
oauth_error(struct exchange *exchange, int status, const char *code,
    const char *description)
{
	struct reply *reply = &exchange->reply;

	reply_header(reply, "pragma", "no-cache");
	reply_json(reply, status,
	    json_pack(
		"{s:s, s:s}", "error", code, "error_description", description));
	reply->code = code;
}

void
oauth_unknown_client(struct exchange *exchange)
{
	reply_header(&exchange->reply, "www-authenticate",
	    "Basic realm=\"motus\", charset=\"UTF-8\"");
	oauth_error(exchange, 401, "invalid_client",
	    "The client is unknown or did not prove itself as registered.");
}

bool
oauth_passing(int error)
{
	return error == MOTUS_EUNAVAILABLE || error == MOTUS_ELOST ||
	    error == MOTUS_ECONFLICT;
}

void
oauth_log(const struct exchange *exchange, int error)
{
	log_about(LEVEL_ERROR, "auth-failed", exchange->request.id, "%s",
	    motus_error_text(error));
}

void
oauth_failure(struct exchange *exchange, int error)
{
	if (oauth_passing(error)) {
		reply_header(&exchange->reply, "retry-after", "1");
		oauth_error(exchange, 503, "temporarily_unavailable",
		    "What is kept can not be reached right now. Try again.");
		return;
	}
	oauth_log(exchange, error);
	oauth_error(
	    exchange, 500, "server_error", "Something went wrong here.");
}
