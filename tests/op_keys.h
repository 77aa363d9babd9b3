/*
 * op_keys.h - keys of a provider in a test: they sign nothing else
 *
 * Making an RSA key anew for each test would take longer than the test.
 */
#ifndef TESTS_OP_KEYS_H
#define TESTS_OP_KEYS_H

#define OP_RS256_PEM                                                         \
	"-----BEGIN PRIVATE KEY-----\n"                                      \
	"MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQDGy0PxEPTLcAz+\n" \
	"vR/i1+Wl0TCZI++sMmMj9taG19L4PNrl6PF9JcK3VU7od11bLtX6cXPw/VwXER/L\n" \
	"wsvGoCrpj41SUcUxA6edt4QHvyGbP6MkqzA97yZWBgEA2JazMUUhYB46V3ZnyC5i\n" \
	"ZZxcBv/hVl+ahJKrUdmmWtyRFHUC2+96oBLkuf5ApRtnEA3a1f6jBJWwuX7z5y75\n" \
	"5Zz5hhJ3OCeCY2K9D/X2A6R3liCVhok6aJgVOQUlaZs+0pMs859mRpWqKsmnnXsH\n" \
	"E7XwgRFlshkMnOoIZmZrmkWZgzZzw5iZbCOmyoTSZk3qrwykRLLXNF9/zCMWh1eF\n" \
	"vs8jnxVzAgMBAAECggEAX2Ks6QCv1OWg9qIcqKXbRSMI5JI/sCpFM75+1Ri92+qn\n" \
	"ReXt6ZSyx3EheZ28p8HjXlYNwbZv94l57jU7vcSgko0UzEj8CzaruJuTuHvXTjzM\n" \
	"tQ2HClCz3lbnKFbEiJq9hvQtzOSmpcmBqCkFS4r4QFFHckbmcVnGy3GRn/Nm6cVx\n" \
	"TZp9KjdD2NC7MtQ10AFBDyidMNLT6+P8Xt0wxG+xiTEllzLPoQZNM+j+FWqc5dJr\n" \
	"t8+mkXibr7WjGZ+3VdMnEuzh8+DUk2Fv+NI30c1iJYFOUlsVGxxR9XklN9bBOn0p\n" \
	"YFmQAiU2UEd4tiMiANPVtlANmUza+PsrqqsFi8khwQKBgQDv/4HewSAAU6Lo8dKF\n" \
	"YcCK6vlEcHTNmJeNWjKfTjcd9/Nlumr6QrJvJ1Ryvg0dbv86++e/JyLhclGBuwuP\n" \
	"OO/9K+Gu9jBEPZlr6AEfTJWpXqmwrv501zLExRGvV1CcV5OXpXXd4YzMtoUl6kiz\n" \
	"+zy8XhKxng5vRG5SxK0nQA3BgwKBgQDUDHOlDFTLHAJ5SaiY9vuezCOCaR6SI3Lc\n" \
	"+wtKYEtGjPTB+UTDbg6KlUGur1Ifn7yEwQYk4DiVHdf5m7it+Ok7w/4fcG9bMYiu\n" \
	"JPcRHMlULDFK+sr15h1EiT/ue2mTxC5HaJ0xA3G4QnP6al0Qg/27vkQuZmLEEkNx\n" \
	"oeZcTUfJUQKBgAzXvGhiJ0c9MoOKpTxT/cyxREOATQ/PcZSz1e+mbNaitRilgCIC\n" \
	"PbArB57YQrVngiry3fThsEEmL+xkSPsSDe2bUoldTTnpnfMjSCQXog6dLTFyO9We\n" \
	"ym2zKf4bCwpCuXgs94C3GCTAQ6HCxr8y244s7o0oqxcTL2AofCeUiufnAoGAcSkL\n" \
	"9gJ0pceW0l8qqCb19LKAKLIsbFSaka8vQUvOICJM489AkQKEpBQu7ygErXezRS01\n" \
	"OCyoRXudrEkb70usPAbF8MUxx/rRNA3qA6nXDyJeU+MuuLdK2y5bfctCdmb1Q4pi\n" \
	"iKuL3ocoGXT1oUCvAafx/skI4BXXBCcgJhXfv2ECgYEA4GBaXIHrz+ZB0xS6f045\n" \
	"/VUfZP+G76jgGgTCzRqHEf4OlKnQrG2bRMJ9Lb1nfUmxZqECPDSVHfuyhRSVaE87\n" \
	"jc2nq8GLNrufdjigO+43eK/Acv1N5IoqbQsVEQqQGvvB88gXCAKw8E1wcS+ZLjL5\n" \
	"HzcdI8o9GbAydFjFwBTYJKM=\n"                                         \
	"-----END PRIVATE KEY-----\n"

#define OP_RS256_KID "wxbzQoxtdUKUqh8wZ9oBWEniDPqcwH8es_jt0u2yG7M"

#define OP_ES256_PEM                                                         \
	"-----BEGIN PRIVATE KEY-----\n"                                      \
	"MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgmnxtKY3dArQ5EMz9\n" \
	"irlB31ol+G4KlD3+d0pNOrgU1r+hRANCAATtlChsyAn87N7/68QYWeL8DsgjHxU4\n" \
	"4cQGj8wcrNLDmQ1esLn0dpnskIX5wlK6bZiiSm/62CUp2erTO/ZOTbG5\n"         \
	"-----END PRIVATE KEY-----\n"

#define OP_ES256_KID "F1hrfmmxw6f7KG1n71TabvtMaIieQS44gVVASgWybDs"

#endif
