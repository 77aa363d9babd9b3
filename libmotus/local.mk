# libmotus.  libcore.la is the same objects before the version script hides
# what is not public: tests link it, and see everything.
noinst_LTLIBRARIES += %D%/libcore.la
lib_LTLIBRARIES += %D%/libmotus.la

%C%_libcore_la_SOURCES = \
	%D%/analysis.c \
	%D%/analysis.h \
	%D%/analysis_game.c \
	%D%/daily.c \
	%D%/date.c \
	%D%/difficulty.c \
	%D%/digest.h \
	%D%/error.c \
	%D%/game.c \
	%D%/lexicon.c \
	%D%/lexicon_format.h \
	%D%/mark.c \
	%D%/marks.c \
	%D%/marks.h \
	%D%/marks_avx2.c \
	%D%/marks_base.c \
	%D%/marks_kernel.h \
	%D%/marks_pack.c \
	%D%/marks_split.c \
	%D%/points.c \
	%D%/proof.c \
	%D%/share.c \
	%D%/shuffle.c \
	%D%/shuffle.h \
	%D%/solver.c \
	%D%/solver.h \
	%D%/solver_memo.c \
	%D%/solver_table.c \
	%D%/solver_tree.c \
	%D%/sorted.c \
	%D%/sorted.h \
	%D%/store.c \
	%D%/store_backend.h \
	%D%/store_batch.c \
	%D%/store_memory.c \
	%D%/store_observe.c \
	%D%/store_url.c \
	%D%/store_url.h \
	%D%/version.c \
	%D%/vocabulary.c \
	%D%/word.c
if WITH_HIREDIS
%C%_libcore_la_SOURCES += \
	%D%/store_link.c \
	%D%/store_link.h \
	%D%/store_lookup.c \
	%D%/store_lookup.h \
	%D%/store_poll.c \
	%D%/store_poll.h \
	%D%/store_redis.c
nodist_%C%_libcore_la_SOURCES = %D%/commit.lua.h
BUILT_SOURCES += %D%/commit.lua.h
endif
if WITH_SQLITE
%C%_libcore_la_SOURCES += \
	%D%/store_sqlite.c \
	%D%/store_sqlite.h \
	%D%/store_sqlite_file.c
endif
if WITH_OPENSSL
%C%_libcore_la_SOURCES += %D%/digest.c
else
%C%_libcore_la_SOURCES += %D%/digest_plain.c
endif
%C%_libcore_la_CPPFLAGS = $(AM_CPPFLAGS) $(CRYPTO_CFLAGS) $(SQLITE_CFLAGS) \
	$(HIREDIS_CFLAGS)
%C%_libcore_la_LIBADD = $(CRYPTO_LIBS) $(SQLITE_LIBS) $(HIREDIS_LIBS) -lpthread

# The script as a string of C, without its comments: it goes over the wire.
%D%/commit.lua.h: $(srcdir)/%D%/commit.lua
	$(AM_V_GEN)$(MKDIR_P) %D% && \
	{ echo 'static const char commit_lua[] ='; \
	  sed -e '/^--/d' -e '/^$$/d' -e 's/^[[:blank:]]*//' \
	    -e 's/.*/"&\\n"/' $(srcdir)/%D%/commit.lua; \
	  echo ';'; } > $@.new && mv $@.new $@
CLEANFILES += %D%/commit.lua.h

%C%_libmotus_la_SOURCES =
%C%_libmotus_la_LIBADD = %D%/libcore.la
%C%_libmotus_la_LDFLAGS = $(AM_LDFLAGS) -no-undefined \
	-version-info $(MOTUS_ABI) \
	-Wl,--version-script=$(srcdir)/%D%/motus.map
EXTRA_libmotus_libmotus_la_DEPENDENCIES = %D%/motus.map

pkgconfigdir = $(libdir)/pkgconfig
pkgconfig_DATA = %D%/motus.pc
EXTRA_DIST += %D%/commit.lua %D%/motus.map
