/*
 * membership.h - a player and a group, from the store to a reply
 *
 * A membership lasts as long as its exchange: whatever makes the reply ends
 * both.  What is decided of what was read is decided anew, from the beginning,
 * when somebody else was faster.
 */
#ifndef SCORE_MEMBERSHIP_H
#define SCORE_MEMBERSHIP_H

#include <stdbool.h>

#include "daemons/common/http.h"
#include "daemons/player/player.h"
#include "daemons/score/group.h"
#include "daemons/score/profile.h"
#include "daemons/score/tries.h"

struct membership;

typedef void membership_step(struct membership *membership);

struct membership {
	struct exchange *exchange;
	struct player player; /* an account, who asks */
	struct group group; /* as it was read; count 0: there is none */
	struct profile profile; /* the player's, when it was read */
	char (*names)[PROFILE_NAME_SIZE]; /* of the members, when known */
	membership_step *begin; /* what is done, and again after a conflict */
	membership_step *decide; /* what it leads to */
	membership_step *then; /* what is done with what is read now */
	membership_step *done; /* what is done after a commit */
	unsigned int conflicts; /* commits that another was faster than */
	bool lost; /* a commit of which it is not known whether it was done */
	int status; /* of the reply that shows the group */

	/* of some requests: */
	char name[GROUP_NAME_SIZE]; /* that the group gets */
	char code[INVITE_SIZE]; /* that was sent; "": it can be none */
	struct tries tries;
};

/*
 * Of `player`, with no group yet.  NULL without memory; the reply is a problem
 * then, and the exchange still to be finished.
 */
struct membership *membership_create(
    struct exchange *exchange, const struct player *player);

/* Begin: read the group that the request's path names and call decide(). */
void membership_open(struct membership *membership, membership_step *decide);

/* Both, if the player, NULL for nobody, is an account. */
void membership_start(struct exchange *exchange, const struct player *player,
    membership_step *decide);

/* Read the group of this id and call then(); or fail. */
void membership_read(
    struct membership *membership, const char *id, membership_step *then);

/* The same of the player's profile, and of the names of all members. */
void membership_read_profile(
    struct membership *membership, membership_step *then);
void membership_read_names(
    struct membership *membership, membership_step *then);

/*
 * Whether the player is in the group, and whether it is the player's own; false
 * when the reply is made: 404 no-such-group, 403 not-owner.
 */
bool membership_holds(struct membership *membership);
bool membership_owns(struct membership *membership);

/*
 * Commit `batch`, which is destroyed, and call done().  On a conflict, or when
 * the store left before it said whether it is done, begin again, a few times.
 */
void membership_commit(struct membership *membership, struct motus_batch *batch,
    membership_step *done);

/* The same for `count` members from the place `from` on to leave: part.h. */
void membership_part(struct membership *membership, size_t from, size_t count,
    membership_step *done);

/* Reply with `status` and the group. */
void membership_show(struct membership *membership, int status);

/* Reply with a problem; both texts are constants. */
void membership_refuse(struct membership *membership, int status,
    const char *code, const char *detail);

/* Reply with what `error`, a MOTUS_E..., of the store means. */
void membership_fail(struct membership *membership, int error);

/* The reply is made already. */
void membership_end(struct membership *membership);

#endif
