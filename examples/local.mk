# Programs that show how libmotus is used: built by make, and again by make check
# as other programs are, and run (tests/examples.sh); not installed.
noinst_PROGRAMS += %D%/bot %D%/keep %D%/play %D%/shelf

%C%_bot_SOURCES = %D%/bot.c
%C%_bot_LDADD = libmotus/libmotus.la
%C%_keep_SOURCES = %D%/keep.c
%C%_keep_LDADD = libmotus/libmotus.la
%C%_play_SOURCES = %D%/play.c
%C%_play_LDADD = libmotus/libmotus.la
%C%_shelf_SOURCES = %D%/shelf.c
%C%_shelf_LDADD = libmotus/libmotus.la
