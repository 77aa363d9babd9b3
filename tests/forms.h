/*
 * forms.h - people at the forms of an OpenID Provider in the test's process
 */
#ifndef TESTS_FORMS_H
#define TESTS_FORMS_H

#include "tests/op.h"

#define PASSWORD "correct horse battery"

/* An op that serves the forms, with threads for passwords. */
struct op *forms_create(struct motus_store *store);
void forms_destroy(struct op *op);

/*
 * GET the page and send the form that it has, with these fields
 * ("name=a&password=b"), to `action`, NULL for the page's own address.
 */
struct visit *forms_send(struct op *op, struct browser *browser,
    const char *page, const char *action, const char *fields);

/* The same to the page itself, from an address; begun only. */
struct visit *forms_send_start(struct op *op, struct browser *browser,
    const char *page, const char *fields, const char *address);

/* The token of the form that a page has; static. */
const char *forms_token(const struct visit *page);

/* The text is on the page; the test fails if not.  And the other way. */
void expect_on_page(const struct visit *visit, const char *text);
void expect_not_on_page(const struct visit *visit, const char *text);

/* The reply has the status, and leads there. */
void expect_status(const struct visit *visit, int status);
void expect_led(const struct visit *visit, const char *location);

/*
 * An account of that name with PASSWORD, in which the browser is signed in
 * then; its recovery codes go to `codes`, if not NULL: one a line.
 */
#define CODES_SIZE 256
void forms_join(struct op *op, struct browser *browser, const char *name,
    char codes[CODES_SIZE]);

/* Whether the browser's session leads to the account page of this name. */
bool forms_is_signed_in(
    struct op *op, struct browser *browser, const char *name);

#endif
