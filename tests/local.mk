# Tests mirror the modules: tests/test_word.c is for libmotus/word.c.  They
# link the objects of the library, so they see what it hides.
if WITH_CRITERION
UNIT_TESTS = \
	%D%/test_analysis \
	%D%/test_answers \
	%D%/test_daily \
	%D%/test_data \
	%D%/test_date \
	%D%/test_digest \
	%D%/test_digest_plain \
	%D%/test_game \
	%D%/test_hunspell \
	%D%/test_lexicon \
	%D%/test_mark \
	%D%/test_marks \
	%D%/test_points \
	%D%/test_proof \
	%D%/test_rules \
	%D%/test_share \
	%D%/test_shuffle \
	%D%/test_solver \
	%D%/test_store \
	%D%/test_store_calls \
	%D%/test_store_observe \
	%D%/test_store_ranking \
	%D%/test_store_url \
	%D%/test_word
if WITH_HIREDIS
UNIT_TESTS += %D%/test_store_lookup %D%/test_store_redis
endif
if WITH_TERMINAL
UNIT_TESTS += %D%/test_terminal %D%/test_terminal_screen
if WITH_CURL
if WITH_SQLITE
UNIT_TESTS += %D%/test_terminal_tokens
endif
endif
endif
if WITH_SQLITE
UNIT_TESTS += %D%/test_store_sqlite
endif

# A host that moves: tests/resolver.h.
RESOLVER_SOURCES = %D%/resolver.c %D%/resolver.h
# Servers that tests start, and stores they keep: tests/servers.h, keeper.h.
check_LTLIBRARIES += %D%/libkeeper.la
endif
check_PROGRAMS += $(UNIT_TESTS)
SH_TESTS = \
	%D%/abi.sh \
	%D%/examples.sh \
	%D%/exports.sh \
	%D%/format.sh \
	%D%/headers.sh \
	%D%/lexicon.sh
if WITH_TERMINAL
TESTS += %D%/terminal.sh
endif
TESTS += $(UNIT_TESTS) $(SH_TESTS)
dist_check_SCRIPTS += $(SH_TESTS) %D%/motusctl.sh %D%/terminal.sh
EXTRA_DIST += %D%/abi.awk %D%/abi.list %D%/examples

# After a change that was meant: CONTRIBUTING.md.
.PHONY: abi
abi: libmotus/libmotus.la
	CC='$(CC)' srcdir='$(srcdir)' $(srcdir)/%D%/abi.sh --print >abi.new
	mv abi.new $(srcdir)/%D%/abi.list

CORE_CPPFLAGS = $(AM_CPPFLAGS) $(CRITERION_CFLAGS)
CORE_LDADD = libmotus/libcore.la $(CRITERION_LIBS)
# For tests that make a lexicon of a few words: tests/small.h.
SMALL_SOURCES = %D%/small.c %D%/small.h
SMALL_LDADD = tools/lexicon/liblexicon.la $(CRITERION_LIBS)
%C%_libkeeper_la_SOURCES = \
	%D%/keeper.c \
	%D%/keeper.h \
	%D%/loop.c \
	%D%/loop.h \
	%D%/process.c \
	%D%/process.h \
	%D%/servers.c \
	%D%/servers.h \
	%D%/shelf.c \
	%D%/shelf.h
%C%_libkeeper_la_CPPFLAGS = $(CORE_CPPFLAGS)
%C%_libkeeper_la_LIBADD = $(CORE_LDADD)
KEEPER_LDADD = %D%/libkeeper.la $(CORE_LDADD)

%C%_test_analysis_SOURCES = %D%/test_analysis.c %D%/read.h
%C%_test_analysis_CPPFLAGS = $(CORE_CPPFLAGS)
%C%_test_analysis_LDADD = $(CORE_LDADD) -lm
%C%_test_answers_CPPFLAGS = $(CORE_CPPFLAGS)
%C%_test_answers_LDADD = $(SMALL_LDADD)
%C%_test_daily_SOURCES = %D%/test_daily.c %D%/century.c %D%/century.h \
	%D%/read.h $(SMALL_SOURCES)
