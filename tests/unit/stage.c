/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Drawing, pressing keys and reading the screen for the tests of the view. */
#include "stage.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

#include "unit.h"

struct stage stage_of(struct scene scene, int seconds)
{
	struct stage stage = { .scene = scene, .seconds = seconds, .base = seconds };

	stage.model = scene_model(&scene, seconds);
	stage.view = view_new(&VIEW_OPTIONS_DEFAULT);
	stage.status = VIEW_STATUS_NONE;
	stage.status.connection = seconds ? VIEW_CONNECTED : VIEW_WAITING;
	stage.status.now = SCENE_NOW;
	stage.status.interval = INT64_C(1000000000);
	stage.status.host = "hv17";
	stage.status.kernel = "6.12.117";
	assert_int_equal(frame_resize(&stage.frame, 24, 80), 0);
	return stage;
}

void stage_in_ascii(struct stage *stage)
{
	struct view_options options = VIEW_OPTIONS_DEFAULT;

	options.is_ascii = true;
	view_configure(stage->view, &options);
}

struct stage stage_sized(struct scene scene, int seconds, int rows, int columns)
{
	struct stage stage = stage_of(scene, seconds);

	assert_int_equal(frame_resize(&stage.frame, rows, columns), 0);
	return stage;
}

void stage_end(struct stage *stage)
{
	model_free(stage->model);
	view_free(stage->view);
	frame_free(&stage->frame);
}

void stage_draw(struct stage *stage)
{
	assert_int_equal(view_draw(stage->view, stage->model, &stage->status, &stage->frame), 0);
}

enum view_wish press(struct stage *stage, const char *key)
{
	enum view_wish wish;

	stage_draw(stage);
	wish = view_key(stage->view, stage->model, key);
	stage_draw(stage);
	return wish;
}

void press_all(struct stage *stage, const char *keys)
{
	char words[256];
	char *rest = NULL;

	assert_true(text_copy(words, sizeof(words), keys));
	for (char *key = strtok_r(words, " ", &rest); key; key = strtok_r(NULL, " ", &rest))
		press(stage, key);
}

void type_text(struct stage *stage, const char *text)
{
	for (; *text; text++) {
		char key[2] = { *text, '\0' };

		press(stage, *text == ' ' ? "Space" : key);
	}
}

void pass_a_second(struct stage *stage)
{
	stage->seconds++;
	stage->status.now += INT64_C(1000000000);
	stage->status.connection = VIEW_CONNECTED;
	scene_tell(stage->model, &stage->scene, stage->seconds, stage->base);
	stage_draw(stage);
}

const char *row_text(struct stage *stage, int row)
{
	static char text[8192];

	assert_true(frame_row_size(&stage->frame) <= sizeof(text));
	frame_row_text(&stage->frame, row, text);
	return text;
}

void expect_screen(struct stage *stage, const char *const *picture)
{
	stage_draw(stage);
	for (int row = 0; row < stage->frame.rows; row++)
		assert_string_equal(row_text(stage, row), picture[row]);
}

/* Says what the whole screen is, since one row seldom says what is wrong. */
static void fail_at(struct stage *stage, int row, const char *expected)
{
	for (int i = 0; i < stage->frame.rows; i++)
		print_error("%3d|%s\n", i, row_text(stage, i));
	fail_msg("row %d should be: %s", row, expected);
}

/* The row on which PICTURE goes on, from ROW on: where it says so, some are skipped. */
static int picture_row(struct stage *stage, int row, const char *const **picture)
{
	bool is_blank = !strcmp(**picture, BLANK_ROWS);
	bool is_more = !strcmp(**picture, MORE_ROWS);

	if (!is_blank && !is_more)
		return row;
	++*picture;
	while (row < stage->frame.rows &&
	       (is_blank ? !*row_text(stage, row) : **picture && strcmp(row_text(stage, row), **picture) != 0))
		row++;
	return row;
}

void expect_picture(struct stage *stage, const char *const *picture)
{
	int row = 0;

	stage_draw(stage);
	while (*picture) {
		row = picture_row(stage, row, &picture);
		if (!*picture)
			break;
		if (row == stage->frame.rows || strcmp(row_text(stage, row), *picture) != 0)
			fail_at(stage, row, *picture);
		picture++;
		row++;
	}
	if (row < stage->frame.rows)
		fail_at(stage, row, "the end");
}

void expect_row(struct stage *stage, int row, const char *expected)
{
	stage_draw(stage);
	assert_string_equal(row_text(stage, row), expected);
}

int row_with(struct stage *stage, const char *words)
{
	stage_draw(stage);
	for (int row = 0; row < stage->frame.rows; row++)
		if (strstr(row_text(stage, row), words))
			return row;
	return -1;
}

void expect_words(struct stage *stage, const char *words)
{
	if (row_with(stage, words) < 0)
		fail_msg("the screen does not say: %s", words);
}

void expect_no_words(struct stage *stage, const char *words)
{
	if (row_with(stage, words) >= 0)
		fail_msg("the screen says: %s", words);
}

enum style style_of(struct stage *stage, const char *words)
{
	int row = row_with(stage, words);
	const char *text;
	const char *at;
	char before[8192];

	assert_true(row >= 0);
	text = row_text(stage, row);
	at = strstr(text, words);
	snprintf(before, sizeof(before), "%.*s", (int)(at - text), text);
	return frame_at(&stage->frame, row, (int)text_width(before))->style;
}
