/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is said of a wish before the kernel is asked, and what it becomes. */
#include "manage/wish.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"

#include "unit.h"
#include "world.h"

#define F(name) (UINT64_C(1) << VDPA_##name)
#define MODERN (F(TRANSPORT_F_VERSION_1) | F(TRANSPORT_F_ACCESS_PLATFORM))
#define SIM_FEATURES (MODERN | F(NET_F_MAC) | F(NET_F_MTU) | F(NET_F_STATUS) | F(NET_F_CTRL_VQ))
#define MLX5_FEATURES (SIM_FEATURES | F(NET_F_MQ))

static void add_mgmtdev(struct world *world, const char *bus, const char *name, uint64_t classes,
			uint64_t supported, uint32_t max_vqs)
{
	struct array *mgmtdevs = &world->snapshot.section[SNAPSHOT_MGMTDEVS];
	struct snapshot_mgmtdev *mgmtdev;

	world_mgmtdev(world, bus, name);
	mgmtdev = array_at(mgmtdevs, struct snapshot_mgmtdev, mgmtdevs->count - 1);
	mgmtdev->classes = classes;
	mgmtdev->supported = supported;
	mgmtdev->max_vqs = max_vqs;
	mgmtdev->valid = VDPA_HAS_CLASSES | VDPA_HAS_SUPPORTED | VDPA_HAS_MGMTDEV_MAX_VQS;
}

static void add_driver(struct world *world, const char *bus, const char *name, const char *driver)
{
	struct facts_mgmtdev *fact = array_add(&world->facts.section[FACTS_MGMTDEVS], 1);

	fact->bus = world_fact_text(world, bus);
	fact->name = world_fact_text(world, name);
	fact->driver = world_fact_text(world, driver);
	fact->numa_node = fact->representor_link = -1;
}

#define NET (UINT64_C(1) << VDPA_CLASS_NET)
#define BLOCK (UINT64_C(1) << VDPA_CLASS_BLOCK)

/* One of each kind; web0 on the first mlx5, sim0 on the simulator, foo9 of nobody. */
static int set_up(void **state)
{
	struct fixture *fixture;
	struct world *world;
	struct snapshot_device *device;

	if (world_set_up(state))
		return -1;
	fixture = *state;
	world = &fixture->world;
	world_begin(world, CLOCK_SECOND);
	add_mgmtdev(world, "pci", "0000:03:00.2", NET, MLX5_FEATURES, 17);
	add_mgmtdev(world, "pci", "0000:03:00.3", NET, MLX5_FEATURES, 17);
	add_mgmtdev(world, "", "vdpasim_net", NET, SIM_FEATURES, 3);
	add_mgmtdev(world, "", "vdpasim_blk", BLOCK, 0, 0);
	add_mgmtdev(world, "", "vduse", NET | BLOCK, 0, 0);
	add_mgmtdev(world, "pci", "0000:05:00.0", NET | BLOCK, MODERN | F(NET_F_MAC), 0);
	device = world_device(world, "web0", 0);
	device->config.valid |= VDPA_HAS_MAC;
	memcpy(device->config.mac, (uint8_t[]){ 0x52, 0x54, 0, 0, 0, 3 }, TASK_MAC_SIZE);
	world_device(world, "sim0", 2);
	world_tell(world, fixture->model);
	world_begin_facts(world, CLOCK_SECOND);
	world_fact(world, "foo9", 9, "virtio_vdpa");
	add_driver(world, "pci", "0000:03:00.2", "mlx5_core");
	add_driver(world, "pci", "0000:03:00.3", "mlx5_core");
	add_driver(world, "", "vdpasim_net", "vdpa_sim");
	add_driver(world, "", "vdpasim_blk", "vdpa_sim");
	add_driver(world, "", "vduse", "vduse");
	add_driver(world, "pci", "0000:05:00.0", "tomorrow");
	world_tell_facts(world, fixture->model);
	return 0;
}

#define with_host(test) cmocka_unit_test_setup_teardown(test, set_up, world_tear_down)

static struct wish wish_of(const char *bus, const char *mgmtdev, const char *name)
{
	struct wish wish = { 0 };

	text_copy(wish.bus, sizeof(wish.bus), bus);
	text_copy(wish.mgmtdev, sizeof(wish.mgmtdev), mgmtdev);
	text_copy(wish.name, sizeof(wish.name), name);
	return wish;
}

