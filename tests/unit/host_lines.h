/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a host finds in one look, in words. */
#pragma once

#include <stdint.h>

#include "source/host.h"

/*
 * Sorted lines, each ended by a newline; for the caller to free. NULL when memory is out.
 *
 *   device NAME[ DRIVER][ /dev/NODE][ INTERFACE[ up]][ DISK[ mounted]][ below PARENT]
 *   user DEVICE PID COMMAND[ vm NAME][ node N]
 *   mapping DEVICE queue N by PID
 *   mgmtdev [BUS/]NAME[ DRIVER][ at PCI][ FUNCTION][ seen as INTERFACE[ up| down]][ node N]
 *   suspect PID[ deleting][ in WCHAN]: COMMAND LINE
 *   hidden
 *   error: WORDS
 */
char *host_lines(const struct host *host, const struct host_question *mgmtdevs, uint32_t count);
