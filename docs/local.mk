dist_doc_DATA = README.md LICENSE CONTRIBUTING.md %D%/architecture.md \
	%D%/auth.md %D%/configuration.md %D%/openapi.yaml %D%/operations.md \
	%D%/points.md
EXTRA_DIST += %D%/decisions %D%/mermaid %D%/screenshot.png

# All are in the tarball; those of what is built are installed.  The settings
# have one table, in configuration.md.
DAEMON_PAGES = %D%/man/motus-auth.8 %D%/man/motus-game.8 \
	%D%/man/motus-score.8 %D%/man/motusctl.8
EXTRA_DIST += %D%/man/motus.1 $(DAEMON_PAGES)
nodist_man_MANS =
if WITH_TERMINAL
nodist_man_MANS += %D%/man/motus.1
endif
if WITH_DAEMONS
nodist_man_MANS += $(DAEMON_PAGES) %D%/man/motus.conf.5
endif
CLEANFILES += %D%/man/motus.conf.5
EXTRA_DIST += %D%/man/motus.conf.5.in %D%/man/settings.awk
%D%/man/motus.conf.5: $(srcdir)/%D%/man/motus.conf.5.in \
		$(srcdir)/%D%/man/settings.awk $(srcdir)/%D%/configuration.md \
		Makefile
	$(AM_V_GEN)$(MKDIR_P) %D%/man && \
	{ sed '/^SETTINGS$$/,$$d' $(srcdir)/%D%/man/motus.conf.5.in; \
	  $(AWK) -f $(srcdir)/%D%/man/settings.awk \
		$(srcdir)/%D%/configuration.md; \
	  sed '1,/^SETTINGS$$/d' $(srcdir)/%D%/man/motus.conf.5.in; } | \
	sed -e 's|@sysconfdir[@]|$(sysconfdir)|g' \
		-e 's|@pkgdatadir[@]|$(pkgdatadir)|g' >$@

# Each public header has a page, made from its comments; motus.h has the one of
# the library, which lists the others.
PAGED = $(filter-out include/motus/motus.h,$(motusinclude_HEADERS))
nodist_man3_MANS = %D%/man/libmotus.3 \
	$(patsubst include/motus/%.h,%D%/man/motus_%.3,$(PAGED))
CLEANFILES += $(nodist_man3_MANS)
EXTRA_DIST += %D%/man/header.awk %D%/man/libmotus.3.in
%D%/man/motus_%.3: include/motus/%.h %D%/man/header.awk
	$(AM_V_GEN)$(MKDIR_P) %D%/man && \
	$(AWK) -f $(srcdir)/%D%/man/header.awk $< >$@
%D%/man/libmotus.3: %D%/man/libmotus.3.in $(PAGED) Makefile
	$(AM_V_GEN)$(MKDIR_P) %D%/man && \
	{ sed '/^HEADERS$$/,$$d' $(srcdir)/%D%/man/libmotus.3.in; \
	  (cd $(srcdir) && $(AWK) -F '/|[.]h - ' 'FNR == 2 { \
		print ".It Xr motus_" $$2 " 3\n" $$3 }' $(PAGED)); \
	  sed '1,/^HEADERS$$/d' $(srcdir)/%D%/man/libmotus.3.in; } | \
	sed 's|@pkgdatadir[@]|$(pkgdatadir)|g' >$@
