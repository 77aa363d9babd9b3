# Programs that show how libmotus is used: built by make, run by make check
# (tests/examples.sh), not installed.
noinst_PROGRAMS += %D%/play

%C%_play_SOURCES = %D%/play.c
%C%_play_LDADD = libmotus/libmotus.la
