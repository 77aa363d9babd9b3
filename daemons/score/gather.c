#include <stdlib.h>

#include <motus/error.h>

#include "daemons/score/gather.h"

struct gathering {
	gather_take *take;
	gather_done *done;
	void *arg;
	size_t waiting;
	int status;
	struct part {
		struct gathering *whole;
		size_t index;
	} parts[];
};

static void
got(void *arg, int status, const void *value, size_t size, uint64_t version)
{
	const struct part *part = arg;
	struct gathering *whole = part->whole;

	if (status == 0)
		status =
		    whole->take(whole->arg, part->index, value, size, version);
	if (whole->status == 0)
		whole->status = status;
	if (--whole->waiting > 0)
		return;
	whole->done(whole->arg, whole->status);
	free(whole);
}

/* The last may come, and `whole` and `arg` be gone, before this returns. */
void
gather(struct motus_store *store, size_t count, gather_name *name,
    gather_take *take, gather_done *done, void *arg)
{
	struct gathering *whole =
	    malloc(sizeof *whole + count * sizeof *whole->parts);
	char key[MOTUS_KEY_MAX + 1];

	if (whole == NULL || count == 0) {
		done(arg, whole == NULL ? MOTUS_ENOMEM : 0);
		free(whole);
		return;
	}
	*whole = (struct gathering){ take, done, arg, count, 0 };
	for (size_t i = 0; i < count; i++) {
		whole->parts[i] = (struct part){ whole, i };
		name(arg, i, key);
		motus_store_get(store, key, got, &whole->parts[i]);
	}
}
