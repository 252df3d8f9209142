/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A file replaced in one step: a reader sees the old one or the new one, never a part. */
#pragma once

#include <stddef.h>

struct error;

/* Who reads it, when there is no old file whose mode says so. */
enum replace_for {
	REPLACE_PRIVATE, /* 0600, and folders above it that are missing are made, 0700 */
	REPLACE_PUBLIC,  /* 0644 less the umask; no folder is made */
};

/*
 * Puts LENGTH bytes of TEXT in place of the file at PATH. A symbolic link stays, and what it points to
 * is replaced. The new file has the mode, and where we may, the owner of the old one. 0, or a negative
 * errno with words; the old file is then as it was and nothing lies beside it. While it is written the new
 * one lies beside the old one, called PATH.XXXXXX.
 */
int replace_file(const char *path, const char *text, size_t length, enum replace_for who,
		 struct error *error);

/* Whether that has a chance, before there is anything to write. 0 or as above; nothing is made. */
int replace_check(const char *path, struct error *error);