%C%_test_daily_CPPFLAGS = $(CORE_CPPFLAGS)
%C%_test_daily_LDADD = $(SMALL_LDADD)
%C%_test_data_CPPFLAGS = $(CORE_CPPFLAGS)
%C%_test_data_LDADD = $(CORE_LDADD)
%C%_test_date_CPPFLAGS = $(CORE_CPPFLAGS)
%C%_test_date_LDADD = $(CORE_LDADD)
%C%_test_digest_SOURCES = %D%/test_digest.c %D%/read.h
%C%_test_digest_CPPFLAGS = $(CORE_CPPFLAGS)
%C%_test_digest_LDADD = $(CORE_LDADD)
# The SHA-256 of a build without OpenSSL, tested in every build.
%C%_test_digest_plain_SOURCES = %D%/test_digest.c %D%/read.h \
	libmotus/digest_plain.c
%C%_test_digest_plain_CPPFLAGS = $(CORE_CPPFLAGS)
%C%_test_digest_plain_LDADD = $(CRITERION_LIBS)
%C%_test_game_SOURCES = %D%/test_game.c %D%/read.h $(SMALL_SOURCES)
%C%_test_game_CPPFLAGS = $(CORE_CPPFLAGS)
%C%_test_game_LDADD = $(SMALL_LDADD)
%C%_test_hunspell_CPPFLAGS = $(CORE_CPPFLAGS)
%C%_test_hunspell_LDADD = $(SMALL_LDADD)
%C%_test_lexicon_SOURCES = %D%/test_lexicon.c %D%/read.h $(SMALL_SOURCES)
%C%_test_lexicon_CPPFLAGS = $(CORE_CPPFLAGS)
%C%_test_lexicon_LDADD = $(SMALL_LDADD)
%C%_test_mark_SOURCES = %D%/test_mark.c %D%/read.h
%C%_test_mark_CPPFLAGS = $(CORE_CPPFLAGS)
%C%_test_mark_LDADD = $(CORE_LDADD)
%C%_test_marks_SOURCES = %D%/test_marks.c %D%/read.h
%C%_test_marks_CPPFLAGS = $(CORE_CPPFLAGS)
%C%_test_marks_LDADD = $(CORE_LDADD) -lm
%C%_test_points_CPPFLAGS = $(CORE_CPPFLAGS)
%C%_test_points_LDADD = $(CORE_LDADD)
%C%_test_proof_SOURCES = %D%/test_proof.c %D%/read.h
%C%_test_proof_CPPFLAGS = $(CORE_CPPFLAGS)
%C%_test_proof_LDADD = $(CORE_LDADD)
%C%_test_rules_SOURCES = %D%/test_rules.c %D%/read.h
%C%_test_rules_CPPFLAGS = $(CORE_CPPFLAGS)
%C%_test_rules_LDADD = $(CORE_LDADD)
%C%_test_share_SOURCES = %D%/test_share.c %D%/read.h
%C%_test_share_CPPFLAGS = $(CORE_CPPFLAGS)
%C%_test_share_LDADD = $(CORE_LDADD)
%C%_test_shuffle_CPPFLAGS = $(CORE_CPPFLAGS)
%C%_test_shuffle_LDADD = $(CORE_LDADD)
%C%_test_solver_SOURCES = %D%/test_solver.c %D%/read.h
%C%_test_solver_CPPFLAGS = $(CORE_CPPFLAGS)
%C%_test_solver_LDADD = $(CORE_LDADD)
%C%_test_store_lookup_SOURCES = %D%/test_store_lookup.c $(RESOLVER_SOURCES)
%C%_test_store_lookup_CPPFLAGS = $(CORE_CPPFLAGS)
%C%_test_store_lookup_LDADD = $(KEEPER_LDADD) -ldl
%C%_test_store_redis_CPPFLAGS = $(CORE_CPPFLAGS)
%C%_test_store_redis_LDADD = $(KEEPER_LDADD)
%C%_test_store_sqlite_CPPFLAGS = $(CORE_CPPFLAGS) $(SQLITE_CFLAGS)
%C%_test_store_sqlite_LDADD = $(KEEPER_LDADD)
%C%_test_store_url_CPPFLAGS = $(CORE_CPPFLAGS)
%C%_test_store_url_LDADD = $(KEEPER_LDADD)
%C%_test_terminal_SOURCES = %D%/test_terminal.c %D%/read.h
%C%_test_terminal_CPPFLAGS = $(TERMINAL_CPPFLAGS) $(CRITERION_CFLAGS)
%C%_test_terminal_LDADD = $(TERMINAL_LIBS) $(CORE_LDADD)
%C%_test_terminal_screen_SOURCES = %D%/test_terminal_screen.c $(SMALL_SOURCES)
%C%_test_terminal_screen_CPPFLAGS = $(CORE_CPPFLAGS)
%C%_test_terminal_screen_LDADD = $(SMALL_LDADD) -lutil
%C%_test_terminal_tokens_SOURCES = %D%/test_terminal_tokens.c %D%/serve.c \
	%D%/serve.h %D%/must.h
