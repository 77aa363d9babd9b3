/*
 * paths.h - where the player's files are (XDG Base Directory Specification)
 */
#ifndef TERMINAL_PATHS_H
#define TERMINAL_PATHS_H

#include <limits.h>

/*
 * The file `name` in the program's folder of a kind, DATA or STATE.  The folder
 * is made when it is not there, for its owner only.  EX_OK, else it was said
 * why.
 */
enum place { PLACE_DATA, PLACE_STATE };

int path_of(enum place place, const char *name, char path[PATH_MAX]);

#endif
