/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is shown when memory runs out: all of it, or that it did; each allocation is made to fail once. */
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "oneshot/show.h"
#include "report/session.h"
#include "scarce.h"
#include "shown.h"
#include "unit.h"
#include "world.h"

static void tell(struct fixture *fixture)
{
	struct world *world = &fixture->world;

	world_begin(world, CLOCK_SECOND);
	world_mgmtdev(world, "", "m");
	for (int i = 0; i < 40; i++) {
		char name[16] = { 'd', (char)('0' + i % 10), (char)('a' + i / 10) };

		world_device(world, name, 0)->config.features = UINT64_MAX;
		world_queue(world, VDPA_ROLE_RX);
		world_counter(world, "plain", 1);
		world_counter(world, "x\xff", 2);
	}
	world_tell(world, fixture->model);
}

/* How often COMMAND failed for want of memory before it went well, which it must then have as ever. */
static int fail_each(const struct model *model, const struct oneshot_command *command, int width)
{
	const struct oneshot_options options = { .is_json = width == SHOWN_JSON,
						 .width = width > 0 ? width : 0 };
	struct shown whole = shown_of(model, command, width);
	int failures = 0;

	for (;; failures++) {
		struct array text = ARRAY_OF(char);
		struct error error = { 0 };
		int status;

		until_failure = failures;
		status = show_print(&text, model, command, &options, &error);
		until_failure = -1;
		if (status == EXIT_DONE) {
			assert_int_equal(text.count, strlen(whole.text));
			assert_memory_equal(text.data, whole.text, text.count);
			array_free(&text);
			break;
		}
		assert_int_equal(status, EXIT_FAILED);
		assert_string_equal(error.words, "out of memory");
		array_free(&text);
	}
	shown_free(&whole);
	return failures;
}

static void without_memory_nothing_is_left_out_unsaid(void **state)
{
	static const struct oneshot_command commands[] = {
		{ .verb = ONESHOT_MGMTDEVS }, { .verb = ONESHOT_DEVICES },
		{ .verb = ONESHOT_CONFIG },   { .verb = ONESHOT_FEATURES },
		{ .verb = ONESHOT_STATS, .device = "d0a" },
		{ .verb = ONESHOT_FEATURES, .device = "d9d" },
	};
	static const int widths[] = { SHOWN_JSON, 0, 80 };
	struct fixture *fixture = *state;

	tell(fixture);
	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
		for (size_t k = 0; k < 3; k++)
			assert_true(fail_each(fixture->model, &commands[i], widths[k]) > 3);
}

static const struct CMUnitTest tests[] = {
	with_model(without_memory_nothing_is_left_out_unsaid),
};

UNIT_MAIN(show_memory)
