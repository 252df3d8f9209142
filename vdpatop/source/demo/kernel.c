/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Netlink as the kernel does it: take a datagram's messages one by one, check them, have them
 * carried out, acknowledge (net/netlink/af_netlink.c netlink_rcv_skb(), netlink_ack();
 * net/netlink/genetlink.c genl_family_rcv_msg()). The socket has NETLINK_CAP_ACK and
 * NETLINK_EXT_ACK set, as ours to the real kernel has.
 */
#include "source/demo/kernel.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <libmnl/libmnl.h>
#include <linux/genetlink.h>
#include <linux/netlink.h>

#include "source/demo/fault.h"
#include "source/demo/ledger.h"
#include "vdpa/command.h"

/* The first command whose header is checked (the family's resv_start_op). */
#define CHECKED_FROM VDPA_CMD_DEV_ATTR_SET

int demo_kernel_open(struct demo_kernel *kernel, const struct demo_options *options)
{
	*kernel = (struct demo_kernel){
		.options = *options,
		.request = ARRAY_OF(char),
		.scratch = ARRAY_OF(char),
		.port = 4242,
		.family_id = DEMO_FAMILY_ID,
		.group_id = DEMO_GROUP_ID,
	};
	demo_news_open(&kernel->news);
	demo_outbox_init(&kernel->outbox);
	if (options->fault == DEMO_FAULT_OVERRUN)
		kernel->outbox.limit /= 12;
	demo_traffic_init(&kernel->traffic, options->seed);
	kernel->traffic.is_off = !options->has_traffic;
	kernel->reader = (struct demo_reader){ .ledger = options->ledger, .machine = &kernel->machine };
	if (demo_machine_build(&kernel->machine, options) < 0)
		return -ENOMEM;
	demo_ledger_sync(&kernel->reader);
	kernel->reader.tell = demo_news_tell_others;
	kernel->reader.context = kernel;
	return 0;
}

void demo_kernel_close(struct demo_kernel *kernel)
{
	demo_reader_close(&kernel->reader);
	demo_machine_free(&kernel->machine);
	demo_outbox_free(&kernel->outbox);
	demo_news_close(&kernel->news);
	array_free(&kernel->request);
	array_free(&kernel->scratch);
	free(kernel->dump.only);
}

void demo_kernel_begin(struct demo_kernel *kernel, int64_t due)
{
	if (!kernel->sample++)
		kernel->start = demo_ledger_start(kernel->options.ledger, due);
	kernel->due = due;
	if (kernel->options.has_traffic && due > kernel->start)
		kernel->traffic.elapsed = (uint64_t)(due - kernel->start) / 1000;
	demo_ledger_set_now(kernel->options.ledger, due);
	demo_ledger_sync(&kernel->reader);
	demo_close_nodes(kernel);
	demo_fault_begin(kernel);
}

bool demo_kernel_has_family(const struct demo_kernel *kernel)
{
	return kernel->options.fault != DEMO_FAULT_NO_MODULE &&
	       kernel->options.fault != DEMO_FAULT_NO_NETNS && !kernel->is_unloaded;
}

bool demo_kernel_can_dump(const struct demo_kernel *kernel, uint32_t command)
{
	const struct vdpa_command_info *info = vdpa_command_find(command);

	if (command == VDPA_CMD_DEV_VSTATS_GET && kernel->options.is_patched)
		return true;
	return info && info->can & VDPA_CAN_DUMP;
}

struct demo_message demo_reply_begin(const struct demo_request *request, void *place,
				     uint8_t command)
{
	struct demo_address to = { request->header->nlmsg_seq, request->port };

	return demo_message_begin_genl(place, DEMO_MESSAGE_SIZE, request->header->nlmsg_type, 0, to,
				       command);
}

int demo_reply_send(struct demo_kernel *kernel, const struct demo_message *message)
{
	size_t length;

	if (message->is_full)
		return -EMSGSIZE;
	length = demo_fault_spoil(kernel, message->header, message->header->nlmsg_len);
	return length ? demo_outbox_put(&kernel->outbox, message->header, length) : 0;
}

static void acknowledge(struct demo_kernel *kernel, const struct demo_request *request, int code)
{
	_Alignas(NLMSG_ALIGNTO) char place[1024];
	bool has_words = !demo_extack_is_empty(&request->extack, code);
	uint16_t flags = (uint16_t)(NLM_F_CAPPED | (has_words ? NLM_F_ACK_TLVS : 0));
	struct nlmsgerr body = { .error = code, .msg = *request->header };
	struct demo_address to = { request->header->nlmsg_seq, request->port };
	struct demo_message message =
		demo_message_begin(place, sizeof(place), NLMSG_ERROR, flags, to);

	demo_message_append(&message, &body, sizeof(body));
	demo_extack_put(&request->extack, code, &message);
	demo_outbox_put(&kernel->outbox, message.header, message.header->nlmsg_len);
}

