# The page, as it is served: there is no build step.
webdir = $(pkgdatadir)/web
dist_web_DATA = \
	%D%/account.css \
	%D%/account.js \
	%D%/api.js \
	%D%/app.js \
	%D%/backspace.svg \
	%D%/countdown.js \
	%D%/favicon.svg \
	%D%/game.js \
	%D%/grid.js \
	%D%/i18n.js \
	%D%/index.html \
	%D%/keyboard.js \
	%D%/messages.en.js \
	%D%/messages.fr.js \
	%D%/motus.css \
	%D%/notice.js \
	%D%/panel.css \
	%D%/panel.js \
	%D%/person.svg \
	%D%/play.js \
	%D%/renewal.js \
	%D%/settings.js \
	%D%/share.js \
	%D%/theme.css

include %D%/auth/local.mk
