/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whole lines into a file, a pipe or a terminal. */
#include "report/output.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/error.h"
#include "base/replace.h"

#define OUTPUT_PAUSE 20 /* ms before the next try where poll() knows no better */
#define OUTPUT_WAIT 1000 /* ms between two looks at *stop, should its signal come just before */
#define OUTPUT_PATIENCE 10 /* seconds in which a reader takes at least a byte of what was begun */

static int output_fail(const struct output *output, int code, const char *what, struct error *error)
{
	return error_set(error, code, "%s %s: %s", what, output->name, error_text(code));
}

/*
 * A terminal or a pipe is opened anew, so that not waiting for it changes nothing for the shell and
 * others who share it. Where that cannot be done it is written to as it is.
 */
static void output_open_anew(struct output *output)
{
	int fd = open("/proc/self/fd/1", O_WRONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);

	if (fd < 0)
		return;
	output->fd = fd;
	output->is_ours = true;
}

void output_open_standard(struct output *ret_output)
{
	struct stat status = { 0 };

	*ret_output = (struct output){ .fd = STDOUT_FILENO, .name = "standard output",
				       .patience = OUTPUT_PATIENCE };
	if (fstat(STDOUT_FILENO, &status) < 0)
		return;
	ret_output->is_file = S_ISREG(status.st_mode);
	if (S_ISFIFO(status.st_mode) || isatty(STDOUT_FILENO))
		output_open_anew(ret_output);
}

static int output_refuse(const char *path, struct error *error)
{
	return error_set(error, -EEXIST, "%s exists: --append adds to it, --overwrite replaces it",
			 path);
}

/* Only a regular file can be harmed; a pipe or a terminal is written to as it is. */
static int path_flags(const char *path, bool may_append, bool may_overwrite)
{
	struct stat status;

	if (stat(path, &status) < 0)
		return O_CREAT | (may_append ? O_RDWR | O_APPEND : O_EXCL | O_WRONLY);
	if (!S_ISREG(status.st_mode))
		return O_WRONLY; /* reading too, one's own end would pass for a pipe's reader */
	if (may_append)
		return O_RDWR | O_APPEND;
	return may_overwrite ? O_WRONLY : O_CREAT | O_EXCL | O_WRONLY;
}

/* Not blocking only for the opening: a pipe that nobody reads is an error, not a wait. */
static int open_path(struct output *output, bool may_append, bool may_overwrite)
{
	int flags = path_flags(output->name, may_append, may_overwrite);

	output->fd = open(output->name, flags | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, 0666);
	if (output->fd < 0)
		return -errno;
	output->is_made = flags & O_CREAT;
	fcntl(output->fd, F_SETFL, flags & O_APPEND);
	return 0;
}

static bool is_pipe(const char *path)
{
	struct stat status;

	return !stat(path, &status) && S_ISFIFO(status.st_mode);
}

int output_open(struct output *ret_output, const char *path, bool may_append, bool may_overwrite,
		struct error *error)
{
	struct output output = { .name = path, .is_ours = true, .patience = OUTPUT_PATIENCE };
	struct stat status;
	int result = open_path(&output, may_append, may_overwrite);

	if (result == -EEXIST)
		return output_refuse(path, error);
	if (result == -ENXIO && is_pipe(path))
		return error_set(error, -ENXIO, "opening %s: nobody reads this pipe", path);
	if (result == -EACCES && may_append && !euidaccess(path, W_OK))
		return error_set(error, -EACCES, "opening %s: --append reads it first, and may not", path);
	if (result < 0)
		return output_fail(&output, result, "opening", error);
	output.is_file = !fstat(output.fd, &status) && S_ISREG(status.st_mode);
	output.holds_old = output.is_file && may_overwrite && !may_append;
	*ret_output = output;
	return 0;
}

int output_open_replaced(struct output *ret_output, const char *path, struct error *error)
{
	struct output output = { .fd = -1, .name = path, .is_replaced = true };
	struct stat status;
	int result;

	if (!stat(path, &status) && !S_ISREG(status.st_mode))
		return output_open(ret_output, path, false, false, error);
	result = replace_check(path, NULL);
	if (result < 0)
		return output_fail(&output, result, "opening", error);
	*ret_output = output;
	return 0;
}

/* The first SIZE - 1 bytes at FD, none for what is no regular file. */
static ssize_t read_beginning(int fd, char *to, size_t size)
{
	struct stat status;

	if (fstat(fd, &status) < 0 || !S_ISREG(status.st_mode))
		return 0;
	return pread(fd, to, size - 1, 0);
}

static ssize_t read_replaced(const char *path, char *to, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	ssize_t length;
	int code;

	if (fd < 0)
		return errno == ENOENT ? 0 : -1;
	length = read_beginning(fd, to, size);
	code = errno;
	close(fd);
	errno = code;
	return length;
}

int output_first_line(const struct output *output, char *to, size_t size, struct error *error)
{
	ssize_t length = output->is_replaced ? read_replaced(output->name, to, size) :
					       read_beginning(output->fd, to, size);
	char *end;

	if (length < 0)
		return output_fail(output, -errno, "reading", error);
	if (!length)
		return 1;
	to[length] = '\0';
	end = strchr(to, '\n');
	if (end)
		*end = '\0';
	return 0;
}

bool output_ends_line(const struct output *output)
{
	struct stat status;
	char last = '\n';

	if (output->is_file && output->is_ours && !fstat(output->fd, &status) && status.st_size)
		(void)!pread(output->fd, &last, 1, status.st_size - 1);
	return last == '\n';
}

