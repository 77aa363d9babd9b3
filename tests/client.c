#include <ctype.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <curl/curl.h>

#include "tests/client.h"

struct client {
	CURL *curl;
	char *url;
	char *origin;
	char *token;
};

struct buffer {
	char *bytes;
	size_t size;
};

struct client *
client_create(const char *url)
{
	struct client *client = calloc(1, sizeof *client);

	client->curl = curl_easy_init();
	client->url = strdup(url);
	client_origin(client, url);
	curl_easy_setopt(client->curl, CURLOPT_COOKIEFILE, "");
	curl_easy_setopt(client->curl, CURLOPT_PATH_AS_IS, 1L);
	curl_easy_setopt(client->curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(client->curl, CURLOPT_TIMEOUT, 30L);
	return client;
}

void
client_destroy(struct client *client)
{
	if (client == NULL)
		return;
	curl_easy_cleanup(client->curl);
	free(client->url);
	free(client->origin);
	free(client->token);
	free(client);
}

void
client_origin(struct client *client, const char *origin)
{
	char *copy = origin == NULL ? NULL : strdup(origin);

	free(client->origin);
	client->origin = copy;
}

void
client_bearer(struct client *client, const char *token)
{
	free(client->token);
	client->token = token == NULL ? NULL : strdup(token);
}

static size_t
keep(char *bytes, size_t one, size_t count, void *arg)
{
	struct buffer *buffer = arg;
	size_t size = one * count;

	buffer->bytes = realloc(buffer->bytes, buffer->size + size + 1);
	memcpy(buffer->bytes + buffer->size, bytes, size);
	buffer->size += size;
	buffer->bytes[buffer->size] = '\0';
	return size;
}

static struct curl_slist *
request_headers(const struct client *client, const char *body, const char *type)
{
	struct curl_slist *list = NULL;
	char line[8192];

	list = curl_slist_append(list, "Expect:");
	if (client->origin != NULL) {
		snprintf(line, sizeof line, "Origin: %s", client->origin);
		list = curl_slist_append(list, line);
	}
	if (client->token != NULL) {
		snprintf(line, sizeof line, "Authorization: Bearer %s",
		    client->token);
		list = curl_slist_append(list, line);
	}
	if (body != NULL) {
		snprintf(line, sizeof line, "Content-Type: %s", type);
		list = curl_slist_append(list, line);
	}
	return list;
}

static struct answer
send_typed(struct client *client, const char *method, const char *path,
    const char *body, const char *type)
{
	struct buffer head = { calloc(1, 1), 0 }, text = { calloc(1, 1), 0 };
	struct curl_slist *list = request_headers(client, body, type);
	struct answer answer = { 0 };
	long status = 0;
	char url[4096];

	snprintf(url, sizeof url, "%s%s", client->url, path);
	curl_easy_setopt(client->curl, CURLOPT_URL, url);
	curl_easy_setopt(client->curl, CURLOPT_HTTPHEADER, list);
	curl_easy_setopt(client->curl, CURLOPT_HEADERFUNCTION, keep);
	curl_easy_setopt(client->curl, CURLOPT_HEADERDATA, &head);
	curl_easy_setopt(client->curl, CURLOPT_WRITEFUNCTION, keep);
	curl_easy_setopt(client->curl, CURLOPT_WRITEDATA, &text);
	if (body != NULL)
		curl_easy_setopt(client->curl, CURLOPT_COPYPOSTFIELDS, body);
	else
		curl_easy_setopt(client->curl, CURLOPT_HTTPGET, 1L);
	curl_easy_setopt(
	    client->curl, CURLOPT_NOBODY, (long)(strcmp(method, "HEAD") == 0));
	curl_easy_setopt(client->curl, CURLOPT_CUSTOMREQUEST, method);
	if (curl_easy_perform(client->curl) == CURLE_OK)
		curl_easy_getinfo(
		    client->curl, CURLINFO_RESPONSE_CODE, &status);
	curl_slist_free_all(list);
	answer.status = (int)status;
	answer.headers = head.bytes;
	answer.body = text.bytes;
	answer.size = text.size;
	answer.json = json_loadb(text.bytes, text.size, 0, NULL);
	return answer;
}

struct answer
client_send(struct client *client, const char *method, const char *path,
    const char *body)
{
	return send_typed(client, method, path, body, "application/json");
}

struct answer
client_post_form(struct client *client, const char *path, const char *form)
{
	return send_typed(
	    client, "POST", path, form, "application/x-www-form-urlencoded");
}

void
answer_drop(struct answer *answer)
{
	free(answer->headers);
	free(answer->body);
	json_decref(answer->json);
	*answer = (struct answer){ 0 };
}

const char *
answer_header(const struct answer *answer, const char *name)
{
	static _Thread_local char value[1024];
	size_t length = strlen(name);

	for (const char *line = answer->headers; line != NULL;
	     line = strchr(line, '\n')) {
		line += *line == '\n';
		if (strncasecmp(line, name, length) != 0 || line[length] != ':')
			continue;
		line += length + 1;
		line += strspn(line, " ");
		snprintf(value, sizeof value, "%.*s",
		    (int)strcspn(line, "\r\n"), line);
		return value;
	}
	return NULL;
}

const char *
answer_text(const struct answer *answer, const char *key)
{
	const char *text =
	    json_string_value(json_object_get(answer->json, key));

	return text == NULL ? "" : text;
}

static int
dial(int port)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd >= 0 &&
	    connect(fd, (struct sockaddr *)&address, sizeof address) != 0) {
		close(fd);
		fd = -1;
	}
	return fd;
}

char *
raw_exchange(int port, const void *bytes, size_t size, int quiet)
{
	struct buffer text = { calloc(1, 1), 0 };
	int fd = dial(port);
	struct pollfd wait = { .fd = fd, .events = POLLIN };
	char part[4096];
	ssize_t got;

	if (fd < 0)
		return text.bytes;
	for (size_t sent = 0; sent < size; sent += (size_t)got) {
		got = send(
		    fd, (const char *)bytes + sent, size - sent, MSG_NOSIGNAL);
		if (got <= 0)
			break;
	}
	while (poll(&wait, 1, quiet) == 1 &&
	    (got = read(fd, part, sizeof part)) > 0)
		keep(part, 1, (size_t)got, &text);
	close(fd);
	return text.bytes;
}
