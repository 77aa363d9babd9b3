/*
 * Takes any bytes for a record of each source, as JSON and in SUTOM's link:
 * figures that are found good agree with each other, and can be shown.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>

#include "daemons/score/import.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_count(json_int_t count, bool may_be_unknown)
{
	json_int_t least = may_be_unknown ? IMPORT_UNKNOWN : 0;

	if (count < least || count > IMPORT_LANGUAGES_MAX * IMPORT_COUNT_MAX)
		abort();
}

static void
check(const struct import *import)
{
	json_int_t wins = 0;
	json_t *shown = import_json(import);

	for (size_t i = 0; i < MOTUS_TURNS; i++) {
		check_count(import->distribution[i], false);
		wins += import->distribution[i];
	}
	check_count(import->lost, false);
	check_count(import->red, true);
	check_count(import->yellow, true);
	check_count(import->blue, true);
	check_count(import->best_streak, true);
	if (import->best_streak > wins || shown == NULL ||
	    json_integer_value(json_object_get(shown, "wins")) != wins)
		abort();
	json_decref(shown);
}

static void
read_all(const json_t *sent)
{
	struct import import;

	for (int source = IMPORT_SUTOM; source <= IMPORT_MOTUS; source++) {
		if (import_read(&import, (enum import_source)source, sent))
			check(&import);
		else if (import.complaint[0] == '\0')
			abort();
	}
}

/* As its page would. */
static void
read_link(const uint8_t *data, size_t size)
{
	char *link = malloc(size / 3 * 4 + 6);
	json_t *sent;

	if (link == NULL)
		return;
	link[0] = '#';
	EVP_EncodeBlock((unsigned char *)link + 1, data, (int)size);
	sent = json_pack("{s:s}", "code", link);
	read_all(sent);
	json_decref(sent);
	free(link);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	json_t *sent = json_loadb((const char *)data, size, 0, NULL);

	if (json_is_object(sent))
		read_all(sent);
	json_decref(sent);
	read_link(data, size);
	return 0;
}
