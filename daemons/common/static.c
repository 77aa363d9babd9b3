#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include <sys/stat.h>

#include <openssl/sha.h>
#include <zlib.h>

#include "daemons/common/escape.h"
#include "daemons/common/static.h"

#define HASH_SIZE 33 /* 128 bits in hexadecimal, and a NUL */

struct blob {
	unsigned char *bytes;
	size_t size;
};

struct file {
	char name[STATIC_NAME_SIZE];
	const char *type;
	struct blob plain, packed; /* packed: empty when it gains nothing */
	char hash[HASH_SIZE];
};

struct static_files {
	struct file files[STATIC_FILES_MAX];
	size_t count;
	char set[HASH_SIZE];
};

static const struct {
	const char *suffix, *type;
} TYPES[] = { { ".html", "text/html; charset=utf-8" },
	{ ".css", "text/css; charset=utf-8" },
	{ ".js", "text/javascript; charset=utf-8" },
	{ ".json", "application/json" },
	{ ".webmanifest", "application/manifest+json" },
	{ ".svg", "image/svg+xml" }, { ".png", "image/png" },
	{ ".ico", "image/x-icon" }, { ".woff2", "font/woff2" },
	{ ".txt", "text/plain; charset=utf-8" } };

/* --- reading -------------------------------------------------------------- */

