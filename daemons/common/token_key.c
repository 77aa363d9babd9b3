#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>

#include "daemons/common/base64url.h"
#include "daemons/common/sha256.h"
#include "daemons/common/token_key.h"

#define RSA_BITS 2048
#define RSA_BITS_MAX 4096
#define COORDINATE 32 /* bytes of a point's x or y on P-256 */
#define MEMBER_MAX (RSA_BITS_MAX / 8)

_Static_assert(TOKEN_KID_SIZE == BASE64URL_SIZE(32), "a kid is a SHA-256");

/* --- the public part as text ---------------------------------------------- */

/* What a BIO in memory holds, as a string. */
static char *
text_of(BIO *bio)
{
	char *bytes;
	long size = BIO_get_mem_data(bio, &bytes);

	return size <= 0 ? NULL : strndup(bytes, (size_t)size);
}

static char *
public_pem(EVP_PKEY *pkey)
{
	BIO *bio = BIO_new(BIO_s_mem());
	char *pem = NULL;

	if (bio != NULL && PEM_write_bio_PUBKEY(bio, pkey) == 1)
		pem = text_of(bio);
	BIO_free(bio);
	return pem;
}

/* The number `name` of the key, in `width` bytes, or in as few as it needs. */
static json_t *
number_member(const EVP_PKEY *pkey, const char *name, int width)
{
	unsigned char bytes[MEMBER_MAX];
	char text[BASE64URL_SIZE(MEMBER_MAX)];
	BIGNUM *number = NULL;
	int size = -1;

	if (EVP_PKEY_get_bn_param(pkey, name, &number) == 1) {
		size = width > 0 ? width : BN_num_bytes(number);
		size =
		    size > MEMBER_MAX ? -1 : BN_bn2binpad(number, bytes, size);
	}
	BN_free(number);
	if (size < 0)
		return NULL;
	base64url_encode(bytes, (size_t)size, text);
	return json_string(text);
}

/* The members that make the key what it is, and nothing else. */
static json_t *
required_members(const struct token_key *key)
{
	if (key->alg == TOKEN_RS256)
		return json_pack("{s:s, s:o, s:o}", "kty", "RSA", "n",
		    number_member(key->pkey, OSSL_PKEY_PARAM_RSA_N, 0), "e",
		    number_member(key->pkey, OSSL_PKEY_PARAM_RSA_E, 0));
	return json_pack("{s:s, s:s, s:o, s:o}", "kty", "EC", "crv", "P-256",
	    "x", number_member(key->pkey, OSSL_PKEY_PARAM_EC_PUB_X, COORDINATE),
	    "y",
	    number_member(key->pkey, OSSL_PKEY_PARAM_EC_PUB_Y, COORDINATE));
}

/* RFC 7638: the SHA-256 of those members in their order, without spaces. */
static bool
take_thumbprint(struct token_key *key)
{
	json_t *members = required_members(key);
	char *text = json_dumps(members, JSON_COMPACT | JSON_SORT_KEYS);
	unsigned char digest[SHA256_SIZE];

	if (text != NULL) {
		sha256(digest, text, strlen(text));
		base64url_encode(digest, SHA256_SIZE, key->kid);
	}
	free(text);
	json_decref(members);
	return text != NULL;
}

/* --- keys ----------------------------------------------------------------- */

static bool
read_alg(EVP_PKEY *pkey, enum token_alg *alg)
{
	char group[32] = "";
	int bits = EVP_PKEY_get_bits(pkey);

	if (EVP_PKEY_is_a(pkey, "RSA")) {
		*alg = TOKEN_RS256;
		return bits >= RSA_BITS && bits <= RSA_BITS_MAX;
	}
	*alg = TOKEN_ES256;
	return EVP_PKEY_is_a(pkey, "EC") &&
	    EVP_PKEY_get_group_name(pkey, group, sizeof group, NULL) == 1 &&
	    strcmp(group, SN_X9_62_prime256v1) == 0;
}

/* Made once: getting ready costs as much as a tenth of a signature. */
static EVP_PKEY_CTX *
signer_of(EVP_PKEY *pkey)
{
	EVP_PKEY_CTX *signer = EVP_PKEY_CTX_new_from_pkey(NULL, pkey, NULL);

	if (signer == NULL || EVP_PKEY_sign_init(signer) != 1 ||
	    EVP_PKEY_CTX_set_signature_md(signer, EVP_sha256()) != 1) {
		EVP_PKEY_CTX_free(signer);
		return NULL;
	}
	return signer;
}

