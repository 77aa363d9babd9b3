#define _GNU_SOURCE /* RTLD_NEXT, gettid() */
#include <dlfcn.h>
#include <netdb.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "tests/resolver.h"

typedef int lookup(const char *host, const char *port,
    const struct addrinfo *hints, struct addrinfo **addresses);

static const char *_Atomic moving = "localhost";
static atomic_int lookups;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static bool held;

void
resolver_move(const char *address)
{
	moving = address;
}

static void
set_held(bool value)
{
	pthread_mutex_lock(&lock);
	held = value;
	pthread_cond_broadcast(&changed);
	pthread_mutex_unlock(&lock);
}

void
resolver_hold(void)
{
	set_held(true);
}

void
resolver_let(void)
{
	set_held(false);
}

int
resolver_lookups(void)
{
	return lookups;
}

static void
wait_until_let(void)
{
	pthread_mutex_lock(&lock);
	while (held)
		pthread_cond_wait(&changed, &lock);
	pthread_mutex_unlock(&lock);
}

/* In the place of the C library's, for whoever calls it in this process. */
int
getaddrinfo(const char *host, const char *port, const struct addrinfo *hints,
    struct addrinfo **addresses)
{
	lookup *real;

	*(void **)&real = dlsym(RTLD_NEXT, "getaddrinfo");
	if (gettid() != getpid()) {
		lookups++;
		wait_until_let();
	}
	if (host != NULL && strcmp(host, MOVING_HOST) == 0 &&
	    (hints->ai_flags & AI_NUMERICHOST) == 0 && (host = moving) == NULL)
		return EAI_AGAIN;
	return real(host, port, hints, addresses);
}
