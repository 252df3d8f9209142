/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How long dumps are cut into datagrams: a line has BYTES/MESSAGES for one after another. */
#include "requests_many.h"

#include <errno.h>
#include <stdio.h>

#include <libmnl/libmnl.h>
#include <linux/genetlink.h>

#include "base/error.h"
#include "netlink/genl.h"
#include "source/source.h"
#include "vdpa/message.h"
#include "vdpa/numbers.h"

static void on_answer(void *context, size_t request, const struct nlmsghdr *reply,
		      const struct answer *answer)
{
	int *refused = context;

	(void)request;
	(void)reply;
	if (answer->code && !*refused)
		printf("refused: %s %s\n", error_name(answer->code), answer->message);
	if (answer->code)
		*refused = 1;
}

int requests_change_many(struct genl *genl, const struct genl_family *family, uint8_t command,
			 uint32_t count)
{
	int refused = 0;

	for (uint32_t i = 0; i < count; i++) {
		char name[32];
		struct vdpa_request request = { .command = command, .device = name };
		struct nlmsghdr *message = genl_add(genl, family, command, NLM_F_ACK);

		snprintf(name, sizeof(name), "rq-%u", i);
		if (command == VDPA_CMD_DEV_NEW)
			request.mgmtdev = "vdpasim_net";
		vdpa_encode(message, GENL_REQUEST_SIZE, &request);
		genl_commit(genl);
		genl_run(genl, on_answer, &refused);
	}
	return refused;
}

static int count_messages(const struct nlmsghdr *message, ssize_t length)
{
	int left = (int)length, count = 0;

	for (; mnl_nlmsg_ok(message, left); message = mnl_nlmsg_next(message, &left))
		count++;
	return count;
}

static void print_dump(const struct source *source, const struct genl_family *family,
		       uint8_t command, const char *name)
{
	static _Alignas(NLMSG_ALIGNTO) char buffer[GENL_RECEIVE_SIZE];
	const struct transport *transport = &source->transport;
	struct nlmsghdr *message = mnl_nlmsg_put_header(buffer);
	struct genlmsghdr *header;
	ssize_t got;

	message->nlmsg_type = family->id;
	message->nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
	message->nlmsg_seq = 1;
	header = mnl_nlmsg_put_extra_header(message, sizeof(*header));
	header->cmd = command;
	printf("%s:", name);
	transport->send(transport->self, buffer, message->nlmsg_len);
	while ((got = transport->receive(transport->self, buffer, sizeof(buffer))) > 0)
		printf(" %zd/%d", got, count_messages((struct nlmsghdr *)buffer, got));
	printf(got == -EAGAIN ? "\n" : " and failed\n");
}

void requests_print_dumps(const struct source *source, const struct genl_family *family)
{
	print_dump(source, family, VDPA_CMD_DEV_GET, "devices");
	print_dump(source, family, VDPA_CMD_DEV_CONFIG_GET, "configurations");
	print_dump(source, family, VDPA_CMD_DEV_VSTATS_GET, "counters");
}
