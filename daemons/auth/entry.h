/*
 * entry.h - the pages for whoever is not signed in
 *
 * /auth/login, /auth/register and /auth/recover, by GET the form and by POST
 * what it sends.  Each leads to where "continue" says (onward.h).
 */
#ifndef AUTH_ENTRY_H
#define AUTH_ENTRY_H

#include <jansson.h>

#include "daemons/auth/signin.h"
#include "daemons/common/fields.h"
#include "daemons/common/http.h"

void login_get(struct exchange *exchange);
void login_post(struct exchange *exchange);
void register_get(struct exchange *exchange);
void register_post(struct exchange *exchange);
void recover_get(struct exchange *exchange);
void recover_post(struct exchange *exchange);

/* --- what they share ------------------------------------------------------ */

/* A form that was sent; it lasts as long as its exchange. */
struct entry {
	struct exchange *exchange;
	const char *page; /* "login" */
	struct fields fields;
	struct signin signin;
	json_t *again; /* data of the page when it must be shown again */
	void (*clear)(struct entry *entry); /* what is beside it, or NULL */
};

/*
 * The page's data, with the name that was typed, for pages_show(); NULL
 * without memory.
 */
json_t *entry_data(struct exchange *exchange, const char *name);

/*
 * Read the form: an entry of `size` bytes, which struct entry is the beginning
 * of, the rest is 0.  NULL when it can't be used; the exchange is finished.
 */
void *entry_read(struct exchange *exchange, const char *page, size_t size);

/* Note what is wrong with a field; NULL for `message`: nothing is. */
void entry_note(struct entry *entry, const char *field, const char *message);

/* Whether nothing was noted; otherwise the form is shown again: the end. */
bool entry_good(struct entry *entry);

/* The reply is made: free `entry` and finish. */
void entry_end(struct entry *entry);

/*
 * The same with the reply made here: the form again, with what is wrong with it
 * as a whole, or with when it may be sent again; an error page for what the
 * store said; or the way on, for a browser that is signed in now.
 */
void entry_complain(struct entry *entry, const char *message);
void entry_refuse(struct entry *entry, int retry_after, bool busy);
void entry_fail(struct entry *entry, int error);
void entry_go(struct entry *entry);

/* The prompts of a client that signing in meets. */
#define ENTRY_MET " login select_account create "

#endif
