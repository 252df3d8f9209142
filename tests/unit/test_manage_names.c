/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which names a text stands for: itself, a pattern's, a count's. */
#include "manage/names.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/error.h"
#include "manage/job.h"
#include "vdpa/name.h"

#include "unit.h"
#include "world.h"

static void expect_names(const char *text, uint32_t count, const char *expected)
{
	struct array names = ARRAY_OF(struct name);
	struct error error = { 0 };
	enum task_field field;
	char found[512] = "";

	assert_int_equal(names_expand(text, count, &names, &field, &error), 0);
	for (size_t i = 0; i < names.count; i++) {
		strcat(found, i ? " " : "");
		strcat(found, array_at(&names, struct name, i)->raw);
	}
	assert_string_equal(found, expected);
	array_free(&names);
}

static void expect_refusal(const char *text, uint32_t count, enum task_field field,
			   const char *words)
{
	struct array names = ARRAY_OF(struct name);
	struct error error = { 0 };
	enum task_field found;

	assert_int_equal(names_expand(text, count, &names, &found, &error), -EINVAL);
	assert_string_equal(error.words, words);
	assert_int_equal(found, field);
	array_free(&names);
}

static void a_name_without_a_pattern_is_itself(void **state)
{
	(void)state;
	expect_names("vm0", 0, "vm0");
	expect_names("vm}0..1", 1, "vm}0..1");
	expect_refusal("", 0, TASK_FIELD_NAME, "a device needs a name");
}

static void what_is_taken_as_it_is_has_no_pattern(void **state)
{
	struct array names = ARRAY_OF(struct name);
	enum task_field field;

	(void)state;
	assert_int_equal(names_take("vm{0..7}", &names, &field, NULL), 0);
	assert_int_equal(names.count, 1);
	assert_string_equal(array_at(&names, struct name, 0)->raw, "vm{0..7}");
	assert_int_equal(names_take("", &names, &field, NULL), -EINVAL);
	array_free(&names);
}

static void a_pattern_counts_as_a_shell_does(void **state)
{
	(void)state;
	expect_names("vm{0..3}", 0, "vm0 vm1 vm2 vm3");
	expect_names("vm{8..11}b", 0, "vm8b vm9b vm10b vm11b");
	expect_names("{2..0}", 0, "2 1 0");
	expect_names("x{5..5}", 0, "x5");
}

/* As bash: "echo {00..2} {8..010} {0..2}". */
static void zeroes_in_front_keep_the_width(void **state)
{
	(void)state;
	expect_names("v{00..2}", 0, "v00 v01 v02");
	expect_names("v{8..010}", 0, "v008 v009 v010");
	expect_names("v{09..11}", 0, "v09 v10 v11");
	expect_names("v{02..0}", 0, "v02 v01 v00");
}

static void braces_that_are_no_pattern_are_refused(void **state)
{
	static const char *const texts[] = { "vm{", "vm{}", "vm{0}", "vm{0..}", "vm{..3}", "vm{0...3}",
					     "vm{0..3", "vm{a..c}", "vm{-1..3}", "vm{0..8..2}",
					     "vm{1,2}", "vm{0..9999999999}" };

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		char words[128];

		snprintf(words, sizeof(words),
			 "%s is no pattern: vm{0..7} is one, for vm0 to vm7, and vm{00..15}",
			 texts[i] + 2);
		expect_refusal(texts[i], 0, TASK_FIELD_NAME, words);
	}
	expect_refusal("{0..1}{0..1}", 0, TASK_FIELD_NAME, "a name can have one pattern, not two");
}

static void a_pattern_is_of_a_bounded_number(void **state)
{
	struct array names = ARRAY_OF(struct name);
	enum task_field field;

	(void)state;
	assert_int_equal(names_expand("vm{1..256}", 0, &names, &field, NULL), 0);
	assert_int_equal(names.count, WISH_MOST);
	array_free(&names);
	expect_refusal("vm{0..256}", 0, TASK_FIELD_NAME,
		       "vm{0..256} would be 257 devices: at most 256 at once");
	expect_refusal("vm{999999999..0}", 0, TASK_FIELD_NAME,
		       "vm{999999999..0} would be 1000000000 devices: at most 256 at once");
}

