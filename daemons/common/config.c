#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <jansson.h>

#include "daemons/common/config.h"

#define VALUES_MAX 48
#define LANGUAGES_MAX 16

const struct setting config_common[] = {
	{ .name = "BIND", .standard = "127.0.0.1", .kind = SETTING_ADDRESS },
	{ "WORKERS", "1", SETTING_NUMBER, 1, 64, NULL },
	{ .name = "PUBLIC_URL",
	    .standard = "http://localhost:3101",
	    .kind = SETTING_ORIGIN },
	{ .name = "GATEWAY_URL",
	    .standard = "http://127.0.0.1:3101",
	    .kind = SETTING_ORIGIN },
	{ "SITE_NAME", "Motus", SETTING_TEXT, 1, 60, NULL },
	{ .name = "LANGUAGES", .standard = "fr,en", .kind = SETTING_LANGUAGES },
	{ .name = "TIMEZONE",
	    .standard = "Europe/Paris",
	    .kind = SETTING_ZONE },
	{ .name = "LOG_LEVEL",
	    .standard = "info",
	    .kind = SETTING_CHOICE,
	    .choices = "debug info warning error" },
	{ .name = "LOKI", .standard = "", .kind = SETTING_HTTP },
};

const size_t config_common_count = sizeof config_common / sizeof *config_common;

struct config {
	const struct setting *settings[VALUES_MAX];
	char *values[VALUES_MAX];
	size_t count;
};

struct config *
config_create(void)
{
	return calloc(1, sizeof(struct config));
}

void
config_destroy(struct config *config)
{
	if (config == NULL)
		return;
	for (size_t i = 0; i < config->count; i++)
		free(config->values[i]);
	free(config);
}

/* --- what a value may be -------------------------------------------------- */

static bool
good_text(const struct setting *setting, const char *value)
{
	size_t size = strlen(value);
	json_t *utf8 = json_stringn(value, size);

	json_decref(utf8);
	for (const char *c = value; *c != '\0'; c++)
		if ((unsigned char)*c < ' ' || *c == 0x7f)
			return false;
	return utf8 != NULL && size >= (size_t)setting->min &&
	    size <= (size_t)setting->max;
}

static bool
good_number(const struct setting *setting, const char *value)
{
	long number;

	if (*value == '\0' || strlen(value) > 10 ||
	    value[strspn(value, "0123456789")] != '\0')
		return false;
	number = strtol(value, NULL, 10);
	return number >= setting->min && number <= setting->max;
}

static bool
good_choice(const char *choices, const char *value)
{
	size_t size = strlen(value);

	while (*choices != '\0') {
		size_t choice = strcspn(choices, " ");

		if (choice == size && memcmp(choices, value, size) == 0)
			return true;
		choices += choice;
		choices += strspn(choices, " ");
	}
	return false;
}

static bool
good_address(const char *value)
{
	struct in6_addr address;

	return inet_pton(AF_INET, value, &address) == 1 ||
	    inet_pton(AF_INET6, value, &address) == 1;
}

/*
 * Browsers write an origin in lower case, without a final slash and without
 * the scheme's own port; what is compared with theirs must be written so too.
 */
static bool
good_origin(const char *value)
{
	static const struct setting port = { .min = 1, .max = 65535 };
	bool secure = strncmp(value, "https://", 8) == 0;
	const char *host = value + (secure ? 8 : 7);
	size_t size;

	if (!secure && strncmp(value, "http://", 7) != 0)
		return false;
	if (*host == '[')
		size = strcspn(host, "]") + 1;
	else
		size = strspn(host, "abcdefghijklmnopqrstuvwxyz0123456789.-");
	if (size < 1 || size > 253 || strlen(host) < size)
		return false;
	if (*host == '[' && strspn(host + 1, "0123456789abcdef:") != size - 2)
		return false;
	if (host[size] == '\0')
		return true;
	return host[size] == ':' && host[size + 1] != '0' &&
	    good_number(&port, host + size + 1) &&
	    strcmp(host + size, secure ? ":443" : ":80") != 0;
}

/*
 * The C library takes a zone that it does not know for UTC, without a word:
 * the file is looked at here.
 */
