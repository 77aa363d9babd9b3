/*
 * fetch_loop.h - curl on the event loop: what fetch.c's requests are driven by
 */
#ifndef COMMON_FETCH_LOOP_H
#define COMMON_FETCH_LOOP_H

#include <stdbool.h>

#include <curl/curl.h>

#include "daemons/common/fetch.h"

struct fetcher {
	char *gateway;
	struct motus_loop loop;
	CURLM *multi; /* NULL: not started */
	struct job *jobs;
	size_t count;
	struct contact *contacts;
	long pause; /* milliseconds until curl wants to work; -1: it need not */
	bool working, ending;
};

/* A socket of curl's that is watched. */
struct contact {
	struct contact *next;
	struct fetcher *fetcher;
	curl_socket_t fd;
};

/* A request on its way. */
struct job {
	struct job *next;
	struct fetcher *fetcher;
	CURL *easy;
	struct curl_slist *headers;
	char *text; /* of the answer so far */
	size_t size;
	int *retry_after;
	fetched *done;
	void *arg;
};

/* Tell how it ended, 0 for no answer, and free it. */
void fetch_finish(struct job *job, long status);

/* Let curl do what it can do now. */
void fetch_work(struct fetcher *fetcher);

/* A job's time is over. */
void fetch_give_up(void *arg);

/* How curl closes a socket of the fetcher `arg`. */
int fetch_close(void *arg, curl_socket_t fd);

#endif
