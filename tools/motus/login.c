/*
 * motus login and logout: authorization code with PKCE, for a public client
 * whose redirect URI is this machine (RFC 7636, RFC 8252)
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/random.h>

#include "daemons/common/hex.h"
#include "libmotus/digest.h"
#include "tools/motus/loopback.h"
#include "tools/motus/motus.h"
#include "tools/motus/pkce.h"
#include "tools/motus/tokens.h"

#define RANDOM_BYTES 32
#define RANDOM_SIZE (2 * RANDOM_BYTES + 1)
#define DISCOVERY "/auth/.well-known/openid-configuration"

/* One sign-in. */
struct login {
	struct site *site;
	const struct options *options;
	struct loopback loopback;
	json_t *provider; /* as tokens.h keeps it */
	char issuer[HTTP_ORIGIN_SIZE + 8];
	char authorize[HTTP_ORIGIN_SIZE + SITE_PATH_SIZE];
	char state[RANDOM_SIZE], verifier[RANDOM_SIZE];
};

static bool
make_random(char text[RANDOM_SIZE])
{
	unsigned char bytes[RANDOM_BYTES];

	if (getrandom(bytes, sizeof bytes, 0) != sizeof bytes)
		return false;
	hex_write(bytes, sizeof bytes, text);
	return true;
}

/* --- the provider -----------------------------------------------------------
 */

/* The path of an endpoint, which must be the site's own; NULL for another. */
static const char *
endpoint(const struct login *login, const json_t *document, const char *name)
{
	const char *origin = http_origin(login->site->http);
	const char *url = json_string_value(json_object_get(document, name));
	size_t size = strlen(origin);

	if (url == NULL || strncmp(url, origin, size) != 0 ||
	    url[size] != '/' || strlen(url + size) >= SITE_PATH_SIZE)
		return NULL;
	return url + size;
}

/* The issuer says who the site is: it must be the one that was asked for. */
static int
check_issuer(struct login *login, const json_t *document)
{
	const char *issuer =
	    json_string_value(json_object_get(document, "issuer"));

	snprintf(login->issuer, sizeof login->issuer, "%s/auth",
	    http_origin(login->site->http));
	if (issuer != NULL && strcmp(issuer, login->issuer) == 0)
		return EX_OK;
	return fail(EX_PROTOCOL, "%s: %s", http_origin(login->site->http),
	    tr(login->options->french, "the site goes by another address",
		"le site a une autre adresse"));
}

static int
read_discovery(struct login *login, const json_t *document)
{
	const char *authorize =
	    endpoint(login, document, "authorization_endpoint");
	const char *token = endpoint(login, document, "token_endpoint");
	const char *revocation =
	    endpoint(login, document, "revocation_endpoint");
	int status = check_issuer(login, document);

	if (status != EX_OK)
		return status;
	if (authorize == NULL || token == NULL || revocation == NULL)
		return site_puzzled(login->site);
	snprintf(login->authorize, sizeof login->authorize, "%s%s",
	    http_origin(login->site->http), authorize);
	login->provider = json_pack("{s:s, s:s, s:s}", "client_id",
	    login->options->client, "token", token, "revocation", revocation);
	return EX_OK;
}

static int
find_provider(struct login *login)
{
	json_t *document;
	int status = site_get(login->site, DISCOVERY, &document);

	if (status == EX_OK)
		status = read_discovery(login, document);
	json_decref(document);
	return status;
}

/* --- the player -------------------------------------------------------------
 */

static int
write_request(const struct login *login, char request[FORM_SIZE])
{
	char challenge[PKCE_SIZE];

	request[0] = '\0';
	if (pkce_challenge(login->verifier, challenge) &&
	    form_add(request, "response_type", "code") &&
	    form_add(request, "client_id", login->options->client) &&
	    form_add(request, "redirect_uri", login->loopback.uri) &&
	    form_add(request, "scope", "openid profile offline_access play") &&
	    form_add(request, "state", login->state) &&
	    form_add(request, "code_challenge", challenge) &&
	    form_add(request, "code_challenge_method", "S256") &&
	    form_add(
		request, "ui_locales", login->options->french ? "fr" : "en"))
		return EX_OK;
	return fail_of("PKCE", MOTUS_ENOMEM);
}

