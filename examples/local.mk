# Programs that show how libmotus is used: built by make, and again by make check
# as other programs are, and run (tests/examples.sh); not installed.
noinst_PROGRAMS += %D%/bot %D%/embed %D%/keep %D%/play %D%/shelf \
	%D%/solver

%C%_bot_SOURCES = %D%/bot.c
%C%_bot_LDADD = libmotus/libmotus.la
%C%_embed_SOURCES = %D%/embed.c
%C%_embed_CPPFLAGS = $(AM_CPPFLAGS) -DLEXICON='"data/en.lexicon"'
%C%_embed_LDADD = libmotus/libmotus.la
%D%/embed-embed.$(OBJEXT): data/en.lexicon
%C%_keep_SOURCES = %D%/keep.c
%C%_keep_LDADD = libmotus/libmotus.la
%C%_play_SOURCES = %D%/play.c
%C%_play_LDADD = libmotus/libmotus.la
%C%_shelf_SOURCES = %D%/shelf.c
%C%_shelf_LDADD = libmotus/libmotus.la
%C%_solver_SOURCES = %D%/solver.c
%C%_solver_LDADD = libmotus/libmotus.la
EXTRA_DIST += %D%/guess.py
