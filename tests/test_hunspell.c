#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/error.h>

#include "tools/lexicon/dictionary.h"

#define STEMS "9\n" /* a dictionary's first line: hunspell's estimate */

static char forms[1024]; /* what expand() returns */
static char complaint[256]; /* what it said when it failed */

/* Append the letters of a packed word, and a space before all but the first. */
static void
append(uint64_t packed)
{
	size_t at = strlen(forms);

	if (at > 0)
		forms[at++] = ' ';
	for (int shift = 55; shift >= 0 && (packed >> shift & 31) != 0;
	     shift -= 5) {
		cr_assert(lt(sz, at, sizeof(forms) - 1));
		forms[at++] = (char)('@' + (packed >> shift & 31));
	}
	forms[at] = '\0';
}

/* The forms that `dic` has under `aff`, in order; NULL for an error. */
static const char *
expand(const char *aff, const char *dic)
{
	struct text rules = text_of("x.aff", aff, strlen(aff));
	struct text stems = text_of("x.dic", dic, strlen(dic));
	struct affixes affixes;
	struct words words = { 0 };
	int error = affixes_read(&affixes, &rules);

	strcpy(complaint, rules.complaint);
	if (error == 0) {
		error = dictionary_expand(&affixes, &stems, &words);
		strcpy(complaint, stems.complaint);
	}
	words_sort(&words);
	forms[0] = '\0';
	for (size_t i = 0; i < words.count; i++)
		append(words.packed[i]);
	words_clear(&words);
	affixes_clear(&affixes);
	return error == 0 ? forms : NULL;
}

/* What is wrong with `aff` or with `dic`. */
static const char *
complain(const char *aff, const char *dic)
{
	cr_assert(eq(ptr, (void *)expand(aff, dic), NULL));
	return complaint;
}

#define PLURAL "SFX S Y 1\nSFX S 0 s .\n"
#define AGAIN "PFX R Y 1\nPFX R 0 re .\n"

Test(hunspell, a_stem_is_a_word)
{
	cr_assert(eq(str, (char *)expand("", STEMS "table\n"), "TABLE"));
}

Test(hunspell, a_flag_without_a_rule_makes_nothing)
{
	cr_assert(eq(str, (char *)expand("", STEMS "table/S\n"), "TABLE"));
	cr_assert(eq(str, (char *)expand(PLURAL, STEMS "table/R\n"), "TABLE"));
}

Test(hunspell, a_suffix_makes_another_form)
{
	cr_assert(
	    eq(str, (char *)expand(PLURAL, STEMS "table/S\n"), "TABLE TABLES"));
}

Test(hunspell, an_affix_strips_before_it_adds)
{
	cr_assert(eq(str,
	    (char *)expand("SFX X Y 1\nSFX X l ux al\n", STEMS "cheval/X\n"),
	    "CHEVAL CHEVAUX"));
	cr_assert(eq(str,
	    (char *)expand(
		"PFX P Y 1\nPFX P in im .\n", STEMS "indue/P\nodeur/P\n"),
	    "IMDUE INDUE ODEUR"));
}

Test(hunspell, a_zero_adds_nothing)
{
	cr_assert(eq(str,
	    (char *)expand(
		"SFX Z Y 1\nSFX Z ment 0 ment\n", STEMS "bellement/Z\n"),
	    "BELLE BELLEMENT"));
}

Test(hunspell, a_condition_looks_at_the_end_for_a_suffix)
{
	const char *aff = "SFX A Y 3\n"
			  "SFX A 0 x [ae]u\n"
			  "SFX A 0 s [^au]\n"
			  "SFX A 0 z t.c\n";

	cr_assert(
	    eq(str, (char *)expand(aff, STEMS "tuyau/A\n"), "TUYAU TUYAUX"));
	cr_assert(
	    eq(str, (char *)expand(aff, STEMS "table/A\n"), "TABLE TABLES"));
	cr_assert(eq(str, (char *)expand(aff, STEMS "tictac/A\n"),
	    "TICTAC TICTACS TICTACZ"));
	cr_assert(eq(str, (char *)expand(aff, STEMS "opera/A\n"), "OPERA"));
}

