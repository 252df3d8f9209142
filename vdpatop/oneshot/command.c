/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words to a command. */
#include "oneshot/command.h"

#include <errno.h>

#include "base/error.h"

int oneshot_parse(struct oneshot_command *ret_command, char *const *words, int count,
		  struct error *error)
{
	(void)ret_command;
	(void)count;
	return error_set(error, -EINVAL, "'%s' is not expected here; see vdpatop --help", words[0]);
}
