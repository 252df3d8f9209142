/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "pty.h"

#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "../ptyrun/keys.h"
#include "../ptyrun/screen.h"

#define SECOND INT64_C(1000000000)

int64_t pty_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * SECOND + now.tv_nsec;
}

int pty_start(struct pty *pty, char **arguments)
{
	struct winsize size = { .ws_row = 50, .ws_col = 200 };

	*pty = (struct pty){ .screen = screen_new(50, 200), .master = -1 };
	if (!pty->screen)
		return -ENOMEM;
	pty->started = pty_now();
	pty->pid = forkpty(&pty->master, NULL, NULL, &size);
	if (pty->pid < 0)
		return -errno;
	if (!pty->pid) {
		execvp(arguments[0], arguments);
		_exit(127);
	}
	return 0;
}

/* Reads once, at END at the latest. Returns when, 0 when nothing came, or -1 when nothing will. */
static int64_t pty_read(struct pty *pty, int64_t end)
{
	struct pollfd readable = { pty->master, POLLIN, 0 };
	int64_t left = end - pty_now();
	char bytes[65536];
	int64_t when;
	ssize_t got;

	if (left <= 0 ||
	    ppoll(&readable, 1, &(struct timespec){ left / SECOND, left % SECOND }, NULL) <= 0)
		return 0;
	got = read(pty->master, bytes, sizeof(bytes));
	when = pty_now();
	if (got <= 0)
		return -1; /* EIO: nobody has the other side open */
	if (!pty->first)
		pty->first = when;
	pty->bursts += when - pty->last > SECOND / 1000;
	pty->last = when;
	pty->bytes += (uint64_t)got;
	screen_feed(pty->screen, bytes, (size_t)got);
	return when;
}

static bool pty_shows(const struct pty *pty, const char *texts)
{
	char *screen = screen_text(pty->screen);
	char *list = strdup(texts);
	char *rest = list;
	char *text;
	bool shows = screen && list;

	while (shows && rest && (text = strsep(&rest, "|")))
		shows = strstr(screen, text);
	free(list);
	free(screen);
	return shows;
}

int64_t pty_await(struct pty *pty, const char *texts, double seconds)
{
	int64_t end = pty_now() + (int64_t)(seconds * 1e9);

	for (;;) {
		int64_t when = pty_read(pty, end);

		if (when <= 0)
			return -1;
		if (pty_shows(pty, texts))
			return when;
	}
}

void pty_read_for(struct pty *pty, double seconds)
{
	int64_t end = pty_now() + (int64_t)(seconds * 1e9);

	while (pty_read(pty, end) > 0)
		;
}

int64_t pty_press(struct pty *pty, const char *key)
{
	const char *bytes = key_bytes(key);
	int64_t when = pty_now();

	if (!bytes || write(pty->master, bytes, strlen(bytes)) != (ssize_t)strlen(bytes))
		return -1;
	return when;
}

void pty_end(struct pty *pty)
{
	if (pty->pid > 0) {
		kill(pty->pid, SIGKILL);
		waitpid(pty->pid, NULL, 0);
	}
	if (pty->master >= 0)
		close(pty->master);
	screen_free(pty->screen);
}
