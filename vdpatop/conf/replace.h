/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A file replaced in one step: a reader sees the old one or the new one, never a part. */
#pragma once

#include <stddef.h>

struct error;

/*
 * Puts LENGTH bytes of TEXT in place of the file at PATH, with the folders above it that are missing
 * (0700). A symbolic link stays, and what it points to is replaced. The new file has the mode, and
 * where we may, the owner of the old one, else 0600. 0, or a negative errno with words; the old file
 * is then as it was and nothing lies beside it.
 */
int replace_file(const char *path, const char *text, size_t length, struct error *error);
