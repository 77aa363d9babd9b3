#include <string.h>

#include "daemons/score/groups.h"
#include "daemons/score/membership.h"
#include "daemons/score/part.h"
#include "daemons/score/signed_in.h"

static void
end_gone(struct membership *membership)
{
	membership->exchange->reply.status = 204;
	membership_end(membership);
}

/* --- one member ----------------------------------------------------------- */

/* When it is not known whether the last commit was done, this tells. */
static bool
is_gone(const struct membership *membership, const char *sub)
{
	const struct group *group = &membership->group;

	return membership->lost && group_find(group, sub) == group->count;
}

static void
remove_member(struct membership *membership)
{
	const struct group *group = &membership->group;
	const char *me = player_sub(&membership->player);
	const char *sub = membership->exchange->request.params[1];
	bool leaves = strcmp(sub, "me") == 0 || strcmp(sub, me) == 0;
	size_t place;

	if (leaves)
		sub = me;
	place = group_find(group, sub);
	if (is_gone(membership, sub))
		end_gone(membership);
	else if (!(leaves ? membership_holds(membership)
			  : membership_owns(membership)))
		return;
	else if (place == group->count)
		membership_refuse(membership, 404, "no-such-member",
		    "The group has no such member.");
	else
		membership_part(membership, place, 1, end_gone);
}

static void
remove_one(struct exchange *exchange, const struct player *player)
{
	membership_start(exchange, player, remove_member);
}

void
group_remove_member(struct exchange *exchange)
{
	signed_in_write(exchange, remove_one);
}

/* --- all of them ---------------------------------------------------------- */

static void
remove_more(struct membership *membership)
{
	if (membership->group.count <= PART_MAX) {
		end_gone(membership);
		return;
	}
	membership->conflicts = 0;
	membership->begin(membership);
}

/*
 * The owner is the last to go, so that a deletion that was cut off can be asked
 * for again.
 */
static void
remove_all(struct membership *membership)
{
	const struct group *group = &membership->group;
	size_t count = group->count < PART_MAX ? group->count : PART_MAX;

	if (is_gone(membership, player_sub(&membership->player))) {
		end_gone(membership);
		return;
	}
	if (!membership_owns(membership))
		return;
	membership_part(membership, group->count - count, count, remove_more);
}

static void
delete_group(struct exchange *exchange, const struct player *player)
{
	membership_start(exchange, player, remove_all);
}

void
group_delete(struct exchange *exchange)
{
	signed_in_write(exchange, delete_group);
}
