#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/stat.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <zlib.h>

#include "daemons/common/static.h"

static char folder[64];

static void
put(const char *name, const char *text)
{
	char path[256];
	FILE *file;

	snprintf(path, sizeof path, "%s/%s", folder, name);
	file = fopen(path, "w");
	fputs(text, file);
	fclose(file);
}

static void
make_folder(void)
{
	strcpy(folder, "/tmp/motus-static-XXXXXX");
	cr_assert(not(zero(ptr, mkdtemp(folder))));
	put("index.html",
	    "<h1>{{site_name}}</h1><script src=\"{{assets}}/app.js\">"
	    "{{other}} {{assets}}");
	put("app.js",
	    "import \"./b.js\"; // aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
	put("b.js", "1");
	put(".hidden.js", "no");
	put("notes.md", "no");
}

static void
remove_folder(void)
{
	char command[128];

	snprintf(command, sizeof command, "rm -rf '%s'", folder);
	cr_assert(zero(int, system(command)));
}

TestSuite(statics, .init = make_folder, .fini = remove_folder);

static void
finish(struct exchange *exchange)
{
	(void)exchange;
}

static struct static_files *
opened(const char *site_name)
{
	char complaint[256];
	struct static_files *files =
	    static_open(folder, site_name, complaint, sizeof complaint);

	cr_assert(not(zero(ptr, files)), "%s", complaint);
	return files;
}

static const char *
sent(const struct exchange *exchange, const char *name)
{
	for (size_t i = 0; i < exchange->reply.header_count; i++)
		if (strcmp(exchange->reply.headers[i].name, name) == 0)
			return reply_value(&exchange->reply, i);
	return "";
}

static struct exchange
ask(const struct static_files *files, const char *set, const char *name,
    const char *header, const char *value)
{
	struct exchange exchange = { .finish = finish };

	if (header != NULL)
		exchange.request.headers[exchange.request.header_count++] =
		    (struct header){ header, value };
	if (set == NULL) {
		static_index(files, &exchange);
		return exchange;
	}
	snprintf(exchange.request.params[0], REQUEST_PARAM_SIZE, "%s", set);
	snprintf(exchange.request.params[1], REQUEST_PARAM_SIZE, "%s", name);
	static_file(files, &exchange);
	return exchange;
}

static char *
body(const struct exchange *exchange)
{
	return strndup(exchange->reply.body, exchange->reply.body_size);
}

/* The set's hash, as the page says it. */
static const char *
set_of(const struct static_files *files)
{
	static char set[33];
	struct exchange page = ask(files, NULL, NULL, NULL, NULL);
	char *text = body(&page);

	memcpy(set, strstr(text, "\"/s/") + 4, 32);
	free(text);
	return set;
}

Test(statics, the_page_names_the_site_and_its_files)
{
	struct static_files *files = opened("<b> & \"c\"");
	struct exchange page = ask(files, NULL, NULL, NULL, NULL);
	char *text = body(&page), expected[256];

	snprintf(expected, sizeof expected,
	    "<h1>&lt;b&gt; &amp; &quot;c&quot;</h1>"
	    "<script src=\"/s/%s/app.js\">{{other}} /s/%s",
	    set_of(files), set_of(files));
	cr_assert(eq(str, text, expected));
	cr_assert(eq(int, page.reply.status, 200));
	cr_assert(eq(str, (char *)sent(&page, "cache-control"), "no-cache"));
	cr_assert(eq(str, (char *)sent(&page, "content-type"),
	    "text/html; charset=utf-8"));
	free(text);
	static_close(files);
}

Test(statics, a_file_of_this_set_is_kept_for_ever)
{
	struct static_files *files = opened("Motus");
	struct exchange file = ask(files, set_of(files), "b.js", NULL, NULL);
	char *text = body(&file);

	cr_assert(eq(str, text, "1"));
	cr_assert(eq(str, (char *)sent(&file, "cache-control"),
	    "public, max-age=31536000, immutable"));
	cr_assert(eq(str, (char *)sent(&file, "content-type"),
	    "text/javascript; charset=utf-8"));
	free(text);
	static_close(files);
}

Test(statics, a_file_of_another_set_is_served_but_not_kept)
{
	struct static_files *files = opened("Motus");
	struct exchange file = ask(files, "0123", "b.js", NULL, NULL);

	cr_assert(eq(int, file.reply.status, 200));
	cr_assert(eq(str, (char *)sent(&file, "cache-control"), "no-cache"));
	static_close(files);
}

Test(statics, a_changed_file_changes_the_set_and_a_changed_page_does_not)
{
	struct static_files *files = opened("Motus");
	char before[33];

	strcpy(before, set_of(files));
	static_close(files);
	files = opened("Another");
	cr_assert(eq(str, (char *)set_of(files), before));
	static_close(files);
	put("b.js", "2");
	files = opened("Motus");
	cr_assert(ne(str, (char *)set_of(files), before));
	static_close(files);
}

Test(statics, only_what_was_read_at_the_start_is_there)
{
	const char *absent[] = { "../index.html", "/etc/passwd", "notes.md",
		".hidden.js", "", ".", "B.JS", "late.js" };
	struct static_files *files = opened("Motus");

	put("late.js", "late");
	for (size_t i = 0; i < sizeof absent / sizeof *absent; i++) {
		struct exchange file =
		    ask(files, set_of(files), absent[i], NULL, NULL);

		cr_assert(eq(int, file.reply.status, 404), "%s", absent[i]);
		reply_reset(&file.reply);
	}
	static_close(files);
}

Test(statics, who_has_this_version_gets_none)
{
	struct static_files *files = opened("Motus");
	struct exchange file = ask(files, "x", "b.js", NULL, NULL);
	char tag[64], list[256];

	snprintf(tag, sizeof tag, "%s", sent(&file, "etag"));
	cr_assert(eq(sz, strlen(tag), 34));
	snprintf(list, sizeof list, "\"other\", W/%s", tag);
	file = ask(files, "x", "b.js", "If-None-Match", list);
	cr_assert(eq(int, file.reply.status, 304));
	cr_assert(zero(sz, file.reply.body_size));
	cr_assert(eq(str, (char *)sent(&file, "etag"), tag));
	file = ask(files, "x", "b.js", "If-None-Match", "*");
	cr_assert(eq(int, file.reply.status, 304));
	file = ask(files, "x", "b.js", "If-None-Match", "\"other\"");
	cr_assert(eq(int, file.reply.status, 200));
	static_close(files);
}

static bool
packed(const struct static_files *files, const char *name, const char *accept)
{
	struct exchange file = ask(files, "x", name, "Accept-Encoding", accept);

	cr_assert(eq(str, (char *)sent(&file, "vary"), "accept-encoding"));
	return strcmp(sent(&file, "content-encoding"), "gzip") == 0;
}

Test(statics, a_file_is_packed_for_those_who_take_it)
{
	struct static_files *files = opened("Motus");

	cr_assert(packed(files, "app.js", "gzip"));
	cr_assert(packed(files, "app.js", "br, GZIP;q=0.5"));
	cr_assert(packed(files, "app.js", "gzip;q=1, br;q=0"));
	cr_assert(not(packed(files, "app.js", "gzip;q=0")));
	cr_assert(not(packed(files, "app.js", "gzip ; q=0.0, br")));
	cr_assert(not(packed(files, "app.js", "br")));
	cr_assert(not(packed(files, "app.js", "gzipx")));
	cr_assert(not(packed(files, "app.js", "")));
	cr_assert(not(packed(files, "b.js", "gzip")), "it would be larger");
	static_close(files);
}

Test(statics, a_packed_file_is_the_same_file_under_another_tag)
{
	struct static_files *files = opened("Motus");
	struct exchange plain = ask(files, "x", "app.js", NULL, NULL);
	struct exchange file =
	    ask(files, "x", "app.js", "accept-encoding", "gzip");
	unsigned char text[1024];
	z_stream stream = { .next_in = (unsigned char *)file.reply.body,
		.avail_in = (uInt)file.reply.body_size,
		.next_out = text,
		.avail_out = sizeof text };

	cr_assert(eq(int, inflateInit2(&stream, 15 + 16), Z_OK));
	cr_assert(eq(int, inflate(&stream, Z_FINISH), Z_STREAM_END));
	inflateEnd(&stream);
	cr_assert(eq(sz, (size_t)stream.total_out, plain.reply.body_size));
	cr_assert(
	    zero(int, memcmp(text, plain.reply.body, plain.reply.body_size)));
	cr_assert(
	    ne(str, (char *)sent(&plain, "etag"), (char *)sent(&file, "etag")));
	static_close(files);
}

static struct static_files *
opened_list(const char *const *paths, char complaint[256])
{
	complaint[0] = '\0';
	return static_open_list(folder, paths, complaint, 256);
}

Test(statics, a_list_of_files_is_served_by_their_last_names)
{
	static const char *const paths[] = { "b.js", "more/c.css", NULL };
	struct static_files *files;
	struct exchange file;
	char complaint[256], path[128];

	snprintf(path, sizeof path, "%s/more", folder);
	mkdir(path, 0700);
	put("more/c.css", "c{}");
	files = opened_list(paths, complaint);
	cr_assert(not(zero(ptr, files)), "%s", complaint);
	cr_assert(eq(sz, strlen(static_set(files)), 32));
	file = ask(files, static_set(files), "c.css", NULL, NULL);
	cr_assert(eq(int, file.reply.status, 200));
	cr_assert(eq(str, (char *)sent(&file, "cache-control"),
	    "public, max-age=31536000, immutable"));
	file = ask(files, static_set(files), "app.js", NULL, NULL);
	cr_assert(eq(int, file.reply.status, 404));
	reply_reset(&file.reply);
	static_close(files);
}

Test(statics, a_list_with_a_file_that_is_not_there_stops_the_start)
{
	static const char *const paths[] = { "b.js", "absent.css", NULL };
	char complaint[256];

	cr_assert(zero(ptr, opened_list(paths, complaint)));
	cr_assert(eq(str, complaint, "absent.css: No such file or directory"));
}

static void
expect_complaint(const char *about)
{
	char complaint[256] = "";

	cr_assert(zero(
	    ptr, static_open(folder, "Motus", complaint, sizeof complaint)));
	cr_assert(not(zero(ptr, strstr(complaint, about))), "%s", complaint);
}

Test(statics, a_folder_that_can_not_be_served_stops_the_start)
{
	char path[128], *huge = malloc(STATIC_FILE_MAX + 2);

	memset(huge, 'x', STATIC_FILE_MAX + 1);
	huge[STATIC_FILE_MAX + 1] = '\0';
	put("huge.js", huge);
	expect_complaint("huge.js");
	snprintf(path, sizeof path, "%s/huge.js", folder);
	unlink(path);
	mkdir(path, 0700);
	expect_complaint("huge.js");
	rmdir(path);
	snprintf(path, sizeof path, "%s/index.html", folder);
	unlink(path);
	expect_complaint("index.html");
	remove_folder();
	expect_complaint(folder);
	free(huge);
}