%C%_test_terminal_tokens_CPPFLAGS = $(TERMINAL_CPPFLAGS) $(CRITERION_CFLAGS)
%C%_test_terminal_tokens_LDADD = $(TERMINAL_LIBS) $(CORE_LDADD) -lpthread
%C%_test_store_CPPFLAGS = $(CORE_CPPFLAGS)
%C%_test_store_LDADD = $(KEEPER_LDADD)
%C%_test_store_calls_CPPFLAGS = $(CORE_CPPFLAGS)
%C%_test_store_calls_LDADD = $(KEEPER_LDADD)
%C%_test_store_observe_CPPFLAGS = $(CORE_CPPFLAGS)
%C%_test_store_observe_LDADD = $(KEEPER_LDADD)
%C%_test_store_ranking_CPPFLAGS = $(CORE_CPPFLAGS)
%C%_test_store_ranking_LDADD = $(KEEPER_LDADD)
%C%_test_word_CPPFLAGS = $(CORE_CPPFLAGS)
%C%_test_word_LDADD = $(CORE_LDADD)

# What the daemons share, and the services without Kore; then the server, one
# that echoes.
if WITH_DAEMONS
check_PROGRAMS += %D%/echod
if WITH_CRITERION
SERVICE_TESTS = \
	%D%/test_auth_allow \
	%D%/test_auth_authorize \
	%D%/test_auth_bearer \
	%D%/test_auth_caller \
	%D%/test_auth_client \
	%D%/test_auth_desk \
	%D%/test_auth_discovery \
	%D%/test_auth_entry \
	%D%/test_auth_farewell \
	%D%/test_auth_forms_race \
	%D%/test_auth_keyring \
	%D%/test_auth_logout \
	%D%/test_auth_name \
	%D%/test_auth_pages \
	%D%/test_auth_password \
	%D%/test_auth_race \
	%D%/test_auth_records \
	%D%/test_auth_redeem \
	%D%/test_auth_refresh \
	%D%/test_auth_seal \
	%D%/test_auth_tally \
	%D%/test_auth_template \
	%D%/test_auth_throttle \
	%D%/test_base64url \
	%D%/test_calls \
	%D%/test_clock \
	%D%/test_config \
	%D%/test_fetch \
	%D%/test_fields \
	%D%/test_game_analysis \
	%D%/test_game_claim \
	%D%/test_game_claimed \
	%D%/test_game_custom \
	%D%/test_game_customs \
	%D%/test_game_flow \
	%D%/test_game_hint \
	%D%/test_game_key \
	%D%/test_game_openapi \
	%D%/test_game_outbox \
	%D%/test_game_play \
	%D%/test_game_puzzle \
	%D%/test_game_race \
	%D%/test_game_record \
	%D%/test_game_redis \
	%D%/test_game_removal \
	%D%/test_game_session \
	%D%/test_game_start \
	%D%/test_game_tally \
	%D%/test_game_turnout \
	%D%/test_guard \
	%D%/test_http \
	%D%/test_jobs \
	%D%/test_log \
	%D%/test_loki \
	%D%/test_metrics \
	%D%/test_player \
	%D%/test_player_caller \
	%D%/test_score_board \
	%D%/test_score_export \
	%D%/test_score_group \
	%D%/test_score_group_board \
	%D%/test_score_groups \
	%D%/test_score_history \
	%D%/test_score_import \
	%D%/test_score_imports \
	%D%/test_score_join \
	%D%/test_score_me \
	%D%/test_score_openapi \
	%D%/test_score_part \
	%D%/test_score_period \
	%D%/test_score_result \
	%D%/test_score_standings \
	%D%/test_secret \
	%D%/test_static \
	%D%/test_token \
	%D%/test_token_cache \
	%D%/test_token_header \
	%D%/test_token_key \
	%D%/test_verifier
