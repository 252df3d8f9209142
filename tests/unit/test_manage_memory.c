/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A wish when memory runs out: each of its allocations is made to fail once. It says so, or does not need it. */
#include "manage/wish.h"

#include <errno.h>
#include <string.h>

#include "scarce.h"
#include "unit.h"
#include "world.h"

static struct wish many(struct fixture *fixture)
{
	struct wish wish = { .mgmtdev = "vdpasim_net", .name = "vm{0..255}" };

	world_begin(&fixture->world, CLOCK_SECOND);
	world_mgmtdev(&fixture->world, "", "vdpasim_net");
	world_tell(&fixture->world, fixture->model);
	return wish;
}

static void a_check_without_memory_is_no_answer(void **state)
{
	struct fixture *fixture = *state;
	struct wish wish = many(fixture);
	long failing = 0;
	int result;

	strcpy(wish.mtu, "67");
	do {
		struct array findings = ARRAY_OF(struct finding);

		until_failure = failing++;
		result = wish_check(&wish, fixture->model, &findings);
		until_failure = -1;
		assert_true(result == -ENOMEM || result == 1);
		array_free(&findings);
	} while (result == -ENOMEM);
	assert_true(failing > 3);
}

static void tasks_come_all_or_none(void **state)
{
	struct fixture *fixture = *state;
	const struct wish wish = many(fixture);
	const struct task first = { .name = "first" };
	struct array tasks = ARRAY_OF(struct task);
	long failing = 0;
	int result;

	assert_int_equal(array_append(&tasks, &first, 1), 0);
	do {
		until_failure = failing++;
		result = wish_expand(&wish, fixture->model, &tasks);
		until_failure = -1;
		assert_true(result == -ENOMEM || !result);
		assert_int_equal(tasks.count, result ? 1 : 257);
	} while (result);
	assert_true(failing > 3);
	assert_string_equal(array_at(&tasks, struct task, 0)->name, "first");
	assert_string_equal(array_at(&tasks, struct task, 256)->name, "vm255");
	array_free(&tasks);
}

static const struct CMUnitTest tests[] = {
	with_model(a_check_without_memory_is_no_answer),
	with_model(tasks_come_all_or_none),
};

UNIT_MAIN(manage_memory)
