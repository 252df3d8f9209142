/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One task, one request: what is sent, what is not, and what is never sent twice. */
#include "engine/commander.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <linux/genetlink.h>

#include "base/error.h"
#include "base/text.h"
#include "engine/contact.h"
#include "engine/message.h"
#include "netlink/attribute.h"
#include "source/source.h"
#include "vdpa/message.h"
#include "vdpa/numbers.h"

#include "unit.h"

/* A demo host whose identities a test makes up, and which counts what changes something. */
struct desk {
	struct source demo;
	struct source source;
	struct contact contact;
	struct engine_result result;
	unsigned sent;        /* requests that change something */
	uint8_t request[1024]; /* the last of them */
	uint16_t answer_as;   /* their answers come back as ENOENT from the family of this id, 0: as they are */
	bool is_deaf;         /* no answer to them comes */
	bool is_moved;        /* the family's id is another one from the next look-up on */
	int looks;            /* look-ups of the family */
	uint64_t identity;
	const char *driver;
	int code;             /* of looking at the device */
	struct nlmsghdr lost; /* of the request that gets ENOENT */
	bool has_lost;
};

static bool changes(const struct nlmsghdr *message)
{
	const struct genlmsghdr *header = mnl_nlmsg_get_payload(message);

	return message->nlmsg_type != GENL_ID_CTRL &&
	       (header->cmd == VDPA_CMD_DEV_NEW || header->cmd == VDPA_CMD_DEV_DEL ||
		header->cmd == VDPA_CMD_DEV_ATTR_SET);
}

static int desk_send(void *self, const void *data, size_t length)
{
	struct desk *desk = self;
	const struct nlmsghdr *message = data;

	desk->looks += message->nlmsg_type == GENL_ID_CTRL;
	if (!changes(message))
		return desk->demo.transport.send(desk->demo.transport.self, data, length);
	desk->sent++;
	assert_in_range(length, 1, sizeof(desk->request));
	memcpy(desk->request, data, length);
	if (desk->is_deaf)
		return 0;
	if (desk->answer_as && message->nlmsg_type == desk->answer_as) {
		desk->lost = *message;
		desk->has_lost = true;
		return 0;
	}
	/* What the demo knows its family by. */
	((struct nlmsghdr *)(void *)desk->request)->nlmsg_type =
		(uint16_t)(message->nlmsg_type - (desk->is_moved ? 1 : 0));
	return desk->demo.transport.send(desk->demo.transport.self, desk->request, length);
}

/* Gives the family another id in what nlctrl says of it. */
static void move_family(void *data, size_t bytes)
{
	const struct nlmsghdr *message = data;
	const struct nlattr *attribute;

	if (bytes < sizeof(*message) || message->nlmsg_type != GENL_ID_CTRL)
		return;
	attribute_for_each_genl(attribute, message)
		if (mnl_attr_get_type(attribute) == CTRL_ATTR_FAMILY_ID)
			++*(uint16_t *)mnl_attr_get_payload(attribute);
}

static ssize_t desk_receive(void *self, void *buffer, size_t size)
{
	struct desk *desk = self;
	ssize_t got;

	if (desk->has_lost) {
		struct nlmsghdr *message = mnl_nlmsg_put_header(buffer);
		struct nlmsgerr *error = mnl_nlmsg_put_extra_header(message, sizeof(*error));

		desk->has_lost = false;
		message->nlmsg_type = NLMSG_ERROR;
		message->nlmsg_flags = NLM_F_CAPPED;
		message->nlmsg_seq = desk->lost.nlmsg_seq;
		error->error = -ENOENT;
		error->msg = desk->lost;
		return message->nlmsg_len;
	}
	got = desk->demo.transport.receive(desk->demo.transport.self, buffer, size);
	if (got > 0 && desk->is_moved)
		move_family(buffer, (size_t)got);
	return got;
}

static int desk_identify(void *self, const char *device, uint64_t *ret_identity, char *ret_driver,
			 size_t size)
{
	struct desk *desk = self;

	(void)device;
	if (desk->code)
		return desk->code;
	*ret_identity = desk->identity;
	text_copy(ret_driver, size, desk->driver);
	return 0;
}

static int64_t desk_begin(void *self, int64_t due)
{
	struct desk *desk = self;

	return desk->demo.begin(desk->demo.self, due);
}

static int desk_find_missing(void *self)
{
	(void)self;
	return -ENOENT;
}

static int desk_listen(void *self, uint32_t group)
{
	(void)self;
	(void)group;
	return 0;
}

