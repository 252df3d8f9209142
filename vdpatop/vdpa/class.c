/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of device classes. */
#include "vdpa/class.h"

#include <string.h>

#include "vdpa/numbers.h"

static const char *const class_names[VDPA_CLASS_COUNT] = {
#define X(id, header, name) [id] = name,
#include "vdpa/class.def"
};

/* Ten ids without a name: static texts, because they outlive every message. */
#define NUMBERED(ten)                                                                       \
	"class " #ten "0", "class " #ten "1", "class " #ten "2", "class " #ten "3",         \
		"class " #ten "4", "class " #ten "5", "class " #ten "6", "class " #ten "7", \
		"class " #ten "8", "class " #ten "9"

static const char *const class_numbers[] = {
	NUMBERED(), NUMBERED(1), NUMBERED(2), NUMBERED(3), NUMBERED(4), NUMBERED(5), NUMBERED(6),
};

const char *vdpa_class_name(uint32_t id)
{
	if (id >= VDPA_CLASS_COUNT)
		return "unknown class";
	return class_names[id] ? class_names[id] : class_numbers[id];
}

bool vdpa_class_find(const char *name, uint32_t *ret_id)
{
	uint32_t id = 0;

	if (!strcmp(name, "network")) {
		*ret_id = VDPA_CLASS_NET;
		return true;
	}
	while (id < VDPA_CLASS_COUNT && !(class_names[id] && !strcmp(class_names[id], name)))
		id++;
	if (id < VDPA_CLASS_COUNT)
		*ret_id = id;
	return id < VDPA_CLASS_COUNT;
}