SERVER_TESTS = %D%/test_server %D%/test_server_life
# Services in the test's process, and requests to them: tests/site.h, op.h,
# visit.h.
check_LIBRARIES += %D%/libladder.a %D%/libop.a \
	%D%/libsite.a %D%/libvisit.a
endif
check_PROGRAMS += $(SERVICE_TESTS) $(SERVER_TESTS)
TESTS += $(SERVICE_TESTS) $(SERVER_TESTS) %D%/motusctl.sh
endif

ECHO_SOURCES = %D%/echo.c %D%/echo.h
# For tests that make tokens of their own: tests/forge.h.
FORGE_SOURCES = %D%/forge.c %D%/forge.h %D%/must.h
# A provider of tokens in place of fetch.c: tests/issuer.h.
ISSUER_SOURCES = $(FORGE_SOURCES) %D%/issuer.c %D%/issuer.h
DAEMON_TEST_CPPFLAGS = $(PURE_CPPFLAGS) $(CRITERION_CFLAGS)
DAEMON_TEST_LIBS = $(PURE_LIBS) libmotus/libcore.la $(CRITERION_LIBS)
%C%_libvisit_a_SOURCES = \
	%D%/counted.c \
	%D%/counted.h \
	%D%/slow_store.c \
	%D%/slow_store.h \
	%D%/visit.c \
	%D%/visit.h
%C%_libvisit_a_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_libop_a_SOURCES = \
	%D%/flow.c \
	%D%/flow.h \
	%D%/forms.c \
	%D%/forms.h \
	%D%/op.c \
	%D%/op.h \
	%D%/op_keys.h \
	%D%/provided.h
%C%_libop_a_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
OP_LDADD = %D%/libop.a %D%/libvisit.a $(AUTH_LIBS) $(PURE_LIBS) $(KEEPER_LDADD)
%C%_libsite_a_SOURCES = %D%/site.c %D%/site.h $(SMALL_SOURCES) \
	$(ISSUER_SOURCES)
%C%_libsite_a_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
SITE_LDADD = %D%/libsite.a %D%/libvisit.a daemons/game/libgame.a \
	daemons/player/libplayer.a \
	tools/lexicon/liblexicon.la $(PURE_LIBS) $(KEEPER_LDADD)
%C%_libladder_a_SOURCES = %D%/circle.c %D%/circle.h %D%/ladder.c %D%/ladder.h \
	$(ISSUER_SOURCES)
%C%_libladder_a_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
LADDER_LDADD = %D%/libladder.a %D%/libvisit.a $(SCORE_LDADD)
SCORE_LDADD = daemons/score/libscore.a daemons/player/libplayer.a \
	$(KEEPER_LDADD) $(PURE_LIBS)

%C%_echod_SOURCES = %D%/echod.c $(RESOLVER_SOURCES)
%C%_echod_CPPFLAGS = $(DAEMON_CPPFLAGS)
%C%_echod_LDFLAGS = $(DAEMON_LINK)
%C%_echod_LDADD = $(DAEMON_LIBS)

