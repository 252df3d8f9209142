/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers into digits. main() sets LC_NUMERIC to "C". */
#include "report/figure.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/clock.h"

size_t figure_count(char *to, uint64_t count)
{
	return (size_t)snprintf(to, FIGURE_SIZE, "%" PRIu64, count);
}

size_t figure_real(char *to, double real)
{
	size_t length = (size_t)snprintf(to, FIGURE_SIZE, "%.3f", real);

	while (to[length - 1] == '0')
		length--;
	if (to[length - 1] == '.')
		length--;
	to[length] = '\0';
	return length;
}

size_t figure_seconds(char *to, int64_t ns)
{
	return (size_t)snprintf(to, FIGURE_SIZE, "%" PRId64 ".%09" PRId64, ns / CLOCK_SECOND,
				ns % CLOCK_SECOND);
}
