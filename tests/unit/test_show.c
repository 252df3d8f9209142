/* SPDX-License-Identifier: GPL-2.0-or-later */
/* mgmtdev, dev, config and features show: what a script and a person read. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "report/session.h"
#include "shown.h"
#include "unit.h"
#include "world.h"

#define BIT(number) (UINT64_C(1) << (number))

static const struct oneshot_command mgmtdevs = { .verb = ONESHOT_MGMTDEVS };
static const struct oneshot_command devices = { .verb = ONESHOT_DEVICES };
static const struct oneshot_command configs = { .verb = ONESHOT_CONFIG };
static const struct oneshot_command features = { .verb = ONESHOT_FEATURES };

static struct oneshot_command command_of(enum oneshot_verb verb, const char *device)
{
	return (struct oneshot_command){ .verb = verb, .device = device };
}

static struct snapshot_mgmtdev *last_mgmtdev(struct world *world)
{
	struct array *section = &world->snapshot.section[SNAPSHOT_MGMTDEVS];

	return array_at(section, struct snapshot_mgmtdev, section->count - 1);
}

/* A net device of pci/0000:03:00.2 as vdpa(8) would show it, and all else there is to it. */
static void tell_net(struct fixture *fixture)
{
	struct world *world = &fixture->world;
	struct snapshot_device *device;

	world_begin(world, CLOCK_SECOND);
	world_mgmtdev(world, "pci", "0000:03:00.2");
	last_mgmtdev(world)->max_vqs = 17;
	last_mgmtdev(world)->supported = BIT(3) | BIT(4) | BIT(32);
	last_mgmtdev(world)->valid |= VDPA_HAS_MGMTDEV_MAX_VQS | VDPA_HAS_SUPPORTED;
	device = world_device(world, "foo0", 0);
	device->vendor = 5555;
	device->max_vq_size = 256;
	device->min_vq_size = 1;
	device->valid |= VDPA_HAS_VENDOR | VDPA_HAS_MAX_VQ_SIZE | VDPA_HAS_MIN_VQ_SIZE;
	device->config = (struct vdpa_config){
		.valid = VDPA_HAS_FEATURES | VDPA_HAS_NEGOTIATED | VDPA_HAS_MAC | VDPA_HAS_STATUS |
			 VDPA_HAS_MTU | VDPA_HAS_MAX_VQP,
		.features = BIT(3) | BIT(63) | BIT(32),
		.negotiated = BIT(3) | BIT(40) | BIT(42),
		.mac = { 0x52, 0x54, 0, 0x12, 0x34, 0x56 },
		.status = 1,
		.max_vqp = 8,
		.mtu = 9000,
	};
	world_tell(world, fixture->model);
}

/* Who has it. */
static void tell_host(struct fixture *fixture)
{
	struct world *world = &fixture->world;
	struct facts_device *fact;

	world_begin_facts(world, CLOCK_SECOND);
	fact = world_fact(world, "foo0", 7, "vhost_vdpa");
	fact->node = world_fact_text(world, "/dev/vhost-vdpa-0");
	world_user(world, "foo0", "qemu-system-x86", "vm-web01", 4711)->numa_node = 1;
	world_user(world, "foo0", "a spy", "", 12);
	world_tell_facts(world, fixture->model);
}

static void a_management_device_has_vdpas_keys_and_ours(void **state)
{
	struct fixture *fixture = *state;

	tell_net(fixture);
	expect_shown(fixture->model, &mgmtdevs, SHOWN_JSON,
		     "{\"mgmtdev\":{\"pci/0000:03:00.2\":{\"supported_classes\":[\"net\"],"
		     "\"max_supported_vqs\":17,\"dev_features\":[\"MTU\",4,\"VERSION_1\"],"
		     "\"dev_features_hex\":\"0x100000018\",\"devices\":[\"foo0\"]}}}\n");
	expect_shown(fixture->model, &mgmtdevs, 0,
		     "pci/0000:03:00.2: supported_classes net max_supported_vqs 17 "
		     "dev_features MTU,4,VERSION_1 dev_features_hex 0x100000018 devices foo0\n");
}