%C%_test_auth_authorize_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_auth_authorize_LDADD = $(OP_LDADD)
%C%_test_auth_bearer_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_auth_bearer_LDADD = $(OP_LDADD)
%C%_test_auth_caller_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_auth_caller_LDADD = $(OP_LDADD)
%C%_test_auth_client_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_auth_client_LDADD = $(OP_LDADD)
%C%_test_auth_keyring_SOURCES = %D%/test_auth_keyring.c $(FORGE_SOURCES)
%C%_test_auth_keyring_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_auth_keyring_LDADD = $(OP_LDADD)
%C%_test_auth_name_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_auth_name_LDADD = $(OP_LDADD)
%C%_test_auth_discovery_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_auth_discovery_LDADD = $(OP_LDADD)
%C%_test_auth_entry_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_auth_entry_LDADD = $(OP_LDADD)
%C%_test_auth_pages_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_auth_pages_LDADD = $(OP_LDADD)
%C%_test_auth_password_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_auth_password_LDADD = $(OP_LDADD)
%C%_test_auth_race_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_auth_race_LDADD = $(OP_LDADD)
%C%_test_auth_records_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_auth_records_LDADD = $(OP_LDADD)
%C%_test_auth_redeem_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_auth_redeem_LDADD = $(OP_LDADD)
%C%_test_auth_refresh_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_auth_refresh_LDADD = $(OP_LDADD)
%C%_test_auth_seal_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_auth_seal_LDADD = $(OP_LDADD)
%C%_test_auth_tally_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_auth_tally_LDADD = $(OP_LDADD)
%C%_test_auth_template_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_auth_template_LDADD = $(OP_LDADD)
%C%_test_auth_throttle_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_auth_throttle_LDADD = $(OP_LDADD)
%C%_test_auth_desk_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_auth_desk_LDADD = $(OP_LDADD)
%C%_test_auth_forms_race_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_auth_forms_race_LDADD = $(OP_LDADD)
%C%_test_auth_logout_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_auth_logout_LDADD = $(OP_LDADD)
%C%_test_auth_allow_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_auth_allow_LDADD = $(OP_LDADD)
%C%_test_auth_farewell_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_auth_farewell_LDADD = $(OP_LDADD)
%C%_test_base64url_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_base64url_LDADD = $(DAEMON_TEST_LIBS)
%C%_test_calls_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_calls_LDADD = %D%/libvisit.a $(DAEMON_TEST_LIBS) $(KEEPER_LDADD)
%C%_test_clock_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_clock_LDADD = $(DAEMON_TEST_LIBS)
%C%_test_config_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_config_LDADD = $(DAEMON_TEST_LIBS)
%C%_test_fetch_SOURCES = %D%/test_fetch.c %D%/odd.c %D%/odd.h \
	%D%/serve.c %D%/serve.h \
	$(RESOLVER_SOURCES)
%C%_test_fetch_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_fetch_LDADD = $(PURE_LIBS) $(KEEPER_LDADD)
%C%_test_fields_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_fields_LDADD = $(DAEMON_TEST_LIBS)
%C%_test_player_caller_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_player_caller_LDADD = $(SITE_LDADD)
%C%_test_game_analysis_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_game_analysis_LDADD = $(SITE_LDADD)
%C%_test_game_claim_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_game_claim_LDADD = %D%/libvisit.a daemons/game/libgame.a \
	daemons/player/libplayer.a \
	$(PURE_LIBS) $(KEEPER_LDADD)
%C%_test_game_claimed_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_game_claimed_LDADD = $(SITE_LDADD)
%C%_test_game_custom_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_game_custom_LDADD = $(SITE_LDADD)
%C%_test_game_customs_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_game_customs_LDADD = $(SITE_LDADD)
%C%_test_game_flow_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_game_flow_LDADD = $(SITE_LDADD)
%C%_test_game_hint_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_game_hint_LDADD = $(SITE_LDADD)
%C%_test_game_key_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_game_key_LDADD = $(SITE_LDADD)
%C%_test_game_openapi_SOURCES = %D%/test_game_openapi.c %D%/description.c \
	%D%/description.h
