# `make bench`: what one operation costs, as a ratio to a baseline.
EXTRA_PROGRAMS += %D%/lexicon %D%/mark
%C%_lexicon_SOURCES = %D%/lexicon.c %D%/bench.c %D%/bench.h
%C%_lexicon_LDADD = libmotus/libmotus.la
%C%_mark_SOURCES = %D%/mark.c %D%/bench.c %D%/bench.h
%C%_mark_LDADD = libmotus/libmotus.la

.PHONY: bench
bench: all %D%/lexicon %D%/mark
	@echo "$(CC), $(CFLAGS)"
	@%D%/mark data/fr.lexicon
	@%D%/lexicon data/fr.lexicon
