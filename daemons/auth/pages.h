/*
 * pages.h - what people see: forms, and errors that no client is told of
 *
 * A page is a template of web/auth, in the language that its address asks for
 * (ui_locales, also in the "continue" parameter) or that the cookie
 * motus_language remembers.  No page is kept by anybody, runs a script that we
 * did not mean, or shows in a frame.
 */
#ifndef AUTH_PAGES_H
#define AUTH_PAGES_H

#include <jansson.h>

#include "daemons/common/http.h"

struct pages; /* opaque */

/*
 * Read the templates, catalogs and files of `folder`, as they were installed.
 * NULL: `complaint` says which can't be used.
 */
struct pages *pages_open(
    const char *folder, const char *site_name, char *complaint, size_t size);
void pages_close(struct pages *pages);

/*
 * Reply with the page NAME.html, filled with `data` (taken).  Its title is the
 * message NAME_title, a constant.  As with reply_json(), the exchange is still
 * to be finished.  A member "here" of the data is the path that shows the
 * page in another language, if that is not the request's; false: none does.
 * "done=WORD" in the address shows the message done_WORD, if there is one.
 */
void pages_show(
    struct exchange *exchange, int status, const char *name, json_t *data);

/* The same with one script in it: `script`, which the page has as {{script}}.
 */
void pages_show_script(struct exchange *exchange, int status, const char *name,
    json_t *data, const char *script);

/*
 * Reply with a page that says what is wrong, and nothing else of what the
 * reply had: the message error_CODE, or one for any.  As with reply_problem(),
 * `code` is a constant.  A 503 gets a Retry-After.
 */
void pages_error(struct exchange *exchange, int status, const char *code);

/* The same for what ended with `error`, a MOTUS_E..., of the store. */
void pages_fail(struct exchange *exchange, int error);

/* GET /auth/s/{set}/{name} */
void pages_file(struct exchange *exchange);

/* The language of the page that answers this request. */
const char *pages_language(const struct exchange *exchange);

#endif
