#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/error.h>

#include "daemons/game/tally.h"
#include "tests/counted.h"
#include "tests/issuer.h"
#include "tests/site.h"
#include "tests/small.h"

const unsigned char SITE_KEY[MOTUS_KEY_SIZE] =
    "the key of the days of the site";

static time_t moment;

time_t
site_now(void)
{
	return moment;
}

void
site_later(int seconds)
{
	moment += seconds;
}

void
site_set_clock(const char *stamp)
{
	struct tm tm = { 0 };

	cr_assert(not(zero(ptr, strptime(stamp, "%Y-%m-%dT%H:%M:%SZ", &tm))));
	moment = timegm(&tm);
}

static char *
write_accented(char *to, const char *word)
{
	const char *e = strchr(word, 'e');

	if (e == NULL)
		return to + sprintf(to, "%s\n", word);
	return to + sprintf(to, "%.*sé%s\n", (int)(e - word), word, e + 1);
}

/*
 * The words of each length from 5 to 7 and each initial from A to D: enough
 * wrong guesses for any answer.  Every third is an answer, with an accent.
 */
static void
make_words(char *words, char *answers, const char *without)
{
	static const char letters[] = "eiotalnsrudm";
	int count = 0;

	answers += sprintf(answers, "@2026-01-01\n");
	for (int length = 5; length <= 7; length++) {
		for (int i = 0; i < 48; i++) {
			char word[8] = { (char)('a' + i % 4) };

			for (int at = 1; at < length; at++)
				word[at] = letters[(i / 4 + at * (1 + i % 4)) %
				    (sizeof letters - 1)];
			if (strcasecmp(word, without) != 0)
				words += sprintf(words, "%s\n", word);
			if (count++ % 3 == 0)
				answers = write_accented(answers, word);
		}
	}
}

static void
write_lexicon(const char *dir, const char *without, const char *later)
{
	static char words[4096], answers[4096];
	char path[128];
	struct small small;
	FILE *file;

	make_words(words, answers, without);
	strcat(answers, later);
	small = small_create(words, answers);
	snprintf(path, sizeof path, "%s/fr.lexicon", dir);
	file = fopen(path, "w");
	cr_assert(not(zero(ptr, file)), "%s", path);
	cr_assert(eq(sz, fwrite(small.bytes, 1, small.size, file), small.size));
	fclose(file);
	small_clear(&small);
}

static int
set_timer(void *context, int milliseconds, motus_tick *tick, void *arg)
{
	struct site *site = context;

	site->tick = milliseconds < 0 ? NULL : tick;
	site->tick_arg = arg;
	site->pause = milliseconds;
	return 0;
}

void
site_tick(struct site *site)
{
	motus_tick *tick = site->tick;

	cr_assert(not(zero(ptr, (void *)tick)), "no timer is set");
	site->tick = NULL;
	tick(site->tick_arg);
	motus_store_wait(site->service.store, 10000);
}

static struct motus_date
read_date(const char *text)
{
	struct motus_date date = { 0 };

	cr_assert(zero(int, motus_date_parse(&date, text, strlen(text))));
	return date;
}

void
site_use_key(struct site *site, const char *from, const unsigned char *bytes)
{
	struct day_key key = { .from = SERVICE_ALWAYS };

	if (from != NULL)
		key.from = motus_date_days(read_date(from));
	memcpy(key.bytes, bytes, sizeof key.bytes);
	cr_assert(zero(int, service_use_key(&site->service, &key)));
}

/* All but a store. */
static struct site *
prepare(const unsigned char *key, const char *without, const char *later)
{
	struct site *site = calloc(1, sizeof *site);
	char complaint[256];

	setenv("TZ", "Europe/Paris", 1);
	tzset();
	if (moment == 0)
		site_set_clock("2026-03-28T11:00:00Z");
	strcpy(site->dir, "/tmp/motus-site-XXXXXX");
	cr_assert(not(zero(ptr, mkdtemp(site->dir))));
	write_lexicon(site->dir, without, later);
	site->service.now = site_now;
	site->service.origin = VISIT_ORIGIN;
	site->service.metrics = metrics_create(tally_metrics, TALLY_METRICS, 1);
	cr_assert(service_open(&site->service, site->dir, "fr", complaint,
		      sizeof complaint),
	    "%s", complaint);
	tally_name_languages(&site->service);
	if (key != NULL)
		site_use_key(site, NULL, key);
	return site;
}

static struct site *
start(struct site *site, struct motus_store *store)
{
	struct motus_loop loop = { .context = site, .timer = set_timer };

	game_start(&site->service, store, &loop);
	return site;
}

struct site *
site_create(struct motus_store *store)
{
	return start(prepare(SITE_KEY, "", ""), store);
}

struct site *
site_create_with_key(struct motus_store *store, const unsigned char *key)
{
	return start(prepare(key, "", ""), store);
}

struct site *
site_create_without_key(struct motus_store *store)
{
	return start(prepare(NULL, "", ""), store);
}

struct site *
site_create_edited(
    struct motus_store *store, const char *without, const char *later)
{
	return start(prepare(SITE_KEY, without, later), store);
}

