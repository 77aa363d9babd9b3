/*
 * Takes any bytes for the name of a player: one that is good stays the same
 * when it is typed again, and so does its skeleton.  Then for a password.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "daemons/auth/name.h"
#include "daemons/auth/password.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
expect(bool promise)
{
	if (!promise)
		abort();
}

static void
try_name(const char *typed)
{
	char name[NAME_SIZE], again[NAME_SIZE];
	char skeleton[NAME_SKELETON_SIZE], same[NAME_SKELETON_SIZE];

	if (name_prepare(typed, name, skeleton) != NAME_GOOD)
		return;
	expect(name[0] != '\0' && skeleton[0] != '\0');
	expect(name[0] != ' ' && name[strlen(name) - 1] != ' ');
	expect(name_prepare(name, again, same) == NAME_GOOD);
	expect(strcmp(name, again) == 0);
	expect(strcmp(skeleton, same) == 0);
}

static void
try_password(const char *typed)
{
	char password[PASSWORD_SIZE], again[PASSWORD_SIZE];

	if (password_prepare(typed, password) != PASSWORD_GOOD)
		return;
	expect(strlen(password) >= PASSWORD_LENGTH_MIN);
	expect(password_prepare(password, again) == PASSWORD_GOOD);
	expect(strcmp(password, again) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = calloc(1, size + 1);

	expect(text != NULL);
	if (size > 0)
		memcpy(text, data, size);
	try_name(text);
	try_password(text);
	free(text);
	return 0;
}
