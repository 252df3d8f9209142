/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files of the wish share. */
#pragma once

#include "manage/findings.h"
#include "vdpa/numbers.h"

#define FEATURE_BIT(name) (UINT64_C(1) << VDPA_##name)

struct error;

/* The class of the device that WISH makes of MGMTDEV (NULL: not known); 0 while that is open. */
uint32_t wish_class(const struct wish *wish, const struct model_mgmtdev *mgmtdev);

/* Appends the names (struct name, manage/names.h) that WISH stands for, as names_expand() does. */
int wish_names(const struct wish *wish, struct array *names, enum task_field *ret_field,
	       struct error *error);

/* What MGMTDEV takes of what DEV_NEW can say, as VDPA_HAS_… bits. False: its driver is not known. */
bool wish_takes(const struct wish *wish, const struct model_mgmtdev *mgmtdev, uint32_t *ret_takes);

/* Fills RET_READ with WISH whose feature_words, if it has any, are read. 0, -EINVAL with words. */
int wish_read_features(const struct wish *wish, const struct model *model, struct wish *ret_read,
		       struct error *error);

/* wish_features.c */
void wish_check_features(const struct wish *wish, const struct model_mgmtdev *mgmtdev,
			 struct findings *findings);
