# What the daemons share: libpure.a knows nothing of Kore, so that unit tests
# link it; libglue.a is what makes a server of it; libkore.a is Kore.
noinst_LIBRARIES += %D%/common/libglue.a %D%/common/libpure.a

%C%_common_libpure_a_SOURCES = \
	%D%/common/address.c \
	%D%/common/address.h \
	%D%/common/aead.c \
	%D%/common/aead.h \
	%D%/common/base64url.c \
	%D%/common/base64url.h \
	%D%/common/body.c \
	%D%/common/calls.c \
	%D%/common/calls.h \
	%D%/common/clock.c \
	%D%/common/clock.h \
	%D%/common/config.c \
	%D%/common/config.h \
	%D%/common/errands.c \
	%D%/common/errands.h \
	%D%/common/escape.c \
	%D%/common/escape.h \
	%D%/common/fetch.c \
	%D%/common/fetch.h \
	%D%/common/fetch_loop.c \
	%D%/common/fetch_loop.h \
	%D%/common/fields.c \
	%D%/common/fields.h \
	%D%/common/form.c \
	%D%/common/guard.c \
	%D%/common/guard.h \
	%D%/common/hex.c \
	%D%/common/hex.h \
	%D%/common/http.h \
	%D%/common/jobs.c \
	%D%/common/jobs.h \
	%D%/common/log.c \
	%D%/common/log.h \
	%D%/common/loki.c \
	%D%/common/loki.h \
	%D%/common/metrics.c \
	%D%/common/metrics.h \
	%D%/common/reply.c \
	%D%/common/request.c \
	%D%/common/route.c \
	%D%/common/secret.c \
	%D%/common/secret.h \
	%D%/common/sha256.c \
	%D%/common/sha256.h \
	%D%/common/static.c \
	%D%/common/static.h \
	%D%/common/token.h \
	%D%/common/token_cache.c \
	%D%/common/token_cache.h \
	%D%/common/token_key.c \
	%D%/common/token_key.h \
	%D%/common/token_sign.c \
	%D%/common/token_verify.c \
	%D%/common/verifier.c \
	%D%/common/verifier.h
%C%_common_libpure_a_CPPFLAGS = $(PURE_CPPFLAGS)

%C%_common_libglue_a_SOURCES = \
	%D%/common/accept.c \
	%D%/common/connection.c \
	%D%/common/drain.c \
	%D%/common/glue.h \
	%D%/common/kore_log.c \
	%D%/common/loop.c \
	%D%/common/own.c \
	%D%/common/push.c \
	%D%/common/sandbox.c \
	%D%/common/server.c \
	%D%/common/server.h \
	%D%/common/store.c \
	%D%/common/visit.c
%C%_common_libglue_a_CPPFLAGS = $(PURE_CPPFLAGS) \
	-DPKGDATADIR='"$(pkgdatadir)"' \
	-DKORE_SINGLE_BINARY -isystem $(KORE_SOURCE)/include

PURE_CPPFLAGS = $(AM_CPPFLAGS) $(CRYPTO_CFLAGS) $(JANSSON_CFLAGS) \
	$(ZLIB_CFLAGS) $(JWT_CFLAGS) $(CURL_CFLAGS) $(SODIUM_CFLAGS)
PURE_LIBS = %D%/common/libpure.a $(JWT_LIBS) $(CURL_LIBS) $(CRYPTO_LIBS) \
	$(SODIUM_LIBS) $(JANSSON_LIBS) $(ZLIB_LIBS) -lpthread

# What a daemon is linked with.  Kore's main() finds its hooks by their names,
# so the linker must be told to take them; --wrap turns what Kore says into
# lines of our log.
DAEMON_CPPFLAGS = $(PURE_CPPFLAGS)
DAEMON_LINK = $(AM_LDFLAGS) -rdynamic \
	-Wl,-u,kore_parent_configure -Wl,-u,kore_seccomp_hook \
	-Wl,-u,__wrap_kore_log \
	-Wl,--wrap=kore_log -Wl,--wrap=fatal -Wl,--wrap=fatalx
DAEMON_LIBS = %D%/common/libglue.a $(PURE_LIBS) $(LIBKORE) \
	libmotus/libmotus.la $(SSL_LIBS) $(CRYPTO_LIBS) -lpthread -ldl

# Kore is built by its own Makefile, with its own warnings: -w, because
# another compiler than its author's finds others, and they stop its build.  Its
# sandbox would end one thread and leave the rest of a worker waiting for it.
LIBKORE = %D%/kore/libkore.a

$(LIBKORE): $(KORE_SOURCE)/Makefile $(KORE_SOURCE)/src/kore.c config.status
	$(AM_V_GEN)rm -rf %D%/kore && $(MKDIR_P) %D%/kore
	$(AM_V_at)$(MAKE) -s -C $(KORE_SOURCE) OBJDIR='$(abs_builddir)/%D%/kore' \
		CC='$(CC) -w -DSECCOMP_KILL_POLICY=SECCOMP_RET_KILL_PROCESS' \
		KORE_SINGLE_BINARY=1 $(KORE_MAKEFLAGS) objects
	$(AM_V_at)$(AR) cr $@ %D%/kore/*.o

clean-local: clean-kore
clean-kore:
	rm -rf %D%/kore

include %D%/auth/local.mk
include %D%/game/local.mk
include %D%/player/local.mk
include %D%/score/local.mk
