/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A file in libconfig's grammar, parsed, that can say of every setting where it stands. The one way
 * in which vdpatop reads such files.
 */
#pragma once

#include <stdbool.h>

#include <libconfig.h>

#include "conf/text_file.h"

struct complaints;

struct document {
	struct text_file file;
	config_t config;
	struct complaints *complaints; /* borrowed */
};

/*
 * Reads the file at PATH; complaints about it go to COMPLAINTS (borrowed while it lives). After a
 * mistake of grammar it holds what stands before it, and IS_WHOLE is false. 0 or a negative errno;
 * only -ENOENT is not complained about.
 */
int document_read(struct document *ret_document, const char *path, struct complaints *complaints,
		  bool *ret_is_whole);

/* The same of TEXT, as if it stood in PATH. */
int document_take(struct document *ret_document, const char *path, const char *text, size_t length,
		  struct complaints *complaints, bool *ret_is_whole);
void document_free(struct document *document);

/* Complains about SETTING: its file and line, what it is called, then the words. */
void document_complain(const struct document *document, const config_setting_t *setting,
		       const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Whether SETTING stands in the file itself and not in one that it includes. */
bool document_holds(const struct document *document, const config_setting_t *setting);
