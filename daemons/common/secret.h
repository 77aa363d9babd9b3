/*
 * secret.h - what all instances of a service must know, and nobody else
 *
 * A secret comes from a file; or the first instance that starts makes it, and
 * the store keeps it for all of them.
 */
#ifndef COMMON_SECRET_H
#define COMMON_SECRET_H

#include <stdbool.h>
#include <stddef.h>

#include <motus/store.h>

#define SECRET_SIZE 32

/* Read a key of twice SECRET_SIZE hexadecimal digits; or MOTUS_EFORMAT. */
int secret_read_digits(
    unsigned char key[SECRET_SIZE], const char *digits, size_t size);

/*
 * Read a key from the file `path`: SECRET_SIZE bytes, or twice as many
 * hexadecimal digits with or without a newline.
 *
 *	MOTUS_EIO	the file can't be read; errno tells why
 *	MOTUS_EFORMAT	it holds something else
 */
int secret_read_key(unsigned char key[SECRET_SIZE], const char *path);

/*
 * Read a text from the file `path` into `text`, which takes `size` bytes with
 * the NUL: one line of 16 visible ASCII characters or more, with or without a
 * newline.  Errors as above.
 */
int secret_read_text(char *text, size_t size, const char *path);

/* A secret that the store keeps, while it is not known yet. */
struct secret {
	struct motus_store *store;
	struct motus_loop loop;
	const char *name; /* its key in the store; a constant */
	void (*known)(void *arg, const unsigned char bytes[SECRET_SIZE]);
	void *arg;
	int pause; /* milliseconds until the store is asked again; 0 at first */
};

/*
 * Ask the store for the secret, and make one if there is none, until it is
 * known: then `known` is called, once.  While the store does not answer it is
 * asked again after a growing pause.  `secret` stays where it is.
 */
void secret_fetch(struct secret *secret);

/* Ask no more; the store was destroyed before. */
void secret_stop(struct secret *secret);

#endif
