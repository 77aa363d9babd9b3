#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

#include <motus/error.h>

#include "libmotus/store_lookup.h"
#include "libmotus/store_url.h"

/* Who comes last frees it: the thread, or who began. */
enum state { RUNNING, ENDED, ABANDONED };

struct lookup {
	char host[STORE_HOST_MAX + 1];
	char port[STORE_PORT_MAX + 1];
	struct addrinfo *addresses; /* once it has ended; NULL: none found */
	_Atomic(enum state) state;
};

int
lookup_now(const char *host, const char *port, struct addrinfo **addresses)
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM,
		.ai_flags = AI_NUMERICSERV };

	switch (getaddrinfo(host, port, &hints, addresses)) {
	case 0: return 0;
	case EAI_MEMORY: return MOTUS_ENOMEM;
	case EAI_SYSTEM: return MOTUS_EIO;
	default: errno = EHOSTUNREACH; return MOTUS_EIO;
	}
}

bool
lookup_is_vain(const char *host)
{
	struct addrinfo hints = { .ai_flags = AI_NUMERICHOST };
	struct addrinfo *addresses;

	if (getaddrinfo(host, NULL, &hints, &addresses) != 0)
		return false;
	freeaddrinfo(addresses);
	return true;
}

static void
destroy(struct lookup *lookup)
{
	if (lookup->addresses != NULL)
		freeaddrinfo(lookup->addresses);
	free(lookup);
}

static void *
run(void *arg)
{
	struct lookup *lookup = arg;

	if (lookup_now(lookup->host, lookup->port, &lookup->addresses) != 0)
		lookup->addresses = NULL;
	if (atomic_exchange(&lookup->state, ENDED) == ABANDONED)
		destroy(lookup);
	return NULL;
}

/* The thread takes no signal: those are for the program's own threads. */
static int
start_thread(struct lookup *lookup)
{
	sigset_t all, before;
	pthread_t thread;
	int error;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	error = pthread_create(&thread, NULL, run, lookup);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (error == 0)
		pthread_detach(thread);
	return error;
}

struct lookup *
lookup_begin(const char *host, const char *port)
{
	struct lookup *lookup = calloc(1, sizeof *lookup);

	if (lookup == NULL)
		return NULL;
	strcpy(lookup->host, host);
	strcpy(lookup->port, port);
	atomic_init(&lookup->state, RUNNING);
	if (start_thread(lookup) == 0)
		return lookup;
	free(lookup);
	return NULL;
}

bool
lookup_end(struct lookup *lookup, struct addrinfo **addresses)
{
	if (atomic_load(&lookup->state) != ENDED)
		return false;
	*addresses = lookup->addresses;
	free(lookup);
	return true;
}

void
lookup_abandon(struct lookup *lookup)
{
	if (atomic_exchange(&lookup->state, ABANDONED) == ENDED)
		destroy(lookup);
}