static bool fail(char *complaint, size_t size, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static bool
fail(char *complaint, size_t size, const char *format, ...)
{
	va_list list;

	va_start(list, format);
	vsnprintf(complaint, size, format, list);
	va_end(list);
	return false;
}

/* NULL: a file of this name is not served. */
static const char *
type_of(const char *name)
{
	const char *suffix = strrchr(name, '.');

	if (suffix == NULL || suffix == name || name[0] == '.')
		return NULL;
	for (size_t i = 0; i < sizeof TYPES / sizeof *TYPES; i++)
		if (strcmp(suffix, TYPES[i].suffix) == 0)
			return TYPES[i].type;
	return NULL;
}

static bool
is_page(const struct file *file)
{
	return file->type == TYPES[0].type;
}

static bool
read_bytes(int fd, struct blob *blob)
{
	size_t done = 0;

	while (done < blob->size) {
		ssize_t got = read(fd, blob->bytes + done, blob->size - done);

		if (got <= 0)
			return false;
		done += (size_t)got;
	}
	return true;
}

static bool
read_file(int folder, const char *path, struct file *file, char *complaint,
    size_t size)
{
	int fd = openat(folder, path, O_RDONLY | O_CLOEXEC);
	struct stat status;
	bool read = false;

	if (fd < 0 || fstat(fd, &status) != 0) {
		fail(complaint, size, "%s: %s", path, strerror(errno));
	} else if (!S_ISREG(status.st_mode) ||
	    status.st_size > STATIC_FILE_MAX) {
		fail(complaint, size, "%s is no file, or larger than 1 MB",
		    path);
	} else {
		file->plain.size = (size_t)status.st_size;
		file->plain.bytes = malloc(file->plain.size + 1);
		read = file->plain.bytes != NULL &&
		    (read_bytes(fd, &file->plain) ||
			fail(complaint, size, "%s can't be read", path));
	}
	if (fd >= 0)
		close(fd);
	return read;
}

static bool
add_file(struct static_files *files, int folder, const char *path,
    char *complaint, size_t size)
{
	struct file *file = &files->files[files->count];
	const char *slash = strrchr(path, '/');
	const char *name = slash == NULL ? path : slash + 1;

	if (files->count == STATIC_FILES_MAX ||
	    strlen(name) >= STATIC_NAME_SIZE)
		return fail(complaint, size,
		    "%s: a longer name, or more files, than can be served",
		    name);
	strcpy(file->name, name);
	file->type = type_of(name);
	files->count++;
	return read_file(folder, path, file, complaint, size);
}

static int
is_served(const struct dirent *entry)
{
	return type_of(entry->d_name) != NULL;
}

/* In the order of their names: it goes into the hash of the set. */
static bool
read_folder(struct static_files *files, const char *path, int folder,
    char *complaint, size_t size)
{
	struct dirent **names = NULL;
	int count = scandir(path, &names, is_served, alphasort);
	bool read = count >= 0;

	if (!read)
		fail(complaint, size, "%s: %s", path, strerror(errno));
	for (int i = 0; i < count; i++) {
		read = read &&
		    add_file(files, folder, names[i]->d_name, complaint, size);
		free(names[i]);
	}
	free(names);
	return read;
}

static bool
read_list(struct static_files *files, const char *const *paths, int folder,
    char *complaint, size_t size)
{
	for (; *paths != NULL; paths++)
		if (!add_file(files, folder, *paths, complaint, size))
			return false;
	return true;
}

/* --- making --------------------------------------------------------------- */

static void
write_hash(char text[HASH_SIZE], const unsigned char *digest)
{
	for (size_t i = 0; i < HASH_SIZE / 2; i++)
		snprintf(text + 2 * i, 3, "%02x", digest[i]);
}

static void
hash_blob(const struct blob *blob, char text[HASH_SIZE])
{
	unsigned char digest[SHA256_DIGEST_LENGTH];

	SHA256(blob->bytes, blob->size, digest);
	write_hash(text, digest);
}

/* The hash of the set is one of its names and their hashes, pages left out. */
static bool
hash_set(struct static_files *files)
{
	struct blob list = { 0 };
	FILE *out = open_memstream((char **)&list.bytes, &list.size);

	if (out == NULL)
		return false;
	for (size_t i = 0; i < files->count; i++) {
		struct file *file = &files->files[i];

		hash_blob(&file->plain, file->hash);
		if (!is_page(file))
			fprintf(out, "%s %s\n", file->name, file->hash);
	}
	if (fclose(out) == 0)
		hash_blob(&list, files->set);
	free(list.bytes);
	return files->set[0] != '\0';
}

/* Replace the placeholders of a page. */
static bool
fill_page(struct file *file, const char *set, const char *site_name)
{
	static const char assets[] = "{{assets}}", name[] = "{{site_name}}";
	struct blob page = { 0 };
	FILE *out = open_memstream((char **)&page.bytes, &page.size);
	const char *text = (char *)file->plain.bytes, *brace;

	if (out == NULL)
		return false;
	file->plain.bytes[file->plain.size] = '\0';
	for (; (brace = strstr(text, "{{")) != NULL;) {
		fwrite(text, 1, (size_t)(brace - text), out);
		if (strncmp(brace, assets, sizeof assets - 1) == 0) {
			fprintf(out, "/s/%s", set);
			text = brace + sizeof assets - 1;
		} else if (strncmp(brace, name, sizeof name - 1) == 0) {
			escape_html(out, site_name, strlen(site_name));
			text = brace + sizeof name - 1;
		} else {
			fputs("{{", out);
			text = brace + 2;
		}
	}
	fputs(text, out);
	if (fclose(out) != 0) {
		free(page.bytes);
		return false;
	}
	free(file->plain.bytes);
	file->plain = page;
	hash_blob(&file->plain, file->hash);
	return true;
}

/* Pack what becomes smaller by it; without memory a file is sent plain. */
static void
pack(struct file *file)
{
	z_stream stream = { 0 };
	uLong bound;

	if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 9,
		Z_DEFAULT_STRATEGY) != Z_OK)
		return;
	bound = deflateBound(&stream, file->plain.size);
	file->packed.bytes = malloc(bound);
	stream.next_in = file->plain.bytes;
	stream.avail_in = (uInt)file->plain.size;
	stream.next_out = file->packed.bytes;
	stream.avail_out = (uInt)bound;
	if (file->packed.bytes != NULL &&
	    deflate(&stream, Z_FINISH) == Z_STREAM_END &&
	    stream.total_out < file->plain.size)
		file->packed.size = stream.total_out;
	deflateEnd(&stream);
}

static bool
make_all(struct static_files *files, const char *site_name)
{
	if (!hash_set(files))
		return false;
	for (size_t i = 0; i < files->count; i++) {
		struct file *file = &files->files[i];

		if (is_page(file) && !fill_page(file, files->set, site_name))
			return false;
		pack(file);
	}
	return true;
}

static const struct file *
find(const struct static_files *files, const char *name)
{
	for (size_t i = 0; i < files->count; i++)
		if (strcmp(files->files[i].name, name) == 0)
			return &files->files[i];
	return NULL;
}

