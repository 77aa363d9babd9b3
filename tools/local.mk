# motus-lexicon compiles the lexicon of a language.  What it is made of is a
# library of its own, so that tests can make small lexicons too.
noinst_LTLIBRARIES += %D%/lexicon/liblexicon.la
bin_PROGRAMS += %D%/lexicon/motus-lexicon

%C%_lexicon_liblexicon_la_SOURCES = \
	%D%/lexicon/affixes.c \
	%D%/lexicon/affixes.h \
	%D%/lexicon/answers.c \
	%D%/lexicon/answers.h \
	%D%/lexicon/compile.c \
	%D%/lexicon/compile.h \
	%D%/lexicon/dictionary.c \
	%D%/lexicon/dictionary.h \
	%D%/lexicon/flags.c \
	%D%/lexicon/text.c \
	%D%/lexicon/text.h \
	%D%/lexicon/words.c \
	%D%/lexicon/words.h
%C%_lexicon_liblexicon_la_LIBADD = libmotus/libcore.la

%C%_lexicon_motus_lexicon_SOURCES = %D%/lexicon/main.c
%C%_lexicon_motus_lexicon_LDADD = %D%/lexicon/liblexicon.la

# motus, the game in a terminal.  All but its main() is a library, for tests.
# Signing in needs the SHA-256 that libmotus keeps to itself.
if WITH_TERMINAL
bin_PROGRAMS += %D%/motus/motus
noinst_LIBRARIES += %D%/motus/libterminal.a
%C%_motus_libterminal_a_SOURCES = \
	%D%/motus/analyse.c \
	%D%/motus/commitment.c \
	%D%/motus/commitment.h \
	%D%/motus/form.c \
	%D%/motus/form.h \
	%D%/motus/history.c \
	%D%/motus/history.h \
	%D%/motus/http.h \
	%D%/motus/key.c \
	%D%/motus/key.h \
	%D%/motus/lexicon.c \
	%D%/motus/link.c \
	%D%/motus/link.h \
	%D%/motus/list.c \
	%D%/motus/login.c \
	%D%/motus/loopback.c \
	%D%/motus/loopback.h \
	%D%/motus/mark.c \
	%D%/motus/motus.h \
	%D%/motus/online.c \
	%D%/motus/online.h \
	%D%/motus/options.c \
	%D%/motus/options.h \
	%D%/motus/paths.c \
	%D%/motus/paths.h \
	%D%/motus/pkce.c \
	%D%/motus/pkce.h \
	%D%/motus/play.c \
	%D%/motus/render.c \
	%D%/motus/render.h \
	%D%/motus/round.c \
	%D%/motus/round.h \
	%D%/motus/say.c \
	%D%/motus/site.c \
	%D%/motus/site.h \
	%D%/motus/solve.c \
	%D%/motus/tokens.c \
	%D%/motus/tokens.h \
	%D%/motus/verify.c \
	%D%/motus/vocabulary.c \
	%D%/motus/vocabulary.h \
	%D%/motus/voice_json.c \
	%D%/motus/voice_text.c \
	%D%/motus/wire.c \
	%D%/motus/wire.h \
	daemons/common/hex.c \
	daemons/common/hex.h
if WITH_CURL
%C%_motus_libterminal_a_SOURCES += %D%/motus/http.c
else
%C%_motus_libterminal_a_SOURCES += %D%/motus/http_none.c
endif
%C%_motus_libterminal_a_CPPFLAGS = $(TERMINAL_CPPFLAGS)
%C%_motus_motus_SOURCES = %D%/motus/main.c
%C%_motus_motus_CPPFLAGS = $(TERMINAL_CPPFLAGS)
%C%_motus_motus_LDADD = $(TERMINAL_LIBS) libmotus/libcore.la
TERMINAL_CPPFLAGS = $(AM_CPPFLAGS) $(JANSSON_CFLAGS) $(CURL_CFLAGS) \
	-DPKGDATADIR='"$(pkgdatadir)"'
bash_completiondir = $(datadir)/bash-completion/completions
dist_bash_completion_DATA = %D%/motus/completion/motus.bash
zsh_completiondir = $(datadir)/zsh/site-functions
dist_zsh_completion_DATA = %D%/motus/completion/_motus
fish_completiondir = $(datadir)/fish/vendor_completions.d
dist_fish_completion_DATA = %D%/motus/completion/motus.fish
TERMINAL_LIBS = %D%/motus/libterminal.a $(JANSSON_LIBS) $(CURL_LIBS)
endif

# motusctl, for operators: what the provider keeps, from the command line.
if WITH_DAEMONS
bin_PROGRAMS += %D%/ctl/motusctl
%C%_ctl_motusctl_SOURCES = \
	%D%/ctl/account.c \
	%D%/ctl/backup.c \
	%D%/ctl/backup.h \
	%D%/ctl/client.c \
	%D%/ctl/ctl.c \
	%D%/ctl/ctl.h \
	%D%/ctl/keys.c \
	%D%/ctl/sqlite.c \
	libmotus/store_url.c \
	libmotus/store_url.h
nodist_%C%_ctl_motusctl_SOURCES = %D%/ctl/redis.sh.h
%C%_ctl_motusctl_CPPFLAGS = $(AUTH_CPPFLAGS) $(SQLITE_CFLAGS)
%C%_ctl_motusctl_LDADD = $(AUTH_LIBS) $(PURE_LIBS) libmotus/libmotus.la \
	$(SQLITE_LIBS)

# The script as a string of C.
BUILT_SOURCES += %D%/ctl/redis.sh.h
CLEANFILES += %D%/ctl/redis.sh.h
%D%/ctl/redis.sh.h: $(srcdir)/%D%/ctl/redis.sh
	$(AM_V_GEN)$(MKDIR_P) %D%/ctl && \
	{ echo 'static const char redis_sh[] ='; \
	  sed -e 's/[\\"]/\\&/g' -e 's/.*/"&\\n"/' $(srcdir)/%D%/ctl/redis.sh; \
	  echo ';'; } > $@.new && mv $@.new $@
endif
EXTRA_DIST += %D%/ctl/redis.sh
