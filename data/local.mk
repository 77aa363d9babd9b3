# The lexicons, out of hunspell's dictionaries and our answers.
pkgdata_DATA += %D%/fr.lexicon %D%/en.lexicon
CLEANFILES += %D%/fr.lexicon %D%/en.lexicon
pkgdata_DATA += %D%/fr/fr.lexicon.license %D%/en/en.lexicon.license
EXTRA_DIST += %D%/README.md %D%/editions.txt \
	%D%/fr/answers.txt %D%/fr/fr.lexicon.license %D%/fr/without.txt \
	%D%/en/answers.txt %D%/en/en.lexicon.license

LEXICON = tools/lexicon/motus-lexicon$(EXEEXT)

%D%/fr.lexicon: %D%/fr/answers.txt %D%/fr/without.txt $(FRENCH)/fr.aff $(FRENCH)/fr.dic $(LEXICON)
	$(AM_V_GEN)$(MKDIR_P) %D% && $(LEXICON) --language fr \
	    --hunspell '$(FRENCH)/fr' \
	    --without '$(srcdir)/%D%/fr/without.txt' \
	    --answers '$(srcdir)/%D%/fr/answers.txt' --output $@

%D%/en.lexicon: %D%/en/answers.txt $(ENGLISH)/en_US.aff \
		$(ENGLISH)/en_US.dic $(LEXICON)
	$(AM_V_GEN)$(MKDIR_P) %D% && $(LEXICON) --language en \
	    --hunspell '$(ENGLISH)/en_US' \
	    --answers '$(srcdir)/%D%/en/answers.txt' --output $@

# Common passwords, for motus-auth: in lower case, in the order of their bytes,
# none shorter than a password may be.
if WITH_DAEMONS
pkgdata_DATA += %D%/passwords %D%/passwords.license
CLEANFILES += %D%/passwords

%D%/passwords: %D%/passwords.txt $(CRACKLIB_WORDS) $(JOHN_WORDS)
	$(AM_V_GEN)$(MKDIR_P) %D% && { \
	    LC_ALL=C tr A-Z a-z <$(CRACKLIB_WORDS) && \
	    LC_ALL=C tr A-Z a-z <$(JOHN_WORDS) && \
	    cat '$(srcdir)/%D%/passwords.txt'; } | \
	    grep -v '^#' | LC_ALL=C grep '........' | LC_ALL=C sort -u >$@.new
	$(AM_V_at)mv $@.new $@
endif
EXTRA_DIST += %D%/passwords.license %D%/passwords.txt