static void a_device_has_vdpas_keys_and_who_uses_it(void **state)
{
	struct fixture *fixture = *state;

	tell_net(fixture);
	expect_shown(fixture->model, &devices, SHOWN_JSON,
		     "{\"dev\":{\"foo0\":{\"type\":\"network\",\"mgmtdev\":\"pci/0000:03:00.2\","
		     "\"vendor_id\":5555,\"max_vqs\":3,\"max_vq_size\":256,\"min_vq_size\":1,"
		     "\"class\":\"net\"}}}\n");
	tell_host(fixture);
	expect_shown(fixture->model, &devices, SHOWN_JSON,
		     "{\"dev\":{\"foo0\":{\"type\":\"network\",\"mgmtdev\":\"pci/0000:03:00.2\","
		     "\"vendor_id\":5555,\"max_vqs\":3,\"max_vq_size\":256,\"min_vq_size\":1,"
		     "\"class\":\"net\",\"driver\":\"vhost_vdpa\",\"node\":\"/dev/vhost-vdpa-0\","
		     "\"users\":[{\"pid\":4711,\"command\":\"qemu-system-x86\",\"vm\":\"vm-web01\","
		     "\"numa_node\":1},{\"pid\":12,\"command\":\"a spy\"}]}}}\n");
	expect_shown(fixture->model, &devices, 0,
		     "foo0: type network mgmtdev pci/0000:03:00.2 vendor_id 5555 max_vqs 3 "
		     "max_vq_size 256 min_vq_size 1 class net driver vhost_vdpa "
		     "node /dev/vhost-vdpa-0 used_by vm-web01 (4711) +1\n");
}

static void a_configuration_has_vdpas_keys_without_their_trailing_blanks(void **state)
{
	struct fixture *fixture = *state;

	tell_net(fixture);
	expect_shown(fixture->model, &configs, SHOWN_JSON,
		     "{\"config\":{\"foo0\":{\"mac\":\"52:54:00:12:34:56\",\"link\":\"up\","
		     "\"link_announce\":false,\"max_vq_pairs\":8,\"mtu\":9000,"
		     "\"negotiated_features\":[\"MTU\",\"RING_RESET\",42],"
		     "\"device_features\":[\"MTU\",\"VERSION_1\",\"SPEED_DUPLEX\"],"
		     "\"class\":\"net\"}}}\n");
}

static void a_block_device_shows_all_of_its_configuration(void **state)
{
	struct fixture *fixture = *state;
	struct world *world = &fixture->world;
	struct snapshot_device *device;

	world_begin(world, CLOCK_SECOND);
	world_mgmtdev(world, "", "vdpasim_blk");
	device = world_device(world, "disk0", 0);
	device->class_id = VDPA_CLASS_BLOCK;
	device->config.valid = VDPA_HAS_FEATURES;
	device->config.block = (struct vdpa_block_config){
		.capacity = UINT64_MAX, .size_max = 1, .blk_size = 2, .seg_max = 3, .num_queues = 4,
		.phy_blk_exp = 5, .align_offset = 6, .min_io_size = 7, .opt_io_size = 8,
		.max_discard_sec = 9, .max_discard_seg = 10, .discard_sec_align = 11,
		.max_write_zeroes_sec = 12, .max_write_zeroes_seg = 13, .read_only = 1, .flush = 0,
		.valid = UINT32_MAX,
	};
	world_tell(world, fixture->model);
	expect_shown(fixture->model, &configs, SHOWN_JSON,
		     "{\"config\":{\"disk0\":{\"device_features\":[],\"capacity\":18446744073709551615,"
		     "\"size_max\":1,\"seg_max\":3,\"blk_size\":2,\"physical_block_exp\":5,"
		     "\"alignment_offset\":6,\"min_io_size\":7,\"opt_io_size\":8,\"num_queues\":4,"
		     "\"max_discard_sectors\":9,\"max_discard_seg\":10,\"discard_sector_alignment\":11,"
		     "\"max_write_zeroes_sectors\":12,\"max_write_zeroes_seg\":13,\"read_only\":true,"
		     "\"flush\":false,\"class\":\"block\","
		     "\"reason\":\"no driver has negotiated features\"}}}\n");
	expect_shown(fixture->model, &devices, 0,
		     "disk0: type block mgmtdev vdpasim_blk max_vqs 3 class block\n");
	expect_shown(fixture->model, &features, 0,
		     "disk0: class block provisioned - provisioned_hex 0x0 reason no driver has negotiated "
		     "features\n");
}

