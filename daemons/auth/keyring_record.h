/*
 * keyring_record.h - the record of the keys, read
 */
#ifndef AUTH_KEYRING_RECORD_H
#define AUTH_KEYRING_RECORD_H

#include "daemons/auth/keyring.h"

struct keyring_entry {
	struct token_key *key;
	int64_t made, from;
	int64_t until; /* INT64_MAX: not retired yet */
};

/*
 * The keys of `record`, the caller's; how many there are, or -1 for one that is
 * not a record of keys, or sealed with another key than `seal`.
 */
int keyring_read(const json_t *record, const unsigned char *seal,
    struct keyring_entry entries[KEYRING_MAX]);

void keyring_drop(struct keyring_entry *entries, int count);

#endif
