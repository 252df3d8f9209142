/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "oneshot/private.h"
#include "report/session.h"

void change_begin(struct oneshot *oneshot)
{
	session_complain("this cannot be done yet");
	oneshot_finish(oneshot, EXIT_FAILED);
}

void change_go_on(struct oneshot *oneshot)
{
	(void)oneshot;
}

void change_leave(struct oneshot *oneshot, bool is_left)
{
	(void)oneshot;
	(void)is_left;
}
