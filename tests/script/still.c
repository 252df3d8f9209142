/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * still COMMAND ARGUMENT…: runs a command that may do nothing to the world. Opening anything for writing (but
 * /dev/null for reading and writing, as a program does that fills its standard descriptors), making a socket,
 * a process or a folder, sending, renaming and removing kill it with SIGSYS, so its status tells.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (unsigned)(field))
#define NUMBER offsetof(struct seccomp_data, nr)
/* The lower half of an argument, on machines of either order of bytes. */
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
#define ARGUMENT(n) offsetof(struct seccomp_data, args[n])
#else
#define ARGUMENT(n) (offsetof(struct seccomp_data, args[n]) + 4)
#endif
#define RETURN(what) BPF_STMT(BPF_RET | BPF_K, (what))
#define IS(number, count) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (number), 0, (count))
#define FORBID(call) IS(SYS_##call, 1), RETURN(SECCOMP_RET_KILL_PROCESS)

/* O_RDWR alone neither makes nor empties a file; what is then written into one is found by its bytes. */
#define FORBID_OPENING(call, flags)                                                                 \
	IS(SYS_##call, 4), LOAD(ARGUMENT(flags)),                                                    \
		BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0, 1), \
		RETURN(SECCOMP_RET_KILL_PROCESS), RETURN(SECCOMP_RET_ALLOW)

/* A thread shares the memory, a worker does not. */
#define FORBID_FORKING                                                                     \
	IS(SYS_clone, 4), LOAD(ARGUMENT(0)),                                               \
		BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, CLONE_VM, 1, 0),                      \
		RETURN(SECCOMP_RET_KILL_PROCESS), RETURN(SECCOMP_RET_ALLOW)

static struct sock_filter rules[] = {
	LOAD(NUMBER),
	FORBID(socket),
	FORBID(socketpair),
	FORBID(connect),
	FORBID(sendto),
	FORBID(sendmsg),
	FORBID(sendmmsg),
	FORBID(mkdirat),
	FORBID(renameat2),
	FORBID(unlinkat),
	FORBID(linkat),
	FORBID(symlinkat),
	FORBID(ftruncate),
	FORBID(memfd_create),
#ifdef SYS_open
	FORBID(mkdir),
	FORBID(rename),
	FORBID(unlink),
	FORBID(fork),
	FORBID(vfork),
	FORBID(creat),
	FORBID_OPENING(open, 1),
#endif
	FORBID_FORKING,
	FORBID_OPENING(openat, 2),
	/* Its arguments lie in memory: without it the C library takes clone(). */
	IS(SYS_clone3, 1),
	RETURN(SECCOMP_RET_ERRNO | ENOSYS),
	RETURN(SECCOMP_RET_ALLOW),
};

int main(int argc, char **argv)
{
	const struct sock_fprog program = { sizeof(rules) / sizeof(rules[0]), rules };

	if (argc < 2) {
		fprintf(stderr, "usage: still COMMAND ARGUMENT...\n");
		return 2;
	}
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0 ||
	    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) < 0) {
		perror("still: seccomp");
		return 77;
	}
	execv(argv[1], argv + 1);
	perror(argv[1]);
	return 127;
}
