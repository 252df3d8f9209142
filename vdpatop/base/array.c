/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Growing arrays of plain elements. */
#include "base/array.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

int array_reserve(struct array *array, size_t count)
{
	size_t capacity = array->capacity ? array->capacity : 16;
	void *data;

	if (count <= array->capacity)
		return 0;
	while (capacity < count)
		if (__builtin_mul_overflow(capacity, 2, &capacity))
			return -ENOMEM;
	data = reallocarray(array->data, capacity, array->size);
	if (!data)
		return -ENOMEM;
	array->data = data;
	array->capacity = capacity;
	return 0;
}

static void *array_slot(struct array *array, size_t index)
{
	return (char *)array->data + index * array->size;
}

void *array_add(struct array *array, size_t count)
{
	void *first;

	/* Room for one at least: nothing added is no lack of memory. */
	if (array_reserve(array, array->count + (count ? count : 1)) < 0)
		return NULL;
	first = array_slot(array, array->count);
	memset(first, 0, count * array->size);
	array->count += count;
	return first;
}

int array_append(struct array *array, const void *elements, size_t count)
{
	if (!count)
		return 0;
	if (array_reserve(array, array->count + count) < 0)
		return -ENOMEM;
	memcpy(array_slot(array, array->count), elements, count * array->size);
	array->count += count;
	return 0;
}

void array_remove(struct array *array, size_t index)
{
	size_t after = array->count - index - 1;

	if (after)
		memmove(array_slot(array, index), array_slot(array, index + 1), after * array->size);
	array->count--;
}

void array_free(struct array *array)
{
	free(array->data);
	array->data = NULL;
	array->count = 0;
	array->capacity = 0;
}
