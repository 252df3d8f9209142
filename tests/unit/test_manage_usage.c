/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who uses a device, and what is therefore not done to it. */
#include "manage/usage.h"

#include <errno.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"

#include "unit.h"
#include "world.h"

#define IDENTITY 31001

enum negotiation { NOT_NEGOTIATED, NEGOTIATED };

/* Device foo0 of an mlx5 and unmanaged snet0; DRIVER is what foo0 is bound to. */
static struct facts_device *tell(struct fixture *fixture, const char *driver,
				 enum negotiation negotiation)
{
	struct world *world = &fixture->world;
	struct snapshot_device *device;
	struct facts_device *fact;

	world_begin(world, 1 * CLOCK_SECOND);
	world_info(world)->has_attr_set = true;
	world_mgmtdev(world, "pci", "0000:03:00.2");
	device = world_device(world, "foo0", 0);
	if (negotiation == NOT_NEGOTIATED)
		device->config.valid &= ~(uint32_t)VDPA_HAS_NEGOTIATED;
	world_tell(world, fixture->model);
	world_begin_facts(world, 1 * CLOCK_SECOND);
	world_fact(world, "snet0", IDENTITY + 1, "virtio_vdpa");
	fact = world_fact(world, "foo0", IDENTITY, driver);
	return fact;
}

static const struct model_device *foo(struct fixture *fixture)
{
	world_tell_facts(&fixture->world, fixture->model);
	return world_find(fixture->model, "foo0");
}

static void expect_usage(struct fixture *fixture, enum usage expected, const char *words)
{
	char found[256];
	enum usage usage = usage_of(fixture->model, foo(fixture), found, sizeof(found));

	assert_string_equal(found, words);
	assert_int_equal(usage, expected);
}

static void a_device_that_is_bound_to_nothing_is_free(void **state)
{
	struct fixture *fixture = *state;

	tell(fixture, "", NOT_NEGOTIATED);
	expect_usage(fixture, USAGE_FREE, "");
}

static void what_is_being_unbound_from_a_holder_is_in_use(void **state)
{
	struct fixture *fixture = *state;

	tell(fixture, "", NEGOTIATED);
	expect_usage(fixture, USAGE_USED,
		     "no driver has it, but its features are still negotiated, so a VM or a DPDK process may hold "
		     "it while it is being unbound");
}

static void who_holds_its_node_is_named(void **state)
{
	struct fixture *fixture = *state;
	struct facts_device *fact = tell(fixture, "vhost_vdpa", NEGOTIATED);

	fact->node = world_fact_text(&fixture->world, "/dev/vhost-vdpa-0");
	world_user(&fixture->world, "foo0", "qemu-system-x86", "vm-web01", 4711);
	expect_usage(fixture, USAGE_USED, "QEMU vm-web01 (pid 4711) holds /dev/vhost-vdpa-0 open");
}

static void of_many_two_are_named_and_the_others_counted(void **state)
{
	struct fixture *fixture = *state;
	struct facts_device *fact = tell(fixture, "vhost_vdpa", NOT_NEGOTIATED);

	fact->node = world_fact_text(&fixture->world, "/dev/vhost-vdpa-0");
	world_user(&fixture->world, "foo0", "testpmd", "", 1);
	world_user(&fixture->world, "foo0", "\033[2J", "", 2);
	expect_usage(fixture, USAGE_USED,
		     "testpmd (pid 1) and \\x1b[2J (pid 2) hold /dev/vhost-vdpa-0 open");
	world_user(&fixture->world, "foo0", "c", "", 3);
	world_user(&fixture->world, "foo0", "d", "", 4);
	expect_usage(fixture, USAGE_USED, "testpmd (pid 1), \\x1b[2J (pid 2) and 2 more hold "
					  "/dev/vhost-vdpa-0 open");
}

