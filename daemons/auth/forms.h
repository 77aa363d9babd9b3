/*
 * forms.h - what guards a form, and what it says
 *
 * A form carries a token: the HMAC of a cookie of the browser ("motus_form")
 * under the provider's secret.  Another site can neither read the page nor the
 * cookie, so it can't send the form.  All tabs of a browser share the cookie,
 * so that each can finish.
 */
#ifndef AUTH_FORMS_H
#define AUTH_FORMS_H

#include <stdbool.h>

#include <jansson.h>

#include "daemons/auth/name.h"
#include "daemons/auth/password.h"
#include "daemons/common/fields.h"
#include "daemons/common/http.h"

/*
 * Data for a page with a form, with its token; the browser gets the cookie if
 * it has none.  NULL without memory, randomness or the secret; pages_show()
 * takes that.
 */
json_t *forms_data(struct exchange *exchange);

/*
 * Add to the data of a page that something is wrong with a field, NULL for the
 * form as a whole: the message of that key.  Of several forms on a page each
 * has its data in a member, `form`, whose "id" stands before the ids of its
 * fields; NULL when there is one.
 */
void forms_complain(
    json_t *data, const char *form, const char *field, const char *message);

/*
 * Reply that this was tried too often, or (`busy`) is tried by too many now:
 * the page `name`, 429, with when to come again.  `data` is taken.
 */
void forms_refuse(struct exchange *exchange, const char *name, json_t *data,
    int retry_after, bool busy);

/*
 * Read a form that was posted.  False, and the reply is an error page, when it
 * comes from another site, or is no form, or a field of it is there twice or
 * has what no text has.  The caller clears *fields on true.
 */
bool forms_read(struct exchange *exchange, struct fields *fields);

/* Whether its token is the one that this browser was given. */
bool forms_token_good(
    const struct exchange *exchange, const struct fields *fields);

/*
 * What speaks against a name or a password that somebody chose, as the key of
 * a message; NULL when nothing does.  `typed` may be NULL, `list` too.
 */
const char *forms_name_fault(
    const char *typed, char name[NAME_SIZE], char skeleton[NAME_SKELETON_SIZE]);
const char *forms_password_fault(const struct password_list *list,
    const char *typed, const char *name, char password[PASSWORD_SIZE]);

#endif
