int shelf_main(int argc, char **argv);

/* An example is one file, so that it can be copied: it is taken in whole. */
#define main shelf_main
#include "examples/shelf.c"
#undef main

#include "tests/shelf.h"

int
shelf_store_open(struct motus_store **store, const char *path)
{
	return shelf_open(store, path);
}
