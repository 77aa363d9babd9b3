#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <sodium.h>

#include "daemons/auth/password.h"
#include "tests/loop.h"

static char password[PASSWORD_SIZE], complaint[512];

/* --- what may be a password ----------------------------------------------- */

static void
expect(const char *typed, enum password_verdict verdict)
{
	cr_assert(
	    eq(int, password_prepare(typed, password), verdict), "%s", typed);
	if (verdict != PASSWORD_GOOD)
		cr_assert(eq(str, password, ""));
}

Test(password, eight_characters_are_enough_and_256_not_too_many)
{
	char typed[300];

	expect("", PASSWORD_TOO_SHORT);
	expect("1234567", PASSWORD_TOO_SHORT);
	expect("12345678", PASSWORD_GOOD);
	memset(typed, 'x', 256);
	strcpy(typed + 256, "");
	expect(typed, PASSWORD_GOOD);
	cr_assert(eq(str, password, typed), "nothing is cut off");
	strcpy(typed + 256, "x");
	expect(typed, PASSWORD_TOO_LONG);
}

Test(password, characters_are_counted_and_not_bytes)
{
	char typed[2000] = "";

	expect("ééééééé", PASSWORD_TOO_SHORT);
	expect("éééééééé", PASSWORD_GOOD);
	expect("🦊🦊🦊🦊🦊🦊🦊", PASSWORD_TOO_SHORT);
	for (int i = 0; i < 256; i++)
		strcat(typed, "🦊");
	expect(typed, PASSWORD_GOOD);
	strcat(typed, "🦊");
	expect(typed, PASSWORD_TOO_LONG);
}

Test(password, it_is_bounded_in_bytes)
{
	static char typed[100000];

	memset(typed, 'x', sizeof typed - 1);
	expect(typed, PASSWORD_TOO_LONG);
}

Test(password, every_keyboard_gives_the_same_bytes)
{
	expect("cafe\xcc\x81 noir", PASSWORD_GOOD);
	cr_assert(eq(str, password, "caf\xc3\xa9 noir"));
	expect("  spaces  stay  ", PASSWORD_GOOD);
	cr_assert(eq(str, password, "  spaces  stay  "));
}

Test(password, what_is_no_text_is_refused)
{
	expect("abcdefg\xff", PASSWORD_NOT_TEXT);
	expect("abcdefg\xc3", PASSWORD_NOT_TEXT);
	expect("abcdefg\xed\xa0\x80", PASSWORD_NOT_TEXT);
	expect("abcdefgh\n", PASSWORD_NOT_TEXT);
	expect("abcd\tefgh", PASSWORD_NOT_TEXT);
	expect("abcdefgh\x7f", PASSWORD_NOT_TEXT);
}

/* --- common ones ---------------------------------------------------------- */

/* The list that the build made. */
static struct password_list *
shipped(void)
{
	const char *builddir = getenv("builddir");
	struct password_list *list;
	char path[512];

	snprintf(path, sizeof path, "%s/data/passwords",
	    builddir == NULL ? "." : builddir);
	list = password_list_open(path, complaint, sizeof complaint);
	cr_assert(not(zero(ptr, list)), "%s", complaint);
	return list;
}

Test(password, common_ones_are_known_without_case)
{
	static const char *const common[] = { "password", "PASSWORD",
		"PassWord", "12345678", "iloveyou", "motdepasse", "MotDePasse",
		"azertyuiop", "mot de passe", "motusmotus", "Doudou123",
		"trustno1", "ｐａｓｓｗｏｒｄ", "FRANÇOIS", "zoological" };
	static const char *const others[] = { "correct horse battery staple",
		"passwore", "motdepassf", "a", "", "zzzzzzzzzzzzzzzzz",
		"éclair au café" };
	struct password_list *list = shipped();

	for (size_t i = 0; i < sizeof common / sizeof *common; i++)
		cr_assert(password_is_common(list, common[i]), "%s", common[i]);
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		cr_assert(
		    not(password_is_common(list, others[i])), "%s", others[i]);
	password_list_close(list);
}

Test(password, each_line_of_the_list_is_found)
{
	struct password_list *list = shipped();
	const char *srcdir = getenv("srcdir");
	char path[512], line[256];
	size_t count = 0;
	FILE *file;

	snprintf(path, sizeof path, "%s/data/passwords.txt",
	    srcdir == NULL ? "." : srcdir);
	file = fopen(path, "r");
	while (fgets(line, sizeof line, file) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		if (line[0] == '#')
			continue;
		cr_assert(password_is_common(list, line), "%s", line);
		cr_assert(
		    eq(int, password_prepare(line, password), PASSWORD_GOOD),
		    "%s", line);
		count++;
	}
	cr_assert(gt(sz, count, 100));
	fclose(file);
	password_list_close(list);
}

Test(password, neither_a_common_one_nor_the_name_may_be_chosen)
{
	struct password_list *list = shipped();

	cr_assert(eq(
	    int, password_judge(list, "motdepasse", "Zoé"), PASSWORD_COMMON));
	cr_assert(
	    eq(int, password_judge(list, "zoé la grande", "Zoé la Grande"),
		PASSWORD_IS_NAME));
	cr_assert(
	    eq(int, password_judge(list, "zoé la petite", "Zoé la Grande"),
		PASSWORD_GOOD));
	password_list_close(list);
}

static void
expect_no_list(const char *text)
{
	char path[] = "/tmp/motus-passwords-XXXXXX";
	int fd = mkstemp(path);

	complaint[0] = '\0';
	cr_assert(eq(sz, (size_t)write(fd, text, strlen(text)), strlen(text)));
	cr_assert(
	    zero(ptr, password_list_open(path, complaint, sizeof complaint)));
	cr_assert(zero(int, strncmp(complaint, path, strlen(path))));
	close(fd);
	unlink(path);
}

