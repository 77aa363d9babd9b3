#include <math.h>
#include <string.h>

#include "bench/plain.h"

const char plain_compiler[] = "gcc " __VERSION__ " -O3";

static inline uint32_t
plain_code(const char *guess, const char *answer, int length)
{
	int left[26] = { 0 };
	uint32_t code = 0, weight = 1;

	for (int i = 0; i < length; i++) {
		if (guess[i] != answer[i])
			left[answer[i] - 'A']++;
	}
	for (int i = 0; i < length; i++, weight *= 3) {
		if (guess[i] == answer[i]) {
			code += 2 * weight;
		} else if (left[guess[i] - 'A'] > 0) {
			left[guess[i] - 'A']--;
			code += weight;
		}
	}
	return code;
}

void
plain_codes(const char *guess, const char (*answers)[PLAIN_SIZE], size_t count,
    int length, uint32_t *codes)
{
	for (size_t i = 0; i < count; i++)
		codes[i] = plain_code(guess, answers[i], length);
}

double
plain_entropy(const char *guess, const char (*answers)[PLAIN_SIZE],
    size_t count, int length, uint32_t *table)
{
	size_t patterns = 1;
	double sum = 0;

	for (int i = 0; i < length; i++)
		patterns *= 3;
	memset(table, 0, patterns * sizeof(*table));
	for (size_t i = 0; i < count; i++)
		table[plain_code(guess, answers[i], length)]++;
	for (size_t i = 0; i < patterns; i++) {
		if (table[i] > 0)
			sum += table[i] * log2(table[i]);
	}
	return log2((double)count) - sum / (double)count;
}

size_t
plain_filter(const char *guess, const char (*answers)[PLAIN_SIZE], size_t count,
    int length, uint32_t code, uint32_t *kept)
{
	size_t found = 0;

	for (size_t i = 0; i < count; i++) {
		if (plain_code(guess, answers[i], length) == code)
			kept[found++] = (uint32_t)i;
	}
	return found;
}