static void every_bit_of_the_features_is_there_and_exact(void **state)
{
	struct fixture *fixture = *state;
	struct world *world = &fixture->world;
	struct snapshot_device *device;
	struct shown shown;

	world_begin(world, CLOCK_SECOND);
	world_mgmtdev(world, "", "m");
	device = world_device(world, "all0", 0);
	device->config.features = UINT64_MAX;
	device->config.negotiated = 0;
	world_tell(world, fixture->model);
	shown = shown_of(fixture->model, &features, SHOWN_JSON);
	assert_non_null(strstr(shown.text, "\"provisioned\":[\"CSUM\",\"GUEST_CSUM\",\"CTRL_GUEST_OFFLOADS\","
					   "\"MTU\",4,\"MAC\""));
	assert_non_null(strstr(shown.text, "\"provisioned_hex\":\"0xffffffffffffffff\""));
	assert_non_null(strstr(shown.text, "\"negotiated\":[],\"negotiated_hex\":\"0x0\""));
	assert_null(strstr(shown.text, "supported")); /* the management device did not say */
	shown_free(&shown);
}

/* A class without names has those of every class; the type is its name, not a word for not knowing. */
static void a_class_that_vdpa_does_not_know_has_its_name(void **state)
{
	struct fixture *fixture = *state;
	struct world *world = &fixture->world;

	world_begin(world, CLOCK_SECOND);
	world_mgmtdev(world, "", "m");
	last_mgmtdev(world)->classes = BIT(26) | BIT(63);
	last_mgmtdev(world)->supported = BIT(1) | BIT(28);
	last_mgmtdev(world)->valid |= VDPA_HAS_SUPPORTED;
	world_device(world, "x0", 0)->class_id = 26;
	world_tell(world, fixture->model);
	expect_shown(fixture->model, &mgmtdevs, 0,
		     "m: supported_classes fs,class 63 dev_features 1,RING_INDIRECT_DESC "
		     "dev_features_hex 0x10000002 devices x0\n");
	expect_shown(fixture->model, &devices, 0, "x0: type fs mgmtdev m max_vqs 3 class fs\n");
}

static void what_is_not_there_is_named_with_what_is_near(void **state)
{
	struct fixture *fixture = *state;
	struct oneshot_command missing = command_of(ONESHOT_DEVICES, "fo0");
	struct oneshot_command bare = { .verb = ONESHOT_MGMTDEVS, .mgmtdev = "0000:03:00.2" };

	tell_net(fixture);
	expect_refused(fixture->model, &missing, SHOWN_JSON, EXIT_FAILED,
		       "there is no device fo0; did you mean foo0?", "{\"dev\":{}}\n");
	expect_refused(fixture->model, &missing, 0, EXIT_FAILED, "fo0", "");
	expect_refused(fixture->model, &bare, 80, EXIT_FAILED,
		       "there is no management device 0000:03:00.2; did you mean pci/0000:03:00.2?", "");
	missing.device = "nothing like it";
	expect_refused(fixture->model, &missing, SHOWN_JSON, EXIT_FAILED,
		       "there is no device nothing like it", "{\"dev\":{}}\n");
}

static void one_of_several_is_shown_alone(void **state)
{
	struct fixture *fixture = *state;
	struct oneshot_command one = command_of(ONESHOT_DEVICES, "a/b");
	struct world *world = &fixture->world;

	world_begin(world, CLOCK_SECOND);
	world_mgmtdev(world, "", "m");
	world_device(world, "a", 0);
	world_device(world, "a!b", 0); /* what the kernel makes of a/b */
	world_device(world, "a!bc", 0);
	world_tell(world, fixture->model);
	expect_shown(fixture->model, &one, 0, "a!b: type network mgmtdev m max_vqs 3 class net\n");
	one.device = "a!b";
	expect_shown(fixture->model, &one, 0, "a!b: type network mgmtdev m max_vqs 3 class net\n");
}

