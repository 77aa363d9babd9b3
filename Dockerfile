# Every image of ours, one target each, from Debian 12's packages alone.
FROM debian:bookworm-slim AS base
ENV DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends \
	ca-certificates curl tzdata && rm -rf /var/lib/apt/lists/*

# --- what is built ------------------------------------------------------------
FROM base AS build
WORKDIR /src
COPY tools/dev/install.sh tools/dev/
# The one list of what a build needs; here no sister of the French dictionary
# stands in its way.
RUN apt-get update -qq && bash -c '. tools/dev/install.sh && \
	apt-get install -y -qq --no-install-recommends $PACKAGES_BUILD \
	hunspell-fr-comprehensive' && rm -rf /var/lib/apt/lists/*
COPY . .
RUN ./autogen.sh >/dev/null && \
	./configure -q --prefix=/usr --sysconfdir=/etc --localstatedir=/var && \
	make -s -j"$(nproc)" && make -s install DESTDIR=/out && \
	rm -rf /out/usr/include /out/usr/lib/*.a /out/usr/lib/*.la

# --- the daemons and motusctl -------------------------------------------------
FROM base AS motus
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends \
	libcurl4 libhiredis0.14 libicu72 libjansson4 libjwt0 libsodium23 \
	libsqlite3-0 libssl3 redis-server redis-tools zlib1g && rm -rf /var/lib/apt/lists/* && \
	useradd --system --no-create-home motus && \
	install -d -o motus /secrets
COPY --from=build /out /
USER motus
WORKDIR /tmp

# --- what stands around them --------------------------------------------------
FROM base AS haproxy
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends \
	haproxy && rm -rf /var/lib/apt/lists/*
COPY conf/haproxy/haproxy.cfg conf/haproxy/compose.cfg /etc/haproxy/
USER haproxy
# What it answers now is answered before it ends.
STOPSIGNAL SIGUSR1
CMD ["haproxy", "-W", "-db", "-f", "/etc/haproxy/haproxy.cfg", "-f", "/etc/haproxy/compose.cfg"]

FROM base AS redis
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends \
	redis-server && rm -rf /var/lib/apt/lists/* && \
	install -d -o redis -g redis /data
COPY conf/redis/redis.conf /etc/redis/motus.conf
USER redis
VOLUME /data
# Reached by its service alone: each has a network of its own with its Redis.
CMD ["redis-server", "/etc/redis/motus.conf", "--bind", "0.0.0.0", "--protected-mode", "no", "--dir", "/data"]

FROM base AS prometheus
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends \
	prometheus && rm -rf /var/lib/apt/lists/* && \
	install -d -o prometheus -g prometheus /data
COPY conf/prometheus/compose.yml conf/prometheus/alerts.yml /etc/prometheus/
USER prometheus
VOLUME /data
CMD ["prometheus", "--config.file=/etc/prometheus/compose.yml", "--storage.tsdb.path=/data", "--web.listen-address=0.0.0.0:9090"]

# --- a machine with systemd, for tests/compose/systemd.test.mjs ---------------
FROM build AS machine
RUN apt-get update -qq && bash -c '. tools/dev/install.sh && \
	apt-get install -y -qq --no-install-recommends $PACKAGES_RUN \
	systemd-sysv dbus sudo' && rm -rf /var/lib/apt/lists/*
STOPSIGNAL SIGRTMIN+3
# Mounts must be seen by those who come after them, as on any machine.
CMD ["sh", "-c", "mount --make-rshared / && exec /sbin/init"]
