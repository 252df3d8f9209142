/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * That the selection does not jump: thousands of steps made by chance from a fixed seed, in which
 * devices come, go and are made again under their names, figures change, and every key of the tree is
 * pressed. After each step what the tree selects, shows and keeps in order is held against what it
 * selected and showed before.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/model.h"
#include "view/frame.h"
#include "view/view_private.h"

#include "unit.h"
#include "world.h"

#define NAMES 9
#define QUEUES 4
#define STEPS 12000
#define MOST_ROWS (3 + 1 + NAMES * (1 + QUEUES))

static uint32_t seed = 77;

static uint32_t chance(uint32_t below)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % below;
}

/* What is on the host. A device made again has another identity under its name. */
static struct {
	bool is_there;
	uint64_t identity;
	uint32_t queues, mgmtdev;
	uint64_t count[QUEUES];
} devices[NAMES];

static struct {
	struct world world;
	struct model *model;
	struct view *view;
	struct view_status status;
	struct frame frame;
	int64_t time;
	uint64_t last_identity;
} stage;

static void name_of(size_t place, char *to, size_t size)
{
	snprintf(to, size, "%s%zu", place % 3 ? "web" : "db", place);
}

static void make_device(size_t place)
{
	devices[place].is_there = true;
	devices[place].identity = ++stage.last_identity;
	devices[place].queues = 1 + chance(QUEUES);
	/* The last of them stand under no management device. */
	devices[place].mgmtdev = place < 7 ? (uint32_t)place % 3 : FLAT_NONE;
}

static void tell_facts(void)
{
	char name[16];

	world_begin_facts(&stage.world, stage.time);
	for (size_t i = 0; i < NAMES; i++) {
		name_of(i, name, sizeof(name));
		if (devices[i].is_there)
			world_fact(&stage.world, name, devices[i].identity,
				   i % 2 ? "vhost_vdpa" : "virtio_vdpa");
	}
	world_tell_facts(&stage.world, stage.model);
}

static void tell_sample(void)
{
	char name[16];

	stage.time += CLOCK_SECOND;
	stage.status.now = stage.time;
	world_begin(&stage.world, stage.time);
	world_mgmtdev(&stage.world, "pci", "0000:03:00.2");
	world_mgmtdev(&stage.world, "", "vdpasim_net");
	world_mgmtdev(&stage.world, "pci", "0000:03:00.3");
	for (size_t i = 0; i < NAMES; i++) {
		name_of(i, name, sizeof(name));
		if (!devices[i].is_there)
			continue;
		world_device(&stage.world, name, devices[i].mgmtdev);
		for (uint32_t k = 0; k < devices[i].queues; k++) {
			devices[i].count[k] += chance(4) * chance(1000);
			world_queue(&stage.world, k % 2 ? VDPA_ROLE_TX : VDPA_ROLE_RX);
			world_counter(&stage.world, "kickdoorbells", devices[i].count[k]);
			if (chance(9))
				world_counter(&stage.world, "wqes", devices[i].count[k] * (1 + k));
		}
	}
	world_tell(&stage.world, stage.model);
}

/* What stands in the tree, in its order. */
struct picture {
	struct row_name selected, rows[MOST_ROWS], parents[MOST_ROWS];
	size_t count;
	bool is_frozen, is_flat;
};

static struct tree *tree(void)
{
	return &stage.view->tree;
}

static void draw(void)
{
	assert_int_equal(view_draw(stage.view, stage.model, &stage.status, &stage.frame), 0);
}

static struct picture look(void)
{
	struct picture picture = { .is_frozen = tree()->order.is_frozen, .is_flat = tree()->is_flat };

	picture.count = tree()->rows.count;
	picture.selected = tree_selected(tree(), stage.model).name;
	for (size_t i = 0; i < picture.count; i++) {
		struct row row = rows_at(&tree()->rows, stage.model, i);

		picture.rows[i] = row.name;
		if (row.parent != i)
			picture.parents[i] = picture.rows[row.parent];
	}
	return picture;
}

static bool is_in(const struct picture *picture, struct row_name name, size_t *ret_place)
{
	for (size_t i = 0; i < picture->count; i++)
		if (row_name_is(picture->rows[i], name)) {
			*ret_place = i;
			return true;
		}
	return false;
}

/* Each row is found where it stands, and stands there once. */
static void check_rows(const struct picture *now)
{
	for (size_t i = 0; i < now->count; i++) {
		size_t found = SIZE_MAX;
		size_t first;

		assert_true(rows_find(&tree()->rows, stage.model, now->rows[i], &found));
		assert_int_equal(found, i);
		assert_true(is_in(now, now->rows[i], &first));
		assert_int_equal(first, i);
	}
}

/* The selected row, if any, shows where the window goes with it. */
static void check_window(const struct picture *now)
{
	const struct tree *of = tree();

	assert_true(!now->count || of->position < now->count);
	if (now->count && of->follows && of->height)
		assert_true(of->position >= of->top && of->position - of->top < of->height);
}

static void check_tags(void)
{
	const struct tags *tags = &tree()->tags;

	for (size_t i = 0; i < tags_count(tags); i++) {
		struct row_name name = *array_at(&tags->names, struct row_name, i);

		assert_true(tags_has(tags, name));
		if (name.kind == ROW_DEVICE)
			assert_non_null(model_find_device(stage.model, name.id));
		if (name.kind == ROW_QUEUE)
			assert_non_null(model_find_queue(stage.model, name.id));
	}
	assert_true(!tags_count(tags) || tree()->order.is_frozen);
}

