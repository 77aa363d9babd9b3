# The OpenID Provider.  libauth.a knows nothing of Kore, so that unit tests link
# it.
noinst_LIBRARIES += %D%/libauth.a

%C%_libauth_a_SOURCES = \
	%D%/account.c \
	%D%/account.h \
	%D%/client.c \
	%D%/client.h \
	%D%/consent.c \
	%D%/consent.h \
	%D%/cookie.c \
	%D%/cookie.h \
	%D%/db.c \
	%D%/db.h \
	%D%/keyring.c \
	%D%/keyring.h \
	%D%/keyring_record.c \
	%D%/keyring_record.h \
	%D%/name.h \
	%D%/onward.c \
	%D%/onward.h \
	%D%/pages.c \
	%D%/pages.h \
	%D%/password.h \
	%D%/provider.h \
	%D%/scope.c \
	%D%/scope.h \
	%D%/seal.c \
	%D%/seal.h \
	%D%/session.c \
	%D%/session.h \
	%D%/settings.c \
	%D%/settings.h \
	%D%/shipped.c \
	%D%/shipped.h \
	%D%/template.c \
	%D%/template.h \
	%D%/texts.c \
	%D%/texts.h \
	%D%/uri.c \
	%D%/uri.h
%C%_libauth_a_CPPFLAGS = $(AUTH_CPPFLAGS)

AUTH_CPPFLAGS = $(PURE_CPPFLAGS) $(ICU_CFLAGS)
AUTH_LIBS = %D%/libauth.a $(ICU_LIBS)
