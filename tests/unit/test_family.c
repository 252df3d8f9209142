/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Floor 1: what nlctrl says about a family. */
#include "netlink/genl.h"

#include <errno.h>
#include <linux/genetlink.h>
#include <linux/netlink.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "script.h"
#include "unit.h"
#include "vdpa/numbers.h"

struct bench {
	struct script *script;
	struct genl *genl;
	struct genl_family family;
	struct error error;
};

static int setup(void **state)
{
	struct bench *bench = calloc(1, sizeof(*bench));

	if (!bench)
		return -1;
	bench->script = script_new();
	bench->genl = genl_new(script_transport(bench->script));
	bench->family.id = 42;
	*state = bench;
	return bench->genl ? 0 : -1;
}

static int teardown(void **state)
{
	struct bench *bench = *state;

	genl_free(bench->genl);
	script_free(bench->script);
	free(bench);
	return 0;
}

static int find(struct bench *bench)
{
	return genl_family_find(bench->genl, VDPA_GENL_NAME, &bench->family, &bench->error);
}

static struct wire *start_reply(struct bench *bench)
{
	struct wire *wire = &bench->script->wire;
	struct genlmsghdr header = { .cmd = CTRL_CMD_NEWFAMILY, .version = 2 };

	wire_start(wire, GENL_ID_CTRL, 0, 0);
	wire_put_raw(wire, &header, sizeof(header));
	return wire;
}

static void put_operation(struct wire *wire, uint16_t index, uint32_t command, uint32_t flags)
{
	size_t nest = wire_nest(wire, index);

	wire_put_u32(wire, CTRL_ATTR_OP_ID, command);
	wire_put_u32(wire, CTRL_ATTR_OP_FLAGS, flags);
	wire_end_nest(wire, nest);
}

static void put_group(struct wire *wire, uint16_t index, const char *name, uint32_t id)
{
	size_t nest = wire_nest(wire, index);

	wire_put_text(wire, CTRL_ATTR_MCAST_GRP_NAME, name);
	wire_put_u32(wire, CTRL_ATTR_MCAST_GRP_ID, id);
	wire_end_nest(wire, nest);
}

/* As a patched 6.12 answers: DEV_VSTATS_GET can dump, and there is a group. */
static void put_vdpa(struct bench *bench)
{
	struct wire *wire = start_reply(bench);
	size_t nest;

	wire_put_text(wire, CTRL_ATTR_FAMILY_NAME, "vdpa");
	wire_put_u16(wire, CTRL_ATTR_FAMILY_ID, WIRE_FAMILY);
	wire_put_u32(wire, CTRL_ATTR_VERSION, 1);
	wire_put_u32(wire, CTRL_ATTR_HDRSIZE, 0);
	wire_put_u32(wire, CTRL_ATTR_MAXATTR, 37);
	nest = wire_nest(wire, CTRL_ATTR_OPS);
	put_operation(wire, 1, VDPA_CMD_DEV_GET, 0x0e);
	put_operation(wire, 2, VDPA_CMD_DEV_NEW, 0x0b);
	put_operation(wire, 3, VDPA_CMD_DEV_VSTATS_GET, 0x0f);
	wire_end_nest(wire, nest);
	nest = wire_nest(wire, CTRL_ATTR_MCAST_GROUPS);
	put_group(wire, 1, "config", 11);
	wire_end_nest(wire, nest);
	script_datagram(bench->script);
}

static void a_family_comes_with_its_operations_and_groups(void **state)
{
	struct bench *bench = *state;
	const struct genl_family *family = &bench->family;

	put_vdpa(bench);
	assert_int_equal(find(bench), 0);
	assert_int_equal(bench->script->sent[0].type, GENL_ID_CTRL);
	assert_int_equal(bench->script->sent[0].command, CTRL_CMD_GETFAMILY);
	assert_int_equal(family->id, WIRE_FAMILY);
	assert_int_equal(family->version, 1);
	assert_int_equal(family->maxattr, 37);
	assert_int_equal(family->operation_count, 3);
	assert_int_equal(genl_family_flags(family, VDPA_CMD_DEV_NEW), 0x0b);
	assert_int_equal(genl_family_group(family, "config"), 11);
}

static void what_the_kernel_can_dump_is_read_from_its_flags(void **state)
{
	struct bench *bench = *state;

	put_vdpa(bench);
	assert_int_equal(find(bench), 0);
	assert_true(genl_family_can_dump(&bench->family, VDPA_CMD_DEV_GET));
	assert_true(genl_family_can_dump(&bench->family, VDPA_CMD_DEV_VSTATS_GET));
	assert_false(genl_family_can_dump(&bench->family, VDPA_CMD_DEV_NEW));
	assert_false(genl_family_can_dump(&bench->family, VDPA_CMD_DEV_ATTR_SET));
	assert_int_equal(genl_family_flags(&bench->family, VDPA_CMD_DEV_ATTR_SET), 0);
	assert_int_equal(genl_family_group(&bench->family, "conf"), 0);
}

static void a_family_that_is_missing_is_enoent_with_its_name(void **state)
{
	struct bench *bench = *state;

	script_answer(bench->script, 0, -ENOENT, NULL);
	assert_int_equal(find(bench), -ENOENT);
	assert_int_equal(bench->error.code, -ENOENT);
	assert_non_null(strstr(bench->error.words, "vdpa"));
	assert_int_equal(bench->family.id, 42);
}

static void a_bare_acknowledgement_is_no_family(void **state)
{
	struct bench *bench = *state;

	script_answer(bench->script, 0, 0, NULL);
	assert_int_equal(find(bench), -EBADMSG);
	assert_int_equal(bench->family.id, 42);
}

