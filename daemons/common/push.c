#include <sys/mman.h>

#include "daemons/common/glue.h"
#include "daemons/common/log.h"
#include "daemons/common/loki.h"

static struct metrics *counts;
static struct fetcher *fetcher; /* NULL: LOKI is empty */
static struct loki *loki;

static bool
open_loki(const char *url, const char *instance)
{
	struct loki_setup setup = { motus_daemon.name, instance, NULL, counts,
		NULL };

	setup.taken = mmap(NULL, sizeof *setup.taken, PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	fetcher = fetcher_create_unchecked(url);
	if (setup.taken == MAP_FAILED || fetcher == NULL)
		return false;
	setup.fetcher = fetcher;
	loki = loki_create(&setup);
	return loki != NULL;
}

bool
push_prepare(
    const struct config *config, const char *instance, unsigned int workers)
{
	const char *url = config_text(config, "LOKI");

	counts = metrics_create(loki_metrics, LOKI_METRICS, workers);
	return counts != NULL && (*url == '\0' || open_loki(url, instance));
}

void
push_enter(unsigned int worker, const struct motus_loop *loop)
{
	metrics_enter(counts, worker);
	if (loki == NULL)
		return;
	fetcher_start(fetcher, loop);
	loki_start(loki, loop);
}

void
push_print(FILE *out)
{
	metrics_print(counts, out);
}

void
push_end(void)
{
	if (loki != NULL)
		loki_end(loki);
}

bool
push_has_ended(void)
{
	return loki == NULL || loki_has_ended(loki);
}
