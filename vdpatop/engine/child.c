/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How a worker is born: what it keeps, and all that it lets go of. */
#include "engine/child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "engine/buffer.h"
#include "engine/rights.h"

/* Where descriptors are parked while the low numbers are laid out anew. */
#define CHILD_PARKING (ENGINE_CHILD_SOCKET + 1 + ENGINE_BUFFERS)

static void child_ignore_signals(void)
{
	static const int ignored[] = { SIGINT, SIGQUIT, SIGTSTP, SIGHUP, SIGTTIN, SIGTTOU, SIGPIPE,
				       SIGUSR1, SIGUSR2, SIGWINCH, SIGXFSZ };
	sigset_t none;

	for (int number = 1; number < NSIG; number++)
		signal(number, SIG_DFL);
	for (size_t i = 0; i < sizeof(ignored) / sizeof(ignored[0]); i++)
		signal(ignored[i], SIG_IGN);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

/* Moves SOCKET and the buffers to their fixed numbers and closes everything else. */
static void child_lay_out_descriptors(int socket, const struct buffer_set *buffers)
{
	int last = buffers ? ENGINE_BUFFERS : 0;
	int parked[1 + ENGINE_BUFFERS];
	int null;

	parked[0] = fcntl(socket, F_DUPFD_CLOEXEC, CHILD_PARKING);
	for (int i = 0; i < last; i++)
		parked[1 + i] = fcntl(buffers->buffer[i].fd, F_DUPFD_CLOEXEC, CHILD_PARKING);
	for (int i = 0; i <= last; i++)
		if (parked[i] < 0 || dup3(parked[i], ENGINE_CHILD_SOCKET + i, O_CLOEXEC) < 0)
			_exit(1);
	null = open("/dev/null", O_RDWR | O_CLOEXEC);
	for (int i = 0; i <= 2; i++)
		if (null < 0 || dup2(null, i) < 0)
			_exit(1);
	close_range((unsigned)(ENGINE_CHILD_SOCKET + 1 + last), ~0U, 0);
}

/*
 * When main is gone, so is whoever would hear of the work: it ends, in the kernel too as soon as that
 * lets it. Set after the rights, whose change would clear it (kernel/cred.c, commit_creds()).
 */
static void child_end_with(pid_t parent)
{
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0 || getppid() != parent)
		_exit(1);
}

static void child_run(const struct child_work *work, int socket, const struct buffer_set *buffers,
		      void *context, pid_t parent)
{
	setsid();
	child_ignore_signals();
	child_lay_out_descriptors(socket, buffers);
	prctl(PR_SET_NAME, work->name, 0, 0, 0);
	if (rights_keep(work->rights) < 0)
		_exit(1);
	if (!work->outlives_main)
		child_end_with(parent);
	if (chdir("/") < 0)
		_exit(1);
	work->run(context);
	_exit(0);
}

int child_start(struct child *child, const struct child_work *work,
		const struct buffer_set *buffers, void *context)
{
	pid_t parent = getpid();
	int pair[2];
	pid_t pid;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) < 0)
		return -errno;
	pid = fork();
	if (pid < 0) {
		int code = -errno;

		close(pair[0]);
		close(pair[1]);
		return code;
	}
	if (!pid)
		child_run(work, pair[1], buffers, context, parent);
	close(pair[1]);
	fcntl(pair[0], F_SETFL, O_NONBLOCK);
	*child = (struct child){ pair[0], pid };
	return 0;
}

void child_release(struct child *child)
{
	if (child->socket >= 0)
		close(child->socket);
	*child = (struct child){ .socket = -1 };
}
