dist_doc_DATA = README.md LICENSE CONTRIBUTING.md %D%/architecture.md \
	%D%/auth.md %D%/configuration.md %D%/openapi.yaml %D%/operations.md \
	%D%/points.md
EXTRA_DIST += %D%/decisions %D%/mermaid %D%/screenshot.png

# The settings have one table, in configuration.md.
dist_man_MANS =
if WITH_TERMINAL
dist_man_MANS += %D%/man/motus.1
endif
if WITH_DAEMONS
dist_man_MANS += %D%/man/motus-auth.8 %D%/man/motus-game.8 \
	%D%/man/motus-score.8 %D%/man/motusctl.8
nodist_man_MANS = %D%/man/motus.conf.5
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
