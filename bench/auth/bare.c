/*
 * bare: a Kore handler with nothing of ours, as the yardstick of what serving a
 * text costs.  bare PORT FILE answers every GET with the file.
 */
#include <stdio.h>
#include <stdlib.h>

#include <kore/kore.h>
#include <kore/http.h>
#include <kore/hooks.h>

u_int8_t asset_builtin_kore_conf[] = "#\n";
u_int32_t asset_len_builtin_kore_conf = 2;

static char text[65536];
static size_t text_size;

int bare_handler(struct http_request *req);

int
bare_handler(struct http_request *req)
{
	http_response_header(req, "content-type", "application/json");
	http_response(req, 200, text, text_size);
	return KORE_RESULT_OK;
}

void
kore_parent_configure(int argc, char **argv)
{
	struct kore_server *server;
	struct kore_domain *domain;
	FILE *file;

	if (argc != 3 || (file = fopen(argv[2], "r")) == NULL)
		exit(2);
	text_size = fread(text, 1, sizeof text, file);
	fclose(file);
	kore_foreground = 1;
	kore_quiet = 1;
	skip_chroot = 1;
	if (getuid() != 0)
		skip_runas = 1;
	else
		kore_runas_user = kore_strdup("nobody");
	kore_pidfile = kore_strdup("/dev/null");
	worker_count = 1;
	worker_set_affinity = 0;
	worker_accept_threshold = 1;
	http_request_ms = 1000;
	http_hsts_enable = 0;
	server = kore_server_create("bare");
	server->tls = 0;
	if (!kore_server_bind(server, "127.0.0.1", argv[1], NULL))
		exit(1);
	domain = kore_domain_new("*");
	kore_domain_attach(domain, server);
	if (!kore_module_handler_new(
		domain, "^/", "bare_handler", NULL, HANDLER_TYPE_DYNAMIC))
		exit(1);
}

void
kore_parent_teardown(void)
{
	static char none[] = "";

	kore_pidfile = none;
}