static struct wish sim_wish(const char *name)
{
	struct wish wish = wish_of("", "vdpasim_net", name);

	strcpy(wish.mac, "02:00:00:00:00:10");
	return wish;
}

static struct wish mlx5_wish(void)
{
	return wish_of("pci", "0000:03:00.3", "vm0");
}

/* All that is found, a line each: "ERROR name: …". */
static void expect_found(void **state, const struct wish *wish, const char *expected)
{
	static const char *const levels[] = { "info", "warning", "ERROR" };
	const struct model *model = ((struct fixture *)*state)->model;
	struct array findings = ARRAY_OF(struct finding);
	struct array tasks = ARRAY_OF(struct task);
	char text[2048] = "";
	int errors = wish_check(wish, model, &findings);

	for (size_t i = 0; i < findings.count; i++) {
		const struct finding *finding = array_at(&findings, struct finding, i);
		size_t used = strlen(text);

		snprintf(text + used, sizeof(text) - used, "%s%s %s: %s", i ? "\n" : "",
			 levels[finding->level], task_field_word(finding->field), finding->words);
		errors -= finding->level == MODEL_ERROR;
	}
	assert_string_equal(text, expected);
	assert_int_equal(errors, 0);
	errors = wish_check(wish, model, &findings);
	assert_int_equal(wish_expand(wish, model, &tasks), errors ? -EINVAL : 0);
	assert_int_equal(tasks.count > 0, !errors);
	array_free(&findings);
	array_free(&tasks);
}

static void a_right_wish_finds_nothing(void **state)
{
	struct wish wish = sim_wish("vm0");

	expect_found(state, &wish, "");
}

static void a_mgmtdev_has_to_be_there(void **state)
{
	struct wish wish = wish_of("", "", "vm0");

	expect_found(state, &wish, "ERROR mgmtdev: choose the management device that makes it");
	wish = wish_of("pci", "0000:09:00.0", "vm0");
	expect_found(state, &wish, "ERROR mgmtdev: management device pci/0000:09:00.0 is gone");
	/* A bus is part of what it is called. */
	wish = wish_of("pci", "vdpasim_net", "vm0");
	expect_found(state, &wish, "ERROR mgmtdev: management device pci/vdpasim_net is gone");
}

static void a_second_device_where_only_one_can_be_is_refused(void **state)
{
	struct fixture *fixture = *state;
	struct wish wish = wish_of("pci", "0000:03:00.2", "vm0");

	strcpy(wish.pairs, "4");
	expect_found(state, &wish, "ERROR mgmtdev: pci/0000:03:00.2 has its device already: mlx5_core "
				   "makes one for each function");
	wish.replaces = world_find(fixture->model, "web0")->id;
	expect_found(state, &wish, "");
	wish = mlx5_wish();
	strcpy(wish.count, "2");
	strcpy(wish.pairs, "4");
	expect_found(state, &wish, "ERROR count: 2 are too many: mlx5_core makes one for each function");
	wish.count[0] = '\0';
	strcpy(wish.name, "vm{0..3}");
	expect_found(state, &wish, "ERROR name: 4 are too many: mlx5_core makes one for each function");
}

static void names_that_are_taken_are_named(void **state)
{
	struct fixture *fixture = *state;
	struct wish wish = sim_wish("web0");

	expect_found(state, &wish, "ERROR name: web0 is there already, made by pci/0000:03:00.2");
	wish.replaces = world_find(fixture->model, "web0")->id;
	expect_found(state, &wish, "");
	wish = sim_wish("foo9");
	expect_found(state, &wish, "ERROR name: foo9 is there already");
	wish = sim_wish("sim{0..3}");
	expect_found(state, &wish, "ERROR name: sim0 is there already, made by vdpasim_net");
}

static void of_many_taken_names_the_first_are_named(void **state)
{
	struct fixture *fixture = *state;
	struct wish wish = sim_wish("sim{0..9}");

	world_device(&fixture->world, "sim4", 2);
	world_tell(&fixture->world, fixture->model);
	expect_found(state, &wish, "ERROR name: sim0, sim4 are there already");
	world_device(&fixture->world, "sim6", 2);
	world_device(&fixture->world, "sim7", 2);
	world_device(&fixture->world, "sim8", 2);
	world_tell(&fixture->world, fixture->model);
	expect_found(state, &wish, "ERROR name: sim0, sim4, sim6 and 2 more are there already");
}