/* A key of `pkey`, which is taken. */
static struct token_key *
key_of(EVP_PKEY *pkey, bool is_private)
{
	struct token_key *key = calloc(1, sizeof *key);

	if (key == NULL) {
		EVP_PKEY_free(pkey);
		return NULL;
	}
	key->pkey = pkey;
	if (pkey == NULL || !read_alg(pkey, &key->alg) ||
	    !take_thumbprint(key) || (key->pem = public_pem(pkey)) == NULL ||
	    (is_private && (key->signer = signer_of(pkey)) == NULL)) {
		token_key_destroy(key);
		return NULL;
	}
	return key;
}

struct token_key *
token_key_generate(enum token_alg alg)
{
	return key_of(alg == TOKEN_RS256 ? EVP_RSA_gen(RSA_BITS)
					 : EVP_EC_gen(SN_X9_62_prime256v1),
	    true);
}

/* With a passphrase given, nobody is asked for one. */
struct token_key *
token_key_from_pem(const char *pem, size_t size)
{
	static char passphrase[] = "";
	BIO *bio = size > INT_MAX ? NULL : BIO_new_mem_buf(pem, (int)size);
	EVP_PKEY *pkey = bio == NULL
	    ? NULL
	    : PEM_read_bio_PrivateKey(bio, NULL, NULL, passphrase);

	BIO_free(bio);
	return key_of(pkey, true);
}

char *
token_key_pem(const struct token_key *key)
{
	BIO *bio = BIO_new(BIO_s_secmem());
	char *pem = NULL;

	if (bio != NULL && key->signer != NULL &&
	    PEM_write_bio_PKCS8PrivateKey(
		bio, key->pkey, NULL, NULL, 0, NULL, NULL) == 1)
		pem = text_of(bio);
	BIO_free(bio);
	return pem;
}

void
token_key_destroy(struct token_key *key)
{
	if (key == NULL)
		return;
	EVP_PKEY_CTX_free(key->signer);
	EVP_PKEY_free(key->pkey);
	free(key->pem);
	free(key);
}

const char *
token_key_kid(const struct token_key *key)
{
	return key->kid;
}

enum token_alg
token_key_alg(const struct token_key *key)
{
	return key->alg;
}

const char *
token_alg_name(enum token_alg alg)
{
	return alg == TOKEN_RS256 ? "RS256" : "ES256";
}

/* --- JWK ------------------------------------------------------------------ */

json_t *
token_key_jwk(const struct token_key *key)
{
	json_t *jwk = required_members(key);
	json_t *more = json_pack("{s:s, s:s, s:s}", "use", "sig", "alg",
	    token_alg_name(key->alg), "kid", key->kid);

	if (jwk == NULL || more == NULL || json_object_update(jwk, more) != 0) {
		json_decref(jwk);
		jwk = NULL;
	}
	json_decref(more);
	return jwk;
}

/* The bytes of the member `name` into `bytes`; 0 when it has none. */
static size_t
bytes_member(
    const json_t *jwk, const char *name, unsigned char *bytes, size_t capacity)
{
	const json_t *member = json_object_get(jwk, name);
	size_t size;

	if (!json_is_string(member) ||
	    !base64url_decode(json_string_value(member),
		json_string_length(member), bytes, capacity, &size))
		return 0;
	return size;
}

static EVP_PKEY *
pkey_of(const char *type, OSSL_PARAM_BLD *builder)
{
	OSSL_PARAM *params = OSSL_PARAM_BLD_to_param(builder);
	EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, type, NULL);
	EVP_PKEY *pkey = NULL;

	if (params != NULL && context != NULL &&
	    EVP_PKEY_fromdata_init(context) == 1)
		EVP_PKEY_fromdata(context, &pkey, EVP_PKEY_PUBLIC_KEY, params);
	EVP_PKEY_CTX_free(context);
	OSSL_PARAM_free(params);
	return pkey;
}

