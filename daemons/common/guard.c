#include <string.h>
#include <strings.h>

#include "daemons/common/guard.h"

struct span {
	const char *at;
	size_t size;
};

/* What the lines of a head say about where the request ends. */
struct framing {
	bool has_body; /* its method is one that brings a body */
	bool chunked;
	bool has_length;
	size_t length;
	unsigned int headers, hosts;
};

static const struct verdict PASS = { 0 };

static struct verdict
refuse(int status, const char *code, const char *detail)
{
	return (
	    struct verdict){ .status = status, .code = code, .detail = detail };
}

static struct verdict
malformed(void)
{
	return refuse(400, "bad-request", "This is not a well-formed request.");
}

static bool
is(struct span text, const char *word)
{
	return text.size == strlen(word) &&
	    strncasecmp(text.at, word, text.size) == 0;
}

static bool
is_token(struct span text)
{
	static const char marks[] = "!#$%&'*+-.^_`|~";

	for (size_t i = 0; i < text.size; i++) {
		unsigned char c = (unsigned char)text.at[i];

		if (!((c | 0x20) >= 'a' && (c | 0x20) <= 'z') &&
		    !(c >= '0' && c <= '9') &&
		    (c == '\0' || strchr(marks, c) == NULL))
			return false;
	}
	return text.size > 0;
}

/* Cut `text` at the first `c`: what stands before it, and `text` goes on. */
static bool
cut(struct span *text, char c, struct span *before)
{
	const char *at = memchr(text->at, c, text->size);

	if (at == NULL)
		return false;
	before->at = text->at;
	before->size = (size_t)(at - text->at);
	text->at = at + 1;
	text->size -= before->size + 1;
	return true;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static struct span
trim(struct span text)
{
	while (text.size > 0 && is_blank(text.at[0])) {
		text.at++;
		text.size--;
	}
	while (text.size > 0 && is_blank(text.at[text.size - 1]))
		text.size--;
	return text;
}

/* Whether a line, or the first part of one, has no NUL, and a CR only last. */
static bool
has_one_reading(struct span line)
{
	const char *cr = memchr(line.at, '\r', line.size);

	return memchr(line.at, '\0', line.size) == NULL &&
	    (cr == NULL || cr == line.at + line.size - 1);
}

/*
 * Find the end of the head.  A line that ends in anything but CR LF, and a
 * NUL, have two readings.
 */
static struct verdict
find_end(const char *bytes, size_t size, size_t *head)
{
	struct span rest = { bytes,
		size < GUARD_HEAD_MAX ? size : GUARD_HEAD_MAX };
	struct span line;

	while (cut(&rest, '\n', &line)) {
		if (!has_one_reading(line) || line.size == 0 ||
		    line.at[line.size - 1] != '\r')
			return malformed();
		if (line.size == 1 && line.at > bytes) {
			*head = (size_t)(rest.at - bytes);
			return PASS;
		}
	}
	if (!has_one_reading(rest))
		return malformed();
	if (size >= GUARD_HEAD_MAX)
		return refuse(431, "headers-too-large",
		    "The headers are larger than 16 kB.");
	return (struct verdict){ .wait = true };
}

static struct verdict
judge_method(struct span method, struct framing *framing)
{
	static const struct {
		const char *name;
		bool has_body;
	} methods[] = { { "GET", false }, { "HEAD", false }, { "PUT", true },
		{ "POST", true }, { "PATCH", true }, { "DELETE", false },
		{ "OPTIONS", false } };

	for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
		if (method.size != strlen(methods[i].name) ||
		    memcmp(method.at, methods[i].name, method.size) != 0)
			continue;
		framing->has_body = methods[i].has_body;
		return PASS;
	}
	if (!is_token(method))
		return malformed();
	return refuse(405, "method-not-allowed", "There is no such method.");
}