static bool
good_zone(const char *value)
{
	const char *folder = getenv("TZDIR");
	char path[512], magic[4] = "";
	FILE *file;

	if (value[0] == '/' || strstr(value, "..") != NULL ||
	    strlen(value) > 64)
		return false;
	snprintf(path, sizeof path, "%s/%s",
	    folder == NULL ? "/usr/share/zoneinfo" : folder, value);
	file = fopen(path, "re");
	if (file == NULL)
		return false;
	if (fread(magic, 1, sizeof magic, file) != sizeof magic)
		magic[0] = '\0';
	fclose(file);
	return memcmp(magic, "TZif", sizeof magic) == 0;
}

/* Names of two or three letters, each once. */
static bool
good_languages(const char *value)
{
	char seen[LANGUAGES_MAX][4] = { 0 };

	for (size_t count = 0; count < LANGUAGES_MAX; count++) {
		size_t size = strspn(value, "abcdefghijklmnopqrstuvwxyz");

		if (size < 2 || size > 3)
			return false;
		memcpy(seen[count], value, size);
		for (size_t i = 0; i < count; i++)
			if (strcmp(seen[i], seen[count]) == 0)
				return false;
		if (value[size] == '\0')
			return true;
		if (value[size] != ',')
			return false;
		value += size + 1;
	}
	return false;
}

static bool
good(const struct setting *setting, const char *value)
{
	switch (setting->kind) {
	case SETTING_TEXT: return good_text(setting, value);
	case SETTING_NUMBER: return good_number(setting, value);
	case SETTING_CHOICE: return good_choice(setting->choices, value);
	case SETTING_ADDRESS: return good_address(value);
	case SETTING_ORIGIN: return good_origin(value);
	case SETTING_HTTP:
		return *value == '\0' ||
		    (strncmp(value, "http:", 5) == 0 && good_origin(value));
	case SETTING_ZONE: return good_zone(value);
	case SETTING_LANGUAGES: return good_languages(value);
	case SETTING_FILE: return *value == '\0' || access(value, R_OK) == 0;
	}
	return false;
}

static void
complain(const struct setting *setting, char text[CONFIG_COMPLAINT_SIZE])
{
	static const char *const must[] = {
		[SETTING_ADDRESS] = "an IP address, such as 127.0.0.1",
		[SETTING_ORIGIN] = "an origin in lower case with no path, no "
				   "final slash and no default port, such as "
				   "https://motus.example",
		[SETTING_HTTP] = "an http origin in lower case with no path "
				 "and no final slash, such as "
				 "http://127.0.0.1:3100",
		[SETTING_ZONE] = "a time zone that this system knows, such as "
				 "Europe/Paris",
		[SETTING_LANGUAGES] = "languages, each once, with commas "
				      "between, such as fr,en",
		[SETTING_FILE] = "the path of a file that can be read",
	};
	char range[128];

	switch (setting->kind) {
	case SETTING_TEXT:
		snprintf(range, sizeof range, "a text of %ld to %ld bytes",
		    setting->min, setting->max);
		break;
	case SETTING_NUMBER:
		snprintf(range, sizeof range, "a whole number from %ld to %ld",
		    setting->min, setting->max);
		break;
	case SETTING_CHOICE:
		snprintf(range, sizeof range, "one of: %s", setting->choices);
		break;
	default: snprintf(range, sizeof range, "%s", must[setting->kind]);
	}
	snprintf(
	    text, CONFIG_COMPLAINT_SIZE, "%s must be %s", setting->name, range);
}

/* --- reading -------------------------------------------------------------- */

bool
config_read(struct config *config, const struct setting *settings, size_t count,
    char complaint[CONFIG_COMPLAINT_SIZE])
{
	for (size_t i = 0; i < count; i++) {
		const char *value = getenv(settings[i].name);

		if (value == NULL || *value == '\0')
			value = settings[i].standard;
		if (!good(&settings[i], value)) {
			complain(&settings[i], complaint);
			return false;
		}
		if (config->count == VALUES_MAX ||
		    (config->values[config->count] = strdup(value)) == NULL) {
			snprintf(complaint, CONFIG_COMPLAINT_SIZE,
			    "no room for %s", settings[i].name);
			return false;
		}
		config->settings[config->count++] = &settings[i];
	}
	return true;
}

const char *
config_text(const struct config *config, const char *name)
{
	for (size_t i = 0; i < config->count; i++)
		if (strcmp(config->settings[i]->name, name) == 0)
			return config->values[i];
	abort();
}

long
config_number(const struct config *config, const char *name)
{
	return strtol(config_text(config, name), NULL, 10);
}