/* While it is being unbound its node is gone; who has it open still has it. */
static void who_holds_it_counts_whatever_it_is_bound_to(void **state)
{
	struct fixture *fixture = *state;

	tell(fixture, "", NOT_NEGOTIATED);
	world_user(&fixture->world, "foo0", "testpmd", "", 1);
	expect_usage(fixture, USAGE_USED, "testpmd (pid 1) holds it open");
}

static void negotiated_features_count_though_nobody_is_seen(void **state)
{
	struct fixture *fixture = *state;

	tell(fixture, "vhost_vdpa", NEGOTIATED);
	expect_usage(fixture, USAGE_USED,
		     "vhost_vdpa has negotiated features, so a VM or a DPDK process is using it, "
		     "although no process can be seen");
	tell(fixture, "vhost_vdpa", NOT_NEGOTIATED);
	expect_usage(fixture, USAGE_FREE, "");
}

static void what_cannot_be_seen_counts_as_in_use(void **state)
{
	struct fixture *fixture = *state;
	struct facts_info *info;

	tell(fixture, "vhost_vdpa", NOT_NEGOTIATED);
	info = fixture->world.facts.section[FACTS_INFO].data;
	info->hides_processes = true;
	expect_usage(fixture, USAGE_UNKNOWN,
		     "its users cannot all be seen (hidepid, a pid namespace or no CAP_SYS_PTRACE): "
		     "taken as in use");
}

/* Its driver's link is gone while its unbinding waits for whoever holds the node that it had. */
static void a_device_without_a_driver_may_be_held_by_who_cannot_be_seen(void **state)
{
	struct fixture *fixture = *state;
	struct facts_info *info;

	tell(fixture, "", NOT_NEGOTIATED);
	info = fixture->world.facts.section[FACTS_INFO].data;
	info->hides_processes = true;
	expect_usage(fixture, USAGE_UNKNOWN,
		     "its users cannot all be seen (hidepid, a pid namespace or no CAP_SYS_PTRACE): "
		     "taken as in use");
}

static void an_interface_that_is_up_is_in_use(void **state)
{
	struct fixture *fixture = *state;
	struct facts_device *fact = tell(fixture, "virtio_vdpa", NEGOTIATED);

	fact->netdev = world_fact_text(&fixture->world, "eth3");
	expect_usage(fixture, USAGE_FREE, "");
	fact->flags = FACTS_NETDEV_UP;
	expect_usage(fixture, USAGE_USED, "eth3 is up");
}

static void a_disk_that_is_mounted_is_in_use(void **state)
{
	struct fixture *fixture = *state;
	struct facts_device *fact = tell(fixture, "virtio_vdpa", NEGOTIATED);

	fact->disk = world_fact_text(&fixture->world, "vda");
	expect_usage(fixture, USAGE_FREE, "");
	fact->flags = FACTS_DISK_MOUNTED;
	expect_usage(fixture, USAGE_USED, "vda is mounted");
}

static void an_interface_that_went_into_a_container_counts_as_in_use(void **state)
{
	struct fixture *fixture = *state;

	tell(fixture, "virtio_vdpa", NEGOTIATED);
	expect_usage(fixture, USAGE_UNKNOWN,
		     "virtio_vdpa has negotiated features, but no interface or disk of it is seen here "
		     "(in a container's network namespace?): taken as in use");
	tell(fixture, "virtio_vdpa", NOT_NEGOTIATED);
	expect_usage(fixture, USAGE_FREE, "");
}

static void a_driver_that_is_not_known_counts_as_in_use(void **state)
{
	struct fixture *fixture = *state;

	tell(fixture, "vfio_vdpa", NOT_NEGOTIATED);
	expect_usage(fixture, USAGE_UNKNOWN,
		     "it is bound to vfio_vdpa, whose users cannot be seen: taken as in use");
}

static void without_sysfs_everything_counts_as_in_use(void **state)
{
	struct fixture *fixture = *state;

	tell(fixture, "", NOT_NEGOTIATED);
	world_begin_facts(&fixture->world, 1 * CLOCK_SECOND);
	expect_usage(fixture, USAGE_UNKNOWN,
		     "sysfs has not told of it, so its driver and its users are not known: taken as in "
		     "use");
}

