/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Changing the time between samples: by a step, or by a number that is typed. */
#pragma once

#include <stdbool.h>

#include "view/action.h"
#include "view/view.h"

/* Does ACTION when it is about the delay, else returns false. */
bool delay_act(struct view *view, enum action action, enum view_wish *ret_wish);
