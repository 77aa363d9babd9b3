#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <motus/error.h>

#include "daemons/game/service.h"

static bool
add_language(struct service *service, const char *dir, const char *name,
    char *complaint, size_t size)
{
	struct language *language;
	char path[4096];
	int error;

	if (service->language_count == SERVICE_LANGUAGES_MAX) {
		snprintf(complaint, size, "LANGUAGES has more than %d names",
		    SERVICE_LANGUAGES_MAX);
		return false;
	}
	language = &service->languages[service->language_count];
	snprintf(path, sizeof path, "%s/%s.lexicon", dir, name);
	error = motus_lexicon_open(&language->lexicon, path);
	if (error != 0) {
		snprintf(complaint, size, "%s: %s", path,
		    error == MOTUS_EIO ? strerror(errno)
				       : motus_error_text(error));
		return false;
	}
	service->language_count++;
	if (strcmp(motus_lexicon_language(language->lexicon), name) != 0) {
		snprintf(complaint, size, "%s is a lexicon of another language",
		    path);
		return false;
	}
	return true;
}

bool
service_open(struct service *service, const char *dir, const char *languages,
    char *complaint, size_t size)
{
	char name[MOTUS_LANGUAGE_SIZE];

	for (const char *rest = languages; rest != NULL;) {
		size_t length = strcspn(rest, ",");

		if (length == 0 || length >= sizeof name) {
			snprintf(complaint, size,
			    "LANGUAGES must be names such as fr,en");
			return false;
		}
		memcpy(name, rest, length);
		name[length] = '\0';
		if (!add_language(service, dir, name, complaint, size))
			return false;
		rest = rest[length] == ',' ? rest + length + 1 : NULL;
	}
	return true;
}

const struct language *
service_language(const struct service *service, const char *name)
{
	for (size_t i = 0; i < service->language_count; i++) {
		const struct language *language = &service->languages[i];

		if (strcmp(motus_lexicon_language(language->lexicon), name) ==
		    0)
			return language;
	}
	return NULL;
}

int
service_use_key(struct service *service, const unsigned char *key)
{
	for (size_t i = 0; i < service->language_count; i++) {
		struct language *language = &service->languages[i];
		int error = motus_calendar_create(
		    &language->calendar, language->lexicon, key);

		if (error != 0)
			return error;
	}
	memcpy(service->key, key, MOTUS_KEY_SIZE);
	service->has_key = true;
	return 0;
}

void
service_close(struct service *service)
{
	for (size_t i = 0; i < service->language_count; i++) {
		motus_calendar_destroy(service->languages[i].calendar);
		motus_lexicon_destroy(service->languages[i].lexicon);
	}
	service->language_count = 0;
}
