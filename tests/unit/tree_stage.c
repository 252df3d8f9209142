/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Keys pressed and rows read for the tests of the tree. */
#include "tree_stage.h"

#include <stdio.h>
#include <string.h>

#include "unit.h"

void type(struct stage *stage, const char *words)
{
	char key[2] = "";

	for (; *words; words++) {
		*key = *words;
		press(stage, *key == ' ' ? "Space" : key);
	}
}

void go_down(struct stage *stage, int rows)
{
	for (int i = 0; i < rows; i++)
		press(stage, "Down");
}

/* A row of the tree without the signs and blanks before its name. */
static const char *name_in(const char *text, bool *ret_is_tagged)
{
	static const char *const signs[] = { " ", "▾", "▸", "*" };

	*ret_is_tagged = *text == '*';
	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (!strncmp(text, signs[i], strlen(signs[i]))) {
			text += strlen(signs[i]);
			i = (size_t)-1;
		}
	return text;
}

const char *shown(struct stage *stage)
{
	static char names[1024];
	size_t at = 0;

	names[0] = '\0';
	for (int row = row_with(stage, " DEVICE") + 1; row < stage->frame.rows && *row_text(stage, row); row++) {
		bool is_tagged;
		const char *name = name_in(row_text(stage, row), &is_tagged);
		bool is_selected = frame_at(&stage->frame, row, 40)->style == STYLE_SELECTED;
		const char *end = strstr(name, "  ");

		if (!strncmp(name, "─", strlen("─")))
			break;
		at += (size_t)snprintf(names + at, sizeof(names) - at, "%s%s%s%.*s", at ? ", " : "",
				       is_selected ? ">" : "", is_tagged ? "*" : "",
				       end ? (int)(end - name) : (int)strlen(name), name);
	}
	return names;
}

struct stage folded_stage(void)
{
	struct stage stage = stage_of(scene_host, 30);

	press(&stage, "*");
	assert_string_equal(shown(&stage), ">" PCI ", foo0, foo1, vdpasim_blk");
	return stage;
}
