/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * vdpatop-host [--as-worker] [[BUS/]MGMTDEV]…: what the host says in one look, as lines (their
 * words are in host_lines.h), and more of these management devices. With --as-worker it first gives
 * away what the host worker gives away, so that a test sees what is left.
 *
 * vdpatop-host --unbind DEVICE [IDENTITY], --bind DEVICE DRIVER [IDENTITY]: changes a device as the engine's
 * child does, with no capability. Prints "0" or "ERRNO: WORDS". IDENTITY "" is the device's that is there.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

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

static uint64_t identity_of(const char *device)
{
	struct stat status;
	char path[512];

	snprintf(path, sizeof(path), "/sys/bus/vdpa/devices/%s", device);
	return stat(path, &status) ? 0 : status.st_ino;
}

static int change(const struct host_request *request)
{
	struct error error = { 0 };
	struct host host;
	int code;

	if (rights_keep(RIGHTS_NONE) < 0 || host_open_system(&host, "", &error) < 0) {
		fprintf(stderr, "vdpatop-host: %s\n", error.words);
		return 1;
	}
	code = host.change(host.self, request, &error);
	if (code)
		printf("%s: %s\n", error_name(code), error.words);
	else
		puts("0");
	host.close(host.self);
	return code != 0;
}

/* ARGUMENTS, ended by NULL: DEVICE, of HOST_BIND the driver, and perhaps the identity. */
static int change_by(enum host_change what, char **arguments)
{
	struct host_request request = { .change = what, .device = *arguments++ };

	if (request.device && what == HOST_BIND)
		request.driver = *arguments++;
	if (!request.device || (what == HOST_BIND && !request.driver)) {
		fprintf(stderr, "vdpatop-host: too few words\n");
		return 2;
	}
	request.identity = *arguments && **arguments ? strtoull(*arguments, NULL, 10)
						     : identity_of(request.device);
	return change(&request);
}

int main(int argc, char **argv)
{
	struct host_question questions[QUESTIONS];
	uint32_t count = 0;
	int first = 1;

	if (argc > 1 && !strcmp(argv[1], "--unbind"))
		return change_by(HOST_UNBIND, argv + 2);
	if (argc > 1 && !strcmp(argv[1], "--bind"))
		return change_by(HOST_BIND, argv + 2);
	if (argc > 1 && !strcmp(argv[1], "--as-worker")) {
		first = 2;
		if (rights_keep(RIGHTS_HOST) < 0)
			return 1;
	}
	for (int i = first; i < argc && count < QUESTIONS; i++)
		questions[count++] = parse_question(argv[i]);
	return look(questions, count);
}
