# Examples of how to run it; a host's own copies live elsewhere.
dist_pkgdata_DATA = %D%/motus.env.example
haproxydir = $(pkgdatadir)/haproxy
dist_haproxy_DATA = %D%/haproxy/haproxy.cfg
dist_haproxy_SCRIPTS = %D%/haproxy/servers.sh
prometheusdir = $(pkgdatadir)/prometheus
dist_prometheus_DATA = \
	%D%/prometheus/alerts.yml \
	%D%/prometheus/compose.yml \
	%D%/prometheus/prometheus.yml
dist_prometheus_SCRIPTS = %D%/prometheus/targets.sh
redisdir = $(pkgdatadir)/redis
dist_redis_DATA = %D%/redis/redis.conf
