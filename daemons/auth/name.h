/*
 * name.h - the names that players choose
 */
#ifndef AUTH_NAME_H
#define AUTH_NAME_H

#define NAME_LENGTH_MAX 30 /* characters as a reader counts them */
#define NAME_SIZE 256 /* bytes, with the NUL */
#define NAME_SKELETON_SIZE 251 /* "name:SKELETON" is a key of the store */

enum name_verdict {
	NAME_GOOD,
	NAME_EMPTY, /* nothing that can be seen */
	NAME_TOO_LONG,
	NAME_BAD_CHARACTER, /* not UTF-8; a control, a bidi mark or another
			       that can't be seen; one that is not assigned;
			       marks piled up */
};

/*
 * The name that was typed, as NFC, without spaces around it and with single
 * ones in it, and its skeleton: two names that differ in case only, or look
 * alike (Unicode TS 39), have the same.  NAME_BAD_CHARACTER without memory.
 */
enum name_verdict name_prepare(
    const char *typed, char name[NAME_SIZE], char skeleton[NAME_SKELETON_SIZE]);

#endif
