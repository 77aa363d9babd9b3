# Certified clients against the provider; they need npm's packages and a
# running stack, and are started by ./dev check.
EXTRA_DIST += \
	%D%/browser.mjs \
	%D%/killed.test.mjs \
	%D%/oauth4webapi.test.mjs \
	%D%/openid-client.test.mjs \
	%D%/package-lock.json \
	%D%/package.json \
	%D%/rows.test.mjs \
	%D%/site.mjs \
	%D%/terminal.test.mjs
