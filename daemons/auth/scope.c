#include <string.h>

#include "daemons/auth/scope.h"
#include "daemons/common/token.h"

const char *const scope_words[] = { "openid", "profile", "offline_access",
	"play", "score:write", "player:delete", NULL };

static const unsigned int holders[] = { SCOPE_PLAYER, SCOPE_PLAYER,
	SCOPE_PLAYER, SCOPE_PLAYER, SCOPE_SERVICE, SCOPE_SERVICE };

static bool
is_known(const char *word, size_t size)
{
	for (size_t i = 0; scope_words[i] != NULL; i++)
		if (strlen(scope_words[i]) == size &&
		    memcmp(scope_words[i], word, size) == 0)
			return true;
	return false;
}

bool
scope_known(const char *scope)
{
	while (*(scope += strspn(scope, " ")) != '\0') {
		size_t size = strcspn(scope, " ");

		if (!is_known(scope, size))
			return false;
		scope += size;
	}
	return true;
}

void
scope_grant(const char *asked, const char *allowed, unsigned int who,
    char granted[SCOPE_SIZE])
{
	granted[0] = '\0';
	for (size_t i = 0; scope_words[i] != NULL; i++) {
		if (!(holders[i] & who) || !scope_has(asked, scope_words[i]) ||
		    !scope_has(allowed, scope_words[i]))
			continue;
		if (granted[0] != '\0')
			strcat(granted, " ");
		strcat(granted, scope_words[i]);
	}
}
