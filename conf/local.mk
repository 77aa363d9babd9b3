# Examples of how to run it; a host's own copies live elsewhere.
dist_pkgdata_DATA = %D%/await.sh %D%/motus.env.example
dist_pkgdata_SCRIPTS = %D%/restart.sh %D%/secrets.sh %D%/upgrade.sh
dashboardsdir = $(pkgdatadir)/grafana/dashboards
dist_dashboards_DATA = \
	%D%/grafana/dashboards/logs.json \
	%D%/grafana/dashboards/players.json \
	%D%/grafana/dashboards/services.json
datasourcesdir = $(pkgdatadir)/grafana/provisioning/datasources
dist_datasources_DATA = %D%/grafana/provisioning/datasources/motus.yml
providersdir = $(pkgdatadir)/grafana/provisioning/dashboards
dist_providers_DATA = %D%/grafana/provisioning/dashboards/motus.yml
haproxydir = $(pkgdatadir)/haproxy
dist_haproxy_DATA = %D%/haproxy/compose.cfg %D%/haproxy/haproxy.cfg \
	%D%/haproxy/user.cfg
dist_haproxy_SCRIPTS = %D%/haproxy/servers.sh
lokidir = $(pkgdatadir)/loki
dist_loki_DATA = %D%/loki/loki.yml
prometheusdir = $(pkgdatadir)/prometheus
dist_prometheus_DATA = \
	%D%/prometheus/alerts.yml \
	%D%/prometheus/compose.yml \
	%D%/prometheus/prometheus.yml
dist_prometheus_SCRIPTS = %D%/prometheus/targets.sh
redisdir = $(pkgdatadir)/redis
dist_redis_DATA = %D%/redis/redis.conf

# Units: each service's own part, and then what is the same for each.
if WITH_UNITS
systemdsystemunit_DATA = \
	%D%/systemd/motus-auth@.service \
	%D%/systemd/motus-game@.service \
	%D%/systemd/motus-score@.service \
	%D%/systemd/motus-secrets.service
sysusersdir = $(prefix)/lib/sysusers.d
dist_sysusers_DATA = %D%/systemd/motus.conf
CLEANFILES += $(systemdsystemunit_DATA)

FILL_IN = sed -e 's|@sbindir[@]|$(sbindir)|g' \
	-e 's|@sysconfdir[@]|$(sysconfdir)|g' \
	-e 's|@pkgdatadir[@]|$(pkgdatadir)|g'
%D%/systemd/motus-%@.service: $(srcdir)/%D%/systemd/%.service.in \
		$(srcdir)/%D%/systemd/common.service.in Makefile
	$(AM_V_GEN)$(MKDIR_P) %D%/systemd && $(FILL_IN) \
		$(srcdir)/%D%/systemd/$*.service.in \
		$(srcdir)/%D%/systemd/common.service.in >$@
%D%/systemd/motus-secrets.service: $(srcdir)/%D%/systemd/motus-secrets.service.in \
		Makefile
	$(AM_V_GEN)$(MKDIR_P) %D%/systemd && $(FILL_IN) \
		$(srcdir)/%D%/systemd/motus-secrets.service.in >$@

# Where an operator's settings and secrets belong.
install-data-local:
	$(MKDIR_P) '$(DESTDIR)$(sysconfdir)/motus'
endif
EXTRA_DIST += \
	%D%/systemd/auth.service.in \
	%D%/systemd/common.service.in \
	%D%/systemd/game.service.in \
	%D%/systemd/motus-secrets.service.in \
	%D%/systemd/score.service.in