/* Only for commands that were added after the kernel began to look. */
static int check_header(struct demo_request *request, const struct genlmsghdr *header)
{
	uint16_t flags = request->header->nlmsg_flags;

	if (header->cmd < CHECKED_FROM)
		return 0;
	if (header->reserved) {
		demo_extack_say(&request->extack, "genlmsghdr.reserved field is not 0");
		return -EINVAL;
	}
	if ((flags & NLM_F_DUMP) == NLM_F_DUMP)
		flags &= (uint16_t)~NLM_F_DUMP;
	if (flags & ~(NLM_F_REQUEST | NLM_F_ACK | NLM_F_ECHO)) {
		demo_extack_say(&request->extack, "ambiguous or reserved bits set in nlmsg_flags");
		return -EINVAL;
	}
	return 0;
}

static int do_family(struct demo_kernel *kernel, struct demo_request *request)
{
	const struct genlmsghdr *header = mnl_nlmsg_get_payload(request->header);
	bool is_dump = (request->header->nlmsg_flags & NLM_F_DUMP) == NLM_F_DUMP;
	const struct vdpa_command_info *info = vdpa_command_find(header->cmd);
	int result = check_header(request, header);

	if (result < 0)
		return result;
	if (!info || !(info->can & VDPA_CAN_DO))
		return -EOPNOTSUPP;
	if (is_dump && !demo_kernel_can_dump(kernel, header->cmd))
		return -EOPNOTSUPP;
	if (info->can & VDPA_CAN_ADMIN && kernel->options.fault == DEMO_FAULT_NO_ACCESS)
		return -EPERM;
	if (is_dump && kernel->dump.is_running)
		return -EBUSY;
	result = demo_policy_parse(request);
	if (result < 0)
		return result;
	return is_dump ? demo_dump_start(kernel, header->cmd, request) :
			 demo_command_do(kernel, header->cmd, request);
}

static int do_message(struct demo_kernel *kernel, struct demo_request *request)
{
	bool is_family = request->header->nlmsg_type == kernel->family_id &&
			 demo_kernel_has_family(kernel);

	if (request->header->nlmsg_type != GENL_ID_CTRL && !is_family)
		return -ENOENT;
	if (request->header->nlmsg_len < NLMSG_HDRLEN + GENL_HDRLEN)
		return -EINVAL;
	return is_family ? do_family(kernel, request) : demo_control_do(kernel, request);
}

static bool is_change(const struct nlmsghdr *header)
{
	const struct genlmsghdr *body = mnl_nlmsg_get_payload(header);

	return body->cmd == VDPA_CMD_DEV_NEW || body->cmd == VDPA_CMD_DEV_DEL ||
	       body->cmd == VDPA_CMD_DEV_ATTR_SET;
}

static void take_message(struct demo_kernel *kernel, const struct nlmsghdr *header)
{
	struct demo_request request = { .header = header, .port = kernel->port };
	bool is_dropped = header->nlmsg_type == kernel->family_id && demo_fault_drops(kernel, &request);
	int code = 0;

	/* What changes something is carried out within the sending: it is the answer that is lost. */
	if (is_dropped && !is_change(header))
		return;
	if (header->nlmsg_flags & NLM_F_REQUEST && header->nlmsg_type >= NLMSG_MIN_TYPE)
		code = do_message(kernel, &request);
	if (!is_dropped && code != -EINTR && (header->nlmsg_flags & NLM_F_ACK || code))
		acknowledge(kernel, &request, code);
}

/* Keeps the datagram, with zeros behind it that end every text in it. */
static int keep_request(struct demo_kernel *kernel, const void *data, size_t length)
{
	static const char end[NLMSG_ALIGNTO];

	kernel->request.count = 0;
	if (array_append(&kernel->request, data, length) < 0 ||
	    array_append(&kernel->request, end, sizeof(end)) < 0)
		return -ENOBUFS;
	return 0;
}

int demo_kernel_send(struct demo_kernel *kernel, const void *data, size_t length)
{
	const struct nlmsghdr *header;
	size_t at = 0;
	int result = keep_request(kernel, data, length);

	if (result < 0)
		return result;
	demo_ledger_sync(&kernel->reader);
	demo_fault_send(kernel);
	while (at < length && length - at >= NLMSG_HDRLEN) {
		header = (const struct nlmsghdr *)array_at(&kernel->request, char, at);
		if (header->nlmsg_len < NLMSG_HDRLEN || header->nlmsg_len > length - at)
			break;
		take_message(kernel, header);
		at += NLMSG_ALIGN(header->nlmsg_len);
	}
	return 0;
}

ssize_t demo_kernel_receive(struct demo_kernel *kernel, void *buffer, size_t size)
{
	ssize_t got = demo_outbox_take(&kernel->outbox, buffer, size);

	if (kernel->dump.is_running && demo_outbox_has_room(&kernel->outbox) &&
	    demo_dump_continue(kernel) < 0)
		kernel->outbox.failure = -ENOBUFS;
	return got;
}
