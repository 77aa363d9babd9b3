# The OpenID Provider.  libauth.a knows nothing of Kore, so that unit tests link
# it.
noinst_LIBRARIES += %D%/libauth.a

%C%_libauth_a_SOURCES = \
	%D%/account.c \
	%D%/account.h \
	%D%/allow.c \
	%D%/allow.h \
	%D%/answer.c \
	%D%/answer.h \
	%D%/assertion.c \
	%D%/assertion.h \
	%D%/authorization.c \
	%D%/authorization.h \
	%D%/auth.c \
	%D%/auth.h \
	%D%/authorize.c \
	%D%/authorize.h \
	%D%/bearer.c \
	%D%/bearer.h \
	%D%/caller.c \
	%D%/caller.h \
	%D%/check.c \
	%D%/check.h \
	%D%/client.c \
	%D%/client.h \
	%D%/clients.c \
	%D%/clients.h \
	%D%/consent.c \
	%D%/consent.h \
	%D%/cookie.c \
	%D%/cookie.h \
	%D%/cors.c \
	%D%/cors.h \
	%D%/db.c \
	%D%/db.h \
	%D%/desk.c \
	%D%/desk.h \
	%D%/desk_export.c \
	%D%/desk_name.c \
	%D%/desk_secret.c \
	%D%/discovery.c \
	%D%/discovery.h \
	%D%/entry.c \
	%D%/entry.h \
	%D%/farewell.c \
	%D%/farewell.h \
	%D%/forms.c \
	%D%/forms.h \
	%D%/grant.c \
	%D%/grant.h \
	%D%/introspect.c \
	%D%/introspect.h \
	%D%/issue.c \
	%D%/issue.h \
	%D%/keyring.c \
	%D%/keyring.h \
	%D%/keyring_record.c \
	%D%/keyring_record.h \
	%D%/login.c \
	%D%/logout.c \
	%D%/logout.h \
	%D%/name.c \
	%D%/name.h \
	%D%/oauth.c \
	%D%/oauth.h \
	%D%/onward.c \
	%D%/onward.h \
	%D%/pages.c \
	%D%/pages.h \
	%D%/password.c \
	%D%/password.h \
	%D%/password_list.c \
	%D%/provider.h \
	%D%/recover.c \
	%D%/recovery.c \
	%D%/recovery.h \
	%D%/records.c \
	%D%/records.h \
	%D%/redeem.c \
	%D%/redeem.h \
	%D%/refresh.c \
	%D%/refresh.h \
	%D%/register.c \
	%D%/revoke.c \
	%D%/revoke.h \
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
	%D%/signin.c \
	%D%/signin.h \
	%D%/standing.c \
	%D%/standing.h \
	%D%/tally.c \
	%D%/tally.h \
	%D%/template.c \
	%D%/template.h \
	%D%/texts.c \
	%D%/texts.h \
	%D%/throttle.c \
	%D%/throttle.h \
	%D%/tokens.c \
	%D%/tokens.h \
	%D%/unicode.c \
	%D%/unicode.h \
	%D%/uri.c \
	%D%/uri.h \
	%D%/userinfo.c \
	%D%/userinfo.h
%C%_libauth_a_CPPFLAGS = $(AUTH_CPPFLAGS)

AUTH_CPPFLAGS = $(PURE_CPPFLAGS) $(ICU_CFLAGS)
AUTH_LIBS = %D%/libauth.a $(ICU_LIBS)

sbin_PROGRAMS += daemons/motus-auth
daemons_motus_auth_SOURCES = %D%/daemon.c
daemons_motus_auth_CPPFLAGS = $(DAEMON_CPPFLAGS) $(ICU_CFLAGS)
daemons_motus_auth_LDFLAGS = $(DAEMON_LINK)
daemons_motus_auth_LDADD = $(AUTH_LIBS) $(DAEMON_LIBS)
