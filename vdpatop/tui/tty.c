/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The terminal as a device, by system calls only. */
#include "tui/tty.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"

#define TTY_PATIENCE 200 /* ms for a slow terminal to take the last bytes */

/* Whether FD is the same terminal as standard output; /dev/tty's own number says nothing. */
static bool tty_is_output(int fd)
{
	unsigned device;
	struct stat output;

	return !ioctl(fd, TIOCGDEV, &device) && !fstat(STDOUT_FILENO, &output) &&
	       device == (unsigned)output.st_rdev;
}

/* After su or sudo the terminal may belong to another user: /dev/tty can be opened all the same. */
static int tty_open_anew(void)
{
	static const char *const paths[] = { "/proc/self/fd/1", "/dev/tty" };

	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		int fd = open(paths[i], O_RDWR | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);

		if (fd >= 0 && tty_is_output(fd))
			return fd;
		if (fd >= 0)
			close(fd);
	}
	return -1;
}

int tty_open(struct tty *tty, struct error *error)
{
	*tty = (struct tty){ .fd = tty_open_anew() };
	tty->is_ours = tty->fd >= 0;
	if (!tty->is_ours)
		tty->fd = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
	if (tty->fd < 0)
		return error_set(error, -errno, "the terminal cannot be opened: %s", error_text(errno));
	if (tcgetattr(tty->fd, &tty->before) < 0) {
		int code = -errno;

		tty_close(tty);
		return error_set(error, code, "the terminal does not answer: %s", error_text(code));
	}
	return 0;
}

void tty_close(struct tty *tty)
{
	if (tty->fd >= 0)
		close(tty->fd);
	free(tty->pending);
	*tty = (struct tty){ .fd = -1 };
}

int tty_make_raw(struct tty *tty)
{
	struct termios raw = tty->before;

	raw.c_iflag &= ~(tcflag_t)(IXON | ICRNL | INLCR | IGNCR | ISTRIP);
	raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO | IEXTEN | ISIG);
	raw.c_cc[VMIN] = 1;
	raw.c_cc[VTIME] = 0;
	return tcsetattr(tty->fd, TCSANOW, &raw) < 0 ? -errno : 0;
}

/* Now, and not when the output has drained: it may never do so. */
void tty_make_cooked(struct tty *tty)
{
	tcsetattr(tty->fd, TCSANOW, &tty->before);
}

void tty_get_size(const struct tty *tty, int *ret_rows, int *ret_columns)
{
	struct winsize size = { 0 };

	if (ioctl(tty->fd, TIOCGWINSZ, &size) < 0)
		size = (struct winsize){ 0 };
	*ret_rows = size.ws_row ? size.ws_row : 24;
	*ret_columns = size.ws_col ? size.ws_col : 80;
}

static int tty_keep(struct tty *tty, const char *bytes, size_t count)
{
	tty->pending_count = 0;
	if (!count)
		return 0;
	if (count > tty->pending_capacity) {
		char *pending = realloc(tty->pending, count);

		if (!pending)
			return -ENOMEM;
		tty->pending = pending;
		tty->pending_capacity = count;
	}
	memcpy(tty->pending, bytes, count);
	tty->pending_count = count;
	return 0;
}

/* Bytes that the terminal took, or a negative errno. */
static ssize_t tty_write(const struct tty *tty, const char *bytes, size_t count)
{
	size_t done = 0;

	while (done < count) {
		ssize_t written = write(tty->fd, bytes + done, count - done);

		if (written < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
			break;
		if (written < 0 && errno != EINTR)
			return -errno;
		done += written > 0 ? (size_t)written : 0;
	}
	return (ssize_t)done;
}

int tty_send(struct tty *tty, const char *bytes, size_t count)
{
	ssize_t written = tty_write(tty, bytes, count);

	if (written < 0)
		return (int)written;
	return tty_keep(tty, bytes + written, count - (size_t)written);
}

int tty_flush(struct tty *tty)
{
	ssize_t written = tty_write(tty, tty->pending, tty->pending_count);

	if (written <= 0)
		return (int)written;
	tty->pending_count -= (size_t)written;
	memmove(tty->pending, tty->pending + written, tty->pending_count);
	return 0;
}

void tty_drain(struct tty *tty)
{
	struct pollfd output = { .fd = tty->fd, .events = POLLOUT };

	while (tty->pending_count) {
		if (poll(&output, 1, TTY_PATIENCE) <= 0 || tty_flush(tty) < 0)
			break;
	}
	if (!tty->pending_count)
		return;
	/* CAN ends an escape sequence that was cut in two, so that the next one is understood. */
	tty->pending_count = 0;
	tcflush(tty->fd, TCOFLUSH);
	if (write(tty->fd, "\x18", 1) < 0)
		return;
}

bool tty_has_input(const struct tty *tty)
{
	struct pollfd input = { .fd = tty->fd, .events = POLLIN };

	return poll(&input, 1, 0) > 0;
}

int tty_read(const struct tty *tty, char *to, size_t size)
{
	ssize_t count = read(tty->fd, to, size);

	if (count > 0)
		return (int)count;
	if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR))
		return 0;
	return count < 0 ? -errno : -EIO;
}

int tty_signal_for(const struct tty *tty, char character)
{
	static const struct {
		int place, signal_number;
	} signals[] = { { VINTR, SIGINT }, { VQUIT, SIGQUIT }, { VSUSP, SIGTSTP } };

	if (!(tty->before.c_lflag & ISIG) || character == _POSIX_VDISABLE)
		return 0;
	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
		if (tty->before.c_cc[signals[i].place] == (cc_t)character)
			return signals[i].signal_number;
	return 0;
}
