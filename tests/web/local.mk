# The page: its pure modules here; the rest needs a browser and a running
# stack, and is started by ./dev check.
TESTS += %D%/unit.sh
dist_check_SCRIPTS += %D%/unit.sh
EXTRA_DIST += \
	%D%/browser/access.test.mjs \
	%D%/browser/account.test.mjs \
	%D%/browser/analysis.test.mjs \
	%D%/browser/contrast.mjs \
	%D%/browser/custom.test.mjs \
	%D%/browser/day.test.mjs \
	%D%/browser/groups.test.mjs \
	%D%/browser/hints.test.mjs \
	%D%/browser/language.test.mjs \
	%D%/browser/looks.test.mjs \
	%D%/browser/play.test.mjs \
	%D%/browser/problems.test.mjs \
	%D%/browser/rankings.test.mjs \
	%D%/browser/scores.mjs \
	%D%/browser/share.test.mjs \
	%D%/browser/site.mjs \
	%D%/browser/statistics.test.mjs \
	%D%/browser/together.test.mjs \
	%D%/package.json \
	%D%/package-lock.json \
	%D%/unit/account.test.mjs \
	%D%/unit/api.test.mjs \
	%D%/unit/countdown.test.mjs \
	%D%/unit/game.test.mjs \
	%D%/unit/i18n.test.mjs \
	%D%/unit/keyboard.test.mjs \
	%D%/unit/scores.test.mjs \
	%D%/unit/share.test.mjs