static void nothing_at_all_is_an_empty_object_or_no_line(void **state)
{
	struct fixture *fixture = *state;

	world_begin(&fixture->world, CLOCK_SECOND);
	world_tell(&fixture->world, fixture->model);
	expect_shown(fixture->model, &mgmtdevs, SHOWN_JSON, "{\"mgmtdev\":{}}\n");
	expect_shown(fixture->model, &devices, SHOWN_JSON, "{\"dev\":{}}\n");
	expect_shown(fixture->model, &configs, SHOWN_JSON, "{\"config\":{}}\n");
	expect_shown(fixture->model, &features, SHOWN_JSON, "{\"features\":{}}\n");
	expect_shown(fixture->model, &devices, 0, "");
	expect_shown(fixture->model, &devices, 80, "no devices\n");
	expect_shown(fixture->model, &mgmtdevs, 80, "no management devices\n");
}

static void a_device_that_only_sysfs_knows_says_so(void **state)
{
	struct fixture *fixture = *state;
	struct oneshot_command one = command_of(ONESHOT_CONFIG, "snet0");

	world_begin(&fixture->world, CLOCK_SECOND);
	world_tell(&fixture->world, fixture->model);
	world_begin_facts(&fixture->world, CLOCK_SECOND);
	world_fact(&fixture->world, "snet0", 3, "virtio_vdpa");
	world_tell_facts(&fixture->world, fixture->model);
	expect_shown(fixture->model, &devices, SHOWN_JSON,
		     "{\"dev\":{\"snet0\":{\"driver\":\"virtio_vdpa\",\"users\":[],\"reason\":\"known from "
		     "sysfs only: netlink has not named it\"}}}\n");
	expect_refused(fixture->model, &one, SHOWN_JSON, EXIT_FAILED,
		       "snet0 is known from sysfs only: netlink has not named it: no management device made "
		       "it, or it is gone by now",
		       "{\"config\":{\"snet0\":{\"reason\":\"known from sysfs only: netlink has not named "
		       "it\"}}}\n");
}

/* Among others it has a reason; asked for alone, that is the answer. */
static void a_configuration_that_cannot_be_read_has_the_kernels_words(void **state)
{
	struct fixture *fixture = *state;
	struct oneshot_command one = command_of(ONESHOT_CONFIG, "x0");
	struct snapshot_device *device;

	world_begin(&fixture->world, CLOCK_SECOND);
	world_mgmtdev(&fixture->world, "", "m");
	device = world_device(&fixture->world, "x0", 0);
	device->config.valid = 0;
	device->config_code = -EOPNOTSUPP;
	world_tell(&fixture->world, fixture->model);
	expect_shown(fixture->model, &configs, 0, "x0: class net reason Operation not supported\n");
	expect_refused(fixture->model, &one, 0, EXIT_FAILED,
		       "the configuration of x0: Operation not supported (EOPNOTSUPP)",
		       "x0: class net reason Operation not supported\n");
}

static void a_list_that_is_cut_short_is_shown_and_fails(void **state)
{
	struct oneshot_command missing = command_of(ONESHOT_DEVICES, "b");
	struct fixture *fixture = *state;

	world_begin(&fixture->world, CLOCK_SECOND);
	world_mgmtdev(&fixture->world, "", "m");
	world_device(&fixture->world, "a", 0);
	world_reason(&fixture->world, -EINTR, "listing devices was interrupted 4 times");
	world_tell(&fixture->world, fixture->model);
	expect_refused(fixture->model, &devices, 0, EXIT_FAILED, "interrupted 4 times",
		       "a: type network mgmtdev m max_vqs 3 class net\n");
	expect_refused(fixture->model, &missing, 0, EXIT_FAILED, "interrupted 4 times", "");
}

static char long_name[301];

