# Programs that show how libmotus is used: built by make, run by make check
# (tests/examples.sh), not installed.
noinst_PROGRAMS += %D%/keep %D%/play

%C%_keep_SOURCES = %D%/keep.c
%C%_keep_LDADD = libmotus/libmotus.la
%C%_play_SOURCES = %D%/play.c
%C%_play_LDADD = libmotus/libmotus.la
