#include <limits.h>
#include <pwd.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <sys/mman.h>
#include <sys/resource.h>

#include <kore/kore.h>
#include <kore/http.h>
#include <kore/hooks.h>

#include <motus/version.h>

#include "daemons/common/glue.h"
#include "daemons/common/log.h"

#define HEARTBEAT 20 /* milliseconds */
#define CONNECTIONS_MAX 1024 /* of a worker */
#define FILES_MAX 4096 /* of a worker */
#define BIND_PATIENCE 2000 /* milliseconds */
#define WORKERS_MAX 64

/* Kore reads a configuration: an empty one, all is set here. */
u_int8_t asset_builtin_kore_conf[] = "#\n";
u_int32_t asset_len_builtin_kore_conf = 2;

/* What parent and workers tell each other. */
struct shared {
	bool failed; /* a worker could not start: the daemon's end is no success
		      */
	uint64_t started[WORKERS_MAX + 1];
};

static struct server server;
static struct shared *shared;
static pid_t parent;
static void *service;
static bool secure;

void *
server_service(void)
{
	return service;
}

bool
server_is_secure(void)
{
	return secure;
}

void
server_failed(void)
{
	if (shared != NULL)
		shared->failed = true;
	if (worker != NULL)
		kore_shutdown();
}

bool
server_has_parent(void)
{
	return getppid() == parent;
}