static void a_slash_becomes_what_the_kernel_makes_of_it(void **state)
{
	struct fixture *fixture = *state;
	struct wish wish = sim_wish("a/b");

	expect_found(state, &wish, "warning name: the kernel will call it a!b");
	world_device(&fixture->world, "a!b", 2);
	world_tell(&fixture->world, fixture->model);
	expect_found(state, &wish, "ERROR name: a!b is there already, made by vdpasim_net\n"
				   "warning name: the kernel will call it a!b");
}

static void a_name_must_be_text_that_sysfs_can_find(void **state)
{
	struct wish wish = sim_wish("");

	expect_found(state, &wish, "ERROR name: a device needs a name");
	memset(wish.name, 'n', 255);
	expect_found(state, &wish, "warning name: iproute2's vdpa crashes when it lists a name of 64 "
				   "bytes or more");
	wish.name[63] = '\0';
	expect_found(state, &wish, "");
	memset(wish.name, 'n', sizeof(wish.name) - 1);
	expect_found(state, &wish, "ERROR name: the name has 511 bytes: sysfs finds no device with more "
				   "than 255");
	strcpy(wish.name, "..");
	expect_found(state, &wish, "ERROR name: .. is what every folder of sysfs has in it: such a device "
				   "could not be found");
	strcpy(wish.name, "vm\033[2J");
	expect_found(state, &wish, "ERROR name: byte 3 of the name, \\x1b, is a control character: no "
				   "screen and no script would be safe from it");
	strcpy(wish.name, "v\xe2\x80\xaem");
	expect_found(state, &wish, "ERROR name: byte 2 of the name, \\xe2\\x80\\xae, is a control "
				   "character: no screen and no script would be safe from it");
	strcpy(wish.name, "vm\xc3");
	expect_found(state, &wish, "ERROR name: byte 3 of the name, \\xc3, is not UTF-8 text");
	strcpy(wish.name, "gr\xc3\xbcn");
	expect_found(state, &wish, "");
}

static void a_name_that_makes_trouble_elsewhere_is_warned_of(void **state)
{
	struct wish wish = sim_wish("-j");

	expect_found(state, &wish,
		     "warning name: -j begins with a dash: other tools take it for an option");
	strcpy(wish.name, "a b");
	expect_found(state, &wish,
		     "warning name: the name holds a blank: scripts may take it for two words");
}

/* The kernel would log a WARN with a backtrace. */
static void a_simulators_name_must_be_free_in_sysfs_too(void **state)
{
	static const char *const names[] = { "virtual", "system", "vdpasim_net", "pci0000:00" };
	struct wish wish;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		char expected[200];

		wish = sim_wish(names[i]);
		snprintf(expected, sizeof(expected),
			 "ERROR name: /sys/devices, where a simulator's devices are, has its own %s: the "
			 "kernel would refuse it and log a warning",
			 names[i]);
		expect_found(state, &wish, expected);
	}
	wish = mlx5_wish();
	strcpy(wish.name, "virtual");
	strcpy(wish.pairs, "1");
	expect_found(state, &wish, "");
}

static void a_class_must_be_one_that_the_mgmtdev_makes(void **state)
{
	struct wish wish = sim_wish("vm0");

	wish.class_id = VDPA_CLASS_NET;
	expect_found(state, &wish, "");
	wish.class_id = VDPA_CLASS_FS;
	wish.mac[0] = '\0';
	expect_found(state, &wish, "ERROR type: vdpasim_net makes no fs devices, only net");
	wish = wish_of("pci", "0000:05:00.0", "vm0");
	wish.class_id = VDPA_CLASS_FS;
	expect_found(state, &wish, "ERROR type: pci/0000:05:00.0 makes no fs devices, only net and block");
	wish.class_id = 4000;
	expect_found(state, &wish,
		     "ERROR type: pci/0000:05:00.0 makes no unknown class devices, only net and block");
	wish.class_id = VDPA_CLASS_BLOCK;
	expect_found(state, &wish, "info type: the kernel is not told the class: what comes of it is the "
				   "driver's choice");
}

