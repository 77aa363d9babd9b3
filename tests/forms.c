#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "daemons/auth/auth.h"
#include "daemons/auth/password.h"
#include "daemons/auth/session.h"
#include "tests/forms.h"
#include "tests/loop.h"

/* The passwords that are too common. */
static struct password_list *
list_passwords(void)
{
	static const char text[] = "12345678\npassword\n";
	char path[] = "/tmp/motus-passwords-XXXXXX", complaint[256] = "";
	int fd = mkstemp(path);
	struct password_list *list;

	cr_assert(
	    eq(sz, (size_t)write(fd, text, sizeof text - 1), sizeof text - 1));
	close(fd);
	list = password_list_open(path, complaint, sizeof complaint);
	cr_assert(not(zero(ptr, list)), "%s", complaint);
	unlink(path);
	return list;
}

struct op *
forms_create(struct motus_store *store)
{
	struct op *op = op_create(store, auth_routes, AUTH_ROUTES);

	op->provider.jobs = jobs_create(2, 32, &test_loop);
	cr_assert(not(zero(ptr, op->provider.jobs)));
	op->provider.common_passwords = list_passwords();
	return op;
}

void
forms_destroy(struct op *op)
{
	jobs_destroy(op->provider.jobs);
	password_list_close(op->provider.common_passwords);
	op_destroy(op);
}

const char *
forms_token(const struct visit *page)
{
	static const char mark[] = "name=\"token\" value=\"";
	static char token[64];
	const char *at = strstr(page->text, mark);

	cr_assert(not(zero(ptr, (void *)at)), "no form: %s", page->text);
	at += sizeof mark - 1;
	snprintf(token, sizeof token, "%.*s", (int)strcspn(at, "\""), at);
	return token;
}

struct visit *
forms_send_start(struct op *op, struct browser *browser, const char *page,
    const char *fields, const char *address)
{
	struct visit *visit = op_get(op, browser, page);
	char form[4096];

	snprintf(form, sizeof form, "token=%s%s%s", forms_token(visit),
	    fields[0] == '\0' ? "" : "&", fields);
	visit_drop(visit);
	return op_send(op, browser,
	    &(struct sending){ .method = METHOD_POST,
		.target = page,
		.type = "application/x-www-form-urlencoded",
		.body = form,
		.headers = { { "X-Client-Address", address } } });
}

struct visit *
forms_send(struct op *op, struct browser *browser, const char *page,
    const char *action, const char *fields)
{
	struct visit *visit = op_get(op, browser, page);
	char form[4096];

	snprintf(form, sizeof form, "token=%s%s%s", forms_token(visit),
	    fields[0] == '\0' ? "" : "&", fields);
	visit_drop(visit);
	return op_post(op, browser, action == NULL ? page : action, form);
}

void
expect_on_page(const struct visit *visit, const char *text)
{
	cr_assert(not(zero(ptr, strstr(visit->text, text))), "%s: %s", text,
	    visit->text);
}

void
expect_not_on_page(const struct visit *visit, const char *text)
{
	cr_assert(
	    zero(ptr, strstr(visit->text, text)), "%s: %s", text, visit->text);
}

void
expect_status(const struct visit *visit, int status)
{
	cr_assert(eq(int, visit_status(visit), status), "%s%s", visit->headers,
	    visit->text);
}

void
expect_led(const struct visit *visit, const char *location)
{
	expect_status(visit, 303);
	cr_assert(
	    eq(str, (char *)visit_header(visit, "location"), (char *)location));
}

void
forms_join(struct op *op, struct browser *browser, const char *name,
    char codes[CODES_SIZE])
{
	char fields[512];
	struct visit *visit;
	const char *at;

	snprintf(fields, sizeof fields, "name=%s&new_password=" PASSWORD, name);
	visit = forms_send(op, browser, "/auth/register", NULL, fields);
	expect_status(visit, 200);
	for (at = visit->text; codes != NULL; at++) {
		at = strstr(at, "<code>");
		if (at == NULL)
			break;
		codes += sprintf(codes, "%.19s\n", at + 6);
	}
	visit_drop(visit);
}

struct finding {
	struct exchange exchange;
	char name[256];
};

static void
note_session(void *arg, int status, const struct session *session)
{
	struct finding *finding = arg;

	cr_assert(zero(int, status));
	if (session != NULL)
		strcpy(finding->name, session->name);
}

bool
forms_is_signed_in(struct op *op, struct browser *browser, const char *name)
{
	struct finding finding = { .exchange = { .service = &op->provider,
				       .secure = op->host.secure } };

	finding.exchange.request.headers[0] =
	    (struct header){ "cookie", browser->cookie };
	finding.exchange.request.header_count = 1;
	session_find(&finding.exchange, note_session, &finding);
	motus_store_wait(op->provider.store, 1000);
	return strcmp(finding.name, name) == 0;
}
