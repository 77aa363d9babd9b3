# Who plays: what the services for players share, with no Kore either.
noinst_LIBRARIES += %D%/libplayer.a

%C%_libplayer_a_SOURCES = \
	%D%/caller.c \
	%D%/caller.h \
	%D%/cookie.c \
	%D%/cookie.h \
	%D%/player.c \
	%D%/player.h
%C%_libplayer_a_CPPFLAGS = $(PURE_CPPFLAGS)
