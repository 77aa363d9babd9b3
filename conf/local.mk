# Examples of how to run it; a host's own copies live elsewhere.
dist_pkgdata_DATA = %D%/motus.env.example
dist_pkgdata_SCRIPTS = %D%/secrets.sh
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
dist_haproxy_DATA = %D%/haproxy/compose.cfg %D%/haproxy/haproxy.cfg
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
