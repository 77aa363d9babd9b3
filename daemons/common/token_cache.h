/*
 * token_cache.h - tokens that were found good, remembered until they expire
 *
 * A token is known by its SHA-256, so that a guess, a userinfo request or an
 * introspection does not pay for a signature check each time.  A worker's own,
 * of a fixed number of places; the one unused for longest makes room.
 */
#ifndef COMMON_TOKEN_CACHE_H
#define COMMON_TOKEN_CACHE_H

#include <stddef.h>
#include <time.h>

#include <jansson.h>

struct token_cache; /* opaque */

/* Room for `places` tokens; NULL without memory. */
struct token_cache *token_cache_create(size_t places);
void token_cache_destroy(struct token_cache *cache);

/* The claims of a token remembered at `now`, or NULL; they stay the cache's. */
const json_t *token_cache_find(
    struct token_cache *cache, const char *token, size_t size, time_t now);

/* Remember these claims until their exp; without memory nothing happens. */
void token_cache_keep(struct token_cache *cache, const char *token, size_t size,
    const json_t *claims);

/* Forget all: the keys have changed. */
void token_cache_clear(struct token_cache *cache);

#endif
