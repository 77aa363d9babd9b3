/*
 * shelf.h - the store that examples/shelf.c brings, without the program
 */
#ifndef TESTS_SHELF_H
#define TESTS_SHELF_H

#include <motus/store.h>

int shelf_store_open(struct motus_store **store, const char *path);

#endif
