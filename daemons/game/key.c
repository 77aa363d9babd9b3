#include <motus/error.h>

#include "daemons/common/log.h"
#include "daemons/game/key.h"

static void
use(void *arg, const unsigned char key[SECRET_SIZE])
{
	int error = service_use_key(arg, key);

	if (error == 0)
		log_message(LEVEL_INFO, "key", "the store had the key");
	else
		log_message(LEVEL_ERROR, "no-key", "no calendar: %s",
		    motus_error_text(error));
}

void
key_fetch(struct service *service)
{
	service->day_key = (struct secret){
		.store = service->store,
		.loop = service->loop,
		.name = KEY_NAME,
		.known = use,
		.arg = service,
	};
	secret_fetch(&service->day_key);
}