static struct verdict
judge_request_line(struct span line, struct framing *framing)
{
	struct span method, target;
	struct verdict verdict;

	if (!cut(&line, ' ', &method) || !cut(&line, ' ', &target))
		return malformed();
	if (!is(line, "HTTP/1.1")) {
		if (line.size == 8 && strncmp(line.at, "HTTP/", 5) == 0)
			return refuse(505, "http-version", "Speak HTTP/1.1.");
		return malformed();
	}
	verdict = judge_method(method, framing);
	if (verdict.status != 0)
		return verdict;
	if (target.size > GUARD_TARGET_MAX)
		return refuse(414, "uri-too-long",
		    "The path and the query are longer than 1990 bytes.");
	if (target.size == 0 || target.at[0] != '/')
		return refuse(400, "bad-path", "The path begins with a slash.");
	for (size_t i = 0; i < target.size; i++)
		if (target.at[i] <= ' ' || target.at[i] >= 0x7f)
			return refuse(400, "bad-path",
			    "The path has bytes that must be escaped.");
	return PASS;
}

/* One length in digits, and small enough to count. */
static struct verdict
judge_length(struct span value, struct framing *framing)
{
	if (framing->has_length || value.size == 0 || value.size > 12)
		return malformed();
	framing->has_length = true;
	for (size_t i = 0; i < value.size; i++) {
		if (value.at[i] < '0' || value.at[i] > '9')
			return malformed();
		framing->length =
		    framing->length * 10 + (size_t)(value.at[i] - '0');
	}
	return PASS;
}

static struct verdict
judge_header(struct span line, struct framing *framing)
{
	struct span name, value;

	if (!cut(&line, ':', &name) || !is_token(name))
		return malformed();
	value = trim(line);
	for (size_t i = 0; i < value.size; i++)
		if (((unsigned char)value.at[i] < ' ' && value.at[i] != '\t') ||
		    value.at[i] == 0x7f)
			return malformed();
	if (name.size >= 4 && strncasecmp(name.at, "host", 4) == 0) {
		if (name.size != 4 || value.size == 0 ||
		    value.size > GUARD_HOST_MAX || framing->hosts++ > 0)
			return malformed();
		return PASS;
	}
	if (++framing->headers > GUARD_HEADERS_MAX)
		return refuse(431, "headers-too-large",
		    "There are more than 22 headers.");
	if (is(name, "transfer-encoding"))
		framing->chunked = true;
	if (is(name, "content-length"))
		return judge_length(value, framing);
	return PASS;
}

/* Where the request ends, and that it ends with what has come. */
static struct verdict
judge_framing(const struct framing *framing, size_t follows)
{
	if (framing->hosts != 1 || (framing->chunked && framing->has_length))
		return malformed();
	if (framing->has_body && (framing->chunked || !framing->has_length))
		return refuse(411, "length-required",
		    "Send a Content-Length, not chunks.");
	if (framing->chunked || (!framing->has_body && framing->length > 0))
		return refuse(400, "body-not-allowed",
		    "This method comes without a body.");
	if (framing->length > GUARD_BODY_MAX)
		return refuse(
		    413, "body-too-large", "The body is larger than 64 kB.");
	if (follows > framing->length)
		return refuse(400, "not-alone",
		    "One request at a time: wait for the reply.");
	return PASS;
}

struct verdict
guard_judge(const char *bytes, size_t size)
{
	struct framing framing = { 0 };
	size_t head = 0;
	struct verdict verdict = find_end(bytes, size, &head);
	struct span rest = { bytes, head }, line;

	if (verdict.status != 0 || verdict.wait)
		return verdict;
	for (bool first = true; cut(&rest, '\n', &line); first = false) {
		line.size--; /* the CR */
		if (line.size == 0)
			break;
		verdict = first ? judge_request_line(line, &framing)
				: judge_header(line, &framing);
		if (verdict.status != 0)
			return verdict;
	}
	return judge_framing(&framing, size - head);
}

/*
 * A line of nothing but CRs is no header to Kore, which skips what is empty
 * between two of them.
 */
static void
mend_header(char *line, size_t size)
{
	char *value = memchr(line, ':', size);
	bool empty = true;

	if (value == NULL)
		return;
	for (char *c = value + 1; c < line + size; c++) {
		if (*c == '\t')
			*c = ' ';
		else if ((unsigned char)*c > 0x7e)
			*c = '?';
		empty = empty && *c == ' ';
	}
	if (empty)
		memset(line, '\r', size);
}

void
guard_mend(char *bytes, size_t size)
{
	struct span rest = { bytes, size }, line;

	cut(&rest, '\n', &line);
	while (cut(&rest, '\n', &line) && line.size > 1)
		mend_header(bytes + (line.at - bytes), line.size - 1);
}
