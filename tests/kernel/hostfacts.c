/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * vdpatop-host [--as-worker] [[BUS/]MGMTDEV]…: what the host says in one look, as lines (their
 * words are in host_lines.h), and more of these management devices. With --as-worker it first gives
 * away what the host worker gives away, so that a test sees what is left.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "engine/rights.h"
#include "host_lines.h"
#include "source/host.h"

#define QUESTIONS 16

static struct host_question parse_question(char *handle)
{
	char *slash = strchr(handle, '/');

	if (!slash)
		return (struct host_question){ "", handle };
	*slash = '\0';
	return (struct host_question){ handle, slash + 1 };
}

static int look(const struct host_question *questions, uint32_t count)
{
	struct error error = { 0 };
	struct host host;
	char *lines;

	if (host_open_system(&host, "", &error) < 0) {
		fprintf(stderr, "vdpatop-host: %s\n", error.words);
		return 1;
	}
	lines = host_lines(&host, questions, count);
	fputs(lines ? lines : "", stdout);
	free(lines);
	host.close(host.self);
	return lines ? 0 : 1;
}

int main(int argc, char **argv)
{
	struct host_question questions[QUESTIONS];
	uint32_t count = 0;
	int first = 1;

	if (argc > 1 && !strcmp(argv[1], "--as-worker")) {
		first = 2;
		if (rights_keep(RIGHTS_HOST) < 0)
			return 1;
	}
	for (int i = first; i < argc && count < QUESTIONS; i++)
		questions[count++] = parse_question(argv[i]);
	return look(questions, count);
}