static void a_mac_must_be_one_that_an_interface_can_have(void **state)
{
	static const struct {
		const char *mac, *expected;
	} cases[] = {
		{ "02:00", "ERROR mac: too short: a MAC address has 6 pairs of hexadecimal digits, this has 2" },
		{ "00:00:00:00:00:00",
		  "ERROR mac: 00:00:00:00:00:00 is no address: an interface with it cannot come up" },
		{ "01:00:5e:00:00:01", "ERROR mac: 01:00:5e:00:00:01 is a multicast address: the first byte "
				       "of an interface's is even" },
		{ "52-54-00-00-00-03", "ERROR mac: 52:54:00:00:00:03 is web0's already" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct wish wish = sim_wish("vm0");

		strcpy(wish.mac, cases[i].mac);
		expect_found(state, &wish, cases[i].expected);
	}
}

static void macs_that_count_up_are_each_looked_at(void **state)
{
	struct fixture *fixture = *state;
	struct wish wish = sim_wish("vm{0..3}");

	strcpy(wish.mac, "52:54:00:00:00:01");
	expect_found(state, &wish, "ERROR mac: 52:54:00:00:00:03 is web0's already");
	wish.replaces = world_find(fixture->model, "web0")->id;
	expect_found(state, &wish, "");
	strcpy(wish.mac, "52:54:00:ff:ff:fe");
	expect_found(state, &wish, "ERROR mac: only 2 addresses are left to count up to, of 4: the last "
				   "three bytes are used up");
}

static void a_simulator_without_a_mac_is_warned_of(void **state)
{
	struct wish wish = wish_of("", "vdpasim_net", "vm0");

	expect_found(state, &wish, "warning mac: vdpasim_net gives 00:00:00:00:00:00 when it is told none: "
				   "an interface with that cannot come up");
	/* Without the feature the driver makes one up. */
	wish.has_features = true;
	wish.features = MODERN;
	expect_found(state, &wish, "");
}

static void an_mtu_has_the_kernels_bounds(void **state)
{
	static const char *const wrong[] = { "67", "65536", "x", "-1", "1e3", "99999999999999999999" };
	static const char *const right[] = { "68", "65535", " 1500 " };

	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		struct wish wish = sim_wish("vm0");

		strcpy(wish.mtu, wrong[i]);
		expect_found(state, &wish, "ERROR mtu: the MTU must be a whole number from 68 to 65535");
	}
	for (size_t i = 0; i < sizeof(right) / sizeof(right[0]); i++) {
		struct wish wish = sim_wish("vm0");

		strcpy(wish.mtu, right[i]);
		expect_found(state, &wish, "");
	}
}

static void pairs_are_bounded_by_what_the_mgmtdev_says(void **state)
{
	struct wish wish = mlx5_wish();

	expect_found(state, &wish, "info max_vqp: mlx5_vdpa makes one pair when it is told no number");
	strcpy(wish.pairs, "8");
	expect_found(state, &wish, "");
	strcpy(wish.pairs, "9");
	expect_found(state, &wish,
		     "ERROR max_vqp: the number of queue pairs must be a whole number from 1 to 8");
	strcpy(wish.pairs, "0");
	expect_found(state, &wish,
		     "ERROR max_vqp: the number of queue pairs must be a whole number from 1 to 8");
	/* One that does not say has the specification's bound. */
	wish = wish_of("pci", "0000:05:00.0", "vm0");
	strcpy(wish.pairs, "32768");
	expect_found(state, &wish, "");
	strcpy(wish.pairs, "32769");
	expect_found(state, &wish,
		     "ERROR max_vqp: the number of queue pairs must be a whole number from 1 to 32768");
}

static void what_a_driver_is_known_not_to_take_is_said(void **state)
{
	struct wish wish = sim_wish("vm0");

	strcpy(wish.pairs, "1");
	expect_found(state, &wish, "ERROR max_vqp: vdpasim_net takes no number of queue pairs: give none");
	wish = wish_of("", "vdpasim_blk", "vm0");
	strcpy(wish.mac, "02:00:00:00:00:10");
	strcpy(wish.mtu, "1500");
	wish.has_features = true;
	expect_found(state, &wish, "ERROR mac: only net devices have a MAC address: give none\n"
				   "ERROR mtu: only net devices have an MTU: give none\n"
				   "ERROR device_features: vdpasim_blk takes no features: leave them to the "
				   "driver");
	wish = wish_of("", "vduse", "vm0");
	strcpy(wish.mac, "02:00:00:00:00:10");
	expect_found(state, &wish,
		     "info name: vduse takes only the name of a device that a daemon of its own has made\n"
		     "ERROR mac: vduse takes no MAC address: give none");
}

