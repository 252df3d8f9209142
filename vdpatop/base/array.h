/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Arrays that grow by doubling and are kept: emptied, not freed, so that nothing is allocated
 * once they have grown. Zeroed is empty. Elements are plain bytes: no constructors.
 */
#pragma once

#include <stddef.h>

struct array {
	void *data;
	size_t count;    /* elements in use */
	size_t capacity; /* elements there is room for */
	size_t size;     /* bytes of one element; set before the first use */
};

#define ARRAY_OF(type) ((struct array){ .size = sizeof(type) })

/* Element INDEX of ARRAY as a TYPE; the index must be in use. */
#define array_at(array, type, index) (&((type *)(array)->data)[index])

/* Makes room for COUNT elements in all. 0 or -ENOMEM, the array then as it was. */
int array_reserve(struct array *array, size_t count);

/* Appends COUNT zeroed elements and returns the first, or NULL when memory is out. */
void *array_add(struct array *array, size_t count);

/* Appends copies of COUNT elements. 0 or -ENOMEM. */
int array_append(struct array *array, const void *elements, size_t count);

/* Takes element INDEX out; the order of the others stays. */
void array_remove(struct array *array, size_t index);

/* Gives the memory back; the array is empty and can be used again. */
void array_free(struct array *array);