%C%_test_game_openapi_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_game_openapi_LDADD = $(SITE_LDADD)
%C%_test_game_outbox_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_game_outbox_LDADD = $(SITE_LDADD)
%C%_test_game_play_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_game_play_LDADD = $(SITE_LDADD)
%C%_test_player_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_player_LDADD = $(SITE_LDADD)
%C%_test_game_puzzle_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_game_puzzle_LDADD = $(SITE_LDADD)
%C%_test_game_race_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_game_race_LDADD = $(SITE_LDADD)
%C%_test_game_record_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_game_record_LDADD = $(SITE_LDADD)
%C%_test_game_redis_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_game_redis_LDADD = $(SITE_LDADD)
%C%_test_game_removal_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_game_removal_LDADD = $(SITE_LDADD)
%C%_test_game_session_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_game_session_LDADD = $(SITE_LDADD)
%C%_test_game_start_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_game_start_LDADD = $(SITE_LDADD)
%C%_test_game_tally_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_game_tally_LDADD = $(SITE_LDADD)
%C%_test_game_turnout_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_game_turnout_LDADD = $(SITE_LDADD)
%C%_test_guard_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_guard_LDADD = $(DAEMON_TEST_LIBS)
%C%_test_http_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_http_LDADD = $(DAEMON_TEST_LIBS)
%C%_test_jobs_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_jobs_LDADD = %D%/libkeeper.la $(DAEMON_TEST_LIBS)
%C%_test_log_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_log_LDADD = $(DAEMON_TEST_LIBS)
%C%_test_loki_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_loki_LDADD = $(DAEMON_TEST_LIBS)
%C%_test_metrics_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_metrics_LDADD = $(DAEMON_TEST_LIBS)
%C%_test_score_board_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_score_board_LDADD = $(LADDER_LDADD)
%C%_test_score_export_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_score_export_LDADD = $(LADDER_LDADD)
%C%_test_score_group_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_score_group_LDADD = $(SCORE_LDADD)
%C%_test_score_group_board_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_score_group_board_LDADD = $(LADDER_LDADD)
%C%_test_score_groups_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_score_groups_LDADD = $(LADDER_LDADD)
%C%_test_score_history_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_score_history_LDADD = $(SCORE_LDADD)
%C%_test_score_import_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_score_import_LDADD = $(SCORE_LDADD)
%C%_test_score_imports_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_score_imports_LDADD = $(LADDER_LDADD)
%C%_test_score_join_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_score_join_LDADD = $(LADDER_LDADD)
%C%_test_score_me_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_score_me_LDADD = $(LADDER_LDADD)
%C%_test_score_openapi_SOURCES = %D%/test_score_openapi.c %D%/description.c \
	%D%/description.h
%C%_test_score_openapi_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_score_openapi_LDADD = $(SCORE_LDADD)
%C%_test_score_part_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_score_part_LDADD = $(LADDER_LDADD)
%C%_test_score_period_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_score_period_LDADD = $(SCORE_LDADD)
%C%_test_score_result_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_score_result_LDADD = $(LADDER_LDADD)
%C%_test_score_standings_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_score_standings_LDADD = $(SCORE_LDADD)
%C%_test_secret_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_secret_LDADD = $(DAEMON_TEST_LIBS)
%C%_test_server_SOURCES = %D%/test_server.c %D%/client.c %D%/client.h \
	$(ECHO_SOURCES)
%C%_test_server_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS) $(CURL_CFLAGS)
%C%_test_server_LDADD = %D%/libkeeper.la $(JANSSON_LIBS) $(CURL_LIBS) \
	$(CRITERION_LIBS)
%C%_test_server_life_SOURCES = %D%/test_server_life.c $(ECHO_SOURCES)
%C%_test_server_life_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_server_life_LDADD = %D%/libkeeper.la $(JANSSON_LIBS) $(CRITERION_LIBS)
%C%_test_static_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_static_LDADD = $(DAEMON_TEST_LIBS)
JUDGE_SOURCES = %D%/judge.c %D%/judge.h $(FORGE_SOURCES)
%C%_test_token_SOURCES = %D%/test_token.c $(JUDGE_SOURCES)
%C%_test_token_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_token_LDADD = $(DAEMON_TEST_LIBS)
%C%_test_token_cache_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_token_cache_LDADD = $(DAEMON_TEST_LIBS)
%C%_test_token_header_SOURCES = %D%/test_token_header.c $(JUDGE_SOURCES)
%C%_test_token_header_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_token_header_LDADD = $(DAEMON_TEST_LIBS)
%C%_test_token_key_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_token_key_LDADD = $(DAEMON_TEST_LIBS)
%C%_test_verifier_SOURCES = %D%/test_verifier.c $(ISSUER_SOURCES)
%C%_test_verifier_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_verifier_LDADD = %D%/libvisit.a $(PURE_LIBS) $(KEEPER_LDADD)

