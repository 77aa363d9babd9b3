# Dashboards and alerts against a running stack; they need npm's packages and
# Prometheus, and are started by ./dev check.
EXTRA_DIST += \
	%D%/dashboards.mjs \
	%D%/figures.test.mjs \
	%D%/monitoring.test.mjs \
	%D%/package-lock.json \
	%D%/package.json \
	%D%/play.mjs \
	%D%/prometheus.mjs