Test(hunspell, a_condition_looks_at_the_beginning_for_a_prefix)
{
	const char *aff = "PFX P Y 2\nPFX P 0 il l\nPFX P 0 im [mp]\n";

	cr_assert(eq(str, (char *)expand(aff, STEMS "lisible/P\n"),
	    "ILLISIBLE LISIBLE"));
	cr_assert(
	    eq(str, (char *)expand(aff, STEMS "poli/P\n"), "IMPOLI POLI"));
	cr_assert(eq(str, (char *)expand(aff, STEMS "utile/P\n"), "UTILE"));
}

Test(hunspell, a_condition_counts_characters_and_not_bytes)
{
	const char *aff = "SFX A Y 3\n"
			  "SFX A 0 e [éœ]\n"
			  "SFX A 0 s [^éu]r\n"
			  "SFX A 0 x é.r\n";

	cr_assert(
	    eq(str, (char *)expand(aff, STEMS "bonté/A\n"), "BONTE BONTEE"));
	cr_assert(
	    eq(str, (char *)expand(aff, STEMS "montèr/A\n"), "MONTER MONTERS"));
	cr_assert(eq(str, (char *)expand(aff, STEMS "montér/A\n"), "MONTER"));
	cr_assert(
	    eq(str, (char *)expand(aff, STEMS "zénûr/A\n"), "ZENUR ZENURS"));
	cr_assert(
	    eq(str, (char *)expand(aff, STEMS "zéèr/A\n"), "ZEER ZEERS ZEERX"));
}

Test(hunspell, a_condition_longer_than_the_stem_fails)
{
	cr_assert(eq(str,
	    (char *)expand(
		"SFX A Y 1\nSFX A 0 s ......\n", STEMS "table/A\ntables/A\n"),
	    "TABLE TABLES TABLESS"));
}

Test(hunspell, a_prefix_and_a_suffix_go_together_where_both_cross)
{
	cr_assert(eq(str, (char *)expand(PLURAL AGAIN, STEMS "vente/RS\n"),
	    "REVENTE REVENTES VENTE VENTES"));
	cr_assert(eq(str,
	    (char *)expand(
		"SFX S N 1\nSFX S 0 s .\n" AGAIN, STEMS "vente/RS\n"),
	    "REVENTE VENTE VENTES"));
	cr_assert(eq(str,
	    (char *)expand(
		PLURAL "PFX R N 1\nPFX R 0 re .\n", STEMS "vente/RS\n"),
	    "REVENTE VENTE VENTES"));
}

Test(hunspell, a_suffix_follows_a_suffix_that_allows_it)
{
	const char *aff = PLURAL "SFX E Y 1\nSFX E 0 eur/S .\n";

	cr_assert(eq(str, (char *)expand(aff, STEMS "chant/E\n"),
	    "CHANT CHANTEUR CHANTEURS"));
}

Test(hunspell, a_third_suffix_does_not_follow)
{
	const char *aff = "SFX A Y 1\nSFX A 0 a/A .\n";

	cr_assert(eq(
	    str, (char *)expand(aff, STEMS "opal/A\n"), "OPAL OPALA OPALAA"));
}

Test(hunspell, a_suffix_may_allow_a_prefix_and_a_prefix_a_suffix)
{
	cr_assert(eq(str,
	    (char *)expand(
		AGAIN "SFX E Y 1\nSFX E 0 eur/R .\n", STEMS "chant/E\n"),
	    "CHANT CHANTEUR RECHANTEUR"));
	cr_assert(eq(str,
	    (char *)expand(
		PLURAL "PFX K Y 1\nPFX K 0 kilo/S .\n", STEMS "watt/K\n"),
	    "KILOWATT KILOWATTS WATT"));
}

Test(hunspell, flags_may_be_long_numbers_or_characters)
{
	cr_assert(eq(str,
	    (char *)expand("FLAG long\nSFX S. Y 1\nSFX S. 0 s .\n"
			   "SFX .S Y 1\nSFX .S 0 x .\n",
		STEMS "table/A.S.\n"),
	    "TABLE TABLES"));
	cr_assert(eq(str,
	    (char *)expand("FLAG num\nSFX 12 Y 1\nSFX 12 0 s .\n"
			   "SFX 1 Y 1\nSFX 1 0 x .\n",
		STEMS "table/7,12\n"),
	    "TABLE TABLES"));
	cr_assert(eq(str,
	    (char *)expand("FLAG UTF-8\nSFX é Y 1\nSFX é 0 s .\n"
			   "SFX è Y 1\nSFX è 0 x .\n",
		STEMS "table/êé\n"),
	    "TABLE TABLES"));
}

