/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Standard error into a memfd and out again. */
#include "tui/capture.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

#define CAPTURE_SHOWN 65536

void capture_begin(struct capture *capture)
{
	*capture = (struct capture){ -1, -1 };
	if (!isatty(STDERR_FILENO))
		return;
	capture->kept = memfd_create("vdpatop-stderr", MFD_CLOEXEC);
	if (capture->kept < 0)
		return;
	capture->before = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
	if (capture->before >= 0 && dup2(capture->kept, STDERR_FILENO) == STDERR_FILENO)
		return;
	close(capture->kept);
	if (capture->before >= 0)
		close(capture->before);
	*capture = (struct capture){ -1, -1 };
}

void capture_give_back(int before, int kept)
{
	char bytes[4096];
	off_t at = 0;
	ssize_t count;

	if (before < 0)
		return;
	dup2(before, STDERR_FILENO);
	while (at < CAPTURE_SHOWN && (count = pread(kept, bytes, sizeof(bytes), at)) > 0) {
		if (write(STDERR_FILENO, bytes, (size_t)count) < 0)
			break;
		at += count;
	}
}

void capture_end(struct capture *capture)
{
	capture_give_back(capture->before, capture->kept);
	if (capture->before >= 0) {
		close(capture->before);
		close(capture->kept);
	}
	*capture = (struct capture){ -1, -1 };
}
