/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether two paths lead to one file. */
#pragma once

#include <stdbool.h>

/*
 * By what is there, through links of both kinds; for what is not there yet, by the folder that it would be
 * made in and its name. Nothing is opened. False where it cannot be told.
 */
bool is_same_file(const char *one, const char *other);
