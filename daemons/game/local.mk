# The game service.  libgame.a knows nothing of Kore, so that unit tests link it.
noinst_LIBRARIES += %D%/libgame.a

%C%_libgame_a_SOURCES = \
	%D%/admission.c \
	%D%/admission.h \
	%D%/analysis.c \
	%D%/analysis.h \
	%D%/claim.c \
	%D%/claim.h \
	%D%/client.c \
	%D%/client.h \
	%D%/custom.c \
	%D%/custom.h \
	%D%/customs.c \
	%D%/customs.h \
	%D%/flow.c \
	%D%/flow.h \
	%D%/game.c \
	%D%/game.h \
	%D%/games.c \
	%D%/games.h \
	%D%/guess.c \
	%D%/guess.h \
	%D%/hint.c \
	%D%/hint.h \
	%D%/keep.c \
	%D%/keep.h \
	%D%/key.c \
	%D%/key.h \
	%D%/login.c \
	%D%/login.h \
	%D%/outbox.c \
	%D%/outbox.h \
	%D%/pass.c \
	%D%/pass.h \
	%D%/play.c \
	%D%/play.h \
	%D%/profile.c \
	%D%/profile.h \
	%D%/puzzle.c \
	%D%/puzzle.h \
	%D%/record.c \
	%D%/record.h \
	%D%/removal.c \
	%D%/removal.h \
	%D%/service.c \
	%D%/service.h \
	%D%/session.c \
	%D%/session.h \
	%D%/tally.c \
	%D%/tally.h \
	%D%/turnout.c \
	%D%/turnout.h
%C%_libgame_a_CPPFLAGS = $(PURE_CPPFLAGS)

sbin_PROGRAMS += daemons/motus-game
daemons_motus_game_SOURCES = %D%/daemon.c
daemons_motus_game_CPPFLAGS = $(DAEMON_CPPFLAGS)
daemons_motus_game_LDFLAGS = $(DAEMON_LINK)
daemons_motus_game_LDADD = %D%/libgame.a daemons/player/libplayer.a \
	$(DAEMON_LIBS)
