/*
 * The program motus on a terminal of 80 by 24: what stands on the screen.
 */
#include <errno.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sys/wait.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "tests/must.h"
#include "tests/small.h"

#define ROWS 24
#define COLUMNS 80
#define RAW_SIZE 65536

/* A terminal, as far as the program uses one. */
struct screen {
	char cell[ROWS][COLUMNS + 1];
	int row, column;
	bool wrapped; /* a line was too long */
	char escape[16]; /* the sequence so far */
	size_t escaped; /* its length; 0: none */
	char raw[RAW_SIZE]; /* all that came */
	size_t size;
	int fd;
	pid_t pid;
	char folder[32];
};

static void
scroll(struct screen *screen)
{
	memmove(screen->cell[0], screen->cell[1],
	    sizeof screen->cell - sizeof screen->cell[0]);
	memset(screen->cell[ROWS - 1], ' ', COLUMNS);
}

static void
down(struct screen *screen)
{
	if (screen->row == ROWS - 1)
		scroll(screen);
	else
		screen->row++;
}

static void
erase_below(struct screen *screen)
{
	memset(screen->cell[screen->row] + screen->column, ' ',
	    (size_t)(COLUMNS - screen->column));
	for (int row = screen->row + 1; row < ROWS; row++)
		memset(screen->cell[row], ' ', COLUMNS);
}

/* The sequences that the program may use; any other fails the test. */
static void
obey(struct screen *screen)
{
	char last = screen->escape[screen->escaped - 1];
	int number = atoi(screen->escape + 2);

	if (last == 'A')
		screen->row -= number < screen->row ? number : screen->row;
	else if (last == 'J')
		erase_below(screen);
	else
		must(last == 'm', "escape sequence %s", screen->escape + 1);
}

static void
print(struct screen *screen, char c)
{
	if ((c & 0xc0) == 0x80) /* of a character that has its cell */
		return;
	if (screen->column == COLUMNS) {
		screen->wrapped = true;
		screen->column = 0;
		down(screen);
	}
	screen->cell[screen->row][screen->column++] = c;
}

static void
take(struct screen *screen, char c)
{
	if (screen->escaped > 0 || c == '\33') {
		must(screen->escaped < sizeof screen->escape - 1, "escape");
		screen->escape[screen->escaped++] = c;
		screen->escape[screen->escaped] = '\0';
		if (screen->escaped > 2 && c >= '@') {
			obey(screen);
			screen->escaped = 0;
		}
	} else if (c == '\r') {
		screen->column = 0;
	} else if (c == '\n') {
		down(screen);
	} else {
		print(screen, c);
	}
}

/* --- a player ----------------------------------------------------------------
 */

static void
write_lexicon(const struct screen *screen, const char *answers, char *path)
{
	struct small small =
	    small_create("merle\nmerci\nmains\nperle\nincendiera\n"
			 "incendiere\nparadisier\npigeon\n",
		answers);
	FILE *file;

	sprintf(path, "%s/lexicon", screen->folder);
	file = fopen(path, "w");
	must(file != NULL &&
		fwrite(small.bytes, 1, small.size, file) == small.size &&
		fclose(file) == 0,
	    "%s", path);
	small_clear(&small);
}

/* Begin a practice game of the only one of `answers`. */
static struct screen *
start(const char *answers, const char *term, const char *no_color)
{
	struct winsize size = { .ws_row = ROWS, .ws_col = COLUMNS };
	struct screen *screen = calloc(1, sizeof *screen);
	const char *built = getenv("builddir");
	char path[64], program[512];

	for (int row = 0; row < ROWS; row++)
		memset(screen->cell[row], ' ', COLUMNS);
	strcpy(screen->folder, "/tmp/motus-screen-XXXXXX");
	must(mkdtemp(screen->folder) != NULL, "%s", screen->folder);
	write_lexicon(screen, answers, path);
	snprintf(program, sizeof program, "%s/tools/motus/motus",
	    built == NULL ? "." : built);
	screen->pid = forkpty(&screen->fd, NULL, NULL, &size);
	must(screen->pid >= 0, "forkpty: %s", strerror(errno));
	if (screen->pid == 0) {
		/* Built without SQLite it says that nothing is kept. */
		must(freopen("/dev/null", "w", stderr) != NULL, "stderr");
		setenv("HOME", screen->folder, 1);
		unsetenv("XDG_STATE_HOME");
		setenv("TERM", term, 1);
		setenv("NO_COLOR", no_color, 1);
		execl(program, program, "play", "--practice", "--language",
		    "en", "--lexicon", path, (char *)NULL);
		_exit(127);
	}
	return screen;
}

static bool
asks(const struct screen *screen)
{
	return screen->column >= 2 &&
	    memcmp(screen->cell[screen->row] + screen->column - 2, "> ", 2) ==
	    0;
}

/* Show what comes until the program asks for a guess, or ends. */
static void
watch(struct screen *screen)
{
	char bytes[4096];
	ssize_t got;

	while (!asks(screen) &&
	    (got = read(screen->fd, bytes, sizeof bytes)) > 0) {
		must(screen->size + (size_t)got < RAW_SIZE, "too much");
		for (ssize_t i = 0; i < got; i++) {
			screen->raw[screen->size++] = bytes[i];
			take(screen, bytes[i]);
		}
	}
}

