/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names of devices to be: one, or as many as a pattern or a count stands for. */
#pragma once

#include "manage/findings.h"

struct error;

/* As typed or counted: it may be longer than any name can be. */
struct name {
	char raw[WISH_TEXT_SIZE + 16];
};

/*
 * Appends to NAMES (struct name) those that TEXT stands for: vm{0..7}, vm{00..15} and vm{7..0} as a shell
 * takes them; else TEXT, and behind it, up to COUNT in all, those whose number at the end follows its own.
 * COUNT 0: none is given. 0; -EINVAL with words and the field they are about; -ENOMEM.
 */
int names_expand(const char *text, uint32_t count, struct array *names, enum task_field *ret_field,
		 struct error *error);

/* Appends TEXT as it is. As names_expand(). */
int names_take(const char *text, struct array *names, enum task_field *ret_field, struct error *error);

/* Writes the name that follows RAW, whose number at the end is BY higher: vm09, vm10. False: it has none. */
bool name_count_up(const struct name *name, uint32_t by, struct name *ret_name);

/* The device, but REPLACED (a model's id), that has NAME, as the kernel has it; NULL for none. */
const struct model_device *name_find_taken(const struct model *model, const char *name,
					   uint64_t replaced);

/* Whether /sys/devices, where simulators' devices are put, has something called NAME. */
bool name_is_in_sysfs(const struct model *model, const char *name);

/* Whether RAW will do by itself, whatever else there is on a host; if not, adds what is wrong with it. */
bool name_check_form(const char *raw, struct findings *findings);

/* Checks NAMES, of devices of MGMTDEV (NULL: not known), one by one and against MODEL. */
void names_check(const struct array *names, const struct wish *wish, const struct model *model,
		 const struct model_mgmtdev *mgmtdev, struct findings *findings);