static void desk_open(struct desk *desk, enum demo_fault fault)
{
	struct demo_options demo = DEMO_OPTIONS_DEFAULT;
	struct error error = { 0 };

	memset(desk, 0, sizeof(*desk));
	demo.fault = fault;
	desk->driver = "";
	desk->identity = 7;
	assert_int_equal(source_open_demo(&desk->demo, &demo, &error), 0);
	desk->source = (struct source){
		.transport = { desk_send, desk_receive, desk },
		.begin = desk_begin,
		.find_missing = desk_find_missing,
		.listen = desk_listen,
		.identify = desk_identify,
		.self = desk,
	};
	assert_int_equal(contact_open(&desk->contact, &desk->source, NULL), 0);
	desk->source.begin(desk->source.self, INT64_C(1000000000));
}

static void desk_close(struct desk *desk)
{
	contact_close(&desk->contact);
	desk->demo.close(desk->demo.self);
}

static struct task task_of(enum task_kind kind, const char *name)
{
	struct task task = { .kind = kind, .identity = 7, .mgmtdev = "vdpasim_net" };

	text_copy(task.name, sizeof(task.name), name);
	return task;
}

static void run(struct desk *desk, const struct task *task)
{
	memset(&desk->result, 0, sizeof(desk->result));
	commander_run(&desk->contact, task, &desk->result);
}

static void what_was_done_is_acknowledged(void **state)
{
	struct task task = task_of(TASK_ADD, "vm0");
	struct desk desk;

	(void)state;
	desk_open(&desk, DEMO_FAULT_NONE);
	task.valid = VDPA_HAS_MTU | VDPA_HAS_INDEX;
	task.mtu = 9000;
	run(&desk, &task);
	assert_true(desk.result.is_sent);
	assert_int_equal(desk.result.code, 0);
	assert_string_equal(desk.result.kernel, "");
	assert_true(((struct nlmsghdr *)(void *)desk.request)->nlmsg_flags & NLM_F_ACK);
	run(&desk, &task);
	assert_int_equal(desk.result.code, -EEXIST);
	assert_int_equal(desk.sent, 2);
	assert_int_equal(desk.looks, 1);
	desk_close(&desk);
}

static void the_kernels_words_and_what_they_blame_come_back(void **state)
{
	struct task task = task_of(TASK_SET_MAC, "lab0");
	struct desk desk;

	(void)state;
	desk_open(&desk, DEMO_FAULT_NONE);
	memcpy(task.mac, "\x01\x00\x00\x00\x00\x01", 6);
	run(&desk, &task);
	assert_int_equal(desk.result.code, -EOPNOTSUPP);
	assert_string_equal(desk.result.kernel, "vdpa: Invalid MAC address");
	task = task_of(TASK_ADD, "vm0");
	task.valid = VDPA_HAS_MTU;
	task.mtu = 60;
	run(&desk, &task);
	assert_int_equal(desk.result.code, -ERANGE);
	assert_int_equal(desk.result.attribute, VDPA_ATTR_DEV_NET_CFG_MTU);
	desk_close(&desk);
}

static void expect_not_sent(struct desk *desk, const struct task *task, int code, const char *words)
{
	run(desk, task);
	assert_false(desk->result.is_sent);
	assert_int_equal(desk->result.code, code);
	assert_non_null(strstr(desk->result.words, words));
	assert_non_null(strstr(desk->result.words, task->name));
	assert_int_equal(desk->sent, 0);
}

static void a_device_is_looked_at_right_before_it_is_deleted(void **state)
{
	struct task task = task_of(TASK_DELETE, "spare0");
	struct desk desk;

	(void)state;
	desk_open(&desk, DEMO_FAULT_NONE);
	desk.identity = 8;
	expect_not_sent(&desk, &task, -ESTALE, "another device");
	desk.identity = 7;
	desk.driver = "vhost_vdpa";
	expect_not_sent(&desk, &task, -EBUSY, "vhost_vdpa");
	desk.driver = ""; /* so it looks while another unbinds it, which may wait for a VM */
	expect_not_sent(&desk, &task, -EBUSY, "somebody else unbinds");
	desk.code = -ENODEV;
	expect_not_sent(&desk, &task, -ENODEV, "gone");
	desk.code = -EINVAL;
	expect_not_sent(&desk, &task, -EINVAL, "cannot be seen");
	desk.code = 0;
	desk.driver = "virtio_vdpa";
	run(&desk, &task);
	assert_true(desk.result.is_sent);
	assert_int_equal(desk.result.code, 0);
	desk_close(&desk);
}

