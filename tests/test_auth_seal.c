#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "daemons/auth/seal.h"

static const unsigned char key[SEAL_KEY_SIZE] = { 1, 2, 3 };
static const unsigned char other[SEAL_KEY_SIZE] = { 1, 2, 4 };

static void
expect_shut(const unsigned char *with, const char *label, const char *sealed)
{
	cr_assert(zero(ptr, seal_open(with, label, sealed)), "%s", sealed);
}

Test(seal, what_was_sealed_comes_back)
{
	static const char *const texts[] = { "", "a", "-----BEGIN\nKEY-----" };

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		char *sealed = seal_close(key, "label", texts[i]);
		char *text = seal_open(key, "label", sealed);

		cr_assert(eq(str, text, (char *)texts[i]));
		free(text);
		free(sealed);
	}
}

Test(seal, the_same_text_is_never_sealed_the_same_way)
{
	char *one = seal_close(key, "label", "text");
	char *two = seal_close(key, "label", "text");

	cr_assert(ne(str, one, two));
	free(one);
	free(two);
}

Test(seal, another_key_or_label_does_not_open_it)
{
	char *sealed = seal_close(key, "label", "text");

	expect_shut(other, "label", sealed);
	expect_shut(key, "Label", sealed);
	expect_shut(key, "", sealed);
	free(sealed);
}

Test(seal, what_was_changed_does_not_open)
{
	char *sealed = seal_close(key, "label", "text");

	for (size_t i = 0; i < strlen(sealed); i++) {
		char was = sealed[i];

		sealed[i] = was == 'A' ? 'Q' : 'A';
		expect_shut(key, "label", sealed);
		sealed[i] = was;
	}
	while (sealed[0] != '\0') {
		sealed[strlen(sealed) - 1] = '\0';
		expect_shut(key, "label", sealed);
	}
	free(sealed);
}

Test(seal, what_was_never_sealed_does_not_open)
{
	expect_shut(key, "label", "AAAA");
	expect_shut(key, "label", "not base64url!");
}

Test(seal, too_long_a_text_is_not_sealed)
{
	char *text = calloc(1, 20001);

	memset(text, 'x', 20000);
	cr_assert(zero(ptr, seal_close(key, "label", text)));
	free(text);
}
