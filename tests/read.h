/*
 * read.h - values as a test writes them: word("merle"), date("2027-03-09"),
 * hex(bytes)
 */
#ifndef TESTS_READ_H
#define TESTS_READ_H

#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/date.h>
#include <motus/word.h>

static inline struct motus_word
word(const char *text)
{
	struct motus_word read;

	cr_assert(zero(int, motus_word_parse(&read, text, strlen(text))));
	return read;
}

static inline struct motus_date
date(const char *text)
{
	struct motus_date read;

	cr_assert(zero(int, motus_date_parse(&read, text, strlen(text))));
	return read;
}

/* 32 bytes in hexadecimal digits, until the next call. */
static inline char *
hex(const unsigned char bytes[32])
{
	static char text[2 * 32 + 1];

	for (int i = 0; i < 32; i++)
		snprintf(text + 2 * i, 3, "%02x", bytes[i]);
	return text;
}

#endif