Test(hunspell, an_alias_stands_for_flags)
{
	const char *aff = "AF 2\nAF S\nAF ES # twice\n"
			  "SFX E Y 1\nSFX E 0 eur/1 .\n" PLURAL;

	cr_assert(eq(str, (char *)expand(aff, STEMS "chant/2\n"),
	    "CHANT CHANTEUR CHANTEURS CHANTS"));
}

Test(hunspell, a_stem_that_needs_an_affix_is_no_word)
{
	cr_assert(
	    eq(str, (char *)expand("NEEDAFFIX !\n" PLURAL, STEMS "table/!S\n"),
		"TABLES"));
}

Test(hunspell, an_affix_that_needs_another_is_no_end)
{
	const char *units = "NEEDAFFIX !\n"
			    "SFX S Y 2\nSFX S 0 0 .\nSFX S 0 s .\n"
			    "PFX U Y 2\nPFX U 0 0/S .\nPFX U 0 kilo/S! .\n";

	cr_assert(eq(str, (char *)expand(units, STEMS "watt/U!\n"),
	    "KILOWATT KILOWATTS WATT WATTS"));
	cr_assert(eq(str,
	    (char *)expand("NEEDAFFIX !\n" PLURAL
			   "SFX E Y 1\nSFX E 0 eur/S! .\n",
		STEMS "chant/E\n"),
	    "CHANT CHANTEURS"));
	cr_assert(eq(str,
	    (char *)expand("NEEDAFFIX !\n"
			   "SFX S Y 1\nSFX S 0 s/! .\n"
			   "PFX R Y 1\nPFX R 0 re/! .\n",
		STEMS "vente/RS\n"),
	    "VENTE"));
}

Test(hunspell, a_forbidden_word_is_refused_whatever_makes_it)
{
	cr_assert(eq(str,
	    (char *)expand("FORBIDDENWORD !\n" PLURAL,
		STEMS "bétail/S\nbétails/!\nfeu/S\nforce/!S\n"),
	    "BETAIL FEUS"));
}

Test(hunspell, what_is_only_in_compounds_is_no_word)
{
	cr_assert(eq(str,
	    (char *)expand("ONLYINCOMPOUND c\n" PLURAL
			   "SFX F Y 1\nSFX F 0 fugen/c .\n",
		STEMS "table/S\nbrise/cS\nhaus/F\n"),
	    "HAUS TABLE TABLES"));
}

Test(hunspell, a_circumfix_comes_whole)
{
	const char *aff = "CIRCUMFIX X\n"
			  "PFX G Y 1\nPFX G 0 ge/X .\n"
			  "SFX T Y 1\nSFX T 0 t/XG .\n" PLURAL;

	cr_assert(eq(str, (char *)expand(aff, STEMS "spiel/TS\n"),
	    "GESPIELT SPIEL SPIELS"));
}

Test(hunspell, only_full_strip_lets_an_affix_strip_a_whole_stem)
{
	const char *rule = "SFX A Y 1\nSFX A aller irait aller\n";
	const char *full = "FULLSTRIP\nSFX A Y 1\nSFX A aller irait aller\n";

	cr_assert(eq(str, (char *)expand(rule, STEMS "aller/A\n"), "ALLER"));
	cr_assert(
	    eq(str, (char *)expand(full, STEMS "aller/A\n"), "ALLER IRAIT"));
}

Test(hunspell, an_elided_article_gives_no_word)
{
	cr_assert(eq(str,
	    (char *)expand("PFX L Y 2\nPFX L 0 l' [aeiou]\nPFX L a l'A a\n",
		STEMS "avion/L\n"),
	    "AVION"));
}

Test(hunspell, what_cannot_be_guessed_is_left_out)
{
	cr_assert(eq(str,
	    (char *)expand("",
		STEMS "table\nParis\nÉlysée\nmacOS\naprès-midi\naujourd'hui\n"
		      "4x4x4\netc.\nsol\nanticonstitution\npomme de terre\n"
		      "km\\/h\n\n"),
	    "TABLE"));
}

