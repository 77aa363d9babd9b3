# The public headers: what other programs include.
motusincludedir = $(includedir)/motus
motusinclude_HEADERS = \
	%D%/motus/analysis.h \
	%D%/motus/backend.h \
	%D%/motus/daily.h \
	%D%/motus/date.h \
	%D%/motus/error.h \
	%D%/motus/game.h \
	%D%/motus/lexicon.h \
	%D%/motus/mark.h \
	%D%/motus/marks.h \
	%D%/motus/motus.h \
	%D%/motus/points.h \
	%D%/motus/proof.h \
	%D%/motus/share.h \
	%D%/motus/solver.h \
	%D%/motus/store.h \
	%D%/motus/version.h \
	%D%/motus/vocabulary.h \
	%D%/motus/word.h
