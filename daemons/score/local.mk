# The score service.  libscore.a knows nothing of Kore, so that unit tests link
# it.
noinst_LIBRARIES += %D%/libscore.a

%C%_libscore_a_SOURCES = \
	%D%/gather.c \
	%D%/gather.h \
	%D%/group.c \
	%D%/group.h \
	%D%/history.c \
	%D%/history.h \
	%D%/import.c \
	%D%/import.h \
	%D%/import_sutom.c \
	%D%/invite.c \
	%D%/invite.h \
	%D%/period.c \
	%D%/period.h \
	%D%/standings.c \
	%D%/standings.h \
	%D%/statistics.c \
	%D%/statistics.h \
	%D%/tries.c \
	%D%/tries.h
%C%_libscore_a_CPPFLAGS = $(PURE_CPPFLAGS)
