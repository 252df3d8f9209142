/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Snapshots and facts for tests, written as one would tell them:
 *
 *	world_begin(&world, 1 * CLOCK_SECOND);
 *	world_mgmtdev(&world, "pci", "0000:03:00.2");
 *	world_device(&world, "foo0", 0);
 *	world_queue(&world, VDPA_ROLE_RX);
 *	world_counter(&world, "kickdoorbells", 10);
 *	world_tell(&world, model);
 *
 * Everything not said is as in a healthy net device whose driver has negotiated features.
 */
#pragma once

#include "base/clock.h"
#include "model/model.h"
#include "vdpa/numbers.h"

struct world {
	struct flat_writer snapshot, facts;
};

/* A world and a model that is told of it, made and given back around each test. */
struct fixture {
	struct world world;
	struct model *model;
};

int world_set_up(void **state);
int world_tear_down(void **state);
#define with_model(test) cmocka_unit_test_setup_teardown(test, world_set_up, world_tear_down)

void world_init(struct world *world);
void world_free(struct world *world);

/* Begins a snapshot with stamp TIME (ns). */
void world_begin(struct world *world, int64_t time);
struct snapshot_info *world_info(struct world *world);
void world_reason(struct world *world, int code, const char *words);
void world_mgmtdev(struct world *world, const char *bus, const char *name);
/* A device of management device MGMTDEV (FLAT_NONE for none), read at the snapshot's time. */
struct snapshot_device *world_device(struct world *world, const char *name, uint32_t mgmtdev);
/* The next queue of the last device; its index follows on. */
struct snapshot_queue *world_queue(struct world *world, enum vdpa_role role);
void world_counter(struct world *world, const char *name, uint64_t value);
struct flat_text world_text(struct world *world, const char *text);
/* Gives the snapshot to MODEL, from memory that is overwritten afterwards. */
void world_tell(struct world *world, struct model *model);

/* The same for the host's facts. */
void world_begin_facts(struct world *world, int64_t time);
struct facts_device *world_fact(struct world *world, const char *name, uint64_t identity,
				const char *driver);
struct flat_text world_fact_text(struct world *world, const char *text);
struct facts_user *world_user(struct world *world, const char *device, const char *command,
			      const char *vm, int32_t pid);
void world_mapping(struct world *world, const char *device, uint32_t queue);
void world_tell_facts(struct world *world, struct model *model);

/* The device called NAME; fails the test when there is none. */
const struct model_device *world_find(const struct model *model, const char *name);
/* Its queue at place PLACE. */
const struct model_queue *world_find_queue(const struct model *model, const char *name,
					   uint32_t place);
