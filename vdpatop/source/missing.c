/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Why there is no vdpa family, said the same way whoever finds out. */
#include "source/source.h"

#include <errno.h>

#include "base/error.h"

int source_explain_missing(int code, struct error *error)
{
	if (code == -ENONET)
		return error_set(error, code,
				 "vdpa answers only in the initial network namespace, and this is "
				 "another one: run vdpatop there (nsenter -t 1 -n vdpatop)");
	return error_set(error, code,
			 "the vdpa module is not loaded: modprobe vdpa and your device's driver, "
			 "or try vdpatop --demo");
}
