# `make bench`: what one operation costs, as a ratio to a baseline.
EXTRA_PROGRAMS += %D%/analysis %D%/lexicon %D%/mark %D%/solver
%C%_analysis_SOURCES = %D%/analysis.c %D%/bench.c %D%/bench.h
%C%_analysis_LDADD = %D%/plain.o libmotus/libmotus.la -lm
%C%_lexicon_SOURCES = %D%/lexicon.c %D%/bench.c %D%/bench.h
%C%_lexicon_LDADD = libmotus/libmotus.la
%C%_solver_SOURCES = %D%/solver.c %D%/bench.c %D%/bench.h
%C%_solver_LDADD = libmotus/libmotus.la
# Each variant of the marks is measured, and only libcore shows them.
%C%_mark_SOURCES = %D%/mark.c %D%/marks.c %D%/marks.h %D%/bench.c %D%/bench.h
%C%_mark_LDADD = %D%/plain.o libmotus/libcore.la -lm
# The baseline is the same whatever compiles the library.
%D%/plain.o: $(srcdir)/%D%/plain.c $(srcdir)/%D%/plain.h
	$(AM_V_CC)$(MKDIR_P) %D% && \
	gcc -O3 -std=c11 -I$(srcdir) -c -o $@ $(srcdir)/%D%/plain.c
CLEANFILES += %D%/plain.o
EXTRA_DIST += %D%/plain.c %D%/plain.h

.PHONY: bench
bench: all %D%/analysis %D%/lexicon %D%/mark %D%/solver
	@echo "$$($(CC) --version | head -n 1): $(CFLAGS)"
	@%D%/mark data/fr.lexicon data/en.lexicon
	@%D%/analysis data/fr.lexicon
	@%D%/solver data/fr.lexicon data/en.lexicon
	@%D%/lexicon data/fr.lexicon

# The provider beside others, which needs npm's oidc-provider and wrk; and boards
# of up to a million players.  Started by ./dev bench.
EXTRA_DIST += \
	%D%/auth/bench.mjs \
	%D%/auth/load.lua \
	%D%/auth/ours.mjs \
	%D%/auth/package-lock.json \
	%D%/auth/package.json \
	%D%/auth/peer.mjs \
	%D%/score/bench.mjs
if WITH_DAEMONS
EXTRA_PROGRAMS += %D%/auth/bare
%C%_auth_bare_SOURCES = %D%/auth/bare.c
%C%_auth_bare_CPPFLAGS = -DKORE_SINGLE_BINARY -isystem $(KORE_SOURCE)/include
%C%_auth_bare_LDFLAGS = $(AM_LDFLAGS) -rdynamic -Wl,-u,kore_parent_configure
%C%_auth_bare_LDADD = $(LIBKORE) $(SSL_LIBS) $(CRYPTO_LIBS) -lpthread -ldl
endif
