#include "daemons/score/scores.h"
#include "daemons/score/signed_in.h"

void
signed_in_read(struct exchange *exchange, caller_known *then)
{
	const struct scores *scores = exchange->service;

	caller_reader(exchange, scores->verifier, then);
}

void
signed_in_write(struct exchange *exchange, caller_known *then)
{
	const struct scores *scores = exchange->service;

	if (request_may_write(exchange, scores->origin))
		signed_in_read(exchange, then);
	else
		exchange_finish(exchange);
}

bool
signed_in(struct exchange *exchange, const struct player *player)
{
	if (player != NULL && player_sub(player) != NULL)
		return true;
	reply_problem(&exchange->reply, 401, "sign-in-required",
	    "This is for players who signed in.");
	return false;
}