/* Names that the kernel takes as they are. */
static const char *const hostile_names[] = {
	"a\"b\\c", "new\nline", "\x1b[31mred", "comma,blank ", "broken\xff\xfe", "broken\\xff\\xfe",
	"\xe2\x80\xae_bidi", "\xe6\xbc\xa2\xe5\xad\x97", long_name,
};

static void tell_hostile(struct fixture *fixture)
{
	struct world *world = &fixture->world;

	memset(long_name, 'x', sizeof(long_name) - 1);
	world_begin(world, CLOCK_SECOND);
	world_mgmtdev(world, "p\nci", "\x1b]0;title\a");
	last_mgmtdev(world)->supported = UINT64_MAX;
	last_mgmtdev(world)->max_vqs = UINT32_MAX;
	last_mgmtdev(world)->valid |= VDPA_HAS_SUPPORTED | VDPA_HAS_MGMTDEV_MAX_VQS;
	for (size_t i = 0; i < sizeof(hostile_names) / sizeof(hostile_names[0]); i++)
		world_device(world, hostile_names[i], 0)->config.features = UINT64_MAX;
	world_tell(world, fixture->model);
}

static void hostile_names_are_keys_that_a_parser_gets_back(void **state)
{
	struct fixture *fixture = *state;
	struct shown shown;

	tell_hostile(fixture);
	shown = shown_of(fixture->model, &devices, SHOWN_JSON);
	assert_non_null(strstr(shown.text, "\"a\\\"b\\\\c\":{"));
	assert_non_null(strstr(shown.text, "\"new\\nline\":{"));
	assert_non_null(strstr(shown.text, "\"\\u001b[31mred\":{"));
	assert_non_null(strstr(shown.text, "\"comma,blank \":{"));
	assert_non_null(strstr(shown.text, "\"broken\\\\xff\\\\xfe\":{"));
	assert_non_null(strstr(shown.text, "\"broken\\\\x5cxff\\\\x5cxfe\":{")); /* another one */
	assert_non_null(strstr(shown.text, "\xe6\xbc\xa2\xe5\xad\x97"));
	assert_non_null(strstr(shown.text, long_name));
	assert_non_null(strstr(shown.text, "\"mgmtdev\":\"p\\nci/\\u001b]0;title\\u0007\""));
	assert_ptr_equal(strchr(shown.text, '\n') + 1, strchr(shown.text, '\0')); /* one line */
	shown_free(&shown);
}

static size_t lines_of(const char *text)
{
	size_t lines = 0;

	for (; *text; text++)
		lines += *text == '\n';
	return lines;
}

static void hostile_names_do_nothing_to_lines(void **state)
{
	struct fixture *fixture = *state;
	struct shown shown;

	tell_hostile(fixture);
	shown = shown_of(fixture->model, &devices, 0);
	assert_int_equal(lines_of(shown.text), sizeof(hostile_names) / sizeof(hostile_names[0]));
	assert_null(strchr(shown.text, '\x1b'));
	assert_non_null(strstr(shown.text, "\nnew\\x0aline: type network mgmtdev p\\x0aci/\\x1b]0;title\\x07 "));
	assert_non_null(strstr(shown.text, "\n\\x1b[31mred: "));
	assert_non_null(strstr(shown.text, "\nbroken\\xff\\xfe: "));
	assert_non_null(strstr(shown.text, "\nbroken\\x5cxff\\x5cxfe: "));
	assert_non_null(strstr(shown.text, long_name));
	shown_free(&shown);
}

static void expect_fits(const char *text, int width)
{
	while (*text) {
		size_t length = strcspn(text, "\n");
		char line[4096];

		assert_int_equal(text[length], '\n');
		assert_true(length < sizeof(line));
		text_copy(line, length + 1, text);
		if (text_width(line) > (size_t)width)
			fail_msg("%zu cells of %d: '%s'", text_width(line), width, line);
		for (size_t i = 0; i < length; i++)
			assert_true((unsigned char)line[i] >= ' ' && line[i] != 0x7f);
		text += length + 1;
	}
}

