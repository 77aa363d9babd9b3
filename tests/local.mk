# Tests mirror the modules: tests/test_word.c is for libmotus/word.c.  They
# link the objects of the library, so they see what it hides.
if WITH_CRITERION
UNIT_TESTS = \
	%D%/test_word
endif
check_PROGRAMS += $(UNIT_TESTS)
TESTS += $(UNIT_TESTS)

CORE_CPPFLAGS = $(AM_CPPFLAGS) $(CRITERION_CFLAGS)
CORE_LDADD = libmotus/libcore.la $(CRITERION_LIBS)

%C%_test_word_CPPFLAGS = $(CORE_CPPFLAGS)
%C%_test_word_LDADD = $(CORE_LDADD)
