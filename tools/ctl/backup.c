#include <config.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <motus/error.h>

#include "libmotus/store_url.h"
#include "tools/ctl/backup.h"
#include "tools/ctl/ctl.h"
#include "tools/ctl/redis.sh.h"

/* Have the script do it in place of this process. */
static int
become_script(const char *verb, const char *file, const struct store_url *url)
{
	char database[16];

	snprintf(database, sizeof database, "%d", url->database);
	if (url->password[0] == '\0')
		unsetenv("REDISCLI_AUTH");
	else
		setenv("REDISCLI_AUTH", url->password, 1);
	execlp("sh", "sh", "-c", redis_sh, "motusctl", verb, file, url->host,
	    url->port, database, NULL);
	return ctl_fail("sh: %s", strerror(errno));
}

static int
run(struct ctl *ctl, int argc, char **argv, const char *verb,
    int (*sqlite)(const char *path, const char *file))
{
	const char *store = config_text(ctl->config, "STORE");
	struct store_url url;

	if (argc != 1)
		return CTL_USAGE;
	if (store_url_parse(&url, store) != 0)
		return ctl_fail("STORE: %s", motus_error_text(MOTUS_EINVAL));
	switch (url.kind) {
	case STORE_SQLITE: return sqlite(url.path, argv[0]);
	case STORE_REDIS: return become_script(verb, argv[0], &url);
	case STORE_MEMORY: break;
	}
	return ctl_fail("STORE: what is in memory has no copy");
}

int
ctl_backup(struct ctl *ctl, int argc, char **argv)
{
	return run(ctl, argc, argv, "backup", sqlite_backup);
}

int
ctl_restore(struct ctl *ctl, int argc, char **argv)
{
	return run(ctl, argc, argv, "restore", sqlite_restore);
}
