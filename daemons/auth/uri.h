/*
 * uri.h - where a client may have its users sent back to
 */
#ifndef AUTH_URI_H
#define AUTH_URI_H

#include <stdbool.h>

#define URI_MAX 512 /* bytes of a registered one */

/*
 * What speaks against registering `uri`, as the end of a sentence, or NULL:
 * it is not absolute, has a fragment, a user, or what does not belong into a
 * URI; is http to another host than localhost, 127.0.0.1 or [::1], unless
 * `own` (a site may be plain http, behind what speaks TLS or within a house);
 * or has a scheme that is not an app's own, "com.example.app".
 */
const char *uri_complaint(const char *uri, bool own);

/*
 * Whether `asked` is the registered URI: by each byte; only the port of an
 * address of one's own machine ("http://127.0.0.1:4711/x") is free when
 * `any_port`, as an app can't know it beforehand (RFC 8252 section 7.3).
 */
bool uri_matches(const char *registered, const char *asked, bool any_port);

#endif
