/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The pseudo-terminal and the process in it; what is on the screen is screen.h's. */
#include "terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <utmp.h>

static long now_milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int terminal_start(struct terminal *terminal, char **arguments, int rows, int columns, int seconds)
{
	struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns };

	terminal->deadline = now_milliseconds() + seconds * 1000L;
	terminal->screen = screen_new(rows, columns);
	if (!terminal->screen)
		return -ENOMEM;
	if (openpty(&terminal->master, &terminal->slave, NULL, NULL, &size) < 0)
		return -errno;
	fcntl(terminal->master, F_SETFD, FD_CLOEXEC);
	fcntl(terminal->slave, F_SETFD, FD_CLOEXEC);
	/* Before there is a command that could change them. */
	tcgetattr(terminal->master, &terminal->before);
	terminal->after = terminal->before;
	terminal->pid = fork();
	if (terminal->pid == 0) {
		login_tty(terminal->slave);
		execvp(arguments[0], arguments);
		fprintf(stderr, "ptyrun: %s: %s\n", arguments[0], strerror(errno));
		_exit(127);
	}
	if (terminal->pid < 0)
		return -errno;
	terminal->process = pidfd_open(terminal->pid, 0);
	return terminal->process < 0 ? -errno : 0;
}

/* Takes what is there to be read. False once nothing more can come. */
static bool bytes_take(struct terminal *terminal)
{
	char bytes[4096];
	ssize_t count = read(terminal->master, bytes, sizeof(bytes));

	tcgetattr(terminal->master, &terminal->after);
	if (count <= 0)
		return false; /* EIO: no one has the other side open */
	screen_feed(terminal->screen, bytes, (size_t)count);
	if (terminal->raw)
		fwrite(bytes, 1, (size_t)count, terminal->raw);
	return true;
}

static void bytes_drain(struct terminal *terminal)
{
	struct pollfd readable = { .fd = terminal->master, .events = POLLIN };

	while (terminal->master >= 0 && poll(&readable, 1, 0) > 0 && readable.revents & POLLIN &&
	       bytes_take(terminal))
		;
}

static void end_take(struct terminal *terminal)
{
	if (waitpid(terminal->pid, &terminal->status, WNOHANG) != terminal->pid)
		return;
	terminal->ended = true;
	bytes_drain(terminal);
	tcgetattr(terminal->master, &terminal->after);
}

bool terminal_pump(struct terminal *terminal, int other)
{
	struct pollfd fds[] = {
		{ .fd = terminal->is_deaf ? -1 : terminal->master, .events = POLLIN },
		{ .fd = terminal->ended ? -1 : terminal->process, .events = POLLIN },
		{ .fd = other, .events = POLLIN },
	};
	long left = terminal->deadline - now_milliseconds();

	if (left <= 0 || (terminal->ended && other < 0))
		return false;
	if (terminal->ended)
		fds[0].fd = -1;
	if (poll(fds, 3, (int)left) <= 0)
		return errno == EINTR;
	if (fds[0].revents && !bytes_take(terminal) && !fds[1].revents)
		poll(&fds[1], 2, (int)left); /* the other side is closed: only the end can still come */
	if (fds[1].revents)
		end_take(terminal);
	return true;
}

int terminal_type(const struct terminal *terminal, const char *bytes, size_t count)
{
	return write(terminal->master, bytes, count) == (ssize_t)count ? 0 : -errno;
}

int terminal_resize(struct terminal *terminal, int rows, int columns)
{
	struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns };
	int status = screen_resize(terminal->screen, rows, columns);

	if (status < 0)
		return status;
	return ioctl(terminal->master, TIOCSWINSZ, &size) < 0 ? -errno : 0;
}

void terminal_hang_up(struct terminal *terminal)
{
	close(terminal->master);
	close(terminal->slave);
	terminal->master = terminal->slave = -1;
}

static bool settings_are_equal(const struct termios *a, const struct termios *b)
{
	return a->c_iflag == b->c_iflag && a->c_oflag == b->c_oflag && a->c_cflag == b->c_cflag &&
	       a->c_lflag == b->c_lflag && memcmp(a->c_cc, b->c_cc, sizeof(a->c_cc)) == 0;
}

void terminal_report(const struct terminal *terminal, FILE *to)
{
	char left[128];

	if (!terminal->ended)
		fputs("running\n", to);
	else if (WIFSIGNALED(terminal->status))
		fprintf(to, "signal %s\n", sigabbrev_np(WTERMSIG(terminal->status)));
	else
		fprintf(to, "exit %d\n", WEXITSTATUS(terminal->status));
	screen_leftovers(terminal->screen, left, sizeof(left));
	if (terminal->master >= 0 && !settings_are_equal(&terminal->before, &terminal->after))
		fprintf(to, "left settings %s\n", left);
	else if (left[0])
		fprintf(to, "left %s\n", left);
	else
		fputs("restored\n", to);
}

void terminal_end(struct terminal *terminal)
{
	if (terminal->pid > 0 && !terminal->ended) {
		kill(terminal->pid, SIGKILL);
		waitpid(terminal->pid, &terminal->status, 0);
	}
	if (terminal->master >= 0)
		close(terminal->master);
	if (terminal->slave >= 0)
		close(terminal->slave);
	if (terminal->process >= 0)
		close(terminal->process);
	screen_free(terminal->screen);
}
