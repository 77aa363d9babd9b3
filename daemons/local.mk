# What the daemons share.  libpure.a knows nothing of Kore, so that unit tests
# link it.
noinst_LIBRARIES += %D%/common/libpure.a

%C%_common_libpure_a_SOURCES = \
	%D%/common/body.c \
	%D%/common/clock.h \
	%D%/common/escape.c \
	%D%/common/escape.h \
	%D%/common/form.c \
	%D%/common/http.h \
	%D%/common/reply.c \
	%D%/common/request.c \
	%D%/common/route.c
%C%_common_libpure_a_CPPFLAGS = $(PURE_CPPFLAGS)

PURE_CPPFLAGS = $(AM_CPPFLAGS) $(CRYPTO_CFLAGS) $(JANSSON_CFLAGS) \
	$(ZLIB_CFLAGS)
PURE_LIBS = %D%/common/libpure.a $(CRYPTO_LIBS) $(JANSSON_LIBS) $(ZLIB_LIBS)