static EVP_PKEY *
rsa_of_jwk(const json_t *jwk, OSSL_PARAM_BLD *builder)
{
	unsigned char bytes[2][MEMBER_MAX];
	size_t n_size = bytes_member(jwk, "n", bytes[0], MEMBER_MAX);
	size_t e_size = bytes_member(jwk, "e", bytes[1], MEMBER_MAX);
	BIGNUM *n = BN_bin2bn(bytes[0], (int)n_size, NULL);
	BIGNUM *e = BN_bin2bn(bytes[1], (int)e_size, NULL);
	EVP_PKEY *pkey = NULL;

	if (OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_N, n) == 1 &&
	    OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_E, e) == 1)
		pkey = pkey_of("RSA", builder);
	BN_free(n);
	BN_free(e);
	return pkey;
}

static EVP_PKEY *
ec_of_jwk(const json_t *jwk, OSSL_PARAM_BLD *builder)
{
	unsigned char point[1 + 2 * COORDINATE] = {
		POINT_CONVERSION_UNCOMPRESSED
	};
	const char *curve = json_string_value(json_object_get(jwk, "crv"));

	if (curve == NULL || strcmp(curve, "P-256") != 0 ||
	    bytes_member(jwk, "x", point + 1, COORDINATE) != COORDINATE ||
	    bytes_member(jwk, "y", point + 1 + COORDINATE, COORDINATE) !=
		COORDINATE ||
	    OSSL_PARAM_BLD_push_utf8_string(builder, OSSL_PKEY_PARAM_GROUP_NAME,
		SN_X9_62_prime256v1, 0) != 1 ||
	    OSSL_PARAM_BLD_push_octet_string(
		builder, OSSL_PKEY_PARAM_PUB_KEY, point, sizeof point) != 1)
		return NULL;
	return pkey_of("EC", builder);
}

/*
 * A modulus that is no product of two large primes, an exponent of 1, a point
 * beside the curve: with such a key anybody can sign.
 */
static bool
is_sound(EVP_PKEY *pkey)
{
	EVP_PKEY_CTX *context =
	    pkey == NULL ? NULL : EVP_PKEY_CTX_new(pkey, NULL);
	bool good = context != NULL && EVP_PKEY_public_check(context) == 1;

	EVP_PKEY_CTX_free(context);
	return good;
}

static bool
is_absent_or(const json_t *jwk, const char *name, const char *value)
{
	const json_t *member = json_object_get(jwk, name);

	return member == NULL ||
	    (json_is_string(member) &&
		strcmp(json_string_value(member), value) == 0);
}

/* What the JWK says of its use; `key_ops` says the same in other words. */
static bool
is_for(const json_t *jwk, enum token_alg alg)
{
	const json_t *uses = json_object_get(jwk, "key_ops"), *use;
	size_t i;

	if (!is_absent_or(jwk, "use", "sig") ||
	    !is_absent_or(jwk, "alg", token_alg_name(alg)))
		return false;
	if (uses == NULL)
		return true;
	json_array_foreach (uses, i, use)
		if (json_is_string(use) &&
		    strcmp(json_string_value(use), "verify") == 0)
			return true;
	return false;
}

static bool
take_kid(struct token_key *key, const json_t *jwk)
{
	const json_t *kid = json_object_get(jwk, "kid");

	if (kid == NULL)
		return true;
	if (!json_is_string(kid) || json_string_length(kid) > TOKEN_KID_MAX)
		return false;
	strcpy(key->kid, json_string_value(kid));
	return true;
}

struct token_key *
token_key_from_jwk(const json_t *jwk)
{
	const char *type = json_string_value(json_object_get(jwk, "kty"));
	OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
	EVP_PKEY *pkey = NULL;
	struct token_key *key;

	if (type != NULL && builder != NULL && strcmp(type, "RSA") == 0)
		pkey = rsa_of_jwk(jwk, builder);
	else if (type != NULL && builder != NULL && strcmp(type, "EC") == 0)
		pkey = ec_of_jwk(jwk, builder);
	OSSL_PARAM_BLD_free(builder);
	if (!is_sound(pkey)) {
		EVP_PKEY_free(pkey);
		return NULL;
	}
	key = key_of(pkey, false);
	if (key != NULL && (!is_for(jwk, key->alg) || !take_kid(key, jwk))) {
		token_key_destroy(key);
		key = NULL;
	}
	return key;
}
