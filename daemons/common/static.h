/*
 * static.h - the page and its files, served from memory
 *
 * The files of one folder are read when the daemon starts; nothing else can
 * ever be served.  Browsers may keep all but the page for ever: the page names
 * them by a path with a hash of the whole set in it ("/s/HASH/app.js"), so
 * that scripts that import each other always come from the same set.
 */
#ifndef COMMON_STATIC_H
#define COMMON_STATIC_H

#include <stddef.h>

#include "daemons/common/http.h"

#define STATIC_FILES_MAX 128
#define STATIC_FILE_MAX 1048576 /* bytes of a file */
#define STATIC_NAME_SIZE 64 /* of a file's name, with its NUL */

struct static_files; /* opaque: it owns what was read */

/*
 * Read the files of `folder` whose suffix is known; its own folders, and names
 * that begin with a dot, are left out.  In HTML {{assets}} becomes the path of
 * the set and {{site_name}} becomes `site_name`, escaped.  There must be an
 * index.html.  NULL: `complaint` says what is wrong.
 */
struct static_files *static_open(
    const char *folder, const char *site_name, char *complaint, size_t size);

/*
 * Read the files whose paths below `folder` are in `paths`, which ends with
 * NULL, and nothing else.  They are served by their last names; whoever makes
 * the pages names them by a path with static_set() in it.
 */
struct static_files *static_open_list(
    const char *folder, const char *const *paths, char *complaint, size_t size);
const char *static_set(const struct static_files *files);

void static_close(struct static_files *files);

/* Reply with index.html, for the route "/". */
void static_index(const struct static_files *files, struct exchange *exchange);

/*
 * Reply with the file that the parameters of the route "/s/{set}/{name}" name.
 * A set of another version gets our file of that name, not to be kept: its
 * page came from an instance that is older or newer.
 */
void static_file(const struct static_files *files, struct exchange *exchange);

#endif