static struct task task_on(const struct model_device *device, enum task_kind kind)
{
	struct task task = { .kind = kind, .device = device->id, .identity = device->identity,
			     .driver = TASK_DRIVER_VHOST };

	text_copy(task.name, sizeof(task.name), device->name);
	return task;
}

static void expect_answer(struct fixture *fixture, const struct task *task, int code,
			 const char *words)
{
	struct error error = { 0 };

	assert_int_equal(usage_check(task, fixture->model, &error), code);
	assert_string_equal(error.words, words);
	assert_int_equal(usage_check(task, fixture->model, NULL), code);
}

static void a_device_in_use_is_left_alone_unless_forced(void **state)
{
	struct fixture *fixture = *state;
	struct facts_device *fact = tell(fixture, "virtio_vdpa", NEGOTIATED);
	struct task task;

	fact->netdev = world_fact_text(&fixture->world, "eth3");
	fact->flags = FACTS_NETDEV_UP;
	task = task_on(foo(fixture), TASK_DELETE);
	expect_answer(fixture, &task, -EBUSY, "foo0 is in use: eth3 is up");
	task.kind = TASK_REBIND;
	expect_answer(fixture, &task, -EBUSY, "foo0 is in use: eth3 is up");
	task.is_forced = true;
	expect_answer(fixture, &task, 0, "");
	/* It takes nothing away from anybody. */
	task = task_on(foo(fixture), TASK_SET_MAC);
	expect_answer(fixture, &task, 0, "");
}

static void a_device_that_is_gone_is_said_to_be(void **state)
{
	struct fixture *fixture = *state;
	struct task task;

	tell(fixture, "", NOT_NEGOTIATED);
	task = task_on(foo(fixture), TASK_DELETE);
	expect_answer(fixture, &task, 0, "");
	world_begin(&fixture->world, 2 * CLOCK_SECOND);
	world_tell(&fixture->world, fixture->model);
	world_begin_facts(&fixture->world, 2 * CLOCK_SECOND);
	world_tell_facts(&fixture->world, fixture->model);
	expect_answer(fixture, &task, -ENODEV, "foo0 is gone");
}

static void another_device_of_that_name_is_left_alone(void **state)
{
	static const char words[] = "foo0 was deleted and made again meanwhile: the one there now is "
				    "another device, which is left alone";
	struct fixture *fixture = *state;
	struct task task;

	tell(fixture, "", NOT_NEGOTIATED);
	task = task_on(foo(fixture), TASK_DELETE);
	tell(fixture, "", NOT_NEGOTIATED)->identity++;
	assert_int_not_equal(foo(fixture)->id, task.device);
	expect_answer(fixture, &task, -ESTALE, words);
	/* Also where the model could not tell them apart. */
	task.device = world_find(fixture->model, "foo0")->id;
	expect_answer(fixture, &task, -ESTALE, words);
}

static void what_sysfs_does_not_tell_of_is_left_alone_even_when_forced(void **state)
{
	struct fixture *fixture = *state;
	struct task task;

	tell(fixture, "", NOT_NEGOTIATED);
	task = task_on(world_find(fixture->model, "foo0"), TASK_DELETE);
	task.is_forced = true;
	expect_answer(fixture, &task, -EOPNOTSUPP,
		     "sysfs has not told of foo0: without it nobody knows who uses the device, so it is "
		     "left alone");
}

static void an_unmanaged_device_can_be_rebound_and_no_more(void **state)
{
	static const char words[] = "snet0 is not on netlink's list: its driver made it and not a "
				    "management device, so the kernel neither changes nor deletes it";
	struct fixture *fixture = *state;
	struct task task;

	tell(fixture, "", NOT_NEGOTIATED);
	foo(fixture);
	task = task_on(world_find(fixture->model, "snet0"), TASK_DELETE);
	expect_answer(fixture, &task, -EOPNOTSUPP, words);
	task.kind = TASK_SET_MAC;
	expect_answer(fixture, &task, -EOPNOTSUPP, words);
	task.kind = TASK_REBIND;
	expect_answer(fixture, &task, 0, "");
}

