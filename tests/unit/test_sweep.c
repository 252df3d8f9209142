/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Every size from 1×1 to 200×60, over a large demo host with names that make trouble: what is drawn
 * stays inside the screen, no part draws over another, and a name that has no room says so. In the tree
 * every size, in the other modes every height and every width.
 */
#include "demo_model.h"
#include "stage.h"

#include <stdio.h>
#include <string.h>

#include "source/demo_options.h"

#include "unit.h"

#define ROWS 60
#define COLUMNS 200

static struct stage demo_stage(void)
{
	struct demo_options options = DEMO_OPTIONS_DEFAULT;
	struct stage stage = stage_of(scene_rack, 0);

	model_free(stage.model);
	options.mgmtdevs = 6;
	options.devices = 7;
	options.queues = 16;
	stage.model = demo_model(&options, 3);
	stage.status.connection = VIEW_CONNECTED;
	stage_draw(&stage);
	return stage;
}

static void fail_size(struct stage *stage, const char *what)
{
	fail_msg("%dx%d: %s", stage->frame.columns, stage->frame.rows, what);
}

static bool is_cell(const struct frame *frame, int row, int column)
{
	const struct frame_cell *cell = frame_at(frame, row, column);

	if (cell->style >= STYLE_COUNT || cell->width > 2)
		return false;
	if (cell->width == 0)
		return !*cell->glyph && column && frame_at(frame, row, column - 1)->width == 2;
	return *cell->glyph && (cell->width == 1 || column + 1 < frame->columns);
}

static void check_cells(struct stage *stage)
{
	const struct frame *frame = &stage->frame;
	bool is_blank = true;

	for (int row = 0; row < frame->rows; row++)
		for (int column = 0; column < frame->columns; column++) {
			if (!is_cell(frame, row, column))
				fail_size(stage, "a cell is none");
			is_blank = is_blank && *frame_at(frame, row, column)->glyph == ' ' &&
				   frame_at(frame, row, column)->style == STYLE_NORMAL;
		}
	if (is_blank)
		fail_size(stage, "nothing is drawn");
	if (frame->cursor_row < 0 || frame->cursor_row >= frame->rows || frame->cursor_column < 0 ||
	    frame->cursor_column >= frame->columns)
		fail_size(stage, "the cursor is outside");
}

static void check_size(struct stage *stage, int rows, int columns)
{
	assert_int_equal(frame_resize(&stage->frame, rows, columns), 0);
	stage_draw(stage);
	check_cells(stage);
	if (stage->frame.overwritten)
		fail_size(stage, "one part draws over another");
}

static void sweep_all(struct stage *stage)
{
	for (int rows = 1; rows <= ROWS; rows++)
		for (int columns = 1; columns <= COLUMNS; columns++)
			check_size(stage, rows, columns);
}

#define STRIDE 17 /* shares no divisor with what layouts divide by */

/* Every height with some widths, so that every width comes with some heights. */
static void sweep_some(struct stage *stage)
{
	for (int rows = 1; rows <= ROWS; rows++)
		for (int columns = 1 + rows % STRIDE; columns <= COLUMNS; columns += STRIDE)
			check_size(stage, rows, columns);
}

static void the_tree_fits_every_size(void **state)
{
	struct stage stage = demo_stage();

	(void)state;
	press_all(&stage, "Down Right Down");
	sweep_all(&stage);
	stage_end(&stage);
}

static void every_mode_fits_every_height_and_every_width(void **state)
{
	static const char *const modes[] = {
		"F5", "F4 w e b", "F4 / (", "F3 v", "Space Down Down Space > I", "d 3", "F1",
		"#", "p", "e", "e / s", "!", "F2", "F2 End Space K", "F6", "F6 End Enter",
		"Enter", "Down Enter", "Down Right Down Enter", "g", "Down g",
		"Down Right Down g", "J", "F7", "F7 BackTab", "F7 BackTab BackTab Space Tab Space", "F7 ^U F2 Enter",
		"F7 ^U v m { 0 . . 7 } F2", "F7 Tab Tab Tab Tab Tab",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
		struct stage stage = demo_stage();

		press_all(&stage, modes[i]);
		sweep_some(&stage);
		stage_end(&stage);
	}
}

/* Dialogs have most to say once the host was looked at. */
static void every_dialog_fits_every_height_and_every_width(void **state)
{
	static const char *const dialogs[] = { "Down F8", "Down Down Down F8", "c F8", "Down F9", "Down F9 F5 Down Right Down Space" };

	(void)state;
	for (size_t i = 0; i < sizeof(dialogs) / sizeof(dialogs[0]); i++) {
		struct stage stage = demo_stage();

		press_all(&stage, dialogs[i]);
		sweep_some(&stage);
		demo_model_look(stage.model);
		sweep_some(&stage);
		stage_end(&stage);
	}
}