/* Wait until a guess is asked for, and type it. */
static void
type(struct screen *screen, const char *guess)
{
	char line[128];
	int size = snprintf(line, sizeof line, "%s\n", guess);

	watch(screen);
	must(asks(screen), "nothing is asked: %s", screen->raw);
	must(write(screen->fd, line, (size_t)size) == size, "write");
	screen->column = 0; /* until the echo is there, nothing is asked */
	screen->cell[screen->row][0] = ' ';
}

static void
end(struct screen *screen, int expected)
{
	char command[64];
	int status;

	close(screen->fd);
	must(waitpid(screen->pid, &status, 0) == screen->pid, "waitpid");
	must(WIFEXITED(status) && WEXITSTATUS(status) == expected,
	    "it ended with %x: %s", (unsigned int)status, screen->raw);
	snprintf(command, sizeof command, "rm -rf %s", screen->folder);
	must(system(command) == 0, "%s", command);
	free(screen);
}

/* The row that begins with `text`; -1 when there is none. */
static int
find(const struct screen *screen, const char *text)
{
	for (int row = 0; row < ROWS; row++)
		if (strncmp(screen->cell[row], text, strlen(text)) == 0)
			return row;
	return -1;
}

#define ONE "@2027-01-01\nmerle\n"
#define LONG "@2027-01-01\nincendiera\n"

Test(terminal_screen, guesses_make_a_grid_and_leave_nothing_else)
{
	struct screen *screen = start(ONE, "xterm", "");

	type(screen, "merci");
	type(screen, "merle");
	watch(screen);
	cr_assert(
	    eq(int, find(screen, "Practice: 5 letters, 6 turns: M...."), 0));
	cr_assert(eq(int, find(screen, " 1  [M][E][R] C  I "), 2));
	cr_assert(eq(int, find(screen, " 2  [M][E][R][L][E]"), 3));
	cr_assert(eq(int, find(screen, "Found: merle"), 5));
	cr_assert(eq(int, find(screen, "      "), 1));
	cr_assert(not(screen->wrapped));
	end(screen, 0);
}

Test(terminal_screen, letters_and_the_reason_of_a_refusal_stand_under_it)
{
	struct screen *screen = start(ONE, "xterm", "");
	int row;

	type(screen, "mains");
	type(screen, "perle");
	type(screen, "merlu");
	watch(screen);
	cr_assert(eq(int, find(screen, "    perle: "), -1));
	row = find(screen, "    merlu: not in the list of words");
	cr_assert(eq(int, row, 3));
	cr_assert(eq(
	    int, strncmp(screen->cell[row + 1], "    B  C  D  E  F ", 18), 0));
	cr_assert(eq(int, find(screen, " 2  M.... > "), row + 2));
	type(screen, "merle");
	watch(screen);
	cr_assert(eq(int, find(screen, "    merlu: "), -1));
	cr_assert(eq(int, find(screen, " 2  [M][E][R][L][E]"), 3));
	end(screen, 0);
}

Test(terminal_screen, the_longest_game_fits)
{
	struct screen *screen = start(LONG, "xterm", "");

	for (int i = 0; i < 5; i++) {
		type(screen, "qqqqqqqqqq");
		type(screen, "incendiere");
	}
	type(screen, "incendiera");
	watch(screen);
	cr_assert(not(screen->wrapped));
	cr_assert(ge(int, find(screen, "Practice"), 0));
	cr_assert(
	    ge(int, find(screen, " 6  [I][N][C][E][N][D][I][E][R][A]"), 0));
	end(screen, 0);
}

Test(terminal_screen, a_line_that_is_too_long_does_no_harm)
{
	struct screen *screen = start(ONE, "xterm", "");
	char line[101];

	memset(line, 'm', 100);
	line[100] = '\0';
	type(screen, "merci");
	type(screen, line);
	type(screen, "merle");
	watch(screen);
	cr_assert(ge(int, find(screen, " 1  [M][E][R] C  I "), 0));
	cr_assert(ge(int, find(screen, " 2  [M][E][R][L][E]"), 0));
	end(screen, 0);
}

Test(terminal_screen, colours_are_there_unless_they_are_not_wanted)
{
	struct screen *screen = start(ONE, "xterm", "");

	type(screen, "merle");
	watch(screen);
	cr_assert(not(zero(ptr, strstr(screen->raw, "\33[1;37;41m[M]"))));
	end(screen, 0);
	screen = start(ONE, "xterm", "1");
	type(screen, "merle");
	watch(screen);
	cr_assert(zero(ptr, strstr(screen->raw, "m[M]")));
	end(screen, 0);
}

Test(terminal_screen, a_dumb_terminal_gets_plain_lines)
{
	struct screen *screen = start(ONE, "dumb", "");

	screen->column = 0;
	must(write(screen->fd, "merci\nmerle\n", 12) == 12, "write");
	watch(screen);
	cr_assert(zero(ptr, strchr(screen->raw, '\33')));
	cr_assert(ge(int, find(screen, " 2  [M][E][R][L][E]"), 0));
	end(screen, 0);
}

Test(terminal_screen, the_end_of_input_ends_the_program)
{
	struct screen *screen = start(ONE, "xterm", "");

	type(screen, "merci");
	watch(screen);
	must(write(screen->fd, "\4", 1) == 1, "write");
	screen->column = 0;
	watch(screen);
	end(screen, 2);
}
