#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <motus/error.h>

#include "daemons/auth/client.h"
#include "tools/ctl/ctl.h"

#define LIST_MAX 32 /* values of an option that may repeat */
#define FILE_MAX_SIZE 65536

struct list {
	const char *values[LIST_MAX + 1]; /* ends with NULL */
	size_t count;
};

/* What the options said. */
struct wishes {
	struct list redirects, logouts, grants;
	char *jwks;
	struct client_wish wish;
};

static bool
add(struct list *list, const char *value)
{
	if (list->count == LIST_MAX)
		return false;
	list->values[list->count++] = value;
	return true;
}

/* The text of a file, for the caller to free; NULL when it can't be had. */
static char *
read_file(const char *path)
{
	char *text = calloc(1, FILE_MAX_SIZE + 1);
	FILE *file = fopen(path, "r");

	if (text != NULL && file != NULL &&
	    fread(text, 1, FILE_MAX_SIZE, file) > 0 && feof(file)) {
		fclose(file);
		return text;
	}
	if (file != NULL)
		fclose(file);
	free(text);
	ctl_fail("%s: no file of up to %d bytes", path, FILE_MAX_SIZE);
	return NULL;
}

static bool
read_option(struct wishes *wishes, int option)
{
	struct client_wish *wish = &wishes->wish;

	switch (option) {
	case 'i': wish->id = optarg; break;
	case 'n': wish->name = optarg; break;
	case 'r': return add(&wishes->redirects, optarg);
	case 'l': return add(&wishes->logouts, optarg);
	case 'g': return add(&wishes->grants, optarg);
	case 'a': wish->auth = optarg; break;
	case 's': wish->scope = optarg; break;
	case 't': wish->id_token_alg = optarg; break;
	case 'p': wish->waive_pkce = true; break;
	case 'j':
		free(wishes->jwks);
		wishes->jwks = read_file(optarg);
		wish->jwks = wishes->jwks;
		return wishes->jwks != NULL;
	default: return false;
	}
	return true;
}

static bool
read_options(struct wishes *wishes, int argc, char **argv)
{
	static const struct option options[] = {
		{ "id", required_argument, NULL, 'i' },
		{ "name", required_argument, NULL, 'n' },
		{ "redirect-uri", required_argument, NULL, 'r' },
		{ "post-logout-redirect-uri", required_argument, NULL, 'l' },
		{ "grant", required_argument, NULL, 'g' },
		{ "auth", required_argument, NULL, 'a' },
		{ "scope", required_argument, NULL, 's' },
		{ "id-token-alg", required_argument, NULL, 't' },
		{ "jwks", required_argument, NULL, 'j' },
		{ "no-pkce", no_argument, NULL, 'p' },
		{ 0 },
	};
	int option;

	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1)
		if (!read_option(wishes, option))
			return false;
	wishes->wish.redirect_uris = wishes->redirects.values;
	wishes->wish.post_logout_redirect_uris = wishes->logouts.values;
	if (wishes->grants.count > 0)
		wishes->wish.grants = wishes->grants.values;
	return optind == argc && wishes->wish.name != NULL;
}

static int
keep(struct ctl *ctl, json_t *client, const char *secret)
{
	struct motus_batch *batch = motus_batch_create();
	const char *id =
	    json_string_value(json_object_get(client, "client_id"));
	char key[MOTUS_KEY_MAX + 1];
	json_t *shown;
	int error;

	snprintf(key, sizeof key, "client:%s", id);
	motus_batch_expect(batch, key, 0);
	client_put(batch, client);
	error = ctl_commit(ctl, batch);
	if (error == MOTUS_ECONFLICT)
		return ctl_fail("there is a client %s already", id);
	if (error != 0)
		return ctl_fail("not kept: %s", motus_error_text(error));
	shown = json_pack("{s:s}", "client_id", id);
	if (secret[0] != '\0')
		json_object_set_new(
		    shown, "client_secret", json_string(secret));
	ctl_print(shown);
	return CTL_DONE;
}

static int
add_client(struct ctl *ctl, int argc, char **argv)
{
	struct wishes wishes = { 0 };
	char secret[CLIENT_SECRET_SIZE], complaint[256];
	int status = CTL_USAGE;
	json_t *client;

	if (read_options(&wishes, argc, argv)) {
		client = client_make(&wishes.wish, time(NULL), secret,
		    complaint, sizeof complaint);
		status = client == NULL ? ctl_fail("%s", complaint)
					: keep(ctl, client, secret);
		json_decref(client);
	}
	free(wishes.jwks);
	return status;
}

struct page {
	int status;
	size_t count;
	char id[MOTUS_RANGE_MAX][CLIENT_ID_SIZE];
};

static void
ranged(void *arg, int status, const struct motus_entry *entries, size_t count)
{
	struct page *page = arg;

	page->status = status;
	page->count = count;
	for (size_t i = 0; i < count; i++)
		snprintf(
		    page->id[i], sizeof page->id[i], "%s", entries[i].member);
}

/* What a client may see of itself, and nothing that proves who it is. */
static int
append(struct ctl *ctl, json_t *list, const char *id)
{
	char key[MOTUS_KEY_MAX + 1];
	uint64_t version;
	json_t *client;
	int error;

	snprintf(key, sizeof key, "client:%s", id);
	error = ctl_get(ctl, key, &client, &version);
	if (client != NULL) {
		json_object_del(client, "secret_hash");
		json_array_append_new(list, client);
	}
	return error;
}

static int
list_clients(struct ctl *ctl, int argc, char **argv)
{
	struct page page;
	json_t *list = json_array();
	uint64_t from = 0;
	int error = 0;

	(void)argv;
	if (argc != 1) {
		json_decref(list);
		return CTL_USAGE;
	}
	do {
		page = (struct page){ .status = MOTUS_EUNAVAILABLE };
		motus_store_range(ctl->store, "clients", from, MOTUS_RANGE_MAX,
		    ranged, &page);
		motus_store_wait(ctl->store, CTL_PATIENCE);
		error = page.status;
		for (size_t i = 0; error == 0 && i < page.count; i++)
			error = append(ctl, list, page.id[i]);
		from += page.count;
	} while (error == 0 && page.count == MOTUS_RANGE_MAX);
	if (error != 0) {
		json_decref(list);
		return ctl_fail("not read: %s", motus_error_text(error));
	}
	ctl_print(list);
	return CTL_DONE;
}

static int
remove_client(struct ctl *ctl, int argc, char **argv)
{
	struct motus_batch *batch;
	char key[MOTUS_KEY_MAX + 1];
	uint64_t version;
	json_t *client;
	int error;

	if (argc != 2 || !client_id_good(argv[1]))
		return CTL_USAGE;
	snprintf(key, sizeof key, "client:%s", argv[1]);
	error = ctl_get(ctl, key, &client, &version);
	json_decref(client);
	if (error == 0 && client == NULL)
		return ctl_fail("there is no client %s", argv[1]);
	if (error == 0) {
		batch = motus_batch_create();
		client_remove(batch, argv[1]);
		error = ctl_commit(ctl, batch);
	}
	return error == 0
	    ? CTL_DONE
	    : ctl_fail("not removed: %s", motus_error_text(error));
}

int
ctl_client(struct ctl *ctl, int argc, char **argv)
{
	if (strcmp(argv[0], "add") == 0)
		return add_client(ctl, argc, argv);
	if (strcmp(argv[0], "list") == 0)
		return list_clients(ctl, argc, argv);
	if (strcmp(argv[0], "remove") == 0)
		return remove_client(ctl, argc, argv);
	return CTL_USAGE;
}
