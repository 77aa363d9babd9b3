# Each fuzz_x.c is a program twice: for `make check` with driver.c, and for
# `make fuzz`, which wants clang and -fsanitize=fuzzer-no-link in CFLAGS, with
# libFuzzer.
FUZZ_TESTS = \
	%D%/fuzz_hunspell \
	%D%/fuzz_lexicon \
	%D%/fuzz_store_url \
	%D%/fuzz_word
if WITH_DAEMONS
FUZZ_TESTS += \
	%D%/fuzz_base64url \
	%D%/fuzz_custom \
	%D%/fuzz_import \
	%D%/fuzz_keys \
	%D%/fuzz_name \
	%D%/fuzz_request \
	%D%/fuzz_template \
	%D%/fuzz_token
endif
if WITH_TERMINAL
FUZZ_TESTS += %D%/fuzz_form %D%/fuzz_wire
endif
check_PROGRAMS += $(FUZZ_TESTS)
TESTS += $(FUZZ_TESTS)
EXTRA_DIST += %D%/corpus

%C%_fuzz_base64url_SOURCES = %D%/fuzz_base64url.c %D%/driver.c
%C%_fuzz_base64url_CPPFLAGS = $(PURE_CPPFLAGS)
%C%_fuzz_base64url_LDADD = $(PURE_LIBS)
%C%_fuzz_custom_SOURCES = %D%/fuzz_custom.c %D%/driver.c
%C%_fuzz_custom_CPPFLAGS = $(PURE_CPPFLAGS)
%C%_fuzz_custom_LDADD = daemons/game/libgame.a $(PURE_LIBS) libmotus/libcore.la
%C%_fuzz_form_SOURCES = %D%/fuzz_form.c %D%/driver.c
%C%_fuzz_form_CPPFLAGS = $(TERMINAL_CPPFLAGS)
%C%_fuzz_form_LDADD = $(TERMINAL_LIBS) libmotus/libcore.la
%C%_fuzz_hunspell_SOURCES = %D%/fuzz_hunspell.c %D%/driver.c
%C%_fuzz_hunspell_LDADD = tools/lexicon/liblexicon.la
%C%_fuzz_import_SOURCES = %D%/fuzz_import.c %D%/driver.c
%C%_fuzz_import_CPPFLAGS = $(PURE_CPPFLAGS)
%C%_fuzz_import_LDADD = daemons/score/libscore.a $(PURE_LIBS) libmotus/libcore.la
%C%_fuzz_keys_SOURCES = %D%/fuzz_keys.c %D%/driver.c
%C%_fuzz_keys_CPPFLAGS = $(PURE_CPPFLAGS)
%C%_fuzz_keys_LDADD = daemons/game/libgame.a $(PURE_LIBS) libmotus/libcore.la
%C%_fuzz_lexicon_SOURCES = %D%/fuzz_lexicon.c %D%/driver.c
%C%_fuzz_lexicon_LDADD = libmotus/libcore.la
%C%_fuzz_name_SOURCES = %D%/fuzz_name.c %D%/driver.c
%C%_fuzz_name_CPPFLAGS = $(PURE_CPPFLAGS)
%C%_fuzz_name_LDADD = $(AUTH_LIBS) $(PURE_LIBS) libmotus/libcore.la
%C%_fuzz_request_SOURCES = %D%/fuzz_request.c %D%/driver.c
%C%_fuzz_request_CPPFLAGS = $(PURE_CPPFLAGS)
%C%_fuzz_request_LDADD = $(PURE_LIBS)
%C%_fuzz_store_url_SOURCES = %D%/fuzz_store_url.c %D%/driver.c
%C%_fuzz_store_url_LDADD = libmotus/libcore.la
%C%_fuzz_template_SOURCES = %D%/fuzz_template.c %D%/driver.c
%C%_fuzz_template_CPPFLAGS = $(PURE_CPPFLAGS)
%C%_fuzz_template_LDADD = $(AUTH_LIBS) $(PURE_LIBS)
%C%_fuzz_token_SOURCES = %D%/fuzz_token.c tests/forge.c %D%/driver.c
%C%_fuzz_token_CPPFLAGS = $(PURE_CPPFLAGS)
%C%_fuzz_token_LDADD = $(PURE_LIBS)
%C%_fuzz_wire_SOURCES = %D%/fuzz_wire.c %D%/driver.c
%C%_fuzz_wire_CPPFLAGS = $(TERMINAL_CPPFLAGS)
%C%_fuzz_wire_LDADD = $(TERMINAL_LIBS) libmotus/libcore.la
%C%_fuzz_word_SOURCES = %D%/fuzz_word.c %D%/driver.c
%C%_fuzz_word_LDADD = libmotus/libcore.la

GUIDED = \
	%D%/guided_hunspell \
	%D%/guided_lexicon \
	%D%/guided_store_url \
	%D%/guided_word
if WITH_DAEMONS
GUIDED += \
	%D%/guided_base64url \
	%D%/guided_custom \
	%D%/guided_import \
	%D%/guided_keys \
	%D%/guided_name \
	%D%/guided_request \
	%D%/guided_template \
	%D%/guided_token