static void no_answer_at_all_is_no_data(void **state)
{
	struct bench *bench = *state;

	assert_int_equal(find(bench), -ENODATA);
	assert_int_equal(bench->script->sends, 2);
}

static void a_transport_that_fails_is_told_with_words(void **state)
{
	struct bench *bench = *state;

	bench->script->send_code = -EACCES;
	assert_int_equal(find(bench), -EACCES);
	assert_non_null(strstr(bench->error.words, "Permission denied"));
}

static void a_family_without_an_id_makes_no_sense(void **state)
{
	struct bench *bench = *state;
	struct wire *wire = start_reply(bench);

	wire_put_u32(wire, CTRL_ATTR_FAMILY_ID, WIRE_FAMILY); /* a u16 it should be */
	wire_put_u32(wire, CTRL_ATTR_MAXATTR, 37);
	script_datagram(bench->script);
	assert_int_equal(find(bench), -EBADMSG);
	assert_int_equal(bench->family.id, 42);
}

static void a_family_with_a_header_of_its_own_is_not_ours(void **state)
{
	struct bench *bench = *state;
	struct wire *wire = start_reply(bench);

	wire_put_u16(wire, CTRL_ATTR_FAMILY_ID, WIRE_FAMILY);
	wire_put_u32(wire, CTRL_ATTR_HDRSIZE, 8);
	script_datagram(bench->script);
	assert_int_equal(find(bench), -EBADMSG);
}

static void nests_that_are_cut_or_empty_give_what_is_whole(void **state)
{
	struct bench *bench = *state;
	struct wire *wire = start_reply(bench);
	size_t nest;

	wire_put_u16(wire, CTRL_ATTR_FAMILY_ID, WIRE_FAMILY);
	wire_put(wire, CTRL_ATTR_OPS, NULL, 0);
	nest = wire_nest(wire, CTRL_ATTR_OPS);
	put_operation(wire, 1, VDPA_CMD_DEV_GET, 0x0e);
	put_operation(wire, 2, VDPA_CMD_DEV_NEW, 0x0b);
	wire_end_nest(wire, nest);
	((struct nlattr *)(wire->data + nest))->nla_len -= 4;
	wire_put(wire, CTRL_ATTR_MCAST_GROUPS, "abc", 3);
	script_datagram(bench->script);
	assert_int_equal(find(bench), 0);
	assert_int_equal(bench->family.operation_count, 1);
	assert_int_equal(bench->family.group_count, 0);
}

static void more_operations_and_groups_than_there_is_room_for_are_left_out(void **state)
{
	struct bench *bench = *state;
	struct wire *wire = start_reply(bench);
	size_t nest;

	wire_put_u16(wire, CTRL_ATTR_FAMILY_ID, WIRE_FAMILY);
	nest = wire_nest(wire, CTRL_ATTR_OPS);
	for (uint32_t i = 1; i <= 200; i++)
		put_operation(wire, (uint16_t)i, i, 2);
	wire_end_nest(wire, nest);
	nest = wire_nest(wire, CTRL_ATTR_MCAST_GROUPS);
	for (uint16_t i = 1; i <= 200; i++)
		put_group(wire, i, "a-name-longer-than-the-kernel-allows", i);
	wire_end_nest(wire, nest);
	script_datagram(bench->script);
	assert_int_equal(find(bench), 0);
	assert_int_equal(bench->family.operation_count, 64);
	assert_int_equal(bench->family.group_count, 16);
	assert_int_equal(genl_family_group(&bench->family, "a-name-longer-t"), 1);
}

static void a_group_name_without_its_nul_is_ended(void **state)
{
	struct bench *bench = *state;
	struct wire *wire = start_reply(bench);
	size_t groups, group;

	wire_put_u16(wire, CTRL_ATTR_FAMILY_ID, WIRE_FAMILY);
	groups = wire_nest(wire, CTRL_ATTR_MCAST_GROUPS);
	group = wire_nest(wire, 1);
	wire_put(wire, CTRL_ATTR_MCAST_GRP_NAME, "conf", 4);
	wire_put_u32(wire, CTRL_ATTR_MCAST_GRP_ID, 9);
	wire_end_nest(wire, group);
	wire_end_nest(wire, groups);
	script_datagram(bench->script);
	assert_int_equal(find(bench), 0);
	assert_int_equal(genl_family_group(&bench->family, "conf"), 9);
}

static void a_look_up_waits_for_the_batch_to_be_empty(void **state)
{
	struct bench *bench = *state;

	assert_non_null(genl_add(bench->genl, &bench->family, VDPA_CMD_DEV_GET, 0));
	genl_commit(bench->genl);
	assert_int_equal(find(bench), -EBUSY);
	assert_int_equal(bench->script->sends, 0);
	assert_int_equal(genl_pending(bench->genl), 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

static const struct CMUnitTest tests[] = {
	TEST(a_family_comes_with_its_operations_and_groups),
	TEST(what_the_kernel_can_dump_is_read_from_its_flags),
	TEST(a_family_that_is_missing_is_enoent_with_its_name),
	TEST(a_bare_acknowledgement_is_no_family),
	TEST(no_answer_at_all_is_no_data),
	TEST(a_transport_that_fails_is_told_with_words),
	TEST(a_family_without_an_id_makes_no_sense),
	TEST(a_family_with_a_header_of_its_own_is_not_ours),
	TEST(nests_that_are_cut_or_empty_give_what_is_whole),
	TEST(more_operations_and_groups_than_there_is_room_for_are_left_out),
	TEST(a_group_name_without_its_nul_is_ended),
	TEST(a_look_up_waits_for_the_batch_to_be_empty),
};

UNIT_MAIN(family)