Test(hunspell, a_name_is_left_out)
{
	cr_assert(eq(str,
	    (char *)expand(PLURAL,
		STEMS "table/S po:nom is:fem\ndupont/S po:patr is:epi\n"
		      "paris\tpo:npr\njeanne po:prn is:fem\n"
		      "lorsqu po:mg po:err\n"),
	    "TABLE TABLES"));
}

Test(hunspell, morphology_and_comments_are_passed_over)
{
	cr_assert(eq(str,
	    (char *)expand("# rules\nTRY abc\nREP 1\nREP a e\n\n"
			   "SFX S Y 1\nSFX S 0 s . is:pl po:nom\n",
		STEMS "table/S po:nom is:fem\n"),
	    "TABLE TABLES"));
}

Test(hunspell, lines_may_end_as_on_other_systems_and_begin_with_a_mark)
{
	cr_assert(eq(str,
	    (char *)expand("\xEF\xBB\xBFSET UTF-8\r\nSFX S Y 1\r\n"
			   "SFX S 0 s\r\n",
		"\xEF\xBB\xBF" STEMS "table/S\r\nchaise/S"),
	    "CHAISE CHAISES TABLE TABLES"));
}

Test(hunspell, a_stem_too_long_for_a_word_is_left_out)
{
	char dic[600] = STEMS;

	memset(dic + strlen(dic), 'a', 500);
	cr_assert(eq(str, (char *)expand(PLURAL, dic), ""));
}

Test(hunspell, a_mistake_is_named_with_its_file_and_line)
{
	cr_assert(eq(str, (char *)complain("SFX S Y 2\nSFX S 0 s .\n", ""),
	    "x.aff:2: lines missing at the end: 1"));
	cr_assert(
	    eq(str, (char *)complain("SFX S Y 2\nSFX S 0 s .\nSFX T Y 1\n", ""),
		"x.aff:3: lines missing of the rule before: 1"));
	cr_assert(eq(str, (char *)complain("SFX S Y many\n", ""),
	    "x.aff:1: Y or N and a number should begin a rule"));
	cr_assert(eq(str, (char *)complain("\nSFX S maybe 1\n", ""),
	    "x.aff:2: Y or N and a number should begin a rule"));
	cr_assert(eq(str, (char *)complain("SFX\tS Y 1\nSFX S 0\n", ""),
	    "x.aff:2: the affix is missing"));
	cr_assert(eq(str, (char *)complain("PFX S Y 1\nPFX S 0 a [bc\n", ""),
	    "x.aff:2: a bracket is not closed"));
	cr_assert(eq(str, (char *)complain("SET ISO8859-1\n", ""),
	    "x.aff:1: the dictionary is not in UTF-8"));
	cr_assert(eq(str, (char *)complain("FLAG short\n", ""),
	    "x.aff:1: FLAG is long, num or UTF-8, not \"short\""));
	cr_assert(eq(str, (char *)complain("NEEDAFFIX ab\n", ""),
	    "x.aff:1: \"ab\" is no flag"));
	cr_assert(eq(str, (char *)complain("AF 1\nAF a\nAF b\n", ""),
	    "x.aff:3: one AF too many"));
	cr_assert(eq(str, (char *)complain("AF 2\nAF a\n", ""),
	    "x.aff:2: lines missing at the end: 1"));
	cr_assert(eq(str, (char *)complain("", ""),
	    "x.dic:0: the number of stems is missing"));
	cr_assert(eq(str, (char *)complain("", "table\n"),
	    "x.dic:1: the number of stems is missing"));
	cr_assert(eq(str, (char *)complain("FLAG num\n", "1\ntable/70000\n"),
	    "x.dic:2: \"70000\" are no flags"));
	cr_assert(eq(str, (char *)complain("FLAG long\n", "1\ntable/abc\n"),
	    "x.dic:2: \"abc\" are no flags"));
	cr_assert(eq(str, (char *)complain("AF 1\nAF a\n", "1\ntable/2\n"),
	    "x.dic:2: \"2\" is no alias"));
}

Test(hunspell, a_mistake_is_named_where_forbidden_words_are_looked_for)
{
	cr_assert(eq(str,
	    (char *)complain(
		"FLAG long\nFORBIDDENWORD {}\n", "1\ntable/{}\nchaise/abc\n"),
	    "x.dic:3: \"abc\" are no flags"));
}