/* Where there is a desktop, its browser is opened too. */
static void
open_browser(const char *url)
{
	if (getenv("DISPLAY") == NULL && getenv("WAYLAND_DISPLAY") == NULL)
		return;
	if (fork() != 0)
		return;
	if (freopen("/dev/null", "w", stdout) != NULL &&
	    freopen("/dev/null", "w", stderr) != NULL)
		execlp("xdg-open", "xdg-open", url, (char *)NULL);
	_exit(1);
}

static int
show_address(const struct options *options, const char *url)
{
	bool french = options->french;

	if (options->json)
		return print_json(json_pack("{s:s}", "open", url));
	printf("%s\n\n%s\n\n%s\n",
	    tr(french, "Open this address in a browser:",
		"Ouvrez cette adresse dans un navigateur :"),
	    url,
	    tr(french,
		"If the browser is on another machine, paste the address that "
		"it ends at here.",
		"Si le navigateur est sur une autre machine, collez ici "
		"l'adresse où il finit."));
	fflush(stdout);
	return EX_OK;
}

static int
ask_player(struct login *login, struct form_answer *answer)
{
	char request[FORM_SIZE], url[FORM_SIZE + sizeof login->authorize];
	bool french = login->options->french;
	int status = write_request(login, request);

	if (status != EX_OK)
		return status;
	snprintf(url, sizeof url, "%s?%s", login->authorize, request);
	status = show_address(login->options, url);
	if (status != EX_OK)
		return status;
	open_browser(url);
	status = loopback_wait(&login->loopback, login->state, answer, french);
	if (status == EX_OK && strcmp(answer->issuer, login->issuer) != 0)
		return site_puzzled(login->site);
	if (status == EX_OK && answer->code[0] == '\0')
		return fail(EX_NOPERM, "%s: %s", http_origin(login->site->http),
		    answer->error);
	return status;
}

static int
redeem(struct login *login, const char *code)
{
	char form[FORM_SIZE] = "";
	int status;

	if (!form_add(form, "grant_type", "authorization_code") ||
	    !form_add(form, "client_id", login->options->client) ||
	    !form_add(form, "redirect_uri", login->loopback.uri) ||
	    !form_add(form, "code", code) ||
	    !form_add(form, "code_verifier", login->verifier))
		return site_puzzled(login->site);
	status = tokens_ask(login->site, login->provider, form);
	if (status == EX_NOPERM)
		fail(status, "%s: %s", http_origin(login->site->http),
		    tr(login->options->french, "the sign-in was refused",
			"l'identification a été refusée"));
	return status;
}

/* --- the commands -----------------------------------------------------------
 */

static int
show_end(const struct options *options, bool signed_in, const char *english,
    const char *french)
{
	if (options->json)
		return print_json(json_pack("{s:b}", "signed_in", signed_in));
	puts(tr(options->french, english, french));
	return EX_OK;
}

static int
sign_in(struct login *login)
{
	struct form_answer answer;
	int status;

	if (!http_is_safe(login->site->http))
		return fail(EX_USAGE, "%s: %s", login->options->server,
		    tr(login->options->french, "signing in needs https",
			"l'identification demande https"));
	if (!make_random(login->state) || !make_random(login->verifier))
		return fail(EX_OSERR, "%s", strerror(errno));
	status = find_provider(login);
	if (status == EX_OK)
		status = loopback_open(&login->loopback);
	if (status == EX_OK)
		status = ask_player(login, &answer);
	if (status == EX_OK)
		status = redeem(login, answer.code);
	return status == EX_OK
	    ? show_end(login->options, true, "Signed in.", "Identifié.")
	    : status;
}

/* Open the site and the history, which both commands need. */
static int
with_site(const struct options *options, int (*then)(struct login *login))
{
	struct history *history = NULL;
	struct site site = { 0 };
	struct login login = {
		.site = &site, .options = options, .loopback = { .fd = -1 }
	};
	int status = history_open(&history);

	if (status == EX_OK)
		status = site_open(&site, history, options);
	if (status == EX_OK)
		status = then(&login);
	loopback_close(&login.loopback);
	json_decref(login.provider);
	site_close(&site);
	history_close(history);
	return status;
}

int
run_login(const struct options *options)
{
	return with_site(options, sign_in);
}

static int
sign_out(struct login *login)
{
	int status = tokens_forget(login->site);

	return status == EX_OK ? show_end(login->options, false, "Signed out.",
				     "Vous n'êtes plus identifié.")
			       : status;
}

int
run_logout(const struct options *options)
{
	return with_site(options, sign_out);
}
