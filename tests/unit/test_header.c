/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The first line of the screen: what it says of a view that does not show everything as it is. */
#include "view/draw.h"

#include "stage.h"
#include "unit.h"

/* The first line, COLUMNS wide, with these NOTES. Static. */
static const char *line_of(struct stage *stage, struct draw_notes notes, int columns)
{
	const struct area area = { 0, 0, 1, columns };
	const struct draw draw = {
		.frame = &stage->frame, .model = stage->model, .status = &stage->status, .notes = notes,
	};

	assert_int_equal(frame_resize(&stage->frame, 1, columns), 0);
	frame_clear(&stage->frame);
	draw_header(&draw, &area);
	return row_text(stage, 0);
}

static void without_notes_there_is_room_for_who_and_how_many(void **state)
{
	struct stage stage = stage_of(scene_host, 30);

	(void)state;
	assert_string_equal(line_of(&stage, (struct draw_notes){ 0 }, 80),
			    " vdpatop  hv17  Linux 6.12.117  2 mgmtdevs  2 devices  6 queues  1.0s  14:03:07");
	stage_end(&stage);
}

static void a_filter_says_its_words_and_how_much_it_leaves(void **state)
{
	struct stage stage = stage_of(scene_host, 30);
	struct draw_notes notes = { .filter = "class:net !web", .matches = 2, .among = 14, .rows = "queues" };

	(void)state;
	assert_string_equal(line_of(&stage, notes, 80),
			    " vdpatop  hv17  filter: class:net !web (2 of 14 queues)          1.0s  14:03:07");
	notes.filter = "a filter that is very much too long\x1b";
	assert_string_equal(line_of(&stage, notes, 80),
			    " vdpatop  hv17  filter: a filter that is very m… (2 of 14)       1.0s  14:03:07");
	assert_int_equal(frame_at(&stage.frame, 0, 17)->style, STYLE_CAUTION);
	stage_end(&stage);
}

static void zero_tags_and_a_frozen_order_are_said(void **state)
{
	struct stage stage = stage_of(scene_host, 30);
	struct draw_notes notes = {
		.tagged = 2, .is_frozen = true, .since = SCENE_NOW - INT64_C(56000000000),
	};

	(void)state;
	assert_string_equal(line_of(&stage, notes, 80),
			    " vdpatop  hv17  since 14:02:11  2 tagged  order frozen           1.0s  14:03:07");
	notes.filter = "web";
	notes.matches = 1;
	notes.among = 9;
	notes.rows = "devices";
	assert_string_equal(line_of(&stage, notes, 120),
			    " vdpatop  hv17  filter: web (1 of 9 devices)  since 14:02:11  2 tagged  order frozen  "
			    "Linux 6.12.117     1.0s  14:03:07");
	stage_end(&stage);
}

static void where_not_all_fits_the_filter_goes_before_the_rest(void **state)
{
	struct stage stage = stage_of(scene_host, 30);
	struct draw_notes notes = {
		.filter = "web", .matches = 1, .among = 9, .rows = "devices", .tagged = 2, .is_frozen = true, .since = SCENE_NOW,
	};

	(void)state;
	stage.status.is_paused = true;
	assert_string_equal(line_of(&stage, notes, 71),
			    " vdpatop  hv17  filter: web (1 of 9)  2 tagged  PAUSED  1.0s  14:03:07");
	stage_end(&stage);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(without_notes_there_is_room_for_who_and_how_many),
	cmocka_unit_test(a_filter_says_its_words_and_how_much_it_leaves),
	cmocka_unit_test(zero_tags_and_a_frozen_order_are_said),
	cmocka_unit_test(where_not_all_fits_the_filter_goes_before_the_rest),
};

UNIT_MAIN(header)
