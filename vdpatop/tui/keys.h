/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What curses read becomes the name of a key, as view/action.h knows them. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <wchar.h>

#define KEYS_NAME 24 /* bytes that hold every name */

/*
 * Writes the name of the key that wget_wch() gave as KEY; IS_CODE when it returned KEY_CODE_YES.
 * False when it has no name.
 */
bool keys_name(wint_t key, bool is_code, char *to, size_t size);
