/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of device classes. */
#include "vdpa/class.h"

#include <string.h>

struct class_row {
	const char *name;
	const char *meaning;
};

static const struct class_row class_rows[VDPA_CLASS_COUNT] = {
#define X(id, header, ...) [id] = { __VA_ARGS__ },
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
	return class_rows[id].name ? class_rows[id].name : class_numbers[id];
}

const char *vdpa_class_meaning(uint32_t id)
{
	if (id >= VDPA_CLASS_COUNT || !class_rows[id].meaning)
		return "";
	return class_rows[id].meaning;
}

uint32_t vdpa_class_find(const char *name)
{
	for (uint32_t id = 0; id < VDPA_CLASS_COUNT; id++)
		if (class_rows[id].name && !strcmp(class_rows[id].name, name))
			return id;
	return 0;
}
