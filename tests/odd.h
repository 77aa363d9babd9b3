/*
 * odd.h - an HTTP server in a test's process that misbehaves when asked to
 *
 * It serves each connection in a thread of its own:
 *
 *	/echo		200, and the request as it came is the body
 *	/status/N	that status, with a body
 *	/to/PATH	302 to /PATH
 *	/wait/N		429 and "Retry-After: N"
 *	/late/N		200 after N milliseconds
 *	/never		no answer, for as long as the client waits
 *	/big/N		200 and N bytes
 *	/endless	200 and bytes without end, no length said
 *	/cut		half of what its length says, then the end
 *	/rude		the end, with no answer
 *	/noise		an answer that is no HTTP
 *	/last		200, and the end although it did not say so
 */
#ifndef TESTS_ODD_H
#define TESTS_ODD_H

/* Start it; returns its port on 127.0.0.1.  It ends with the process. */
int odd_start(void);

/* How many connections there were so far, and the most at one time. */
int odd_connections(void);
int odd_most_at_once(void);

/* How many requests there were so far. */
int odd_requests(void);

#endif