/* The bytes of LINES up to and with the last line end. */
static size_t whole_lines(const char *lines, size_t length)
{
	const char *end = memrchr(lines, '\n', length);

	return end ? (size_t)(end - lines) + 1 : 0;
}

/* Takes back what follows the last whole line of the WRITTEN bytes that were written. */
static void take_back(const struct output *output, const char *lines, size_t written)
{
	off_t torn = (off_t)(written - whole_lines(lines, written));
	off_t at = lseek(output->fd, 0, SEEK_CUR);
	struct stat status;

	if (!torn || at < torn || fstat(output->fd, &status) < 0 || status.st_size != at)
		return;
	if (!ftruncate(output->fd, at - torn))
		lseek(output->fd, at - torn, SEEK_SET);
}

static int write_file(const struct output *output, const char *lines, size_t length)
{
	size_t written = 0;

	while (written < length) {
		ssize_t put = write(output->fd, lines + written, length - written);
		int code = -errno;

		if (put >= 0) {
			written += (size_t)put;
		} else if (code != -EINTR) {
			take_back(output, lines, written);
			return code;
		}
	}
	return 0;
}

/*
 * 0 to wait on. A sample that no byte was written of is not begun once the program is to end. One that was
 * begun is for as long as somebody reads now and then: a torn one is bad, a program that does not end (a
 * terminal held by ^S) is worse. *SINCE is when this wait was first looked at, 0 before.
 */
static int give_up(const struct output *output, bool has_begun, int64_t *since)
{
	int stops = output->stop ? *output->stop : 0;

	if (!stops)
		return 0;
	if (!has_begun || stops > 1)
		return -EINTR;
	if (!*since)
		*since = clock_monotonic();
	return clock_monotonic() - *since >= output->patience * CLOCK_SECOND ? -ETIMEDOUT : 0;
}

static bool wait_for_reader(const struct output *output)
{
	struct pollfd wait = { .fd = output->fd, .events = POLLOUT };
	bool is_stopped = output->stop && *output->stop;

	return poll(&wait, 1, is_stopped ? OUTPUT_PAUSE : OUTPUT_WAIT) > 0;
}

/* The next piece: as many whole lines as fit, or a line that is too long by itself. */
static size_t next_piece(const char *lines, size_t length)
{
	const char *end;
	size_t whole = whole_lines(lines, length < PIPE_BUF ? length : PIPE_BUF);

	if (whole)
		return whole;
	end = memchr(lines, '\n', length);
	return end ? (size_t)(end - lines) + 1 : length;
}

/* By pieces of at most PIPE_BUF bytes, which a pipe that is ready takes whole (pipe(7)). */
static int write_stream(const struct output *output, const char *lines, size_t length)
{
	size_t written = 0;
	int64_t since = 0;
	int result = 0;

	while (written < length && !result) {
		const char *rest = lines + written;
		bool is_ready = wait_for_reader(output);
		ssize_t put = is_ready ? write(output->fd, rest, next_piece(rest, length - written)) : -1;

		if (put >= 0) {
			written += (size_t)put;
			since = 0;
		} else if (is_ready && errno != EAGAIN && errno != EINTR) {
			result = -errno;
		} else {
			if (is_ready) /* a held terminal may call itself so */
				poll(NULL, 0, OUTPUT_PAUSE);
			result = give_up(output, written > 0, &since);
		}
	}
	return result;
}

/* What is to be overwritten stays until there is something in its place. */
static int drop_old(struct output *output)
{
	if (output->holds_old && ftruncate(output->fd, 0) < 0)
		return -errno;
	output->holds_old = false;
	return 0;
}

static int write_lines(const struct output *output, const char *lines, size_t length)
{
	if (output->is_replaced)
		return replace_file(output->name, lines, length, REPLACE_PUBLIC, NULL);
	return output->is_file ? write_file(output, lines, length) : write_stream(output, lines, length);
}

int output_write(struct output *output, const char *lines, size_t length, struct error *error)
{
	int result = drop_old(output);

	if (!result)
		result = write_lines(output, lines, length);
	if (result == -ETIMEDOUT && !output->is_file && !output->is_replaced)
		return error_set(error, result, "writing %s: nothing was read for %d s; its end is missing",
				 output->name, output->patience);
	return result < 0 ? output_fail(output, result, "writing", error) : 0;
}

int output_watch(const struct output *output)
{
	struct epoll_event gone = { .events = 0 }; /* what is always told: EPOLLERR and EPOLLHUP */
	struct stat status;
	int fd;

	if (fstat(output->fd, &status) < 0 || (!S_ISFIFO(status.st_mode) && !S_ISSOCK(status.st_mode)))
		return -1;
	fd = epoll_create1(EPOLL_CLOEXEC);
	if (fd >= 0 && epoll_ctl(fd, EPOLL_CTL_ADD, output->fd, &gone) < 0) {
		close(fd);
		return -1;
	}
	return fd;
}

/* Unless its name is a link's, or another file's by now. */
static void remove_empty(const struct output *output)
{
	struct stat ours, named;

	if (output->is_made && !fstat(output->fd, &ours) && !ours.st_size && !lstat(output->name, &named) &&
	    ours.st_dev == named.st_dev && ours.st_ino == named.st_ino)
		unlink(output->name);
}

int output_close(struct output *output, struct error *error)
{
	int fd = output->fd;

	if (fd >= 0)
		remove_empty(output);
	output->fd = -1;
	if (!output->is_ours || fd < 0 || !close(fd))
		return 0;
	return output_fail(output, -errno, "closing", error);
}
