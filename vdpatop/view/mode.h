/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The modes of the screen. They lie on each other; the topmost has the keys, data flows in all. */
#pragma once

#include <stdbool.h>

#include "view/status.h"

struct area;
struct draw;
struct model;
struct view;

enum mode {
#define MODE(id, name, kind, title) MODE_##id,
#include "view/mode.def"
#undef MODE
	MODE_COUNT,
};

enum mode_kind { MODE_PAGE, MODE_FORM, MODE_PANEL, MODE_LINE };

struct mode_info {
	const char *name;
	enum mode_kind kind;
	const char *title;
};

/* Static. */
const struct mode_info *mode_info(enum mode mode);

/* The mode called NAME; MODE_COUNT when there is none. */
enum mode mode_find(const char *name);