/* Names of 255 bytes, a shell's line for each, and devices whose rows say what is done to them. */
static void jobs_fit_every_height_and_every_width(void **state)
{
	static const char *const modes[] = { "J", "J Home", "Down", "Down Enter", "Down Down F5" };
	struct job jobs[2 * (JOB_SKIPPED + 1)] = { 0 };
	size_t count = sizeof(jobs) / sizeof(jobs[0]);

	(void)state;
	for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
		struct stage stage = demo_stage();

		for (size_t at = 0; at < count; at++) {
			jobs[at].number = at + 1;
			jobs[at].state = (enum job_state)(at / 2);
			jobs[at].is_held = at == 1;
			jobs[at].task.kind = at % 2 ? TASK_DELETE : TASK_ADD;
			jobs[at].task.device = stage.model->devices[at % stage.model->device_count].id;
			memset(jobs[at].task.name, at % 3 ? 'x' : '\x1b', sizeof(jobs[at].task.name) - 1);
			memset(jobs[at].outcome.words, 'y', sizeof(jobs[at].outcome.words) - 1);
			memset(jobs[at].outcome.kernel, '\x1b', sizeof(jobs[at].outcome.kernel) - 1);
		}
		stage.status.jobs = jobs;
		stage.status.job_count = count;
		press_all(&stage, modes[i]);
		sweep_some(&stage);
		stage_end(&stage);
	}
}

static void banners_fit_every_height_and_every_width(void **state)
{
	struct stage stage = demo_stage();

	(void)state;
	stage.status.since = stage.status.now - INT64_C(12000000000);
	for (int connection = VIEW_WAITING; connection <= VIEW_LOST; connection++) {
		stage.status.connection = (enum view_connection)connection;
		sweep_some(&stage);
	}
	stage_end(&stage);
	stage = stage_of((struct scene){ .family = SNAPSHOT_FAMILY_NO_MODULE }, 1);
	sweep_some(&stage);
	stage_end(&stage);
	stage = stage_of((struct scene){ 0 }, 1);
	sweep_some(&stage);
	stage_end(&stage);
}

/* Numbers as long as they get, a host's name that is too long for any screen, and no sample at all. */
static void a_replay_fits_every_height_and_every_width(void **state)
{
	static const char *const modes[] = { "", "F4 w e b Enter z Space", "F1", "e", ": 1 4 : 0 3", "." };
	char host[256];

	(void)state;
	memset(host, 'h', sizeof(host) - 1);
	host[sizeof(host) - 1] = '\0';
	for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
		struct stage stage = demo_stage();

		stage.status.host = host;
		stage.status.no_change = "nothing can be changed in a replay";
		stage.status.is_paused = true;
		stage.status.replay = (struct view_replay){
			.is_replay = true, .is_seeking = i % 2, .found = 1, .speed = 1.0 / 64,
			.sample = i == 2 ? 0 : UINT64_MAX, .samples = i == 2 ? 0 : UINT64_MAX,
		};
		press_all(&stage, modes[i]);
		sweep_some(&stage);
		stage_end(&stage);
	}
}

static void a_recorded_run_fits_every_height_and_every_width(void **state)
{
	struct stage stage = demo_stage();

	(void)state;
	for (int record = VIEW_RECORDS; record <= VIEW_RECORDS_NO_MORE; record++) {
		stage.status.record = (enum view_record)record;
		sweep_some(&stage);
	}
	stage_end(&stage);
}

/* The row that is selected, behind its margin, sign and indentation. */
static const char *selected_name(struct stage *stage)
{
	static const char *const signs[] = { " ", "▸", "▾", "*" };
	const char *text = "";
	bool is_sign = true;

	for (int row = 0; row < stage->frame.rows; row++)
		if (frame_at(&stage->frame, row, stage->frame.columns - 1)->style == STYLE_SELECTED)
			text = row_text(stage, row);
	while (is_sign) {
		is_sign = false;
		for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]) && !is_sign; i++)
			if (!strncmp(text, signs[i], strlen(signs[i]))) {
				text += strlen(signs[i]);
				is_sign = true;
			}
	}
	return text;
}

static void check_name(struct stage *stage, const char *name)
{
	const char *text;
	size_t same = 0;

	stage_draw(stage);
	text = selected_name(stage);
	while (name[same] && text[same] == name[same])
		same++;
	/* A character whose first bytes are alike is another. */
	while (same && ((unsigned char)name[same] & 0xc0) == 0x80)
		same--;
	if (*text && name[same] && strncmp(text + same, "…", strlen("…")) != 0)
		fail_size(stage, text);
}

static void a_name_is_whole_or_ends_with_an_ellipsis_at_every_width(void **state)
{
	static const char *const names[] = {
		"web0", "a-device-whose-name-says-all-there-is-to-say-about-it", "漢字漢字漢字漢字漢字漢字漢字漢字",
		"x漢字漢字漢字漢字漢字漢字漢字漢字漢字", "e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct scene scene = scene_host;
		struct stage stage;

		scene.devices[0].name = names[i];
		stage = stage_of(scene, 3);
		press(&stage, "Down");
		for (int columns = 1; columns <= COLUMNS; columns++) {
			assert_int_equal(frame_resize(&stage.frame, 24, columns), 0);
			check_name(&stage, names[i]);
		}
		stage_end(&stage);
	}
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(the_tree_fits_every_size),
	cmocka_unit_test(every_mode_fits_every_height_and_every_width),
	cmocka_unit_test(every_dialog_fits_every_height_and_every_width),
	cmocka_unit_test(jobs_fit_every_height_and_every_width),
	cmocka_unit_test(a_replay_fits_every_height_and_every_width),
	cmocka_unit_test(a_recorded_run_fits_every_height_and_every_width),
	cmocka_unit_test(banners_fit_every_height_and_every_width),
	cmocka_unit_test(a_name_is_whole_or_ends_with_an_ellipsis_at_every_width),
};

UNIT_MAIN(sweep)
