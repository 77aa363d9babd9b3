#include <ctype.h>
#include <string.h>

#include <openssl/rand.h>

#include "daemons/score/invite.h"

#define LENGTH 12
#define PART 4

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static void
show(const char letters[LENGTH], char code[INVITE_SIZE])
{
	for (size_t i = 0; i < LENGTH; i++) {
		if (i > 0 && i % PART == 0)
			*code++ = '-';
		*code++ = letters[i];
	}
	*code = '\0';
}

/* A byte has 8 values for each of the 32, so none comes up more often. */
bool
invite_make(char code[INVITE_SIZE])
{
	unsigned char random[LENGTH];
	char letters[LENGTH];

	if (RAND_bytes(random, sizeof random) != 1)
		return false;
	for (size_t i = 0; i < LENGTH; i++)
		letters[i] = alphabet[random[i] % 32];
	show(letters, code);
	return true;
}

/* NUL for what is no letter of a code. */
static char
read_letter(char typed)
{
	char letter = (char)toupper((unsigned char)typed);

	if (letter == 'I' || letter == 'L')
		letter = '1';
	else if (letter == 'O')
		letter = '0';
	return strchr(alphabet, letter) == NULL ? '\0' : letter;
}

bool
invite_read(char code[INVITE_SIZE], const char *typed)
{
	char letters[LENGTH];
	size_t count = 0;

	for (; *typed != '\0'; typed++) {
		if (*typed == '-' || *typed == ' ')
			continue;
		if (count == LENGTH || read_letter(*typed) == '\0')
			return false;
		letters[count++] = read_letter(*typed);
	}
	if (count < LENGTH)
		return false;
	show(letters, code);
	return true;
}