/* What stands in the place of the row that was selected BEFORE: its name's, else what it belonged to. */
static void check_successor(const struct picture *before, const struct picture *now, const char *device)
{
	struct row row = tree_selected(tree(), stage.model);
	size_t place, parent;

	if (!is_in(before, before->selected, &place))
		return;
	if (row.name.kind == ROW_DEVICE && !strcmp(stage.model->devices[row.index].name, device))
		return;
	if (row.name.kind == ROW_QUEUE &&
	    !strcmp(stage.model->devices[stage.model->queues[row.index].device].name, device))
		return;
	if (is_in(now, before->parents[place], &parent))
		assert_true(row_name_is(now->selected, now->rows[parent]));
}

/* The heart of it: what was selected is selected, as long as it is there to see. */
static void check_selection(const struct picture *before, const struct picture *now, const char *device)
{
	size_t place;

	if (!now->count || before->selected.kind == ROW_NONE)
		return;
	if (is_in(now, before->selected, &place))
		assert_true(row_name_is(now->selected, before->selected));
	else if (before->is_flat == now->is_flat)
		check_successor(before, now, device);
}

/* Rows that stayed stand in the order they had; new ones behind them. */
static void check_frozen(const struct picture *before, const struct picture *now)
{
	for (size_t i = 0; i < now->count; i++)
		for (size_t k = i + 1; k < now->count; k++) {
			size_t first, second;
			bool was_first = is_in(before, now->rows[i], &first);
			bool was_second = is_in(before, now->rows[k], &second);

			if (!row_name_is(now->parents[i], now->parents[k]))
				continue;
			/* Heads: what has no management device stands last, always. */
			if (now->rows[k].kind == ROW_UNMANAGED)
				continue;
			if (was_first && was_second)
				assert_true(first < second);
			else if (filter_is_empty(&tree()->filter)) /* what it lets go of returns to its place */
				assert_true(was_first || !was_second);
		}
}

static void change_host(void)
{
	size_t place = chance(NAMES);

	switch (chance(6)) {
	case 0:
		devices[place].is_there = !devices[place].is_there;
		if (devices[place].is_there)
			make_device(place);
		break;
	case 1: /* made again between two samples */
		if (devices[place].is_there)
			make_device(place);
		break;
	default:
		break;
	}
	if (chance(3))
		tell_facts();
	tell_sample();
}

/* Keys that must not move the selection, and those that may. */
static const char *const still_keys[] = {
	">", "<", "I", "t", "*", "F", "U", "c", "p", "#", "F6", "Esc", "Esc", "d", "F4",
};
static const char *const moving_keys[] = {
	"Up", "Down", "Down", "PgUp", "PgDn", "Home", "End", "Left", "Right", "Backspace", "Space", "!",
	"^D", "^U", "/", "n", "N",
};
static const char *const typed[] = { "w", "e", "b", "d", "3", "!", "t", "x", " ", "Backspace", "Enter", "Esc" };

static const char *pick(const char *const *keys, size_t count)
{
	return keys[chance((uint32_t)count)];
}

#define PICK(keys) pick(keys, sizeof(keys) / sizeof((keys)[0]))

/* One step. Returns whether it may have moved the selection. */
static bool take_step(const char **ret_key)
{
	bool is_line = mode_info(view_mode(stage.view))->kind != MODE_PAGE;
	uint32_t what = chance(10);

	*ret_key = "";
	if (what < 3) {
		change_host();
		return false;
	}
	if (is_line)
		*ret_key = PICK(typed);
	else
		*ret_key = what < 6 ? PICK(still_keys) : PICK(moving_keys);
	view_key(stage.view, stage.model, *ret_key);
	/* Words typed into a filter or search begin at the anchor again. */
	return is_line || what >= 6;
}

static void check_step(const struct picture *before, bool may_move, bool is_sample, const char *device)
{
	struct picture now = look();

	check_rows(&now);
	check_window(&now);
	check_tags();
	if (!may_move)
		check_selection(before, &now, device);
	if (is_sample && before->is_frozen && now.is_frozen && before->is_flat == now.is_flat)
		check_frozen(before, &now);
}

static void the_selection_does_not_jump_whatever_happens(void **state)
{
	(void)state;
	draw();
	view_key(stage.view, stage.model, "Down"); /* until then the first row is selected */
	for (int step = 0; step < STEPS; step++) {
		struct picture before;
		char device[16];
		const char *name, *key;
		bool may_move;

		draw();
		before = look();
		name = view_selected_device(stage.view, stage.model);
		snprintf(device, sizeof(device), "%s", name ? name : "");
		may_move = take_step(&key);
		draw();
		check_step(&before, may_move, !*key, device);
		if (!chance(100))
			assert_int_equal(frame_resize(&stage.frame, 1 + (int)chance(40), 80), 0);
	}
}

static int set_up(void **state)
{
	(void)state;
	world_init(&stage.world);
	stage.model = model_new(10);
	stage.view = view_new(&VIEW_OPTIONS_DEFAULT);
	stage.status = VIEW_STATUS_NONE;
	stage.status.connection = VIEW_CONNECTED;
	stage.time = CLOCK_SECOND;
	for (size_t i = 0; i < NAMES; i++)
		make_device(i);
	tell_sample();
	tell_facts();
	return !stage.model || !stage.view || frame_resize(&stage.frame, 30, 100);
}

static int tear_down(void **state)
{
	(void)state;
	world_free(&stage.world);
	model_free(stage.model);
	view_free(stage.view);
	frame_free(&stage.frame);
	return 0;
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test_setup_teardown(the_selection_does_not_jump_whatever_happens, set_up, tear_down),
};

UNIT_MAIN(tree_random)
