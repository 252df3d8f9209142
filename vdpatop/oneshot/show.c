/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "oneshot/private.h"
#include "report/session.h"

int show_run(struct oneshot *oneshot, const struct oneshot_command *command, struct array *to)
{
	(void)oneshot;
	(void)command;
	(void)to;
	session_complain("this cannot be shown yet");
	return EXIT_FAILED;
}