/* What `paths` names, or all of the folder, which has a page then. */
static bool
read_all(struct static_files *files, const char *path, const char *const *paths,
    char *complaint, size_t size)
{
	int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool read;

	if (folder < 0)
		return fail(complaint, size, "%s: %s", path, strerror(errno));
	if (paths != NULL)
		read = read_list(files, paths, folder, complaint, size);
	else
		read = read_folder(files, path, folder, complaint, size) &&
		    (find(files, "index.html") != NULL ||
			fail(complaint, size, "%s has no index.html", path));
	close(folder);
	return read;
}

static struct static_files *
open_files(const char *folder, const char *const *paths, const char *site_name,
    char *complaint, size_t size)
{
	struct static_files *files = calloc(1, sizeof *files);

	snprintf(complaint, size, "no memory for %s", folder);
	if (files != NULL && read_all(files, folder, paths, complaint, size) &&
	    make_all(files, site_name))
		return files;
	static_close(files);
	return NULL;
}

struct static_files *
static_open(
    const char *folder, const char *site_name, char *complaint, size_t size)
{
	return open_files(folder, NULL, site_name, complaint, size);
}

struct static_files *
static_open_list(
    const char *folder, const char *const *paths, char *complaint, size_t size)
{
	return open_files(folder, paths, "", complaint, size);
}

const char *
static_set(const struct static_files *files)
{
	return files->set;
}

void
static_close(struct static_files *files)
{
	if (files == NULL)
		return;
	for (size_t i = 0; i < files->count; i++) {
		free(files->files[i].plain.bytes);
		free(files->files[i].packed.bytes);
	}
	free(files);
}

/* --- serving -------------------------------------------------------------- */

/* Whether one entry of Accept-Encoding is gzip, and does not say "q=0". */
static bool
names_gzip(const char *entry, size_t size)
{
	const char *end = entry + size, *weight;

	entry += strspn(entry, " \t");
	if (strncasecmp(entry, "gzip", 4) != 0 ||
	    strchr(",; \t", entry[4]) == NULL)
		return false;
	weight = memchr(entry, '=', (size_t)(end - entry));
	return weight == NULL || strtod(weight + 1, NULL) > 0;
}

static bool
accepts_gzip(const struct request *request)
{
	const char *list = request_header(request, "accept-encoding");

	while (list != NULL && *list != '\0') {
		size_t size = strcspn(list, ",");

		if (names_gzip(list, size))
			return true;
		list += size + (list[size] == ',');
	}
	return false;
}

/* Whether the client has this version; a weak tag is as good as a strong. */
static bool
has_version(const struct request *request, const char *tag)
{
	const char *list = request_header(request, "if-none-match");
	const char *at = list == NULL ? NULL : strstr(list, tag);

	return at != NULL || (list != NULL && strcmp(list, "*") == 0);
}

static void
send_file(const struct file *file, bool keep, struct exchange *exchange)
{
	struct reply *reply = &exchange->reply;
	bool packed = file->packed.size > 0 && accepts_gzip(&exchange->request);
	const struct blob *blob = packed ? &file->packed : &file->plain;
	char tag[HASH_SIZE + 8];

	snprintf(tag, sizeof tag, "\"%s%s\"", file->hash, packed ? "-gz" : "");
	reply_header(reply, "etag", "%s", tag);
	reply_header(reply, "vary", "accept-encoding");
	reply_header(reply, "cache-control", "%s",
	    keep ? "public, max-age=31536000, immutable" : "no-cache");
	if (has_version(&exchange->request, tag)) {
		reply->status = 304;
	} else {
		reply->status = 200;
		reply_header(reply, "content-type", "%s", file->type);
		if (packed)
			reply_header(reply, "content-encoding", "gzip");
		reply->body = blob->bytes;
		reply->body_size = blob->size;
	}
	exchange_finish(exchange);
}

void
static_index(const struct static_files *files, struct exchange *exchange)
{
	send_file(find(files, "index.html"), false, exchange);
}

void
static_file(const struct static_files *files, struct exchange *exchange)
{
	const char *set = exchange->request.params[0];
	const struct file *file = find(files, exchange->request.params[1]);

	if (file == NULL) {
		reply_problem(&exchange->reply, 404, "not-found",
		    "There is no such file.");
		exchange_finish(exchange);
		return;
	}
	send_file(
	    file, !is_page(file) && strcmp(set, files->set) == 0, exchange);
}
