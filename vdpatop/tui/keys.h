/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The keys' names (view/keymap.h has them in words) and what terminals send for them. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* The terminfo capability of the key at INDEX and its name; false past the last one. Static. */
bool keys_capability(size_t index, const char **ret_capability, const char **ret_name);

/* The name for "CSI NUMBER ~", as most terminals say it. NULL for none. */
const char *keys_for_number(int number);

/* The name for "CSI LETTER" without parameters, or for "SS3 LETTER". NULL for none. */
const char *keys_for_control(char letter);
const char *keys_for_shift(char letter);

/* The name for "CSI [ LETTER", the Linux console's first five function keys. NULL for none. */
const char *keys_for_console(char letter);

/* Writes the name of the character of COUNT bytes at BYTES, a control character's too. */
void keys_for_character(const char *bytes, size_t count, char *to, size_t size);
