#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "daemons/common/hex.h"
#include "tools/motus/commitment.h"
#include "tools/motus/motus.h"

#define DIGITS_SIZE (2 * MOTUS_PROOF_SIZE + 1)

static void
key_of(const struct site *site, const struct evidence *evidence,
    char key[SITE_KEY_SIZE + 32])
{
	char date[MOTUS_DATE_SIZE], start[SITE_KEY_SIZE];

	motus_date_format(evidence->date, date);
	site_key(site, "commitment", start);
	snprintf(key, SITE_KEY_SIZE + 32, "%s:%s:%s", start, evidence->language,
	    date);
}

enum seen
commitment_seen(struct site *site, const struct evidence *evidence)
{
	char key[SITE_KEY_SIZE + 32], digits[DIGITS_SIZE], *noted;
	enum seen seen = SEEN_NOTHING;

	if (site->history == NULL)
		return SEEN_NOTHING;
	key_of(site, evidence, key);
	hex_write(evidence->proof.commitment, MOTUS_PROOF_SIZE, digits);
	noted = history_noted(site->history, key);
	if (noted != NULL)
		seen =
		    strcmp(noted, digits) == 0 ? SEEN_THE_SAME : SEEN_ANOTHER;
	free(noted);
	return seen;
}

int
commitment_note(struct site *site, const struct evidence *evidence)
{
	char key[SITE_KEY_SIZE + 32], digits[DIGITS_SIZE];

	if (site->history == NULL ||
	    commitment_seen(site, evidence) != SEEN_NOTHING)
		return EX_OK;
	key_of(site, evidence, key);
	hex_write(evidence->proof.commitment, MOTUS_PROOF_SIZE, digits);
	return history_note(site->history, key, digits);
}
