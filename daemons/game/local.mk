# The game service.  libgame.a knows nothing of Kore, so that unit tests link it.
noinst_LIBRARIES += %D%/libgame.a

%C%_libgame_a_SOURCES = \
	%D%/game.c \
	%D%/game.h \
	%D%/guess.c \
	%D%/guess.h \
	%D%/key.c \
	%D%/key.h \
	%D%/play.c \
	%D%/play.h \
	%D%/player.c \
	%D%/player.h \
	%D%/puzzle.c \
	%D%/puzzle.h \
	%D%/record.c \
	%D%/record.h \
	%D%/service.c \
	%D%/service.h \
	%D%/tally.c \
	%D%/tally.h
%C%_libgame_a_CPPFLAGS = $(PURE_CPPFLAGS)

sbin_PROGRAMS += daemons/motus-game
daemons_motus_game_SOURCES = %D%/daemon.c
daemons_motus_game_CPPFLAGS = $(DAEMON_CPPFLAGS)
daemons_motus_game_LDFLAGS = $(DAEMON_LINK)
daemons_motus_game_LDADD = %D%/libgame.a $(DAEMON_LIBS)