static void a_mac_is_for_the_device_that_was_meant_whatever_drives_it(void **state)
{
	struct task task = task_of(TASK_SET_MAC, "lab0");
	struct desk desk;

	(void)state;
	desk_open(&desk, DEMO_FAULT_NONE);
	memcpy(task.mac, "\x02\x00\x00\x00\x00\x01", 6);
	desk.identity = 8;
	expect_not_sent(&desk, &task, -ESTALE, "another device");
	desk.identity = 7;
	desk.driver = "vhost_vdpa";
	run(&desk, &task);
	assert_int_equal(desk.result.code, 0);
	task.identity = 0; /* sysfs had not told of it */
	desk.code = -ENODEV;
	run(&desk, &task);
	assert_true(desk.result.is_sent);
	desk_close(&desk);
}

/* The module was loaded anew: what went to its old id was not carried out. */
static void a_family_that_moved_is_looked_up_and_asked_once_more(void **state)
{
	struct task task = task_of(TASK_ADD, "vm0");
	struct error error = { 0 };
	struct desk desk;

	(void)state;
	desk_open(&desk, DEMO_FAULT_NONE);
	assert_int_equal(contact_find_family(&desk.contact, &error), 0);
	desk.answer_as = desk.contact.family.id;
	desk.is_moved = true;
	run(&desk, &task);
	assert_true(desk.result.is_sent);
	assert_int_equal(desk.result.code, 0);
	assert_int_equal(desk.sent, 2);
	assert_int_equal(desk.looks, 2);
	desk_close(&desk);
}

static void a_driver_that_says_the_same_is_not_asked_twice(void **state)
{
	struct task task = task_of(TASK_ADD, "vm0");
	struct error error = { 0 };
	struct desk desk;

	(void)state;
	desk_open(&desk, DEMO_FAULT_NONE);
	assert_int_equal(contact_find_family(&desk.contact, &error), 0);
	desk.answer_as = desk.contact.family.id;
	run(&desk, &task);
	assert_true(desk.result.is_sent);
	assert_int_equal(desk.result.code, -ENOENT);
	assert_false(desk.result.is_lost);
	assert_int_equal(desk.sent, 1);
	desk_close(&desk);
}

static void without_an_answer_it_is_not_sent_again(void **state)
{
	struct task task = task_of(TASK_ADD, "vm0");
	struct desk desk;

	(void)state;
	desk_open(&desk, DEMO_FAULT_NONE);
	desk.is_deaf = true;
	run(&desk, &task);
	assert_true(desk.result.is_sent);
	assert_true(desk.result.is_lost);
	assert_int_equal(desk.sent, 1);
	desk_close(&desk);
}

static void without_the_module_nothing_is_sent(void **state)
{
	struct task task = task_of(TASK_ADD, "vm0");
	struct desk desk;

	(void)state;
	desk_open(&desk, DEMO_FAULT_NO_MODULE);
	run(&desk, &task);
	assert_false(desk.result.is_sent);
	assert_int_equal(desk.result.code, -ENOENT);
	assert_non_null(strstr(desk.result.words, "module is not loaded"));
	assert_int_equal(desk.sent, 0);
	desk_close(&desk);
}

static void what_netlink_cannot_do_is_refused(void **state)
{
	struct task task = task_of(TASK_REBIND, "spare0");
	struct desk desk;

	(void)state;
	desk_open(&desk, DEMO_FAULT_NONE);
	run(&desk, &task);
	assert_false(desk.result.is_sent);
	assert_int_equal(desk.result.code, -EINVAL);
	desk_close(&desk);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(what_was_done_is_acknowledged),
	cmocka_unit_test(the_kernels_words_and_what_they_blame_come_back),
	cmocka_unit_test(a_device_is_looked_at_right_before_it_is_deleted),
	cmocka_unit_test(a_mac_is_for_the_device_that_was_meant_whatever_drives_it),
	cmocka_unit_test(a_family_that_moved_is_looked_up_and_asked_once_more),
	cmocka_unit_test(a_driver_that_says_the_same_is_not_asked_twice),
	cmocka_unit_test(without_an_answer_it_is_not_sent_again),
	cmocka_unit_test(without_the_module_nothing_is_sent),
	cmocka_unit_test(what_netlink_cannot_do_is_refused),
};

UNIT_MAIN(commander)
