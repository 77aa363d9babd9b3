/*
 * desk.h - the page where a player looks after the account
 *
 * GET /auth/account has several forms, each of which is posted to an address
 * of its own below that.  What can't be undone, or gives access, asks for the
 * password.
 */
#ifndef AUTH_DESK_H
#define AUTH_DESK_H

#include "daemons/auth/check.h"
#include "daemons/auth/signin.h"
#include "daemons/common/fields.h"
#include "daemons/common/http.h"

void desk_get(struct exchange *exchange);
void desk_export(struct exchange *exchange); /* GET .../export */
void desk_rename(struct exchange *exchange); /* POST .../name */
void desk_change_password(struct exchange *exchange); /* .../password */
void desk_make_codes(struct exchange *exchange); /* .../recovery */
void desk_end_sessions(struct exchange *exchange); /* .../sessions */
void desk_delete(struct exchange *exchange); /* .../delete */

/* --- what they share ------------------------------------------------------ */

/* A request of somebody who is signed in; it lasts as long as its exchange. */
struct desk {
	struct exchange *exchange;
	struct session session;
	bool posted, expired; /* a form; one with no good token */
	struct fields fields; /* if it was posted */
	const char *form; /* which: the member of the page's data, or NULL */
	struct desk_fault {
		const char *field, *message; /* what is wrong there, or NULL */
	} fault;
	int pause; /* not 0: how long to wait, ... */
	bool busy; /* ... because of many others */
	struct checked checked; /* of desk_check() */
	bool late; /* the password was changed after that */
	struct signin signin; /* to be renewed */
	void (*then)(struct desk *desk);
	void (*clear)(struct desk *desk); /* what is beside it, or NULL */
};

/*
 * Begin one of `size` bytes, which struct desk is the beginning of, the rest
 * is 0, and call `then`: who it is is known, and a form may be worked on.
 * Whoever is not signed in is led to sign in; NULL for `form`: none is posted.
 */
void desk_begin(struct exchange *exchange, const char *form, size_t size,
    void (*then)(struct desk *desk));

/* Try the form's password, and call `then` if it is right. */
void desk_check(struct desk *desk, void (*then)(struct desk *desk));

/* Whether it still is, for an account_decide; notes that it is not. */
bool desk_holds(struct desk *desk, json_t *account);

/* Each of these makes the reply, frees `desk` and finishes. */
void desk_show(struct desk *desk); /* the page, with what is wrong */
void desk_complain(struct desk *desk, const char *field, const char *message);
void desk_wait(struct desk *desk, int pause, bool busy);
void desk_fail(struct desk *desk, int error);
void desk_lead(struct desk *desk, const char *location);
void desk_finish(struct desk *desk, int status, const char *location);
void desk_end(struct desk *desk); /* the reply is made already */

#endif