static void no_line_is_wider_than_the_terminal(void **state)
{
	struct fixture *fixture = *state;

	tell_hostile(fixture);
	for (int width = 1; width <= 200; width++) {
		for (enum oneshot_verb verb = ONESHOT_MGMTDEVS; verb <= ONESHOT_FEATURES; verb++) {
			struct oneshot_command command = { .verb = verb };
			struct shown shown = shown_of(fixture->model, &command, width);

			assert_int_equal(shown.status, EXIT_DONE);
			expect_fits(shown.text, width);
			shown_free(&shown);
			if (verb == ONESHOT_MGMTDEVS)
				command.mgmtdev = fixture->model->mgmtdevs[0].handle;
			else
				command.device = hostile_names[width % 9];
			shown = shown_of(fixture->model, &command, width);
			assert_int_equal(shown.status, EXIT_DONE);
			expect_fits(shown.text, width);
			shown_free(&shown);
		}
	}
}

static void a_list_is_a_table_on_a_terminal(void **state)
{
	struct fixture *fixture = *state;

	tell_net(fixture);
	tell_host(fixture);
	expect_shown(fixture->model, &devices, 80,
		     "DEVICE  TYPE     MGMTDEV           DRIVER      VQS  SIZE  USED BY\n"
		     "foo0    network  pci/0000:03:00.2  vhost_vdpa    3   256  vm-web01 (4711) +1\n");
	expect_shown(fixture->model, &devices, 64,
		     "DEVICE  TYPE     MGMTDEV   DRIVER    VQS  SIZE  USED BY\n"
		     "foo0    network  pci/000~  vhost_v~    3   256  vm-web01 (4711)\n"
		     "                                                +1\n");
	expect_shown(fixture->model, &devices, 56,
		     "DEVICE  TYPE     MGMTDEV           DRIVER      VQS  SIZE\n"
		     "foo0    network  pci/0000:03:00.2  vhost_vdpa    3   256\n"
		     "    USED BY  vm-web01 (4711) +1\n");
	expect_shown(fixture->model, &features, 80,
		     "DEVICE  CLASS  SUPPORTED    PROVISIONED         NEGOTIATED\n"
		     "foo0    net    0x100000018  0x8000000100000008  0x50000000008\n");
}

static void one_thing_is_a_page_on_a_terminal(void **state)
{
	struct fixture *fixture = *state;
	struct oneshot_command one = command_of(ONESHOT_FEATURES, "foo0");

	tell_net(fixture);
	expect_shown(fixture->model, &one, 40,
		     "foo0\n"
		     "  class          net\n"
		     "  supported      MTU 4 VERSION_1\n"
		     "  supported_hex  0x100000018\n"
		     "  provisioned    MTU VERSION_1\n"
		     "                 SPEED_DUPLEX\n"
		     "  provisioned_hex\n"
		     "                 0x8000000100000008\n"
		     "  negotiated     MTU RING_RESET 42\n"
		     "  negotiated_hex\n"
		     "                 0x50000000008\n");
}

static const struct CMUnitTest tests[] = {
	with_model(a_management_device_has_vdpas_keys_and_ours),
	with_model(a_device_has_vdpas_keys_and_who_uses_it),
	with_model(a_configuration_has_vdpas_keys_without_their_trailing_blanks),
	with_model(a_block_device_shows_all_of_its_configuration),
	with_model(every_bit_of_the_features_is_there_and_exact),
	with_model(a_class_that_vdpa_does_not_know_has_its_name),
	with_model(what_is_not_there_is_named_with_what_is_near),
	with_model(one_of_several_is_shown_alone),
	with_model(nothing_at_all_is_an_empty_object_or_no_line),
	with_model(a_device_that_only_sysfs_knows_says_so),
	with_model(a_configuration_that_cannot_be_read_has_the_kernels_words),
	with_model(a_list_that_is_cut_short_is_shown_and_fails),
	with_model(hostile_names_are_keys_that_a_parser_gets_back),
	with_model(hostile_names_do_nothing_to_lines),
	with_model(no_line_is_wider_than_the_terminal),
	with_model(a_list_is_a_table_on_a_terminal),
	with_model(one_thing_is_a_page_on_a_terminal),
};

UNIT_MAIN(show)
