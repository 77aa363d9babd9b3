/*
 * What a worker may ask of the system, beside what Kore itself allows.  All
 * else ends it: no program can be started, no process forked, nothing traced.
 */
#include <config.h>

#include <sched.h>
#include <signal.h>
#include <unistd.h>

#include <sys/prctl.h>

#include <kore/kore.h>
#include <kore/seccomp.h>
#include <kore/hooks.h>

#include "daemons/common/glue.h"

static struct sock_filter filter[] = {
#ifdef WITH_SANITIZERS
	/* The sanitizers look into /proc, start threads, map what they like. */
	KORE_BPF_RET(SECCOMP_RET_ALLOW),
#endif
	/* Files: SQLite, and time zones. */
	KORE_SYSCALL_ALLOW(newfstatat),
	KORE_SYSCALL_ALLOW(faccessat),
	KORE_SYSCALL_ALLOW(faccessat2),
	KORE_SYSCALL_ALLOW(readlinkat),
	KORE_SYSCALL_ALLOW(unlinkat),
	KORE_SYSCALL_ALLOW(pread64),
	KORE_SYSCALL_ALLOW(pwrite64),
	KORE_SYSCALL_ALLOW(fdatasync),
	KORE_SYSCALL_ALLOW(fsync),
	KORE_SYSCALL_ALLOW(ftruncate),
	KORE_SYSCALL_ALLOW(fchmod),
	KORE_SYSCALL_ALLOW(fchown),
	/* Sockets: hiredis, the resolver for its server's name, curl. */
	KORE_SYSCALL_ALLOW(socket),
	KORE_SYSCALL_ALLOW(socketpair),
	KORE_SYSCALL_ALLOW(connect),
	KORE_SYSCALL_ALLOW(bind),
	KORE_SYSCALL_ALLOW(getsockname),
	KORE_SYSCALL_ALLOW(getpeername),
	KORE_SYSCALL_ALLOW(getsockopt),
	KORE_SYSCALL_ALLOW(sendmsg),
	KORE_SYSCALL_ALLOW(sendmmsg),
	KORE_SYSCALL_ALLOW(recvmsg),
	KORE_SYSCALL_ALLOW(shutdown),
	KORE_SYSCALL_ALLOW(uname),
	/*
	 * Threads, but no process.  A filter sees no argument of clone3; where
	 * that is missing, the C library uses clone.
	 */
	KORE_SYSCALL_DENY(clone3, ENOSYS),
	KORE_SYSCALL_ALLOW_WITH_FLAG(clone, 0, CLONE_THREAD),
	KORE_SYSCALL_ALLOW(rseq),
	KORE_SYSCALL_ALLOW(set_robust_list),
	KORE_SYSCALL_ALLOW(eventfd2),
	/* malloc, sysconf, the C library's start-up of this and that. */
	KORE_SYSCALL_ALLOW(mremap),
	KORE_SYSCALL_ALLOW(getppid),
	KORE_SYSCALL_ALLOW(getgid),
	KORE_SYSCALL_ALLOW(getegid),
	KORE_SYSCALL_ALLOW(gettimeofday),
	KORE_SYSCALL_ALLOW(sched_yield),
	KORE_SYSCALL_ALLOW(sched_getaffinity),
	KORE_SYSCALL_ALLOW(prlimit64),
	KORE_SYSCALL_ALLOW(sysinfo),
	/* abort(), so that it shows as such. */
	KORE_SYSCALL_ALLOW(gettid),
	KORE_SYSCALL_ALLOW(tgkill),
};

/*
 * Kore calls this once the worker has dropped its rights.  A worker must not
 * outlive its parent: it would hold the port.
 */
void
kore_seccomp_hook(void)
{
	kore_seccomp_filter("motus", filter, KORE_FILTER_LEN(filter));
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	if (!server_has_parent())
		_exit(0);
}
