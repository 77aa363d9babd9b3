/*
 * motus verify: whether the word of a day is the one that was promised
 */
#include <stdio.h>
#include <string.h>

#include "tools/motus/commitment.h"
#include "tools/motus/motus.h"

#define PUZZLE_MAX 65536 /* bytes of one from standard input */

static bool
is_open(const struct evidence *evidence)
{
	return evidence->answer.length == 0;
}

static bool
holds(const struct evidence *evidence, enum seen seen)
{
	return seen != SEEN_ANOTHER &&
	    motus_proof_check(evidence->proof.commitment, evidence->language,
		evidence->date, evidence->answer, evidence->proof.salt);
}

static int
print(const struct evidence *evidence, enum seen seen, const char *date)
{
	bool open = is_open(evidence);
	json_t *json = json_pack("{s:s, s:s, s:b, s:s*}", "language",
	    evidence->language, "date", date, "open", open, "answer",
	    open ? NULL : evidence->answer.letter);

	if (!open)
		json_object_set_new(
		    json, "holds", json_boolean(holds(evidence, seen)));
	if (seen != SEEN_NOTHING)
		json_object_set_new(json, "as_seen_before",
		    json_boolean(seen == SEEN_THE_SAME));
	return print_json(json);
}

static void
say(const struct evidence *evidence, enum seen seen, const char *date,
    bool french)
{
	printf("%s %s: ", date, evidence->language);
	if (seen == SEEN_ANOTHER)
		puts(tr(french, "the commitment was another one before",
		    "l'engagement était différent auparavant"));
	else if (is_open(evidence))
		puts(tr(french,
		    "still open: its commitment is noted, ask again later",
		    "encore ouvert : engagement noté, redemandez plus tard"));
	else if (!holds(evidence, seen))
		printf(tr(french, "%s is not the word that was promised\n",
			   "%s n'est pas le mot promis\n"),
		    evidence->answer.letter);
	else
		printf(tr(french, "%s is the word that was promised%s\n",
			   "%s est bien le mot promis%s\n"),
		    evidence->answer.letter,
		    seen == SEEN_NOTHING ? ""
					 : tr(french, ", as noted before",
					       ", comme noté auparavant"));
}

/* Say it, and how the program ends. */
static int
judge(const struct evidence *evidence, enum seen seen,
    const struct options *options)
{
	char date[MOTUS_DATE_SIZE];
	int status = EX_OK;

	motus_date_format(evidence->date, date);
	if (options->json)
		status = print(evidence, seen, date);
	else
		say(evidence, seen, date, options->french);
	if (status != EX_OK)
		return status;
	if (is_open(evidence) && seen != SEEN_ANOTHER)
		return EXIT_UNFINISHED;
	return holds(evidence, seen) ? EX_OK : EXIT_NO;
}

static int
verify_online(struct history *history, const struct options *options)
{
	char path[SITE_PATH_SIZE];
	struct evidence evidence;
	struct site site;
	json_t *json = NULL;
	int status = site_open(&site, history, options);

	site_puzzle_path(options, path);
	if (status == EX_OK)
		status = site_get(&site, path, &json);
	if (status == EX_OK && !wire_read_evidence(&evidence, json))
		status = site_puzzled(&site);
	json_decref(json);
	if (status == EX_OK)
		status = judge(
		    &evidence, commitment_seen(&site, &evidence), options);
	if (status == EXIT_UNFINISHED && commitment_note(&site, &evidence) != 0)
		status = EX_IOERR;
	site_close(&site);
	return status;
}

/* A puzzle that somebody fetched. */
static int
verify_input(const struct options *options)
{
	static char text[PUZZLE_MAX];
	size_t size = fread(text, 1, sizeof text, stdin);
	struct evidence evidence;
	json_t *json = json_loadb(text, size, 0, NULL);
	bool good = wire_read_evidence(&evidence, json);

	json_decref(json);
	if (!good)
		return fail(EX_DATAERR, "%s",
		    tr(options->french, "this is not a puzzle as a site has it",
			"ce n'est pas un mot du jour tel qu'un site le donne"));
	return judge(&evidence, SEEN_NOTHING, options);
}

int
run_verify(const struct options *options)
{
	struct history *history = NULL;
	int status;

	if (options->server == NULL)
		return verify_input(options);
	history_open(&history);
	status = verify_online(history, options);
	history_close(history);
	return status;
}