# The whole thing: HAProxy, two instances, a store, and players.
if WITH_DAEMONS
if WITH_CRITERION
STACK_TESTS = %D%/test_backup %D%/test_door %D%/test_logs %D%/test_loki_stack \
	%D%/test_scores %D%/test_stack %D%/test_survival \
	%D%/test_upgrade
if WITH_TERMINAL
STACK_TESTS += %D%/test_terminal_site
endif
check_PROGRAMS += $(STACK_TESTS) %D%/with-stack
check_LIBRARIES += %D%/libstack.a
TESTS += $(STACK_TESTS)
endif
endif

%C%_libstack_a_SOURCES = \
	%D%/client.c \
	%D%/client.h \
	%D%/must.h \
	%D%/player.c \
	%D%/player.h \
	%D%/stack.c \
	%D%/stack.h \
	%D%/stack_haproxy.c \
	%D%/stack_parts.h
%C%_libstack_a_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS) $(CURL_CFLAGS)
STACK_LDADD = %D%/libstack.a $(KEEPER_LDADD) $(JANSSON_LIBS) $(CURL_LIBS)

# Players who are signed in, and people who play while things break.
PASSES_SOURCES = %D%/passes.c %D%/passes.h
CROWD_SOURCES = %D%/crowd.c %D%/crowd.h $(PASSES_SOURCES)
CROWD_LDADD = $(STACK_LDADD) $(AUTH_LIBS) $(PURE_LIBS) $(KEEPER_LDADD)

%C%_test_backup_SOURCES = %D%/test_backup.c $(PASSES_SOURCES)
%C%_test_backup_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_backup_LDADD = $(CROWD_LDADD)
%C%_test_door_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_door_LDADD = $(STACK_LDADD)
%C%_test_logs_SOURCES = %D%/test_logs.c %D%/resident.c %D%/resident.h
%C%_test_logs_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_logs_LDADD = $(STACK_LDADD)
%C%_test_loki_stack_SOURCES = %D%/test_loki_stack.c %D%/fake_loki.c \
	%D%/fake_loki.h %D%/serve.c %D%/serve.h
%C%_test_loki_stack_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_loki_stack_LDADD = $(STACK_LDADD)
%C%_test_scores_SOURCES = %D%/test_scores.c $(PASSES_SOURCES)
%C%_test_scores_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_scores_LDADD = $(CROWD_LDADD)
%C%_test_stack_SOURCES = %D%/test_stack.c $(CROWD_SOURCES)
%C%_test_stack_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_stack_LDADD = $(CROWD_LDADD)
%C%_test_survival_SOURCES = %D%/test_survival.c $(CROWD_SOURCES)
%C%_test_survival_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_survival_LDADD = $(CROWD_LDADD)
%C%_test_terminal_site_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_terminal_site_LDADD = $(STACK_LDADD)
%C%_test_upgrade_SOURCES = %D%/test_upgrade.c $(CROWD_SOURCES)
%C%_test_upgrade_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_test_upgrade_LDADD = $(CROWD_LDADD)
%C%_with_stack_SOURCES = %D%/with_stack.c
%C%_with_stack_CPPFLAGS = $(DAEMON_TEST_CPPFLAGS)
%C%_with_stack_LDADD = $(STACK_LDADD)

include %D%/compose/local.mk
include %D%/fuzz/local.mk
include %D%/install/local.mk
include %D%/monitoring/local.mk
include %D%/openid/local.mk
include %D%/prometheus/local.mk
include %D%/web/local.mk