static void a_count_is_a_number(void **state)
{
	struct wish wish = sim_wish("vm0");

	strcpy(wish.count, "0");
	expect_found(state, &wish,
		     "ERROR count: the number of devices must be a whole number from 1 to 256");
	strcpy(wish.count, "257");
	expect_found(state, &wish,
		     "ERROR count: the number of devices must be a whole number from 1 to 256");
	strcpy(wish.count, "2");
	expect_found(state, &wish, "");
	strcpy(wish.name, "vm{0..7}");
	expect_found(state, &wish, "ERROR count: vm{0..7} is 8 devices, not 2: leave the number empty");
}

static void features_must_be_supported(void **state)
{
	struct wish wish = sim_wish("vm0");

	wish.has_features = true;
	wish.features = SIM_FEATURES;
	expect_found(state, &wish, "");
	wish.features |= F(NET_F_MQ) | F(NET_F_RSS);
	expect_found(state, &wish, "ERROR device_features: vdpasim_net does not support MQ, RSS");
	wish.features = ~UINT64_C(0);
	expect_found(state, &wish, "ERROR device_features: vdpasim_net does not support CSUM, GUEST_CSUM, "
				   "CTRL_GUEST_OFFLOADS, bit_4, GSO, GUEST_TSO4 and 52 more");
}

static void features_must_hold_what_else_is_wished(void **state)
{
	struct wish wish = mlx5_wish();

	strcpy(wish.mac, "02:00:00:00:00:10");
	strcpy(wish.mtu, "9000");
	strcpy(wish.pairs, "2");
	wish.has_features = true;
	wish.features = MODERN;
	expect_found(state, &wish,
		     "ERROR device_features: a MAC address is given: it needs the feature MAC\n"
		     "ERROR device_features: an MTU is given: it needs the feature MTU\n"
		     "ERROR device_features: more than one pair of queues needs the feature MQ");
	assert_int_equal(wish_needed(&wish), F(NET_F_MAC) | F(NET_F_MTU) | F(NET_F_MQ));
	wish.features = MODERN | F(NET_F_MAC) | F(NET_F_MTU) | F(NET_F_MQ);
	expect_found(state, &wish, "info device_features: MQ without CTRL_VQ: a driver needs the control "
				   "queue to use more than one pair");
	strcpy(wish.pairs, "1");
	assert_int_equal(wish_needed(&wish), F(NET_F_MAC) | F(NET_F_MTU));
}

static void without_modern_features_mlx5_makes_nothing(void **state)
{
	struct wish wish = mlx5_wish();

	strcpy(wish.pairs, "1");
	wish.has_features = true;
	wish.features = F(TRANSPORT_F_VERSION_1);
	expect_found(state, &wish, "ERROR device_features: mlx5_vdpa makes no device without "
				   "ACCESS_PLATFORM");
	wish = sim_wish("vm0");
	wish.has_features = true;
	wish.features = F(NET_F_MAC);
	expect_found(state, &wish, "warning device_features: without VERSION_1, ACCESS_PLATFORM there may "
				   "be no driver that takes the device");
}

static void features_of_several_classes_are_ambiguous(void **state)
{
	struct wish wish = wish_of("pci", "0000:05:00.0", "vm0");

	wish.has_features = true;
	wish.features = MODERN;
	expect_found(state, &wish, "");
	wish.features |= F(NET_F_MAC);
	expect_found(state, &wish,
		     "ERROR device_features: pci/0000:05:00.0 makes devices of several classes, and the "
		     "kernel cannot tell whose features these are: give a MAC address or an MTU too, or no "
		     "features");
	strcpy(wish.mac, "02:00:00:00:00:10");
	expect_found(state, &wish, "");
}

static void a_wish_becomes_tasks_in_order(void **state)
{
	struct fixture *fixture = *state;
	struct array tasks = ARRAY_OF(struct task);
	struct wish wish = sim_wish("vm{08..10}");
	const struct task *task;

	strcpy(wish.mtu, "9000");
	wish.has_features = true;
	wish.features = SIM_FEATURES;
	wish.driver = TASK_DRIVER_VHOST;
	assert_int_equal(wish_expand(&wish, fixture->model, &tasks), 0);
	assert_int_equal(tasks.count, 3);
	task = array_at(&tasks, struct task, 2);
	assert_int_equal(task->kind, TASK_ADD);
	assert_string_equal(task->name, "vm10");
	assert_string_equal(task->bus, "");
	assert_string_equal(task->mgmtdev, "vdpasim_net");
	assert_int_equal(task->class_id, VDPA_CLASS_NET);
	assert_int_equal(task->driver, TASK_DRIVER_VHOST);
	assert_int_equal(task->valid, VDPA_HAS_MAC | VDPA_HAS_MTU | VDPA_HAS_FEATURES);
	assert_int_equal(task->mtu, 9000);
	assert_int_equal(task->mac[5], 0x12);
	assert_int_equal(task->features, SIM_FEATURES);
	assert_string_equal(array_at(&tasks, struct task, 0)->name, "vm08");
	assert_int_equal(array_at(&tasks, struct task, 0)->mac[5], 0x10);
	array_free(&tasks);
}

