#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "daemons/common/base64url.h"

static bool
decodes(const char *text)
{
	unsigned char bytes[64];
	size_t size;

	return base64url_decode(text, strlen(text), bytes, sizeof bytes, &size);
}

Test(base64url, the_vectors_of_rfc_4648_come_out_without_padding)
{
	static const char *const vectors[][2] = { { "", "" }, { "f", "Zg" },
		{ "fo", "Zm8" }, { "foo", "Zm9v" }, { "foob", "Zm9vYg" },
		{ "fooba", "Zm9vYmE" }, { "foobar", "Zm9vYmFy" } };

	for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
		const char *bytes = vectors[i][0];
		char text[16];
		char back[16] = "";
		size_t length, size;

		length = base64url_encode(bytes, strlen(bytes), text);
		cr_assert(eq(str, text, (char *)vectors[i][1]));
		cr_assert(eq(sz, length, strlen(text)));
		cr_assert(eq(sz, BASE64URL_SIZE(strlen(bytes)), length + 1));
		cr_assert(
		    base64url_decode(text, length, back, sizeof back, &size));
		cr_assert(eq(sz, size, strlen(bytes)));
		cr_assert(eq(str, back, (char *)bytes));
	}
}

Test(base64url, the_last_two_characters_are_those_of_urls)
{
	static const unsigned char bytes[] = { 0xfb, 0xef, 0xff };
	char text[BASE64URL_SIZE(sizeof bytes)];

	base64url_encode(bytes, sizeof bytes, text);
	cr_assert(eq(str, text, "--__"));
	cr_assert(decodes("--__"));
	cr_assert(not(decodes("++//")));
}

Test(base64url, what_does_not_belong_is_refused)
{
	static const char *const bad[] = { "Zg=", "Zg==", "Zm8=", "Zm9v=", "=",
		"Zm9v Zm9v", "Zm9v\n", " Zm9v", "Zm9v.", "Zm9\xc3\xa9", "Z" };

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		cr_assert(not(decodes(bad[i])), "%s", bad[i]);
}

Test(base64url, no_other_byte_is_a_character)
{
	static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				       "abcdefghijklmnopqrstuvwxyz"
				       "0123456789-_";

	for (int byte = 0; byte < 256; byte++) {
		char text[] = { 'A', 'A', 'A', (char)byte };
		bool belongs = byte != 0 && strchr(alphabet, byte) != NULL;
		unsigned char bytes[3];
		size_t size;

		cr_assert(eq(int, base64url_decode(text, 4, bytes, 3, &size),
			      belongs),
		    "%#x", (unsigned int)byte);
	}
}

Test(base64url, a_value_has_one_spelling)
{
	cr_assert(decodes("Zg"));
	cr_assert(not(decodes("Zh")));
	cr_assert(decodes("Zm8"));
	cr_assert(not(decodes("Zm9")));
}

Test(base64url, a_nul_is_no_end)
{
	unsigned char bytes[8];
	size_t size;

	cr_assert(not(base64url_decode("Zm\0v", 4, bytes, 8, &size)));
}

Test(base64url, what_does_not_fit_is_refused)
{
	char bytes[4] = "???";
	size_t size;

	cr_assert(not(base64url_decode("Zm9v", 4, bytes, 2, &size)));
	cr_assert(eq(int, bytes[2], '?'));
	cr_assert(base64url_decode("Zm9v", 4, bytes, 3, &size));
	cr_assert(eq(sz, size, 3));
}

Test(base64url, random_texts_differ_and_decode)
{
	char one[BASE64URL_SIZE(32)], other[BASE64URL_SIZE(32)];

	cr_assert(base64url_random(one, 32));
	cr_assert(base64url_random(other, 32));
	cr_assert(ne(str, one, other));
	cr_assert(eq(sz, strlen(one), 43));
	cr_assert(decodes(one));
	cr_assert(not(base64url_random(one, 33)));
}

/* --- with the characters of others ---------------------------------------- */

static bool
decodes_to(const char *text, const char *bytes)
{
	char decoded[64] = "";
	size_t size;

	return base64_decode(
		   text, strlen(text), decoded, sizeof decoded, &size) &&
	    size == strlen(bytes) && memcmp(decoded, bytes, size) == 0;
}

Test(base64, is_read_with_its_padding_or_without)
{
	cr_assert(decodes_to("", ""));
	cr_assert(decodes_to("Zg==", "f"));
	cr_assert(decodes_to("Zg", "f"));
	cr_assert(decodes_to("Zm8=", "fo"));
	cr_assert(decodes_to("Zm8", "fo"));
	cr_assert(decodes_to("Zm9v", "foo"));
	cr_assert(decodes_to("+/+/", "\xfb\xff\xbf"));
}

Test(base64, that_is_cut_off_or_something_else_is_refused)
{
	static const char *const texts[] = { "Z",
		"Zg=", "Zm8==", "Zm9v=", "Zm9vZ", "=", "Zg==Zg==", "-_-_",
		"Zm 8", "Zh", "Zm\xc3\xa9" };
	char bytes[64];
	size_t size;

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		cr_assert(not(base64_decode(texts[i], strlen(texts[i]), bytes,
			      sizeof bytes, &size)),
		    "%s", texts[i]);
	cr_assert(not(base64_decode("Zm9v", 4, bytes, 2, &size)));
}
