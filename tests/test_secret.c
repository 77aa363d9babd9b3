#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/error.h>

#include "daemons/common/secret.h"

static const char *
file_of(const char *bytes, size_t size)
{
	static char path[32];
	int file;

	strcpy(path, "/tmp/motus-secret-XXXXXX");
	file = mkstemp(path);
	cr_assert(eq(i64, write(file, bytes, size), (ssize_t)size));
	close(file);
	return path;
}

static int
read_key(unsigned char key[SECRET_SIZE], const char *bytes, size_t size)
{
	const char *path = file_of(bytes, size);
	int error = secret_read_key(key, path);

	unlink(path);
	return error;
}

static int
read_text(char *text, size_t room, const char *content)
{
	const char *path = file_of(content, strlen(content));
	int error = secret_read_text(text, room, path);

	unlink(path);
	return error;
}

#define DIGITS \
	"000102030405060708090a0b0c0d0e0f101112131415161718191A1B1C1D1E1F"

Test(key_file, holds_32_bytes_or_64_digits)
{
	unsigned char key[SECRET_SIZE];

	cr_assert(zero(int, read_key(key, DIGITS, SECRET_SIZE)));
	cr_assert(zero(int, memcmp(key, DIGITS, SECRET_SIZE)));
	cr_assert(zero(int, read_key(key, DIGITS, 64)));
	for (int i = 0; i < SECRET_SIZE; i++)
		cr_assert(eq(int, key[i], i));
	cr_assert(zero(int, read_key(key, DIGITS "\n", 65)));
}

Test(key_file, that_holds_anything_else_is_refused)
{
	unsigned char key[SECRET_SIZE];

	cr_assert(eq(int, read_key(key, "", 0), MOTUS_EFORMAT));
	cr_assert(eq(int, read_key(key, DIGITS, 31), MOTUS_EFORMAT));
	cr_assert(eq(int, read_key(key, DIGITS, 33), MOTUS_EFORMAT));
	cr_assert(eq(int, read_key(key, DIGITS, 63), MOTUS_EFORMAT));
	cr_assert(eq(int, read_key(key, DIGITS "00", 66), MOTUS_EFORMAT));
	cr_assert(eq(int, read_key(key, DIGITS "\n\n", 66), MOTUS_EFORMAT));
	cr_assert(eq(int, read_key(key, DIGITS " ", 65), MOTUS_EFORMAT));
	cr_assert(eq(int, read_key(key, DIGITS "x", 65), MOTUS_EFORMAT));
	cr_assert(eq(int, read_key(key, "x" DIGITS, 64), MOTUS_EFORMAT));
	cr_assert(eq(int, secret_read_key(key, "/nowhere/at/all"), MOTUS_EIO));
	cr_assert(eq(int, secret_read_key(key, "/tmp"), MOTUS_EIO));
}

Test(text_file, holds_one_line)
{
	char text[32];

	cr_assert(
	    zero(int, read_text(text, sizeof text, "0123456789abcdef\n")));
	cr_assert(eq(str, text, "0123456789abcdef"));
	cr_assert(zero(int,
	    read_text(text, sizeof text, "0123456789abcdefghijklmnopqrstu")));
	cr_assert(eq(str, text, "0123456789abcdefghijklmnopqrstu"));
}

Test(text_file, that_holds_anything_else_is_refused)
{
	static const char *const bad[] = { "", "short", "0123456789abcde\n",
		"0123456789 abcdef", "0123456789abcdef\n\n",
		"0123456789abcdef\r\n", "0123456789abcd\xc3\xa9",
		"0123456789abcdefghijklmnopqrstuv" };
	char text[32];

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		cr_assert(eq(int, read_text(text, sizeof text, bad[i]),
			      MOTUS_EFORMAT),
		    "%zu", i);
		cr_assert(eq(str, text, ""));
	}
	cr_assert(eq(
	    int, secret_read_text(text, sizeof text, "/nowhere"), MOTUS_EIO));
}
