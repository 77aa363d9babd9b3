#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <motus/error.h>

#include "daemons/game/service.h"

/* Only a length without answers has no vocabulary. */
static int
open_words(struct language *language)
{
	for (unsigned int i = MOTUS_ANSWER_MIN; i <= MOTUS_ANSWER_MAX; i++) {
		int error = motus_vocabulary_from_lexicon(
		    &language->words[i], language->lexicon, i);

		if (error != 0 && error != MOTUS_EINVAL)
			return error;
	}
	return 0;
}

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
	if (error == 0)
		error = open_words(language);
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

/* The first key has a place of its own, so that it may be known last. */
int
service_use_key(struct service *service, const struct day_key *key)
{
	size_t count = service->key_count == 0 ? 1 : service->key_count;
	size_t place = key->from == SERVICE_ALWAYS ? 0 : count;

	if (place == SERVICE_KEYS_MAX)
		return MOTUS_EINVAL;
	for (size_t i = 0; i < service->language_count; i++) {
		struct language *language = &service->languages[i];
		int error = motus_calendar_create(
		    &language->calendars[place], language->lexicon, key->bytes);

		if (error != 0)
			return error;
	}
	service->keys[place] = *key;
	service->key_count = place == 0 ? count : count + 1;
	service->has_key = service->has_key || place == 0;
	return 0;
}

/* Which key a day has. */
static size_t
place_of(const struct service *service, struct motus_date date)
{
	size_t place = service->key_count;

	while (--place > 0 && service->keys[place].from > motus_date_days(date))
		;
	return place;
}

const unsigned char *
service_key(const struct service *service, struct motus_date date)
{
	return service->keys[place_of(service, date)].bytes;
}

int
service_puzzle(const struct service *service, const struct language *language,
    struct motus_date date, struct motus_puzzle *puzzle)
{
	return motus_calendar_puzzle(
	    language->calendars[place_of(service, date)], date, puzzle);
}

void
service_close(struct service *service)
{
	for (size_t i = 0; i < service->language_count; i++) {
		struct language *language = &service->languages[i];

		for (size_t j = 0; j <= MOTUS_WORD_MAX; j++)
			motus_vocabulary_destroy(language->words[j]);
		for (size_t j = 0; j < service->key_count; j++)
			motus_calendar_destroy(language->calendars[j]);
		motus_lexicon_destroy(language->lexicon);
	}
	service->language_count = 0;
}
