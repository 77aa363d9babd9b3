# The page, as it is served: there is no build step.
webdir = $(pkgdatadir)/web
dist_web_DATA = \
	%D%/account.css \
	%D%/account.js \
	%D%/analysis.js \
	%D%/api.js \
	%D%/app.js \
	%D%/backspace.svg \
	%D%/belongings.js \
	%D%/board.js \
	%D%/confirm.js \
	%D%/countdown.js \
	%D%/custom.js \
	%D%/elements.js \
	%D%/favicon.svg \
	%D%/game.js \
	%D%/grid.js \
	%D%/group.js \
	%D%/groups.js \
	%D%/i18n.js \
	%D%/imports.js \
	%D%/index.html \
	%D%/keyboard.js \
	%D%/links.js \
	%D%/maker.css \
	%D%/maker.js \
	%D%/messages.en.js \
	%D%/messages.fr.js \
	%D%/messages.scores.en.js \
	%D%/messages.scores.fr.js \
	%D%/motus.css \
	%D%/notice.js \
	%D%/panel.css \
	%D%/panel.js \
	%D%/person.svg \
	%D%/play.js \
	%D%/rankings.js \
	%D%/record.js \
	%D%/renewal.js \
	%D%/scores.js \
	%D%/settings.js \
	%D%/share.js \
	%D%/sheet.css \
	%D%/sheet.js \
	%D%/statistics.css \
	%D%/statistics.js \
	%D%/table.js \
	%D%/theme.css \
	%D%/today.js

include %D%/auth/local.mk