Test(password, a_list_out_of_order_or_cut_off_is_refused)
{
	expect_no_list("");
	expect_no_list("a\nc\nb\n");
	expect_no_list("a\na\n");
	expect_no_list("a\nb");
	cr_assert(zero(
	    ptr, password_list_open("/nowhere", complaint, sizeof complaint)));
	cr_assert(eq(str, complaint, "/nowhere: No such file or directory"));
	password_list_close(NULL);
}

/* --- hashing -------------------------------------------------------------- */

static struct jobs *jobs;
static char hash[PASSWORD_HASH_SIZE];
static char renewed[PASSWORD_HASH_SIZE];
static int answer, calls;

static void
start(void)
{
	cr_assert(ge(int, sodium_init(), 0));
	jobs = jobs_create(1, 4, &test_loop);
}

static void
stop(void)
{
	jobs_destroy(jobs);
}

TestSuite(hashing, .init = start, .fini = stop);

static void
take_hash(void *arg, const char *made)
{
	cr_assert(eq(ptr, arg, hash));
	strcpy(hash, made == NULL ? "none" : made);
	calls++;
}

static void
take_answer(void *arg, enum password_answer said, const char *instead)
{
	cr_assert(eq(ptr, arg, renewed));
	strcpy(renewed, instead == NULL ? "" : instead);
	answer = (int)said;
	calls++;
}

static void
await(void)
{
	while (jobs_count(jobs) > 0)
		test_loop_turn(1000);
}

static void
make(const char *of)
{
	cr_assert(password_hash(jobs, of, take_hash, hash));
	await();
}

static int
check(const char *tried, const char *against)
{
	cr_assert(password_check(jobs, tried, against, take_answer, renewed));
	await();
	return answer;
}

Test(hashing, a_password_is_right_and_others_are_wrong)
{
	make("correct horse");
	cr_assert(eq(int, check("correct horse", hash), PASSWORD_RIGHT));
	cr_assert(eq(str, renewed, ""));
	cr_assert(eq(int, check("Correct horse", hash), PASSWORD_WRONG));
	cr_assert(eq(int, check("correct horse ", hash), PASSWORD_WRONG));
	cr_assert(eq(int, check("", hash), PASSWORD_WRONG));
	cr_assert(eq(int, calls, 5));
}

Test(hashing, the_whole_of_a_long_password_counts)
{
	char one[PASSWORD_SIZE], other[PASSWORD_SIZE];

	memset(one, 'x', sizeof one);
	one[PASSWORD_SIZE - 1] = '\0';
	strcpy(other, one);
	other[PASSWORD_SIZE - 2] = 'y';
	make(one);
	cr_assert(eq(int, check(one, hash), PASSWORD_RIGHT));
	cr_assert(eq(int, check(other, hash), PASSWORD_WRONG));
}

Test(hashing, it_is_argon2id_as_owasp_says_with_a_new_salt)
{
	char first[PASSWORD_HASH_SIZE];

	make("correct horse");
	strcpy(first, hash);
	cr_assert(
	    zero(int, strncmp(hash, "$argon2id$v=19$m=19456,t=2,p=1$", 31)));
	make("correct horse");
	cr_assert(ne(str, first, hash));
}

Test(hashing, a_hash_of_other_parameters_is_renewed_by_the_right_password)
{
	char old[crypto_pwhash_STRBYTES];

	cr_assert(
	    zero(int, crypto_pwhash_str(old, "correct horse", 13, 1, 8 << 20)));
	cr_assert(eq(int, check("wrong horse", old), PASSWORD_WRONG));
	cr_assert(eq(str, renewed, ""));
	cr_assert(eq(int, check("correct horse", old), PASSWORD_RIGHT));
	cr_assert(
	    zero(int, strncmp(renewed, "$argon2id$v=19$m=19456,t=2,p=1$", 31)));
	strcpy(hash, renewed);
	cr_assert(eq(int, check("correct horse", hash), PASSWORD_RIGHT));
	cr_assert(eq(str, renewed, ""));
}

/* Were it no hash at all, the answer would come at once, and be another. */
Test(hashing, for_a_name_that_is_nobodys_as_much_is_done)
{
	cr_assert(eq(int, check("correct horse", NULL), PASSWORD_WRONG));
	cr_assert(eq(int, check("", NULL), PASSWORD_WRONG));
}

Test(hashing, what_is_no_hash_can_not_be_checked)
{
	static const char *const bad[] = { "", "*", "$argon2id$",
		"$2b$10$abcdefghijklmnopqrstuu", "correct horse" };

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		cr_assert(
		    eq(int, check("correct horse", bad[i]), PASSWORD_UNCHECKED),
		    "%s", bad[i]);
}

Test(hashing, too_many_at_once_are_refused)
{
	int taken = 0;

	while (password_hash(jobs, "correct horse", take_hash, hash))
		taken++;
	cr_assert(eq(int, taken, 5));
	cr_assert(not(
	    password_check(jobs, "correct horse", NULL, take_answer, renewed)));
	await();
	cr_assert(eq(int, calls, 5));
}

Test(password, what_waits_when_the_service_ends_is_told_so)
{
	cr_assert(ge(int, sodium_init(), 0));
	jobs = jobs_create(0, 2, &test_loop);
	answer = -1;
	cr_assert(password_hash(jobs, "correct horse", take_hash, hash));
	cr_assert(
	    password_check(jobs, "correct horse", NULL, take_answer, renewed));
	jobs_destroy(jobs);
	cr_assert(eq(int, calls, 2));
	cr_assert(eq(str, hash, "none"));
	cr_assert(eq(int, answer, PASSWORD_UNCHECKED));
}
