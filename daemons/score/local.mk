# The score service.  libscore.a knows nothing of Kore, so that unit tests link
# it.
noinst_LIBRARIES += %D%/libscore.a

%C%_libscore_a_SOURCES = \
	%D%/asked.c \
	%D%/asked.h \
	%D%/board.c \
	%D%/board.h \
	%D%/export.c \
	%D%/export.h \
	%D%/gather.c \
	%D%/gather.h \
	%D%/group.c \
	%D%/group.h \
	%D%/group_board.c \
	%D%/groups.c \
	%D%/groups.h \
	%D%/groups_join.c \
	%D%/groups_leave.c \
	%D%/groups_list.c \
	%D%/history.c \
	%D%/history.h \
	%D%/import.c \
	%D%/import.h \
	%D%/import_sutom.c \
	%D%/imports.c \
	%D%/imports.h \
	%D%/invite.c \
	%D%/invite.h \
	%D%/me.c \
	%D%/me.h \
	%D%/membership.c \
	%D%/membership.h \
	%D%/part.c \
	%D%/part.h \
	%D%/period.c \
	%D%/period.h \
	%D%/profile.c \
	%D%/profile.h \
	%D%/ranking.c \
	%D%/ranking.h \
	%D%/record.c \
	%D%/record.h \
	%D%/removal.c \
	%D%/removal.h \
	%D%/result.c \
	%D%/result.h \
	%D%/score.c \
	%D%/score.h \
	%D%/scores.c \
	%D%/scores.h \
	%D%/settings.c \
	%D%/settings.h \
	%D%/signed_in.c \
	%D%/signed_in.h \
	%D%/standings.c \
	%D%/standings.h \
	%D%/statistics.c \
	%D%/statistics.h \
	%D%/sweep.c \
	%D%/sweep.h \
	%D%/tally.c \
	%D%/tally.h \
	%D%/tries.c \
	%D%/tries.h
%C%_libscore_a_CPPFLAGS = $(PURE_CPPFLAGS)

sbin_PROGRAMS += daemons/motus-score
daemons_motus_score_SOURCES = %D%/daemon.c
daemons_motus_score_CPPFLAGS = $(DAEMON_CPPFLAGS)
daemons_motus_score_LDFLAGS = $(DAEMON_LINK)
daemons_motus_score_LDADD = %D%/libscore.a daemons/player/libplayer.a \
	$(DAEMON_LIBS)
