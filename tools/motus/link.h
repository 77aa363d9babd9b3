/*
 * link.h - the address of a puzzle that somebody made:
 * "https://motus.example/custom/TOKEN"
 */
#ifndef TERMINAL_LINK_H
#define TERMINAL_LINK_H

#include <stdbool.h>

#define LINK_SITE_SIZE 128
#define LINK_TOKEN_SIZE 81 /* sites make 70 characters */

struct link {
	char site[LINK_SITE_SIZE]; /* whatever stood before; not checked */
	char token[LINK_TOKEN_SIZE]; /* base64url */
};

/* Read it, with a query or without; false for what is not one. */
bool link_read(struct link *link, const char *text);

#endif
