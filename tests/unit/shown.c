/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "shown.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "oneshot/show.h"
#include "unit.h"

struct shown shown_of(const struct model *model, const struct oneshot_command *command, int width)
{
	const struct oneshot_options options = { .is_json = width == SHOWN_JSON,
						 .width = width > 0 ? width : 0 };
	struct array text = ARRAY_OF(char);
	struct shown shown = { 0 };

	shown.status = show_print(&text, model, command, &options, &shown.error);
	assert_int_equal(array_append(&text, "", 1), 0);
	shown.text = text.data;
	return shown;
}

void shown_free(struct shown *shown)
{
	free(shown->text);
}

void expect_shown(const struct model *model, const struct oneshot_command *command, int width,
		  const char *text)
{
	expect_refused(model, command, width, 0, "", text);
}

void expect_refused(const struct model *model, const struct oneshot_command *command, int width,
		    int status, const char *words, const char *text)
{
	struct shown shown = shown_of(model, command, width);

	assert_string_equal(shown.text, text);
	if (!*words)
		assert_string_equal(shown.error.words, "");
	else if (!strstr(shown.error.words, words))
		fail_msg("'%s' does not say '%s'", shown.error.words, words);
	assert_int_equal(shown.status, status);
	shown_free(&shown);
}