static void a_mac_is_set_where_the_kernel_and_the_driver_can(void **state)
{
	struct fixture *fixture = *state;
	struct facts_mgmtdev *fact;
	struct task task;

	tell(fixture, "", NOT_NEGOTIATED);
	fact = array_add(&fixture->world.facts.section[FACTS_MGMTDEVS], 1);
	fact->bus = world_fact_text(&fixture->world, "pci");
	fact->name = world_fact_text(&fixture->world, "0000:03:00.2");
	fact->driver = world_fact_text(&fixture->world, "mlx5_core");
	task = task_on(foo(fixture), TASK_SET_MAC);
	expect_answer(fixture, &task, 0, "");
	fact->driver = world_fact_text(&fixture->world, "ifcvf");
	foo(fixture);
	expect_answer(fixture, &task, -EOPNOTSUPP,
		     "ifcvf cannot change the MAC address of a device that is there: delete foo0 and add it "
		     "anew");
}

static void an_old_kernel_and_a_disk_have_no_mac_to_set(void **state)
{
	struct fixture *fixture = *state;
	struct world *world = &fixture->world;
	struct task task;

	tell(fixture, "", NOT_NEGOTIATED);
	task = task_on(foo(fixture), TASK_SET_MAC);
	world_info(world)->has_attr_set = false;
	world_tell(world, fixture->model);
	expect_answer(fixture, &task, -EOPNOTSUPP,
		     "this kernel cannot change the MAC address of a device that is there (Linux 6.12 and "
		     "later can): delete foo0 and add it anew");
	array_at(&world->snapshot.section[SNAPSHOT_DEVICES], struct snapshot_device, 0)->class_id =
		VDPA_CLASS_BLOCK;
	world_tell(world, fixture->model);
	task = task_on(foo(fixture), TASK_SET_MAC);
	expect_answer(fixture, &task, -EOPNOTSUPP,
		     "foo0 is a block device: only net devices have a MAC address");
}

static void an_add_is_not_held_against_what_is_there_now(void **state)
{
	struct fixture *fixture = *state;
	struct task task = { .kind = TASK_ADD, .name = "foo0", .mgmtdev = "gone" };

	tell(fixture, "", NOT_NEGOTIATED);
	expect_answer(fixture, &task, 0, "");
}

static const struct CMUnitTest tests[] = {
	with_model(a_device_that_is_bound_to_nothing_is_free),
	with_model(what_is_being_unbound_from_a_holder_is_in_use),
	with_model(who_holds_its_node_is_named),
	with_model(of_many_two_are_named_and_the_others_counted),
	with_model(who_holds_it_counts_whatever_it_is_bound_to),
	with_model(negotiated_features_count_though_nobody_is_seen),
	with_model(what_cannot_be_seen_counts_as_in_use),
	with_model(a_device_without_a_driver_may_be_held_by_who_cannot_be_seen),
	with_model(an_interface_that_is_up_is_in_use),
	with_model(a_disk_that_is_mounted_is_in_use),
	with_model(an_interface_that_went_into_a_container_counts_as_in_use),
	with_model(a_driver_that_is_not_known_counts_as_in_use),
	with_model(without_sysfs_everything_counts_as_in_use),
	with_model(a_device_in_use_is_left_alone_unless_forced),
	with_model(a_device_that_is_gone_is_said_to_be),
	with_model(another_device_of_that_name_is_left_alone),
	with_model(what_sysfs_does_not_tell_of_is_left_alone_even_when_forced),
	with_model(an_unmanaged_device_can_be_rebound_and_no_more),
	with_model(a_mac_is_set_where_the_kernel_and_the_driver_can),
	with_model(an_old_kernel_and_a_disk_have_no_mac_to_set),
	with_model(an_add_is_not_held_against_what_is_there_now),
};

UNIT_MAIN(manage_usage)
