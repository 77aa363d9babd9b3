#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <netdb.h>
#include <sys/socket.h>

#include "daemons/common/fetch_loop.h"

#define REQUESTS_MAX 256 /* in flight, or waiting for a connection */
#define KNOWN_MAX 2 /* seconds that an address is taken for the host's */
#define IDLE_MAX 20 /* seconds; HAProxy closes a connection after 30 */
#define HOST_SIZE 256
#define PORT_SIZE 8

/* --- the gateway ------------------------------------------------ */

/* "http://haproxy:3101" is "haproxy" and "3101"; false when it is none. */
static bool
split(const char *gateway, char host[HOST_SIZE], char port[PORT_SIZE])
{
	CURLU *url = curl_url();
	char *name = NULL, *number = NULL;
	bool good = url != NULL &&
	    curl_url_set(url, CURLUPART_URL, gateway, 0) == CURLUE_OK &&
	    curl_url_get(url, CURLUPART_HOST, &name, 0) == CURLUE_OK &&
	    curl_url_get(url, CURLUPART_PORT, &number, CURLU_DEFAULT_PORT) ==
		CURLUE_OK &&
	    strlen(name) < HOST_SIZE && strlen(number) < PORT_SIZE;

	if (good) {
		strcpy(host, name);
		strcpy(port, number);
	}
	curl_free(name);
	curl_free(number);
	curl_url_cleanup(url);
	return good;
}

/* Whether its host can be found.  An IPv6 address needs no looking up. */
static bool
is_known(const char *gateway)
{
	const struct addrinfo hints = { .ai_socktype = SOCK_STREAM };
	char host[HOST_SIZE], port[PORT_SIZE];
	struct addrinfo *addresses;

	if (!split(gateway, host, port))
		return false;
	if (host[0] == '[')
		return true;
	if (getaddrinfo(host, port, &hints, &addresses) != 0)
		return false;
	freeaddrinfo(addresses);
	return true;
}

struct fetcher *
fetcher_create_unchecked(const char *gateway)
{
	struct fetcher *fetcher;

	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return NULL;
	fetcher = calloc(1, sizeof *fetcher);
	if (fetcher == NULL) {
		curl_global_cleanup();
		return NULL;
	}
	fetcher->pause = -1;
	fetcher->gateway = strdup(gateway);
	if (fetcher->gateway != NULL)
		return fetcher;
	fetcher_destroy(fetcher);
	return NULL;
}

struct fetcher *
fetcher_create(const char *gateway)
{
	return is_known(gateway) ? fetcher_create_unchecked(gateway) : NULL;
}

/* --- the end of a request ------------------------------------------------- */

static void
free_job(struct job *job)
{
	curl_easy_cleanup(job->easy);
	curl_slist_free_all(job->headers);
	free(job->text);
	free(job);
}

void
fetch_finish(struct job *job, long status)
{
	struct fetcher *fetcher = job->fetcher;
	const struct motus_loop *loop = &fetcher->loop;
	struct job **link = &fetcher->jobs;

	while (*link != job)
		link = &(*link)->next;
	*link = job->next;
	fetcher->count--;
	loop->timer(loop->context, -1, NULL, job);
	curl_multi_remove_handle(fetcher->multi, job->easy);
	if (status == 0 || job->text == NULL)
		job->done(job->arg, (int)status, "", 0);
	else
		job->done(job->arg, (int)status, job->text, job->size);
	free_job(job);
}

void
fetcher_destroy(struct fetcher *fetcher)
{
	const struct motus_loop *loop;

	if (fetcher == NULL)
		return;
	loop = &fetcher->loop;
	fetcher->ending = true;
	while (fetcher->jobs != NULL)
		fetch_finish(fetcher->jobs, 0);
	if (fetcher->multi != NULL) {
		curl_multi_cleanup(fetcher->multi);
		loop->timer(loop->context, -1, NULL, fetcher);
	}
	free(fetcher->gateway);
	free(fetcher);
	curl_global_cleanup();
}

/* --- a request ------------------------------------------------------------ */

static size_t
take(char *bytes, size_t one, size_t size, void *arg)
{
	struct job *job = arg;
	char *text;

	(void)one;
	if (size > FETCH_ANSWER_MAX - job->size)
		return 0;
	text = realloc(job->text, job->size + size + 1);
	if (text == NULL)
		return 0;
	memcpy(text + job->size, bytes, size);
	job->size += size;
	text[job->size] = '\0';
	job->text = text;
	return size;
}

static bool
add_header(struct job *job, const char *header)
{
	struct curl_slist *longer = curl_slist_append(job->headers, header);

	if (longer != NULL)
		job->headers = longer;
	return longer != NULL;
}

