/* SPDX-License-Identifier: GPL-2.0-or-later */
/* libconfig on a text that is in memory already, and places in words. */
#include "conf/document.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "conf/complaint.h"

/* libconfig knows the line of a mistake, and two words for most. */
static void document_complain_of_grammar(const struct document *document)
{
	unsigned line = (unsigned)config_error_line(&document->config);
	const char *words = config_error_text(&document->config);

	complain(document->complaints, "%s:%u: %s; nothing from here on is read",
		 text_file_path(&document->file, line), text_file_line(&document->file, line),
		 words && strcmp(words, "syntax error") ? words :
		 "this is no NAME = VALUE; of libconfig's grammar, or what stands before it has no end");
}

static int document_parse(struct document *document, bool *ret_is_whole)
{
	config_init(&document->config);
	*ret_is_whole = config_read_string(&document->config, document->file.text.data);
	if (!*ret_is_whole)
		document_complain_of_grammar(document);
	return 0;
}

int document_read(struct document *ret_document, const char *path, struct complaints *complaints,
		  bool *ret_is_whole)
{
	int result = text_file_read(&ret_document->file, path, complaints);

	ret_document->complaints = complaints;
	return result < 0 ? result : document_parse(ret_document, ret_is_whole);
}

int document_take(struct document *ret_document, const char *path, const char *text, size_t length,
		  struct complaints *complaints, bool *ret_is_whole)
{
	int result = text_file_take(&ret_document->file, path, text, length, complaints);

	ret_document->complaints = complaints;
	return result < 0 ? result : document_parse(ret_document, ret_is_whole);
}

void document_free(struct document *document)
{
	config_destroy(&document->config);
	text_file_free(&document->file);
}

/* "keys.tree.pause"; an element of a list by its number. */
static size_t document_write_name(const config_setting_t *setting, char *to, size_t size)
{
	const config_setting_t *parent = config_setting_parent(setting);
	const char *name = config_setting_name(setting);
	size_t used = parent && !config_setting_is_root(parent) ?
			      document_write_name(parent, to, size) : 0;
	int count;

	if (name)
		count = snprintf(to + used, size - used, "%s%s", used ? "." : "", name);
	else
		count = snprintf(to + used, size - used, "[%d]", config_setting_index(setting));
	used += (size_t)count;
	return used < size ? used : size - 1;
}

void document_complain(const struct document *document, const config_setting_t *setting,
		       const char *format, ...)
{
	unsigned line = config_setting_source_line(setting);
	va_list arguments;
	char name[128];
	char words[512];

	document_write_name(setting, name, sizeof(name));
	va_start(arguments, format);
	vsnprintf(words, sizeof(words), format, arguments);
	va_end(arguments);
	complain(document->complaints, "%s:%u: %s: %s", text_file_path(&document->file, line),
		 text_file_line(&document->file, line), name, words);
}

bool document_holds(const struct document *document, const config_setting_t *setting)
{
	unsigned line = config_setting_source_line(setting);

	return text_file_path(&document->file, line) == text_file_root(&document->file);
}
