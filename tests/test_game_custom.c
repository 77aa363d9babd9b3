#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/daily.h>

#include "daemons/common/http.h"
#include "daemons/game/custom.h"
#include "tests/read.h"

static const unsigned char key[MOTUS_KEY_SIZE] = "the key of the days";
static const unsigned char other[MOTUS_KEY_SIZE] = "the key of another site";

static struct custom
custom_of(const char *language, const char *letters)
{
	struct custom custom = { .word = word(letters),
		.rules = motus_rules_daily() };

	strcpy(custom.language, language);
	return custom;
}

static struct custom
some(void)
{
	struct custom custom = custom_of("fr", "merle");

	custom.rules = (struct motus_rules){ .strictness = MOTUS_ULTRA,
		.turns = 9,
		.initial = false,
		.bonus = 4 };
	return custom;
}

static void
expect_back(struct custom custom)
{
	char token[CUSTOM_TOKEN_SIZE];
	struct custom back;

	cr_assert(custom_seal(key, &custom, token));
	cr_assert(eq(sz, strlen(token), CUSTOM_TOKEN_SIZE - 1));
	cr_assert(custom_open(key, token, &back));
	cr_assert(eq(str, back.language, custom.language));
	cr_assert(motus_word_equal(back.word, custom.word));
	cr_assert(
	    zero(int, memcmp(&back.rules, &custom.rules, sizeof back.rules)));
}

Test(custom, a_puzzle_comes_back_out_of_its_token)
{
	expect_back(some());
	expect_back(custom_of("fr", "abcd"));
	expect_back(custom_of("pt-latin", "abcdefghijkl"));
}

Test(custom, a_token_fits_a_path)
{
	cr_assert(le(sz, CUSTOM_TOKEN_SIZE, REQUEST_PARAM_SIZE));
}

Test(custom, the_same_puzzle_never_has_the_same_token)
{
	struct custom custom = some();
	char one[CUSTOM_TOKEN_SIZE], two[CUSTOM_TOKEN_SIZE];

	cr_assert(custom_seal(key, &custom, one));
	cr_assert(custom_seal(key, &custom, two));
	cr_assert(ne(str, one, two));
}

Test(custom, another_key_does_not_open_it)
{
	struct custom custom = some(), back;
	char token[CUSTOM_TOKEN_SIZE];

	cr_assert(custom_seal(other, &custom, token));
	cr_assert(not(custom_open(key, token, &back)));
}

Test(custom, a_token_that_was_changed_does_not_open)
{
	struct custom custom = some(), back;
	char token[CUSTOM_TOKEN_SIZE + 1];

	cr_assert(custom_seal(key, &custom, token));
	for (size_t i = 0; i < strlen(token); i++) {
		char was = token[i];

		token[i] = was == 'A' ? 'Q' : 'A';
		cr_assert(not(custom_open(key, token, &back)), "%zu", i);
		token[i] = was;
	}
	strcat(token, "A");
	cr_assert(not(custom_open(key, token, &back)), "longer");
	for (size_t size = strlen(token); size-- > 0;) {
		token[size] = '\0';
		if (size != CUSTOM_TOKEN_SIZE - 1)
			cr_assert(not(custom_open(key, token, &back)));
	}
}

Test(custom, what_was_never_a_token_does_not_open)
{
	struct custom back;

	cr_assert(not(custom_open(key, "", &back)));
	cr_assert(not(custom_open(key, "today", &back)));
	cr_assert(not(custom_open(key, "not base64url!", &back)));
}

/* Under another site's label, or of another layout. */
Test(custom, bytes_sealed_for_something_else_do_not_open)
{
	unsigned char bytes[CUSTOM_BYTES], sealed[CUSTOM_BYTES + AEAD_EXTRA];
	struct custom custom = some(), back;
	char token[CUSTOM_TOKEN_SIZE];

	custom_pack(&custom, bytes);
	cr_assert(
	    aead_close(key, "motus-custom-1", bytes, sizeof bytes, sealed));
	base64url_encode(sealed, sizeof sealed, token);
	cr_assert(not(custom_open(key, token, &back)),
	    "the key of the days itself seals nothing");
}

Test(custom, is_packed_as_the_header_says)
{
	struct custom custom = some();
	unsigned char bytes[CUSTOM_BYTES];

	custom_pack(&custom, bytes);
	cr_assert(eq(sz, sizeof bytes, 24));
	cr_assert(zero(int,
	    memcmp(bytes, "\2\11\0\4fr\0\0\0\0\0\0MERLE\0\0\0\0\0\0\0", 24)));
}

Test(custom, what_no_puzzle_is_packed_as_is_refused)
{
	static const struct change {
		const char *what;
		size_t at;
		unsigned char byte;
	} changes[] = {
		{ "a strictness that there is not", 0, 3 },
		{ "no turn", 1, 0 },
		{ "too many turns", 1, MOTUS_TURNS_MAX + 1 },
		{ "an initial of two minds", 2, 2 },
		{ "a bonus after the word", 3, 5 },
		{ "a language with more after its end", 11, 'x' },
		{ "a small letter", 12, 'm' },
		{ "no letter", 13, '1' },
		{ "a short word", 15, '\0' },
		{ "a word with more after its end", 23, 'E' },
	};
	struct custom custom = some(), back;
	unsigned char bytes[CUSTOM_BYTES];

	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
		custom_pack(&custom, bytes);
		cr_assert(custom_unpack(&back, bytes));
		bytes[changes[i].at] = changes[i].byte;
		cr_assert(
		    not(custom_unpack(&back, bytes)), "%s", changes[i].what);
	}
}
