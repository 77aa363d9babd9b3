#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <sys/queue.h>

#include "daemons/common/sha256.h"
#include "daemons/common/token_cache.h"

struct place {
	unsigned char digest[SHA256_SIZE];
	json_t *claims; /* NULL: free */
	time_t expires;
	TAILQ_ENTRY(place) by_use;
	LIST_ENTRY(place) in_bucket; /* unless free */
};

TAILQ_HEAD(uses, place);
LIST_HEAD(bucket, place);

struct token_cache {
	struct uses uses; /* the one unused for longest first */
	size_t count; /* of places, and of buckets */
	struct bucket *buckets;
	struct place *places;
};

struct token_cache *
token_cache_create(size_t places)
{
	struct token_cache *cache = calloc(1, sizeof *cache);

	if (cache == NULL)
		return NULL;
	cache->count = places;
	cache->places = calloc(places, sizeof *cache->places);
	cache->buckets = calloc(places, sizeof *cache->buckets);
	if (cache->places == NULL || cache->buckets == NULL) {
		free(cache->places);
		free(cache->buckets);
		free(cache);
		return NULL;
	}
	TAILQ_INIT(&cache->uses);
	for (size_t i = 0; i < places; i++)
		TAILQ_INSERT_TAIL(&cache->uses, &cache->places[i], by_use);
	return cache;
}

void
token_cache_destroy(struct token_cache *cache)
{
	if (cache == NULL)
		return;
	token_cache_clear(cache);
	free(cache->places);
	free(cache->buckets);
	free(cache);
}

/* A SHA-256 is as good as random: its first bytes choose the bucket. */
static struct bucket *
bucket_of(struct token_cache *cache, const unsigned char *digest)
{
	size_t number;

	memcpy(&number, digest, sizeof number);
	return &cache->buckets[number % cache->count];
}

static struct place *
find(struct token_cache *cache, const unsigned char *digest)
{
	struct place *place;

	LIST_FOREACH (place, bucket_of(cache, digest), in_bucket)
		if (memcmp(place->digest, digest, SHA256_SIZE) == 0)
			return place;
	return NULL;
}

/* Free places are taken before others. */
static void
forget(struct token_cache *cache, struct place *place)
{
	if (place->claims == NULL)
		return;
	json_decref(place->claims);
	place->claims = NULL;
	LIST_REMOVE(place, in_bucket);
	TAILQ_REMOVE(&cache->uses, place, by_use);
	TAILQ_INSERT_HEAD(&cache->uses, place, by_use);
}

static void
touch(struct token_cache *cache, struct place *place)
{
	TAILQ_REMOVE(&cache->uses, place, by_use);
	TAILQ_INSERT_TAIL(&cache->uses, place, by_use);
}

const json_t *
token_cache_find(
    struct token_cache *cache, const char *token, size_t size, time_t now)
{
	unsigned char digest[SHA256_SIZE];
	struct place *place;

	sha256(digest, token, size);
	place = find(cache, digest);
	if (place == NULL)
		return NULL;
	if (place->expires <= now) {
		forget(cache, place);
		return NULL;
	}
	touch(cache, place);
	return place->claims;
}

void
token_cache_keep(struct token_cache *cache, const char *token, size_t size,
    const json_t *claims)
{
	const json_t *exp = json_object_get(claims, "exp");
	unsigned char digest[SHA256_SIZE];
	struct place *place;
	json_t *copy;

	if (!json_is_number(exp) || (copy = json_deep_copy(claims)) == NULL)
		return;
	sha256(digest, token, size);
	place = find(cache, digest);
	if (place == NULL)
		place = TAILQ_FIRST(&cache->uses);
	forget(cache, place);
	memcpy(place->digest, digest, SHA256_SIZE);
	place->claims = copy;
	place->expires = (time_t)json_number_value(exp);
	LIST_INSERT_HEAD(bucket_of(cache, digest), place, in_bucket);
	touch(cache, place);
}

void
token_cache_clear(struct token_cache *cache)
{
	for (size_t i = 0; i < cache->count; i++)
		forget(cache, &cache->places[i]);
}
