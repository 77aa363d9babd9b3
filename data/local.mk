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
