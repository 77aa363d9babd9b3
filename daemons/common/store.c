#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <motus/error.h>

#include "daemons/common/glue.h"

/* Each worker would have a memory of its own. */
bool
store_fits(const struct config *config, char *complaint, size_t size)
{
	if (strcmp(config_text(config, "STORE"), "memory:") != 0 ||
	    config_number(config, "WORKERS") == 1)
		return true;
	snprintf(complaint, size, "STORE memory: needs WORKERS 1");
	return false;
}

struct motus_store *
server_open_store(const struct server *server, char *complaint, size_t size)
{
	struct motus_store *store;
	int error = motus_store_open(
	    &store, config_text(server->config, "STORE"), &server->loop);

	if (error == 0) {
		own_watch(store);
		return store;
	}
	snprintf(complaint, size, "STORE: %s",
	    error == MOTUS_EIO          ? strerror(errno)
		: error == MOTUS_EINVAL ? "not a store's URL"
					: motus_error_text(error));
	return NULL;
}