endif
if WITH_TERMINAL
GUIDED += %D%/guided_form %D%/guided_wire
endif
EXTRA_PROGRAMS += $(GUIDED)
WITH_LIBFUZZER = $(AM_LDFLAGS) -fsanitize=fuzzer

%C%_guided_base64url_SOURCES = %D%/fuzz_base64url.c
%C%_guided_base64url_CPPFLAGS = $(PURE_CPPFLAGS)
%C%_guided_base64url_LDADD = $(PURE_LIBS)
%C%_guided_base64url_LDFLAGS = $(WITH_LIBFUZZER)
%C%_guided_custom_SOURCES = %D%/fuzz_custom.c
%C%_guided_custom_CPPFLAGS = $(PURE_CPPFLAGS)
%C%_guided_custom_LDADD = daemons/game/libgame.a $(PURE_LIBS) libmotus/libcore.la
%C%_guided_custom_LDFLAGS = $(WITH_LIBFUZZER)
%C%_guided_form_SOURCES = %D%/fuzz_form.c
%C%_guided_form_CPPFLAGS = $(TERMINAL_CPPFLAGS)
%C%_guided_form_LDADD = $(TERMINAL_LIBS) libmotus/libcore.la
%C%_guided_form_LDFLAGS = $(WITH_LIBFUZZER)
%C%_guided_hunspell_SOURCES = %D%/fuzz_hunspell.c
%C%_guided_hunspell_LDADD = tools/lexicon/liblexicon.la
%C%_guided_hunspell_LDFLAGS = $(WITH_LIBFUZZER)
%C%_guided_import_SOURCES = %D%/fuzz_import.c
%C%_guided_import_CPPFLAGS = $(PURE_CPPFLAGS)
%C%_guided_import_LDADD = daemons/score/libscore.a $(PURE_LIBS) libmotus/libcore.la
%C%_guided_import_LDFLAGS = $(WITH_LIBFUZZER)
%C%_guided_keys_SOURCES = %D%/fuzz_keys.c
%C%_guided_keys_CPPFLAGS = $(PURE_CPPFLAGS)
%C%_guided_keys_LDADD = daemons/game/libgame.a $(PURE_LIBS) libmotus/libcore.la
%C%_guided_keys_LDFLAGS = $(WITH_LIBFUZZER)
%C%_guided_lexicon_SOURCES = %D%/fuzz_lexicon.c
%C%_guided_lexicon_LDADD = libmotus/libcore.la
%C%_guided_lexicon_LDFLAGS = $(WITH_LIBFUZZER)
%C%_guided_name_SOURCES = %D%/fuzz_name.c
%C%_guided_name_CPPFLAGS = $(PURE_CPPFLAGS)
%C%_guided_name_LDADD = $(AUTH_LIBS) $(PURE_LIBS) libmotus/libcore.la
%C%_guided_name_LDFLAGS = $(WITH_LIBFUZZER)
%C%_guided_request_SOURCES = %D%/fuzz_request.c
%C%_guided_request_CPPFLAGS = $(PURE_CPPFLAGS)
%C%_guided_request_LDADD = $(PURE_LIBS)
%C%_guided_request_LDFLAGS = $(WITH_LIBFUZZER)
%C%_guided_store_url_SOURCES = %D%/fuzz_store_url.c
%C%_guided_store_url_LDADD = libmotus/libcore.la
%C%_guided_store_url_LDFLAGS = $(WITH_LIBFUZZER)
%C%_guided_template_SOURCES = %D%/fuzz_template.c
%C%_guided_template_CPPFLAGS = $(PURE_CPPFLAGS)
%C%_guided_template_LDADD = $(AUTH_LIBS) $(PURE_LIBS)
%C%_guided_template_LDFLAGS = $(WITH_LIBFUZZER)
%C%_guided_token_SOURCES = %D%/fuzz_token.c tests/forge.c
%C%_guided_token_CPPFLAGS = $(PURE_CPPFLAGS)
%C%_guided_token_LDADD = $(PURE_LIBS)
%C%_guided_token_LDFLAGS = $(WITH_LIBFUZZER)
%C%_guided_wire_SOURCES = %D%/fuzz_wire.c
%C%_guided_wire_CPPFLAGS = $(TERMINAL_CPPFLAGS)
%C%_guided_wire_LDADD = $(TERMINAL_LIBS) libmotus/libcore.la
%C%_guided_wire_LDFLAGS = $(WITH_LIBFUZZER)
%C%_guided_word_SOURCES = %D%/fuzz_word.c
%C%_guided_word_LDADD = libmotus/libcore.la
%C%_guided_word_LDFLAGS = $(WITH_LIBFUZZER)

# What libFuzzer finds worth keeping goes to tests/fuzz/found/.
FUZZ_SECONDS = 60
.PHONY: fuzz
fuzz: $(GUIDED)
	@for target in $(GUIDED); do \
		name=$${target##*guided_} && \
		found=%D%/found/$$name && \
		$(MKDIR_P) $$found && \
		$$target -max_total_time=$(FUZZ_SECONDS) -print_final_stats=1 \
		    -artifact_prefix=%D%/found/$$name- \
		    $$found '$(srcdir)'/%D%/corpus/$$name || exit 1; \
	done
