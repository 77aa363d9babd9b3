#!/bin/sh
# The page's modules that need no browser, under node's own test runner.
if ! command -v node >/dev/null; then
	echo '1..0 # SKIP node is not installed'
	exit 0
fi
exec node --test --test-reporter=tap "$(dirname "$0")/unit/"