uint64_t
server_clock(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

static void give_up(const char *format, ...)
    __attribute__((format(printf, 1, 2), noreturn));

/* The daemon can't start: say why, to whoever started it. */
static void
give_up(const char *format, ...)
{
	va_list list;

	fprintf(stderr, "motus-%s: ", motus_daemon.name);
	va_start(list, format);
	vfprintf(stderr, format, list);
	va_end(list);
	fputc('\n', stderr);
	exit(1);
}

/* --- the parent ----------------------------------------------------------- */

static void
read_arguments(int argc, char **argv)
{
	int option;

	server.folder = PKGDATADIR;
	opterr = 0;
	while ((option = getopt(argc, argv, "d:V")) != -1) {
		if (option == 'd') {
			server.folder = strdup(optarg);
		} else if (option == 'V') {
			printf("motus-%s %s\n", motus_daemon.name,
			    motus_version());
			exit(0);
		} else {
			optind = argc + 1;
			break;
		}
	}
	if (optind == argc && server.folder != NULL)
		return;
	fprintf(
	    stderr, "usage: motus-%s [-V] [-d FOLDER]\n", motus_daemon.name);
	exit(2);
}

static const struct config *
read_environment(void)
{
	struct config *config = config_create();
	char complaint[CONFIG_COMPLAINT_SIZE] = "no memory";

	if (config == NULL ||
	    !config_read(
		config, config_common, config_common_count, complaint) ||
	    !config_read(config, motus_daemon.settings,
		motus_daemon.setting_count, complaint))
		give_up("%s", complaint);
	return config;
}

/* The C library reads the zone now, not in a worker's first request. */
static void
enter_zone(void)
{
	time_t now = time(NULL);
	struct tm tm;

	if (setenv("TZ", config_text(server.config, "TIMEZONE"), 1) != 0)
		give_up("no memory");
	tzset();
	localtime_r(&now, &tm);
}

/*
 * Who listens on every address is known by the machine's name; of a container
 * that is its id.
 */
static void
name_instance(char *instance, size_t size)
{
	const char *address = config_text(server.config, "BIND");
	char host[HOST_NAME_MAX + 1] = "";

	if (strcmp(address, "0.0.0.0") == 0 || strcmp(address, "::") == 0) {
		gethostname(host, sizeof host - 1);
		address = host;
	}
	snprintf(instance, size, "%s:%s", address,
	    config_text(server.config, "PORT"));
}

static void
open_log(void)
{
	static char instance[HOST_NAME_MAX + 16];
	unsigned int workers =
	    (unsigned int)config_number(server.config, "WORKERS");

	name_instance(instance, sizeof instance);
	log_open(motus_daemon.name, instance,
	    log_level_named(config_text(server.config, "LOG_LEVEL")));
	if (!push_prepare(server.config, instance, workers))
		give_up("no memory");
}

/* Root's workers become another user; who is not root stays who they are. */
static void
choose_user(void)
{
	skip_chroot = 1;
	if (getuid() != 0)
		skip_runas = 1;
	else
		kore_runas_user =
		    kore_strdup(getpwnam("motus") != NULL ? "motus" : "nobody");
}

/*
 * Kore tries every descriptor up to the soft limit, so that must be small; and
 * a worker without a descriptor left spins, so it takes fewer connections.
 */
static void
set_limits(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
		give_up("the number of open files has no limit to be read");
	if (limit.rlim_max < 256)
		give_up("the limit of open files is under 256");
	limit.rlim_cur =
	    limit.rlim_max < FILES_MAX ? limit.rlim_max : FILES_MAX;
	setrlimit(RLIMIT_NOFILE, &limit);
	worker_rlimit_nofiles = (u_int32_t)limit.rlim_cur;
	worker_max_connections = worker_rlimit_nofiles / 4;
	if (worker_max_connections > CONNECTIONS_MAX)
		worker_max_connections = CONNECTIONS_MAX;
	http_request_limit = worker_max_connections + 64;
}

/*
 * Kore's defaults bind worker 1 of every daemon to one processor, give most
 * connections to one worker, and stop handling requests after 10 ms until the
 * next event.
 */
static void
set_up_kore(void)
{
	kore_foreground = 1;
	kore_quiet = 1;
	/* Kore must write a pid somewhere; see kore_parent_teardown(). */
	kore_pidfile = kore_strdup("/dev/null");
	worker_count = (u_int8_t)config_number(server.config, "WORKERS");
	worker_set_affinity = 0;
	worker_accept_threshold = 1;
	http_request_ms = 1000;
	http_header_max = GUARD_HEAD_MAX;
	http_body_max = GUARD_BODY_MAX;
	http_header_timeout = 10;
	http_body_timeout = 20;
	http_keepalive_time = 75;
	http_hsts_enable = 0;
	http_server_version("motus");
}

/*
 * Those who stopped or killed this instance may start it again while the last
 * process still holds the port.
 */
static void
listen_for_clients(void)
{
	const char *bind = config_text(server.config, "BIND");
	const char *port = config_text(server.config, "PORT");
	uint64_t patience = server_clock() + BIND_PATIENCE * 1000;
	struct kore_server *clients = kore_server_create("motus");
	struct kore_domain *domain = kore_domain_new("*");

	clients->tls = 0;
	while (!kore_server_bind(clients, bind, port, "motus_connect")) {
		if (server_clock() > patience)
			give_up(
			    "can't listen on PORT %s of BIND %s", port, bind);
		usleep(250 * 1000);
	}
	kore_domain_attach(domain, clients);
	if (!kore_module_handler_new(
		domain, "^/", "motus_dispatch", NULL, HANDLER_TYPE_DYNAMIC))
		give_up("Kore does not find the dispatcher");
}

static void
share_memory(void)
{
	unsigned int workers =
	    (unsigned int)config_number(server.config, "WORKERS");

	shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	server.metrics = own_prepare(workers);
	if (shared == MAP_FAILED || server.metrics == NULL)
		give_up("no memory to share");
}

/* Called by Kore's main() before anything is started. */
void
kore_parent_configure(int argc, char **argv)
{
	static char line[1024];
	char complaint[512] = "";

	setvbuf(stdout, line, _IOLBF, sizeof line);
	parent = getpid();
	read_arguments(argc, argv);
	server.config = read_environment();
	secure =
	    strncmp(config_text(server.config, "PUBLIC_URL"), "https:", 6) == 0;
	enter_zone();
	open_log();
	set_up_kore();
	set_limits();
	choose_user();
	share_memory();
	if (!store_fits(server.config, complaint, sizeof complaint) ||
	    !motus_daemon.prepare(&server, complaint, sizeof complaint))
		give_up("%s", complaint);
	listen_for_clients();
	log_message(LEVEL_INFO, "started", "version %s, %s workers",
	    motus_version(), config_text(server.config, "WORKERS"));
	log_flush();
}

/*
 * Called when the workers have ended.  Kore then removes its pid file: it must
 * not be /dev/null.
 */
void
kore_parent_teardown(void)
{
	static char none[] = "";

	kore_pidfile = none;
	log_message(LEVEL_INFO, "stopped", "version %s", motus_version());
	log_flush();
	if (shared->failed)
		_exit(1);
}

/* --- a worker ------------------------------------------------------------- */

static void
heartbeat(void *arg, u_int64_t now)
{
	(void)arg;
	(void)now;
	loop_run_timers();
	accept_run();
	log_flush();
	drain_run();
}

static void
stop_service(void)
{
	if (service != NULL)
		motus_daemon.stop(service);
}

/* Kore starts a dead worker again at once; one that dies at once must wait. */
static void
pause_after_crash(void)
{
	uint64_t now = server_clock(), *started = &shared->started[worker->id];

	if (worker->restarted && now - *started < 1000000)
		usleep(500 * 1000);
	*started = server_clock();
}

/* Called by Kore in each worker, its rights dropped, before its loop. */
void
kore_worker_configure(void)
{
	char complaint[512] = "";

	pause_after_crash();
	own_enter((unsigned int)worker->id - 1);
	accept_prepare();
	drain_prepare(stop_service);
	kore_timer_add(heartbeat, HEARTBEAT, NULL, 0);
	server.loop = loop_of_kore();
	push_enter((unsigned int)worker->id - 1, &server.loop);
	service = motus_daemon.start(&server, complaint, sizeof complaint);
	if (service != NULL) {
		accept_when_ready(service);
		return;
	}
	log_message(LEVEL_ERROR, "failed", "%s", complaint);
	server_failed();
	drain_begin();
}
