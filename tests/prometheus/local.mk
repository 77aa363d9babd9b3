# What Prometheus is told, and its alerts.
PROMETHEUS_TESTS = %D%/alerts.sh %D%/rules.sh
TESTS += $(PROMETHEUS_TESTS)
dist_check_SCRIPTS += $(PROMETHEUS_TESTS)
EXTRA_DIST += \
	%D%/errands.yml \
	%D%/instances.yml \
	%D%/logs.yml \
	%D%/requests.yml \
	%D%/sign_ins.yml \
	%D%/stores.yml
