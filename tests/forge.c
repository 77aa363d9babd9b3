#include <stdlib.h>
#include <string.h>

#include <openssl/ecdsa.h>
#include <openssl/hmac.h>

#include "daemons/common/base64url.h"
#include "daemons/common/token_key.h"
#include "tests/forge.h"
#include "tests/must.h"

#define ROOM 16384

static const char rsa_pem[] =
    "-----BEGIN PRIVATE KEY-----\n"
    "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQCh+BYK4uPJtGXO\n"
    "jS1lYmM2K5J9vinh8CR3/BYlzJChNuOL2TSXxbbqY913EeZ8dCn5VrD7io8ImtxL\n"
    "aYk8wTM/U+3QGbh3hCUv7JFP5IV3aVlL6kKA0ywPVb9ilE8TA5a8bpvfbr3SvaNn\n"
    "juygxmj3AbONv/s4yDQs4v5tJ/reSlpIdJed1LnPmt7Ex1sFhSwsD174pcF1A5L5\n"
    "ROjtZMEQxrZHYJqkeDrrnGya11UxMFBji4NmXG9veoKjlnAqH2QbgtPr8jkiGUkf\n"
    "toaHLFcW9Qr4NY2ai50Xw0Byj3+H2JoY2PyrZ62EWQwuz3WTOTY8BwNNb2BvniHg\n"
    "VFbK5emhAgMBAAECggEAEq5xpGnNCivDflJsRQBXHx1hdR1k6Ulwe2JZD50LpXyW\n"
    "PEAeP88vLNO97IjlA7/GQ5sLKMgvfTeXZx9SE+7YwVol2NXOoAJe46sui395IW/G\n"
    "O+pWJ1O0BkTGoVEn2bKVRUCgu+GjBVaYLU6f3l9kJfFNS3E0QbVdxzubSu3Mkqzj\n"
    "kn439X0M/V51gfpRLI9JYanrC4D4qAdGcopV/0ZHHzQlBjudU2QvXt4ehNYTCBr6\n"
    "XCLQUShb1juUO1ZdiYoFaFQT5Tw8bGUl/x/jTj3ccPDVZFD9pIuhLhBOneufuBiB\n"
    "4cS98l2SR/RQyGWSeWjnczT0QU91p1DhOVRuOopznQKBgQDgHMQQ60imZV1URk0K\n"
    "pLttoLhyt3SmqdEf/kgHePDdtzEafpAu+cS191R2JiuoF2yzWXnwFDcqGigp5BNr\n"
    "0AHQfD8/Lk8l1Mk09jxxCfui5nYooNyac8YFjm3vItzVCVDnEd3BbVWG8qf6deqE\n"
    "lMGAg+C2V0L4oNXnP7LZcPAZRwKBgQC5A8R+CZW2MvRTLLHzwZkUXV866cff7tx6\n"
    "kqa0finGG0KgeqlaZPxgCZnFp7AeAcCMtiynVlJ7vMVgePsLq6XtON4tB5kP9jAP\n"
    "rq3rbAOal78eUH5OcED6eNuCV8ixEu1eWcPNCS/l1OW1EnXUEoEHKl54Xrrz2uNw\n"
    "kgMTP1FZ1wKBgAcCn1dwJKufzBWQxWQp1vsM5fggqPN1qGb5y0MAk3g7/Ls5bkUp\n"
    "5u9SN0Ai3Ya6hNnvWJMb7sXQX6U/zyO2M/hTip7tUeh7CXgwo59dkpN75gJLVds2\n"
    "9+DAncu3KXU4f2Fa+7bLNrur53k8KwPOq2bbuTG69QtV7Jr5MR0AHWKNAoGBAIf/\n"
    "evpitUf+4JYbLpvNXWcY052Mpz22aR84mY3nh3F2LF2mjMJDpTg7FmuyPcVw6EcG\n"
    "yoAe9fa65iNqCq+jdw6PVNGo2hxfjSiZ8IIzHdsPXI89//pMjZcQK9r+CCoRjaZj\n"
    "OYiIDktVWZzmevJuv6WywUqd57LE3Zar3dLSIkx1AoGAIYd7DHOhrWvxkwPQsRM2\n"
    "tOgrjbcrfvtQJipd+DlcxyVuuM9sQLdgjVk2oy26F0EmpScGLq2MowX7fhd/QJQ3\n"
    "ydy5cY7YIBi87w93IKLEdfnbJtoOPLUW0ITrJReOgo1cq9SbsxYawBgfp/gh6A56\n"
    "03k2+ZQwVK0JKSHuLFkuQ3U=\n"
    "-----END PRIVATE KEY-----\n";

struct token_key *
forge_rsa_key(void)
{
	return token_key_from_pem(rsa_pem, sizeof rsa_pem - 1);
}

static char *
write_parts(const char *header, const char *claims)
{
	char *token = malloc(ROOM), *end = token;

	must(token != NULL && strlen(header) + strlen(claims) < ROOM / 2,
	    "too long a token");
	end += base64url_encode(header, strlen(header), end);
	*end++ = '.';
	end += base64url_encode(claims, strlen(claims), end);
	strcpy(end, ".");
	return token;
}

char *
forge_with(const char *signature, const char *header, const char *claims)
{
	return strcat(write_parts(header, claims), signature);
}

static char *
finish(char *token, const void *signature, size_t size)
{
	base64url_encode(signature, size, token + strlen(token));
	return token;
}

static void
flatten(unsigned char *signature, size_t *size)
{
	const unsigned char *der = signature;
	ECDSA_SIG *pair = d2i_ECDSA_SIG(NULL, &der, (long)*size);

	must(pair != NULL, "no signature of ECDSA");
	BN_bn2binpad(ECDSA_SIG_get0_r(pair), signature, 32);
	BN_bn2binpad(ECDSA_SIG_get0_s(pair), signature + 32, 32);
	ECDSA_SIG_free(pair);
	*size = ES256_SIZE;
}

char *
forge(const struct token_key *key, const char *header, const char *claims)
{
	char *token = write_parts(header, claims);
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	unsigned char signature[1024];
	size_t size = sizeof signature;

	must(EVP_DigestSignInit(context, NULL, EVP_sha256(), NULL, key->pkey) ==
		    1 &&
		EVP_DigestSign(context, signature, &size,
		    (const unsigned char *)token, strlen(token) - 1) == 1,
	    "can't sign");
	EVP_MD_CTX_free(context);
	if (key->alg == TOKEN_ES256)
		flatten(signature, &size);
	return finish(token, signature, size);
}

char *
forge_hmac(const char *secret, const char *header, const char *claims)
{
	char *token = write_parts(header, claims);
	unsigned char mac[EVP_MAX_MD_SIZE];
	unsigned int size;

	HMAC(EVP_sha256(), secret, (int)strlen(secret),
	    (const unsigned char *)token, strlen(token) - 1, mac, &size);
	return finish(token, mac, size);
}
