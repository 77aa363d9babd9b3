#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <sodium.h>

#include <motus/error.h>
#include <motus/version.h>

#include "daemons/auth/db.h"
#include "daemons/auth/settings.h"
#include "tools/ctl/ctl.h"

static const char usage[] =
    "usage: motusctl COMMAND\n"
    "\n"
    "client add --name N [--id ID] [--redirect-uri U]...\n"
    "           [--post-logout-redirect-uri U]... [--auth METHOD]\n"
    "           [--scope S] [--grant G]... [--id-token-alg A] [--jwks FILE]\n"
    "           [--no-pkce]\n"
    "           register a client; prints its id and secret as JSON.  METHOD:\n"
    "           client_secret_basic, client_secret_post, private_key_jwt, "
    "none\n"
    "client list\n"
    "client remove ID\n"
    "keys rotate\n"
    "           make new keys; the old ones go when nothing needs them\n"
    "account delete NAME\n"
    "backup FILE\n"
    "           copy all that STORE keeps, of whichever service, while it is "
    "used\n"
    "restore FILE\n"
    "           put it back in place of what STORE keeps; stop its service "
    "before\n"
    "\n"
    "It reads the environment that motus-auth reads: docs/configuration.md.\n";

struct command {
	const char *name;
	int (*run)(struct ctl *ctl, int argc, char **argv);
	bool opens; /* the store before it runs */
};

static const struct command commands[] = {
	{ "account", ctl_account, true },
	{ "backup", ctl_backup, false },
	{ "client", ctl_client, true },
	{ "keys", ctl_keys, true },
	{ "restore", ctl_restore, false },
};

int
ctl_fail(const char *format, ...)
{
	va_list list;

	fputs("motusctl: ", stderr);
	va_start(list, format);
	vfprintf(stderr, format, list);
	va_end(list);
	fputc('\n', stderr);
	return CTL_FAILED;
}

/* --- the store ------------------------------------------------------------ */

struct reading {
	int status;
	json_t *record;
	uint64_t version;
};

static void
found(void *arg, int status, const json_t *record, uint64_t version)
{
	struct reading *reading = arg;

	*reading = (struct reading){ status, json_deep_copy(record), version };
}

int
ctl_get(struct ctl *ctl, const char *key, json_t **record, uint64_t *version)
{
	struct reading reading = { .status = MOTUS_EUNAVAILABLE };

	db_get(ctl->store, key, found, &reading);
	motus_store_wait(ctl->store, CTL_PATIENCE);
	*record = reading.record;
	*version = reading.version;
	return reading.status;
}

static void
committed(void *arg, int status)
{
	*(int *)arg = status;
}

int
ctl_commit(struct ctl *ctl, struct motus_batch *batch)
{
	int status = MOTUS_EUNAVAILABLE;

	motus_store_commit(ctl->store, batch, committed, &status);
	motus_store_wait(ctl->store, CTL_PATIENCE);
	motus_batch_destroy(batch);
	return status;
}

void
ctl_print(json_t *json)
{
	json_dumpf(json, stdout, JSON_INDENT(2));
	putchar('\n');
	json_decref(json);
}

/* --- the program ---------------------------------------------------------- */

static struct config *
read_environment(void)
{
	struct config *config = config_create();
	char complaint[CONFIG_COMPLAINT_SIZE] = "no memory";

	if (config != NULL &&
	    config_read(
		config, config_common, config_common_count, complaint) &&
	    config_read(config, auth_settings, AUTH_SETTINGS, complaint))
		return config;
	ctl_fail("%s", complaint);
	config_destroy(config);
	return NULL;
}

static int
run_on_store(
    const struct command *command, struct ctl *ctl, int argc, char **argv)
{
	int error = motus_store_open(
	    &ctl->store, config_text(ctl->config, "STORE"), NULL);
	int status;

	if (error != 0)
		return ctl_fail("STORE: %s",
		    error == MOTUS_EIO ? strerror(errno)
				       : motus_error_text(error));
	status = command->run(ctl, argc, argv);
	motus_store_destroy(ctl->store);
	return status;
}

static int
run(const struct command *command, int argc, char **argv)
{
	struct config *config = read_environment();
	struct ctl ctl = { .config = config };
	int status;

	if (config == NULL)
		return CTL_FAILED;
	status = command->opens ? run_on_store(command, &ctl, argc, argv)
				: command->run(&ctl, argc, argv);
	config_destroy(config);
	return status;
}

int
main(int argc, char **argv)
{
	signal(SIGPIPE, SIG_IGN);
	if (argc == 2 && strcmp(argv[1], "--version") == 0) {
		printf("motusctl %s\n", motus_version());
		return CTL_DONE;
	}
	if (argc == 2 && strcmp(argv[1], "--help") == 0) {
		fputs(usage, stdout);
		return CTL_DONE;
	}
	if (sodium_init() < 0)
		return ctl_fail("libsodium does not start");
	for (size_t i = 0; argc > 2 && i < sizeof commands / sizeof *commands;
	     i++)
		if (strcmp(argv[1], commands[i].name) == 0) {
			int status = run(&commands[i], argc - 2, argv + 2);

			if (status == CTL_USAGE)
				fputs(usage, stderr);
			return status;
		}
	fputs(usage, stderr);
	return CTL_USAGE;
}