struct site *
site_create_with_accounts(struct motus_store *store)
{
	struct site *site = prepare(SITE_KEY, "", "");

	strcpy(site->service.web_secret, ISSUER_SECRET);
	site->service.fetcher = fetcher_create("");
	return start(site, store);
}

struct site *
site_create_with_scores(struct motus_store *store)
{
	struct site *site = prepare(SITE_KEY, "", "");

	strcpy(site->service.game_secret, SITE_SECRET);
	site->service.fetcher = fetcher_create("");
	return start(site, store);
}

void
site_destroy(struct site *site)
{
	char path[128];

	game_stop(&site->service);
	metrics_destroy(site->service.metrics);
	cr_assert(zero(ptr, (void *)site->tick), "a timer outlives the site");
	snprintf(path, sizeof path, "%s/fr.lexicon", site->dir);
	unlink(path);
	rmdir(site->dir);
	free(site);
}

struct motus_puzzle
site_puzzle(const struct site *site, const char *date)
{
	struct motus_puzzle puzzle = { 0 };

	cr_assert(zero(int,
	    service_puzzle(&site->service, &site->service.languages[0],
		read_date(date), &puzzle)));
	return puzzle;
}

const char *
site_wrong(const struct site *site, const char *date, int index)
{
	static char text[MOTUS_WORD_MAX + 1];
	const struct motus_lexicon *lexicon =
	    site->service.languages[0].lexicon;
	struct motus_word word, answer = site_puzzle(site, date).answer.word;

	for (size_t i = 0;; i++) {
		cr_assert(zero(
		    int, motus_lexicon_word(lexicon, answer.length, i, &word)));
		if (word.letter[0] == answer.letter[0] &&
		    !motus_word_equal(word, answer) && index-- == 0)
			break;
	}
	return strcpy(text, word.letter);
}

static struct host
host_of(struct site *site)
{
	return (struct host){ &site->service, game_routes, GAME_ROUTES,
		site->service.store, site->secure };
}

struct visit *
visit_start(struct site *site, struct browser *browser, enum method method,
    const char *path, const char *body)
{
	struct host host = host_of(site);

	return visit_send(&host, browser,
	    &(struct sending){ .method = method,
		.target = path,
		.type = body == NULL ? NULL : "application/json",
		.body = body });
}

struct visit *
visit_readiness(struct site *site)
{
	static const struct route readiness = { METHOD_GET, "/readyz",
		game_ready, "readyz" };
	struct host host = host_of(site);
	struct visit *visit;

	host.routes = &readiness;
	host.route_count = 1;
	visit = visit_send(&host, NULL,
	    &(struct sending){ .method = METHOD_GET, .target = "/readyz" });
	visit_wait(visit);
	return visit;
}

static struct visit *
visit(struct site *site, struct browser *browser, enum method method,
    const char *path, const char *body)
{
	struct visit *made = visit_start(site, browser, method, path, body);

	visit_wait(made);
	return made;
}

struct visit *
visit_get(struct site *site, struct browser *browser, const char *path)
{
	return visit(site, browser, METHOD_GET, path, NULL);
}

struct visit *
visit_put(struct site *site, struct browser *browser, const char *path,
    const char *body)
{
	return visit(site, browser, METHOD_PUT, path, body);
}

struct visit *
visit_post(struct site *site, struct browser *browser, const char *path)
{
	return visit(site, browser, METHOD_POST, path, NULL);
}

struct visit *
visit_bearer(struct site *site, enum method method, const char *path,
    const char *token, const char *body)
{
	struct host host = host_of(site);
	char value[4096];
	struct visit *made;

	snprintf(value, sizeof value, "Bearer %s", token);
	made = visit_send(&host, NULL,
	    &(struct sending){ .method = method,
		.target = path,
		.type = body == NULL ? NULL : "application/json",
		.body = body,
		.headers = { { "Authorization", value } } });
	visit_wait(made);
	return made;
}

struct visit *
visit_game(struct site *site, struct browser *browser, const char *date)
{
	char path[128];

	snprintf(path, sizeof path, "/api/game/puzzles/fr/%s/game", date);
	return visit_get(site, browser, path);
}

struct visit *
visit_guess_start(struct site *site, struct browser *browser, const char *date,
    int turn, const char *guess)
{
	char path[128], body[128];

	snprintf(path, sizeof path, "/api/game/puzzles/fr/%s/game/guesses/%d",
	    date, turn);
	snprintf(body, sizeof body, "{\"guess\":\"%s\"}", guess);
	return visit_start(site, browser, METHOD_PUT, path, body);
}

struct visit *
visit_guess(struct site *site, struct browser *browser, const char *date,
    int turn, const char *guess)
{
	struct visit *made =
	    visit_guess_start(site, browser, date, turn, guess);

	visit_wait(made);
	return made;
}

const char *
visit_guesses(const struct visit *visit)
{
	static char text[128];
	size_t i;
	json_t *turn;

	text[0] = '\0';
	json_array_foreach (json_object_get(visit->json, "turns"), i, turn) {
		strcat(text, json_string_value(json_object_get(turn, "guess")));
		strcat(text, " ");
	}
	return text;
}

bool
site_counted(const struct site *site, const char *figure)
{
	return counted(site->service.metrics, figure);
}