static void a_count_counts_the_number_at_the_end_up(void **state)
{
	(void)state;
	expect_names("vm0", 3, "vm0 vm1 vm2");
	expect_names("vm08", 4, "vm08 vm09 vm10 vm11");
	expect_names("a99", 2, "a99 a100");
	expect_names("9", 2, "9 10");
	expect_names("vm", 1, "vm");
	expect_refusal("vm", 2, TASK_FIELD_NAME,
		       "vm does not end in a number that could count up: vm0 does, and vm{0..7} is 8 "
		       "names");
}

static void more_digits_than_a_number_has_still_count_up(void **state)
{
	(void)state;
	expect_names("v99999999999999999999", 2, "v99999999999999999999 v991000000000000000000");
}

static void a_count_beside_a_pattern_must_agree(void **state)
{
	(void)state;
	expect_names("vm{0..1}", 2, "vm0 vm1");
	expect_refusal("vm{0..1}", 3, TASK_FIELD_COUNT,
		       "vm{0..1} is 2 devices, not 3: leave the number empty");
}

static void the_kernel_has_no_slash_in_a_name(void **state)
{
	char raw[] = "/a/b";

	(void)state;
	vdpa_name_in_kernel(raw);
	assert_string_equal(raw, "!a!b");
}

/* A simulator, sim0 of it, and a sim2 that --device hides. */
static void tell_world(struct fixture *fixture)
{
	struct world *world = &fixture->world;

	world_begin(world, CLOCK_SECOND);
	world_mgmtdev(world, "", "vdpasim_net");
	world_device(world, "sim0", 0);
	world_tell(world, fixture->model);
	world_begin_facts(world, CLOCK_SECOND);
	world_fact(world, "sim0", 70, "");
	world_fact(world, "sim2", 72, "")->flags |= FACTS_HIDDEN;
	world_tell_facts(world, fixture->model);
}

/* Whatever the kernel would refuse by then is not proposed. */
static void a_name_that_is_being_added_or_that_a_filter_hides_is_not_proposed(void **state)
{
	struct fixture *fixture = *state;
	struct job jobs[] = { { .state = JOB_WAITING }, { .state = JOB_FAILED } };
	char name[TASK_NAME_SIZE];

	tell_world(fixture);
	strcpy(jobs[0].task.name, "sim1");
	strcpy(jobs[1].task.name, "sim3");
	wish_propose_name(fixture->model, fixture->model->mgmtdevs, NULL, 0, name, sizeof(name));
	assert_string_equal(name, "sim1");
	wish_propose_name(fixture->model, fixture->model->mgmtdevs, jobs, 2, name, sizeof(name));
	assert_string_equal(name, "sim3");
}

/* Facts may be up to half a minute old, so it is no error. */
static void a_name_that_a_hidden_device_has_is_warned_of(void **state)
{
	struct fixture *fixture = *state;
	struct array findings = ARRAY_OF(struct finding);
	struct wish wish = { .mgmtdev = "vdpasim_net", .name = "sim2" };

	tell_world(fixture);
	wish_check(&wish, fixture->model, &findings);
	assert_int_equal(finding_of(&findings, TASK_FIELD_NAME)->level, MODEL_WARNING);
	assert_string_equal(finding_of(&findings, TASK_FIELD_NAME)->words,
			    "sim2 is there already, hidden here by --device: the kernel would refuse another");
	array_free(&findings);
}

static const struct CMUnitTest tests[] = {
	with_model(a_name_that_is_being_added_or_that_a_filter_hides_is_not_proposed),
	with_model(a_name_that_a_hidden_device_has_is_warned_of),
	cmocka_unit_test(a_name_without_a_pattern_is_itself),
	cmocka_unit_test(what_is_taken_as_it_is_has_no_pattern),
	cmocka_unit_test(a_pattern_counts_as_a_shell_does),
	cmocka_unit_test(zeroes_in_front_keep_the_width),
	cmocka_unit_test(braces_that_are_no_pattern_are_refused),
	cmocka_unit_test(a_pattern_is_of_a_bounded_number),
	cmocka_unit_test(a_count_counts_the_number_at_the_end_up),
	cmocka_unit_test(more_digits_than_a_number_has_still_count_up),
	cmocka_unit_test(a_count_beside_a_pattern_must_agree),
	cmocka_unit_test(the_kernel_has_no_slash_in_a_name),
};

UNIT_MAIN(manage_names)