/* HAProxy takes the id over, so that all that one request led to has it. */
static bool
add_id(struct job *job, const char *id)
{
	char header[128];

	return id == NULL || id[0] == '\0' ||
	    ((size_t)snprintf(header, sizeof header, "X-Request-Id: %s", id) <
		    sizeof header &&
		add_header(job, header));
}

/* "Expect:" alone keeps curl from asking whether it may send a long body. */
static bool
set_headers(struct job *job, const struct fetch_request *request)
{
	if (!add_header(job, "Expect:") || !add_id(job, request->id))
		return false;
	for (size_t i = 0; i < FETCH_HEADERS_MAX; i++)
		if (request->headers[i] != NULL &&
		    !add_header(job, request->headers[i]))
			return false;
	return curl_easy_setopt(job->easy, CURLOPT_HTTPHEADER, job->headers) ==
	    CURLE_OK;
}

static bool
set_url(struct job *job, const char *path)
{
	const char *gateway = job->fetcher->gateway;
	char *url = malloc(strlen(gateway) + strlen(path) + 1);
	bool good = false;

	if (url != NULL) {
		strcpy(url, gateway);
		strcat(url, path);
		good =
		    curl_easy_setopt(job->easy, CURLOPT_URL, url) == CURLE_OK;
	}
	free(url);
	return good;
}

/*
 * On a connection that was used before curl would send a request again when
 * the other end closed it; a POST must not be sent twice, so it gets a new one.
 */
static bool
set_method(struct job *job, const struct fetch_request *request)
{
	CURL *easy = job->easy;
	bool has_body = strcmp(request->method, "POST") == 0 ||
	    strcmp(request->method, "PUT") == 0;

	if (strcmp(request->method, "POST") == 0)
		curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
	if (has_body) {
		curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE,
		    (curl_off_t)request->body_size);
		if (curl_easy_setopt(easy, CURLOPT_COPYPOSTFIELDS,
			request->body == NULL ? "" : request->body) != CURLE_OK)
			return false;
	}
	return curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request->method) ==
	    CURLE_OK;
}

/*
 * Nothing comes from the environment, and nothing leads elsewhere.  Curl looks
 * a name up in a thread of its own, and need not wait for that one's end.
 */
static void
set_manners(struct job *job)
{
	CURL *easy = job->easy;

	curl_easy_setopt(easy, CURLOPT_DNS_CACHE_TIMEOUT, (long)KNOWN_MAX);
	curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
	curl_easy_setopt(easy, CURLOPT_PROXY, "");
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);
	curl_easy_setopt(
	    easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	curl_easy_setopt(easy, CURLOPT_MAXAGE_CONN, (long)IDLE_MAX);
	curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, fetch_close);
	curl_easy_setopt(easy, CURLOPT_CLOSESOCKETDATA, job->fetcher);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, job);
	curl_easy_setopt(easy, CURLOPT_PRIVATE, job);
}

static struct job *
create_job(struct fetcher *fetcher, const struct fetch_request *request)
{
	struct job *job = calloc(1, sizeof *job);

	if (job == NULL)
		return NULL;
	job->fetcher = fetcher;
	job->easy = curl_easy_init();
	if (job->easy != NULL) {
		set_manners(job);
		if (set_url(job, request->path) && set_headers(job, request) &&
		    set_method(job, request))
			return job;
	}
	free_job(job);
	return NULL;
}

/* Hand the job to curl and to the clock; false when one has no room for it. */
static bool
begin(struct job *job, int milliseconds)
{
	struct fetcher *fetcher = job->fetcher;
	const struct motus_loop *loop = &fetcher->loop;

	if (loop->timer(loop->context, milliseconds, fetch_give_up, job) != 0)
		return false;
	if (curl_multi_add_handle(fetcher->multi, job->easy) != CURLM_OK) {
		loop->timer(loop->context, -1, NULL, job);
		return false;
	}
	job->next = fetcher->jobs;
	fetcher->jobs = job;
	fetcher->count++;
	return true;
}

void
fetch(struct fetcher *fetcher, const struct fetch_request *request,
    fetched *done, void *arg)
{
	struct job *job = NULL;

	if (request->retry_after != NULL)
		*request->retry_after = 0;
	if (!fetcher->ending && fetcher->count < REQUESTS_MAX)
		job = create_job(fetcher, request);
	if (job == NULL) {
		done(arg, 0, "", 0);
		return;
	}
	job->retry_after = request->retry_after;
	job->done = done;
	job->arg = arg;
	if (begin(job, request->milliseconds)) {
		fetch_work(fetcher);
	} else {
		free_job(job);
		done(arg, 0, "", 0);
	}
}
