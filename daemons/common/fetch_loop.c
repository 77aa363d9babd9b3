#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "daemons/common/fetch_loop.h"

#define CONNECTIONS_MAX 16

static void
note_retry_after(struct job *job)
{
	curl_off_t seconds = 0;

	if (job->retry_after == NULL)
		return;
	curl_easy_getinfo(job->easy, CURLINFO_RETRY_AFTER, &seconds);
	*job->retry_after = seconds > INT_MAX ? INT_MAX : (int)seconds;
}

static void
collect(struct fetcher *fetcher)
{
	CURLMsg *message;
	int left;

	while ((message = curl_multi_info_read(fetcher->multi, &left))) {
		struct job *job;
		long status = 0;

		if (message->msg != CURLMSG_DONE)
			continue;
		curl_easy_getinfo(
		    message->easy_handle, CURLINFO_PRIVATE, (char **)&job);
		if (message->data.result == CURLE_OK) {
			curl_easy_getinfo(
			    job->easy, CURLINFO_RESPONSE_CODE, &status);
			note_retry_after(job);
		}
		fetch_finish(job, status);
	}
}

static void due(void *arg);

/*
 * Let curl work because of `fd`, or of the time, until it has nothing more to
 * do at once.  What callbacks ask for meanwhile is begun by the same loop.
 */
static void
work(struct fetcher *fetcher, curl_socket_t fd, int events)
{
	const struct motus_loop *loop = &fetcher->loop;
	int running;

	if (fetcher->working)
		return;
	fetcher->working = true;
	curl_multi_socket_action(fetcher->multi, fd, events, &running);
	collect(fetcher);
	while (fetcher->pause == 0) {
		fetcher->pause = -1;
		curl_multi_socket_action(
		    fetcher->multi, CURL_SOCKET_TIMEOUT, 0, &running);
		collect(fetcher);
	}
	fetcher->working = false;
	loop->timer(loop->context, (int)fetcher->pause, due, fetcher);
}

void
fetch_work(struct fetcher *fetcher)
{
	work(fetcher, CURL_SOCKET_TIMEOUT, 0);
}

static void
due(void *arg)
{
	struct fetcher *fetcher = arg;

	fetcher->pause = -1;
	fetch_work(fetcher);
}

/*
 * Curl does not count the time that a request waits for a connection; it is
 * counted here from the call on.  Another may have its connection now.
 */
void
fetch_give_up(void *arg)
{
	struct job *job = arg;
	struct fetcher *fetcher = job->fetcher;

	fetch_finish(job, 0);
	fetch_work(fetcher);
}

static int
note_pause(CURLM *multi, long milliseconds, void *arg)
{
	struct fetcher *fetcher = arg;

	(void)multi;
	fetcher->pause = milliseconds;
	return 0;
}

static void
ready(void *arg, unsigned int events)
{
	struct contact *contact = arg;

	work(contact->fetcher, contact->fd,
	    (events & MOTUS_READABLE ? CURL_CSELECT_IN : 0) |
		(events & MOTUS_WRITABLE ? CURL_CSELECT_OUT : 0));
}

static void
forget(struct fetcher *fetcher, curl_socket_t fd)
{
	const struct motus_loop *loop = &fetcher->loop;
	struct contact **link = &fetcher->contacts, *contact;

	while ((contact = *link) != NULL && contact->fd != fd)
		link = &contact->next;
	if (contact == NULL)
		return;
	loop->watch(loop->context, fd, 0, NULL, NULL);
	*link = contact->next;
	free(contact);
}

static struct contact *
contact_of(struct fetcher *fetcher, curl_socket_t fd)
{
	struct contact *contact = fetcher->contacts;

	while (contact != NULL && contact->fd != fd)
		contact = contact->next;
	if (contact != NULL || (contact = malloc(sizeof *contact)) == NULL)
		return contact;
	*contact = (struct contact){ fetcher->contacts, fetcher, fd };
	fetcher->contacts = contact;
	return contact;
}

/* A socket that can't be watched leaves its request to its time. */
static int
watch(CURL *easy, curl_socket_t fd, int what, void *arg, void *of_socket)
{
	struct fetcher *fetcher = arg;
	const struct motus_loop *loop = &fetcher->loop;
	struct contact *contact;
	unsigned int events = 0;

	(void)easy;
	(void)of_socket;
	if (what == CURL_POLL_REMOVE) {
		forget(fetcher, fd);
		return 0;
	}
	if (what & CURL_POLL_IN)
		events |= MOTUS_READABLE;
	if (what & CURL_POLL_OUT)
		events |= MOTUS_WRITABLE;
	contact = contact_of(fetcher, fd);
	if (contact != NULL)
		loop->watch(loop->context, fd, events, ready, contact);
	return 0;
}

/*
 * Curl may close a socket first and only then say that it need not be watched,
 * when its number may be another connection's already.
 */
int
fetch_close(void *arg, curl_socket_t fd)
{
	forget(arg, fd);
	return close(fd);
}

void
fetcher_start(struct fetcher *fetcher, const struct motus_loop *loop)
{
	CURLM *multi = curl_multi_init();

	fetcher->loop = *loop;
	fetcher->multi = multi;
	curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, watch);
	curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, fetcher);
	curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, note_pause);
	curl_multi_setopt(multi, CURLMOPT_TIMERDATA, fetcher);
	curl_multi_setopt(
	    multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, (long)CONNECTIONS_MAX);
	curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, (long)CONNECTIONS_MAX);
}
