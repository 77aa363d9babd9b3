#include <string.h>
#include <time.h>

#include <motus/error.h>

#include "daemons/auth/db.h"
#include "daemons/auth/keyring.h"
#include "daemons/common/secret.h"
#include "tools/ctl/ctl.h"

/* How long a token can live that was signed with a key: what keys overlap by.
 */
static int64_t
longest_life(const struct config *config)
{
	int64_t access = config_number(config, "ACCESS_TOKEN_TTL");
	int64_t id = config_number(config, "ID_TOKEN_TTL");

	return access > id ? access : id;
}

/*
 * A new key beside the old ones.  An instance that makes keys at the same
 * moment is as good: then its keys count.
 */
static int
rotate(struct ctl *ctl, const unsigned char *seal)
{
	struct motus_batch *batch;
	json_t *keys, *rotated;
	uint64_t version;
	int error = ctl_get(ctl, "keys", &keys, &version);

	if (error != 0)
		return ctl_fail("not read: %s", motus_error_text(error));
	rotated =
	    keyring_rotate(keys, time(NULL), longest_life(ctl->config), seal);
	json_decref(keys);
	if (rotated == NULL)
		return ctl_fail("no new keys can be made");
	batch = motus_batch_create();
	motus_batch_expect(batch, "keys", version);
	db_put(batch, "keys", rotated, 0);
	json_decref(rotated);
	error = ctl_commit(ctl, batch);
	if (error == MOTUS_ECONFLICT)
		return ctl_fail("the keys were rotated just now");
	return error == 0 ? CTL_DONE
			  : ctl_fail("not kept: %s", motus_error_text(error));
}

int
ctl_keys(struct ctl *ctl, int argc, char **argv)
{
	const char *path = config_text(ctl->config, "AUTH_KEY_FILE");
	unsigned char seal[SECRET_SIZE];

	if (argc != 1 || strcmp(argv[0], "rotate") != 0)
		return CTL_USAGE;
	if (path[0] == '\0')
		return rotate(ctl, NULL);
	if (secret_read_key(seal, path) != 0)
		return ctl_fail("AUTH_KEY_FILE must hold 32 bytes or 64 "
				"hexadecimal digits");
	return rotate(ctl, seal);
}
