#include <stdlib.h>
#include <string.h>

#include <motus/error.h>

#include "daemons/auth/clients.h"
#include "daemons/auth/db.h"

#define PLACES 256

struct clients {
	struct place {
		json_t *client; /* NULL: free */
		time_t until;
	} places[PLACES];
};

struct reading {
	struct provider *provider;
	client_found *then;
	void *arg;
};

struct clients *
clients_create(void)
{
	return calloc(1, sizeof(struct clients));
}

void
clients_destroy(struct clients *clients)
{
	if (clients == NULL)
		return;
	for (size_t i = 0; i < PLACES; i++)
		json_decref(clients->places[i].client);
	free(clients);
}

static struct place *
place_of(struct clients *clients, const char *id)
{
	return &clients->places[db_place(id, PLACES)];
}

static bool
is_of(const json_t *client, const char *id)
{
	const char *its =
	    json_string_value(json_object_get(client, "client_id"));

	return its != NULL && strcmp(its, id) == 0;
}

static void
keep(struct provider *provider, const json_t *client)
{
	struct place *place = place_of(provider->clients,
	    json_string_value(json_object_get(client, "client_id")));

	json_decref(place->client);
	place->client = json_incref((json_t *)client);
	place->until = provider->now() + CLIENTS_SECONDS;
}

static void
got(void *arg, int status, const json_t *client)
{
	struct reading reading = *(struct reading *)arg;

	free(arg);
	if (client != NULL)
		keep(reading.provider, client);
	reading.then(reading.arg, status, client);
}

void
clients_find(
    struct provider *provider, const char *id, client_found *then, void *arg)
{
	const struct place *place = place_of(provider->clients, id);
	struct reading *reading;
	json_t *client;

	if (is_of(place->client, id) && provider->now() < place->until) {
		client = json_incref(place->client);
		then(arg, 0, client);
		json_decref(client);
		return;
	}
	reading = malloc(sizeof *reading);
	if (reading == NULL) {
		then(arg, MOTUS_ENOMEM, NULL);
		return;
	}
	*reading = (struct reading){ provider, then, arg };
	client_get(provider->store, id, got, reading);
}
