# shellcheck shell=bash
# An engine for containers, and the base image, where there is none.

BASE_IMAGE=debian:bookworm-slim

# Start Debian's engine for the time of the tests.
start_engine() {
	local log=$STATE/dockerd.log
	install_packages docker.io docker-compose iptables
	as_root dockerd --group "$(id -gn)" >"$log" 2>&1 </dev/null &
	await 30 docker info || {
		why="no engine: $(tail -n 1 "$log")"
		return 1
	}
	ENGINE_PID=$(pgrep -x dockerd | tail -n 1)
}

stop_engine() {
	[ -z "${ENGINE_PID:-}" ] || as_root kill "$ENGINE_PID"
}

# Debian's own, from a registry or, where none is reached, from its packages.
make_base_image() {
	local mirror folder
	! docker image inspect "$BASE_IMAGE" >/dev/null 2>&1 || return 0
	! timeout 60 docker pull -q "$BASE_IMAGE" >/dev/null 2>&1 || return 0
	install_packages debootstrap
	folder=$(mktemp -d)
	mirror=$(apt-get indextargets --format '$(REPO_URI)' \
		'Created-By: Packages' 'Codename: bookworm' | head -n 1)
	if ! as_root debootstrap --variant=minbase bookworm "$folder" "$mirror" \
		>"$STATE/debootstrap.log" 2>&1; then
		why="no base image: $(tail -n 1 "$STATE/debootstrap.log")"
		as_root rm -rf "$folder"
		return 1
	fi
	as_root tar -C "$folder" -c . | docker import - "$BASE_IMAGE" >/dev/null
	as_root rm -rf "$folder"
}

# Images are made of packages that a container fetches.
reach_packages() {
	docker run --rm "$BASE_IMAGE" apt-get update -qq \
		-o APT::Update::Error-Mode=any >"$STATE/packages.log" 2>&1 || {
		why="no packages in a container: $(tail -n 1 "$STATE/packages.log")"
		return 1
	}
}

find_compose() {
	if docker compose version >/dev/null 2>&1; then
		MOTUS_COMPOSE="docker compose"
	else
		install_packages docker-compose
		MOTUS_COMPOSE=docker-compose
	fi
	export MOTUS_COMPOSE
}

# Images and a site of them, or a clear word why not.
check_compose() {
	local why=''
	trap stop_engine EXIT
	if ! { docker info >/dev/null 2>&1 || start_engine; } ||
		! make_base_image || ! reach_packages; then
		echo "SKIP: compose: $why"
		report compose 0 0 1
		return
	fi
	find_compose
	$MOTUS_COMPOSE build >"$STATE/images.log" 2>&1 || {
		tail -n 30 "$STATE/images.log" >&2
		report images 0 1 0
		return
	}
	run_node compose -- tests/compose/*.test.mjs
}
