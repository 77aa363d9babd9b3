/*
 * guard.h - what may come in, judged by the bytes as they came
 *
 * Kore reads some requests otherwise than HAProxy does: it takes "Hostile:"
 * for Host, drops the headers after the 22nd and all that follows a NUL, and
 * leaves the body of a DELETE to be read as the next request.  Whoever finds
 * two readings can smuggle a request into another client's connection.  So a
 * head is judged before Kore sees it, and only what has one reading passes.
 */
#ifndef COMMON_GUARD_H
#define COMMON_GUARD_H

#include <stdbool.h>
#include <stddef.h>

#define GUARD_HEAD_MAX 16384 /* bytes of a head, with its empty line */
#define GUARD_BODY_MAX 65536
#define GUARD_TARGET_MAX 1990 /* Kore's limit is 1998 */
#define GUARD_HEADERS_MAX 22 /* beside Host; Kore drops the others */
#define GUARD_HOST_MAX 250

struct verdict {
	bool wait; /* the head is not whole yet, and may be good */
	int status; /* 0: it may pass */
	const char *code; /* of the refusal, as for reply_problem() */
	const char *detail;
};

/*
 * Judge the `size` bytes that have come on a connection since the last
 * request.  Once the head is whole, what follows it must be of its body.
 */
struct verdict guard_judge(const char *bytes, size_t size);

/*
 * Change a head that passed so that Kore takes it: it refuses values that are
 * empty, or have a TAB or a byte over 0x7e, which HTTP allows and another
 * site's cookies may well have.  Such a header is blanked out, or such a byte
 * becomes '?'.  The size stays.
 */
void guard_mend(char *bytes, size_t size);

#endif
