/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What keys do in any form, with the dialog that adds devices as the one that is open. */
#include "stage.h"

#include <string.h>

#include "base/text.h"
#include "vdpa/numbers.h"

#include "unit.h"

/* The rack, and a simulator that has made nothing yet; its row is selected. */
static struct stage sim_stage(void)
{
	struct scene scene = scene_rack;
	struct stage stage;

	scene.mgmtdevs[scene.mgmtdev_count++] = (struct scene_mgmtdev){
		.bus = "", .name = "vdpasim_net", .driver = "vdpa_sim", .class_id = VDPA_CLASS_NET,
		.supported = UINT64_C(0x308830028),
	};
	stage = stage_of(scene, 3);
	press(&stage, "End");
	return stage;
}

/* In the place of what stands in the field: an empty TEXT empties it. */
static void fill(struct stage *stage, const char *text)
{
	press_all(stage, "End ^U");
	type_text(stage, text);
}

/* An empty field is wrong by itself: that must not hide why it stayed empty. */
static void a_paste_that_is_refused_is_told_at_its_field_and_on_the_status_line(void **state)
{
	struct stage stage = sim_stage();

	(void)state;
	press(&stage, "F7");
	fill(&stage, "");
	stage_draw(&stage);
	view_paste(stage.view, stage.model, "vm1\nvm2\n");
	expect_words(&stage, "▲ not pasted: it is more than one line");
	expect_words(&stage, " Name: not pasted: it is more than one line");
	type_text(&stage, "v");
	expect_no_words(&stage, "not pasted");
	stage_end(&stage);
}

/* Buttons of one row are one line; Left and Right go between them and not out of them. */
static void up_and_down_go_by_lines(void **state)
{
	struct stage stage = sim_stage();

	(void)state;
	press_all(&stage, "F7 Up Up");
	expect_words(&stage, " › [ Add ]");
	press(&stage, "Left");
	expect_words(&stage, " › [ Add ]");
	press_all(&stage, "Right Right Right");
	expect_words(&stage, " › [ Cancel ]");
	press(&stage, "Up");
	expect_words(&stage, " › [ ] provision features");
	press_all(&stage, "Down Right Down");
	expect_words(&stage, " › Management device");
	press_all(&stage, "Up Tab");
	expect_words(&stage, " › [ Cancel ]");
	stage_end(&stage);
}

static void typing_where_no_text_goes_says_what_the_keys_there_are(void **state)
{
	struct stage stage = sim_stage();

	(void)state;
	press_all(&stage, "F7 F2 x");
	expect_words(&stage, " Add takes no text: Enter presses it, Tab goes to the next field");
	press_all(&stage, "Up x");
	expect_words(&stage, " provision features takes no text: Space ticks it");
	press_all(&stage, "Up x");
	expect_words(&stage, " Bus driver takes no text: Left and Right choose");
	press_all(&stage, "Up x");
	expect_words(&stage, " Queue pairs: vdpa_sim decides this by itself");
	stage_end(&stage);
}

/* It looks as what is selected does elsewhere: the first key takes its place. */
static void a_name_that_nobody_typed_is_shown_as_selected_until_something_is(void **state)
{
	struct stage stage = sim_stage();

	(void)state;
	press(&stage, "F7");
	assert_int_equal(style_of(&stage, "vdpa0"), STYLE_SELECTED);
	type_text(&stage, "vm7");
	expect_words(&stage, " › Name               vm7▁");
	assert_int_equal(style_of(&stage, "vm7"), STYLE_INPUT);
	stage_end(&stage);
}

/* Each row but the last ends in a backslash, between words: the terminal copies them with their line ends. */
static void a_line_for_a_shell_can_be_copied_from_where_it_goes_on(void **state)
{
	struct stage stage = sim_stage();

	(void)state;
	press(&stage, "F7");
	type_text(&stage, "a name with blanks that is long enough for a row");
	expect_words(&stage, " vdpa dev add name 'a name with blanks that is long enough for a row' mgmtdev \\");
	expect_words(&stage, " vdpasim_net");
	stage_end(&stage);
}

static void before_the_first_sample_no_form_opens_that_adds(void **state)
{
	struct stage stage = stage_of(scene_rack, 0);

	(void)state;
	model_free(stage.model);
	stage.model = model_new(4);
	assert_non_null(stage.model);
	press(&stage, "F7");
	expect_no_words(&stage, "Add devices");
	expect_words(&stage, "no sample has come yet");
	stage_end(&stage);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(before_the_first_sample_no_form_opens_that_adds),
	cmocka_unit_test(a_name_that_nobody_typed_is_shown_as_selected_until_something_is),
	cmocka_unit_test(a_line_for_a_shell_can_be_copied_from_where_it_goes_on),
	cmocka_unit_test(a_paste_that_is_refused_is_told_at_its_field_and_on_the_status_line),
	cmocka_unit_test(up_and_down_go_by_lines),
	cmocka_unit_test(typing_where_no_text_goes_says_what_the_keys_there_are),
};

UNIT_MAIN(form_keys)
