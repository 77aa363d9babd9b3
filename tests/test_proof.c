#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <motus/error.h>
#include <motus/proof.h>

#include "tests/read.h"

static const unsigned char key[MOTUS_KEY_SIZE] = { 0x00, 0x01, 0x02, 0x03, 0x04,
	0x05, 0x06, 0x07, 0x08, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x0e, 0x0f, 0x10,
	0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1a, 0x1b, 0x1c,
	0x1d, 0x1e, 0x1f };

static struct motus_proof
prove(const char *language, const char *day, const char *answer)
{
	struct motus_proof proof;

	cr_assert(zero(int,
	    motus_proof_make(&proof, key, language, date(day), word(answer))));
	return proof;
}

/*
 * What the openssl command gave for the same bytes, written out as the header
 * says:
 *
 *	printf 'motus-salt-1\0fr\0002027-03-09' |
 *	    openssl dgst -sha256 -mac hmac -macopt hexkey:000102...1f
 *	{ printf 'motus-commitment-1\0fr\0002027-03-09\0CHATEAU\0'; salt; } |
 *	    openssl dgst -sha256
 */
Test(proof, salt_and_commitment_are_made_of_the_bytes_that_the_header_says)
{
	struct motus_proof proof = prove("fr", "2027-03-09", "château");

	cr_assert(eq(str, hex(proof.salt),
	    "fa5e7f6652da0e49e35d9b2c9f537c575b6e30c6713e8937a03fdaee8624884"
	    "f"));
	cr_assert(eq(str, hex(proof.commitment),
	    "12455272f6158fbf0a26d4e1397c2702de492b35067d9f85a5ced5ff6fef989"
	    "a"));
}

Test(proof, the_longest_language_and_answer_fit)
{
	struct motus_proof proof =
	    prove("pt-br-x2", "2028-02-29", "abcdefghijkl");

	cr_assert(eq(str, hex(proof.salt),
	    "47b5eff820afb7f57939edd75db74024feef34bcedc871b38e7c689632cee7f"
	    "5"));
	cr_assert(eq(str, hex(proof.commitment),
	    "ed3b44d8b36d4c18cd0b8eeb7c28e5b8836ffc905dfbad9200e07d37c787902"
	    "d"));
}

Test(proof, a_commitment_opens_with_its_answer_and_salt_only)
{
	struct motus_proof proof = prove("fr", "2027-03-09", "merle");
	struct motus_proof other = prove("fr", "2027-03-10", "merle");
	struct motus_date day = date("2027-03-09");

	cr_assert(motus_proof_check(
	    proof.commitment, "fr", day, word("merle"), proof.salt));
	cr_assert(not(motus_proof_check(
	    proof.commitment, "fr", day, word("perle"), proof.salt)));
	cr_assert(not(motus_proof_check(
	    proof.commitment, "fr", day, word("merle"), other.salt)));
	cr_assert(not(motus_proof_check(
	    proof.commitment, "en", day, word("merle"), proof.salt)));
	cr_assert(not(motus_proof_check(proof.commitment, "fr",
	    date("2027-03-10"), word("merle"), proof.salt)));
	proof.commitment[31] ^= 1;
	cr_assert(not(motus_proof_check(
	    proof.commitment, "fr", day, word("merle"), proof.salt)));
}

Test(proof, another_key_gives_another_salt_and_commitment)
{
	static const unsigned char other_key[MOTUS_KEY_SIZE];
	struct motus_proof proof = prove("fr", "2027-03-09", "merle"), other;

	cr_assert(zero(int,
	    motus_proof_make(
		&other, other_key, "fr", date("2027-03-09"), word("merle"))));
	cr_assert(ne(int, memcmp(other.salt, proof.salt, 32), 0));
	cr_assert(ne(int, memcmp(other.commitment, proof.commitment, 32), 0));
}

Test(proof, a_language_of_no_or_too_many_characters_is_refused)
{
	struct motus_proof proof = prove("fr", "2027-03-09", "merle");
	struct motus_proof before = proof;
	struct motus_date day = date("2027-03-09");

	cr_assert(eq(int, motus_proof_make(&proof, key, "", day, word("merle")),
	    MOTUS_EINVAL));
	cr_assert(eq(int,
	    motus_proof_make(&proof, key, "pt-br-xxx", day, word("merle")),
	    MOTUS_EINVAL));
	cr_assert(zero(int, memcmp(&proof, &before, sizeof(proof))));
	cr_assert(not(motus_proof_check(
	    proof.commitment, "", day, word("merle"), proof.salt)));
	cr_assert(not(motus_proof_check(
	    proof.commitment, "pt-br-xxx", day, word("merle"), proof.salt)));
}
