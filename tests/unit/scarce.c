/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every allocation of the program and of the test passes here, by the linker's --wrap. */
#include "scarce.h"

#include <stdbool.h>
#include <stdlib.h>

long until_failure = -1;
long allocations;

static bool fails_now(void)
{
	allocations++;
	return until_failure >= 0 && until_failure-- == 0;
}

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_reallocarray(void *data, size_t count, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_reallocarray(void *data, size_t count, size_t size);

void *__wrap_malloc(size_t size)
{
	return fails_now() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
	return fails_now() ? NULL : __real_calloc(count, size);
}

void *__wrap_reallocarray(void *data, size_t count, size_t size)
{
	return fails_now() ? NULL : __real_reallocarray(data, count, size);
}
