/*
 * motus - the game in a terminal, and what goes with it
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sys/stat.h>

#include <motus/version.h>

#include "tools/motus/motus.h"

static const char usage_english[] =
    "usage: motus COMMAND [OPTION]...\n"
    "\n"
    "play [LINK]    play the word of the day, or a friend's puzzle\n"
    "  --date YYYY-MM-DD  that of another day\n"
    "  --key-file FILE    whoever has the same key has the same words\n"
    "  --server URL       that of a site\n"
    "  --practice         any word, as often as you like\n"
    "  --length N         of N letters\n"
    "  --hard             letters that were found must be used\n"
    "  --ultra-hard       no guess that the marks contradict\n"
    "  --turns N          1 to 10 turns; else 6\n"
    "  --bonus            one more letter is shown\n"
    "login --server URL, logout --server URL\n"
    "               play there as who you are, or as a guest again\n"
    "  --client ID        whom the site knows this program as\n"
    "history        what you played\n"
    "analyse [ANSWER [GUESS...]]\n"
    "               skill and luck of a game, or of the one you played last;\n"
    "               of an answer alone, how hard it is\n"
    "  --answers FILE, --guesses FILE\n"
    "                     words, one a line, in place of the lexicon's\n"
    "solve --length N, solve --answers FILE\n"
    "               how many turns each answer takes to be found\n"
    "  --first WORD       what is guessed first, of those in the files\n"
    "  --beam N           guesses that are tried each time; else 1\n"
    "mark GUESS ANSWER\n"
    "               the marks of a guess: c correct, p present, a absent\n"
    "lexicon WORD   may the word be guessed?\n"
    "verify         was the word of a day changed?  A puzzle is read, or "
    "asked\n"
    "               for with --server URL and --date YYYY-MM-DD\n"
    "\n"
    "  --language TAG     fr or en; else that of the locale\n"
    "  --lexicon FILE     other words than those installed\n"
    "  --json             for programs\n"
    "  --help, --version\n"
    "\n"
    "[M] is in its place, (O) elsewhere in the word, T is not in it.\n"
    "See motus(1).\n";

static const char usage_french[] =
    "usage : motus COMMANDE [OPTION]...\n"
    "\n"
    "play [LIEN]    jouer le mot du jour, ou la partie d'un ami\n"
    "  --date AAAA-MM-JJ  celui d'un autre jour\n"
    "  --key-file FICHIER qui a la même clé a les mêmes mots\n"
    "  --server URL       celui d'un site\n"
    "  --practice         n'importe quel mot, autant qu'on veut\n"
    "  --length N         de N lettres\n"
    "  --hard             les lettres trouvées doivent resservir\n"
    "  --ultra-hard       aucun essai que les marques contredisent\n"
    "  --turns N          1 à 10 essais ; sinon 6\n"
    "  --bonus            une lettre de plus est montrée\n"
    "login --server URL, logout --server URL\n"
    "               y jouer sous votre nom, ou de nouveau en invité\n"
    "  --client ID        le nom de ce programme pour le site\n"
    "history        ce que vous avez joué\n"
    "analyse [MOT [ESSAI...]]\n"
    "               talent et chance d'une partie, ou de votre dernière ;\n"
    "               d'un mot seul, sa difficulté\n"
    "  --answers FICHIER, --guesses FICHIER\n"
    "                     mots, un par ligne, à la place du lexique\n"
    "solve --length N, solve --answers FICHIER\n"
    "               combien d'essais il faut pour trouver chaque mot\n"
    "  --first MOT        le premier essai, parmi ceux des fichiers\n"
    "  --beam N           essais examinés à chaque fois ; sinon 1\n"
    "mark ESSAI MOT\n"
    "               les marques : c en place, p ailleurs, a absente\n"
    "lexicon MOT    le mot est-il accepté ?\n"
    "verify         a-t-on changé le mot d'un jour ? Lit un mot du jour, ou "
    "le\n"
    "               demande avec --server URL et --date AAAA-MM-JJ\n"
    "\n"
    "  --language CODE    fr ou en ; sinon selon la locale\n"
    "  --lexicon FICHIER  d'autres mots que ceux installés\n"
    "  --json             pour les programmes\n"
    "  --help, --version\n"
    "\n"
    "[M] est à sa place, (O) est ailleurs dans le mot, T n'y est pas.\n"
    "Voir motus(1).\n";

/* The locale of messages, as POSIX looks for it. */
static const char *
find_locale(void)
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

	for (int i = 0; i < 3; i++) {
		const char *value = getenv(names[i]);

		if (value != NULL && value[0] != '\0')
			return value;
	}
	return "C";
}

static int
run(const struct options *options)
{
	switch (options->command) {
	case COMMAND_ANALYSE: return run_analyse(options);
	case COMMAND_HISTORY: return run_history(options);
	case COMMAND_LEXICON: return run_lexicon(options);
	case COMMAND_LOGIN: return run_login(options);
	case COMMAND_LOGOUT: return run_logout(options);
	case COMMAND_MARK: return run_mark(options);
	case COMMAND_PLAY: return run_play(options);
	case COMMAND_SOLVE: return run_solve(options);
	case COMMAND_VERIFY: return run_verify(options);
	}
	return EX_SOFTWARE;
}

/* What was printed must have got out, or the command has failed. */
static int
finish(int status)
{
	if (fflush(stdout) != 0 || ferror(stdout))
		return fail(EX_IOERR, "%s", strerror(errno));
	return status;
}

int
main(int argc, char **argv)
{
	const char *locale = find_locale();
	char complaint[COMPLAINT_SIZE];
	struct options options;

	signal(SIGPIPE, SIG_IGN);
	umask(077); /* keys, tokens and games are the player's */
	if (argc == 2 && strcmp(argv[1], "--version") == 0) {
		printf("motus %s\n", motus_version());
		return finish(EX_OK);
	}
	if (argc == 2 && strcmp(argv[1], "--help") == 0) {
		fputs(tr(strncmp(locale, "fr", 2) == 0, usage_english,
			  usage_french),
		    stdout);
		return finish(EX_OK);
	}
	if (!options_read(&options, argc, argv, locale, complaint))
		return fail(EX_USAGE, "%s", complaint);
	return finish(run(&options));
}