static void the_worst_of_a_field_is_found(void **state)
{
	struct fixture *fixture = *state;
	struct array findings = ARRAY_OF(struct finding);
	struct wish wish = sim_wish("a/b c{");

	assert_int_equal(wish_check(&wish, fixture->model, &findings), 1);
	assert_int_equal(finding_of(&findings, TASK_FIELD_NAME)->level, MODEL_ERROR);
	assert_null(finding_of(&findings, TASK_FIELD_MTU));
	array_free(&findings);
}

static void the_next_free_name_is_proposed(void **state)
{
	struct fixture *fixture = *state;
	struct world *world = &fixture->world;
	const struct model *model = fixture->model;
	char name[TASK_NAME_SIZE];

	wish_propose_name(model, &model->mgmtdevs[2], NULL, 0, name, sizeof(name));
	assert_string_equal(name, "sim1");
	wish_propose_name(model, &model->mgmtdevs[3], NULL, 0, name, sizeof(name));
	assert_string_equal(name, "vdpa0");
	wish_propose_name(model, NULL, NULL, 0, name, sizeof(name));
	assert_string_equal(name, "vdpa0");
	world_device(world, "vdpa0", 3);
	world_device(world, "sim1", 3);
	world_device(world, "lab009", 2);
	world_device(world, "\033[2J5", 2);
	world_device(world, "other", 2);
	world_tell(world, fixture->model);
	wish_propose_name(model, &model->mgmtdevs[2], NULL, 0, name, sizeof(name));
	assert_string_equal(name, "lab010");
	wish_propose_name(model, &model->mgmtdevs[3], NULL, 0, name, sizeof(name));
	assert_string_equal(name, "sim2");
}

static void what_is_supported_is_the_mgmtdevs(void **state)
{
	const struct model *model = ((struct fixture *)*state)->model;
	struct wish wish = sim_wish("vm0");

	assert_int_equal(wish_supported(&wish, model), SIM_FEATURES);
	assert_int_equal(wish_most_pairs(&model->mgmtdevs[0]), 8);
	assert_int_equal(wish_most_pairs(&model->mgmtdevs[3]), 0);
	strcpy(wish.mgmtdev, "gone");
	assert_int_equal(wish_supported(&wish, model), 0);
}

static const struct CMUnitTest tests[] = {
	with_host(a_right_wish_finds_nothing),
	with_host(a_mgmtdev_has_to_be_there),
	with_host(a_second_device_where_only_one_can_be_is_refused),
	with_host(names_that_are_taken_are_named),
	with_host(of_many_taken_names_the_first_are_named),
	with_host(a_slash_becomes_what_the_kernel_makes_of_it),
	with_host(a_name_must_be_text_that_sysfs_can_find),
	with_host(a_name_that_makes_trouble_elsewhere_is_warned_of),
	with_host(a_simulators_name_must_be_free_in_sysfs_too),
	with_host(a_class_must_be_one_that_the_mgmtdev_makes),
	with_host(a_mac_must_be_one_that_an_interface_can_have),
	with_host(macs_that_count_up_are_each_looked_at),
	with_host(a_simulator_without_a_mac_is_warned_of),
	with_host(an_mtu_has_the_kernels_bounds),
	with_host(pairs_are_bounded_by_what_the_mgmtdev_says),
	with_host(what_a_driver_is_known_not_to_take_is_said),
	with_host(a_count_is_a_number),
	with_host(features_must_be_supported),
	with_host(features_must_hold_what_else_is_wished),
	with_host(without_modern_features_mlx5_makes_nothing),
	with_host(features_of_several_classes_are_ambiguous),
	with_host(a_wish_becomes_tasks_in_order),
	with_host(the_worst_of_a_field_is_found),
	with_host(the_next_free_name_is_proposed),
	with_host(what_is_supported_is_the_mgmtdevs),
};

UNIT_MAIN(manage_wish)
