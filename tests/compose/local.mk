# The whole site in containers; needs an engine, and is started by ./dev check.
EXTRA_DIST += \
	%D%/compose.test.mjs \
	%D%/containers.mjs \
	%D%/keep.test.mjs \
	%D%/machine.mjs \
	%D%/play.mjs \
	%D%/systemd.test.mjs
