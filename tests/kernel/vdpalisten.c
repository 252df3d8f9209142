/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a kernel says of vDPA, as raw as a line can be: an independent reader beside vdpatop's own.
 *
 *   vdpalisten listen            joins the group "config", prints "ready", then a line per event
 *                                ("new NAME status 0xf negotiated 0x300000020", "del NAME …", where
 *                                - is what an event does not hold; "ENOBUFS" after a loss), until
 *                                a signal ends it
 *   vdpalisten dump [-x COMMAND] [DEVICE]
 *                                the dump of counters, a line per queue ("NAME INDEX negotiated F
 *                                max_vqp N kickdoorbells=… wqes=…") and a line about the dump;
 *                                COMMAND runs when the first datagram has come
 *   vdpalisten get DEVICE INDEX  a line per counter, or the errno and the kernel's words
 *   vdpalisten set DEVICE MAC    sets the MAC of a device's configuration
 *   vdpalisten family            operations with their flags, groups, the greatest attribute
 *   vdpalisten bench             ms of all counters by one GET per queue, and by one dump
 *
 * The exit status is 0, 1 for an error from the kernel, 2 for a wrong call.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <libmnl/libmnl.h>
#include <linux/genetlink.h>

#include "netlink/attribute.h"
#include "vdpa/numbers.h"

#define BUFFER_BYTES 8192 /* what libmnl's users receive with: long dumps take several */
#define GROUP "config"

struct talk {
	struct mnl_socket *socket;
	uint16_t family;
	uint32_t group; /* 0: there is none */
	uint32_t sequence;
	/* Of the last request. */
	int error;
	char words[128];
	unsigned int messages, datagrams;
	bool is_interrupted;
	const char *command; /* to run after the first datagram */
};

typedef void message_f(const struct nlmsghdr *message, void *context);

static const struct nlattr *attribute_of(const struct nlmsghdr *message, uint16_t type)
{
	const struct nlattr *attribute;

	attribute_for_each_genl(attribute, message)
		if (mnl_attr_get_type(attribute) == type)
			return attribute;
	return NULL;
}

static const char *text_of(const struct nlmsghdr *message, uint16_t type)
{
	const struct nlattr *attribute = attribute_of(message, type);

	return attribute ? mnl_attr_get_str(attribute) : "-";
}

static struct nlmsghdr *request_begin(struct talk *talk, void *buffer, uint16_t type,
				      uint8_t command, uint16_t flags)
{
	struct nlmsghdr *message = mnl_nlmsg_put_header(buffer);
	struct genlmsghdr *header;

	message->nlmsg_type = type;
	message->nlmsg_flags = NLM_F_REQUEST | flags;
	message->nlmsg_seq = ++talk->sequence;
	header = mnl_nlmsg_put_extra_header(message, sizeof(*header));
	header->cmd = command;
	header->version = 1;
	return message;
}

/* The code and words of an acknowledgement or of a dump's end. */
static void take_end(struct talk *talk, const struct nlmsghdr *message, size_t offset)
{
	const int *code = mnl_nlmsg_get_payload(message);
	const struct nlattr *attribute;

	talk->error = -*code;
	if (message->nlmsg_flags & NLM_F_ACK_TLVS)
		attribute_for_each(attribute, message, offset)
			if (mnl_attr_get_type(attribute) == NLMSGERR_ATTR_MSG)
				snprintf(talk->words, sizeof(talk->words), "%s",
					 mnl_attr_get_str(attribute));
}

/* Whether the answer is at its end with this datagram. */
static bool take_datagram(struct talk *talk, const void *buffer, int left, message_f *on_message,
			  void *context)
{
	const struct nlmsghdr *message = buffer;

	for (; mnl_nlmsg_ok(message, left); message = mnl_nlmsg_next(message, &left)) {
		talk->is_interrupted |= (message->nlmsg_flags & NLM_F_DUMP_INTR) != 0;
		if (message->nlmsg_type == NLMSG_ERROR)
			return take_end(talk, message, sizeof(struct nlmsgerr)), true;
		if (message->nlmsg_type == NLMSG_DONE)
			return take_end(talk, message, sizeof(int)), true;
		talk->messages++;
		on_message(message, context);
	}
	return false;
}

static void command_run(struct talk *talk)
{
	if (talk->command && system(talk->command) != 0) /* NOLINT: a test's own command */
		fprintf(stderr, "vdpalisten: the command failed\n");
	talk->command = NULL;
}

/* Sends MESSAGE and gives all that comes back to ON_MESSAGE. Returns 0, or the kernel's errno. */
static int ask(struct talk *talk, const struct nlmsghdr *message, message_f *on_message,
	       void *context)
{
	char buffer[BUFFER_BYTES];
	bool is_done = false;

	talk->error = 0;
	talk->words[0] = '\0';
	talk->messages = talk->datagrams = 0;
	talk->is_interrupted = false;
	if (mnl_socket_sendto(talk->socket, message, message->nlmsg_len) < 0)
		return talk->error = errno;
	while (!is_done) {
		ssize_t got = mnl_socket_recvfrom(talk->socket, buffer, sizeof(buffer));

		if (got < 0)
			return talk->error = errno;
		talk->datagrams++;
		is_done = take_datagram(talk, buffer, (int)got, on_message, context);
		command_run(talk);
	}
	return talk->error;
}

static int print_error(const struct talk *talk)
{
	if (talk->error)
		printf("%s %s\n", strerrorname_np(talk->error), talk->words);
	return talk->error != 0;
}

static void take_group(struct talk *talk, const struct nlattr *group, bool is_printed)
{
	const struct nlattr *attribute;
	const char *name = "";
	uint32_t number = 0;

	attribute_for_each_nested(attribute, group) {
		if (mnl_attr_get_type(attribute) == CTRL_ATTR_MCAST_GRP_NAME)
			name = mnl_attr_get_str(attribute);
		if (mnl_attr_get_type(attribute) == CTRL_ATTR_MCAST_GRP_ID)
			number = mnl_attr_get_u32(attribute);
	}
	if (!strcmp(name, GROUP))
		talk->group = number;
	if (is_printed)
		printf("group %s\n", name);
}

static void print_operation(const struct nlattr *operation)
{
	const struct nlattr *attribute;
	uint32_t number = 0, flags = 0;

	attribute_for_each_nested(attribute, operation) {
		if (mnl_attr_get_type(attribute) == CTRL_ATTR_OP_ID)
			number = mnl_attr_get_u32(attribute);
		if (mnl_attr_get_type(attribute) == CTRL_ATTR_OP_FLAGS)
			flags = mnl_attr_get_u32(attribute);
	}
	printf("operation %u flags 0x%x\n", number, flags);
}

struct family_context {
	struct talk *talk;
	bool is_printed;
};

static void on_family(const struct nlmsghdr *message, void *context)
{
	const struct family_context *family = context;
	const struct nlattr *attribute, *part;

	attribute_for_each_genl(attribute, message) {
		uint16_t type = mnl_attr_get_type(attribute);

		if (type == CTRL_ATTR_FAMILY_ID)
			family->talk->family = mnl_attr_get_u16(attribute);
		if (type == CTRL_ATTR_MAXATTR && family->is_printed)
			printf("maxattr %u\n", mnl_attr_get_u32(attribute));
		if (type == CTRL_ATTR_OPS && family->is_printed)
			attribute_for_each_nested(part, attribute)
				print_operation(part);
		if (type == CTRL_ATTR_MCAST_GROUPS)
			attribute_for_each_nested(part, attribute)
				take_group(family->talk, part, family->is_printed);
	}
}

static int talk_begin(struct talk *talk, bool is_printed)
{
	struct family_context family = { talk, is_printed };
	char buffer[256];
	struct nlmsghdr *message;
	int one = 1;

	talk->socket = mnl_socket_open(NETLINK_GENERIC);
	if (!talk->socket || mnl_socket_bind(talk->socket, 0, MNL_SOCKET_AUTOPID) < 0)
		return perror("vdpalisten: socket"), 1;
	mnl_socket_setsockopt(talk->socket, NETLINK_EXT_ACK, &one, sizeof(one));
	/* Without the request in it, an error's words follow at once. */
	mnl_socket_setsockopt(talk->socket, NETLINK_CAP_ACK, &one, sizeof(one));
	message = request_begin(talk, buffer, GENL_ID_CTRL, CTRL_CMD_GETFAMILY, NLM_F_ACK);
	mnl_attr_put_strz(message, CTRL_ATTR_FAMILY_NAME, VDPA_GENL_NAME);
	ask(talk, message, on_family, &family);
	return print_error(talk);
}

static void print_bits(const char *name, const struct nlmsghdr *message, uint16_t type)
{
	const struct nlattr *attribute = attribute_of(message, type);

	printf(attribute ? " %s 0x%" PRIx64 : " %s -", name,
	       attribute ? mnl_attr_get_u64(attribute) : 0);
}

/* Pairs of a name and a value, each FORMAT with them. */
static void print_pairs(const struct nlmsghdr *message, const char *before, const char *after)
{
	const struct nlattr *attribute;
	const char *name = "?";

	attribute_for_each_genl(attribute, message) {
		if (mnl_attr_get_type(attribute) == VDPA_ATTR_DEV_VENDOR_ATTR_NAME)
			name = mnl_attr_get_str(attribute);
		if (mnl_attr_get_type(attribute) == VDPA_ATTR_DEV_VENDOR_ATTR_VALUE)
			printf("%s%s=%" PRIu64 "%s", before, name, mnl_attr_get_u64(attribute), after);
	}
}

static void on_queue(const struct nlmsghdr *message, void *context)
{
	const struct nlattr *index = attribute_of(message, VDPA_ATTR_DEV_QUEUE_INDEX);
	const struct nlattr *pairs = attribute_of(message, VDPA_ATTR_DEV_NET_CFG_MAX_VQP);

	(void)context;
	printf("%s %d", text_of(message, VDPA_ATTR_DEV_NAME), index ? (int)mnl_attr_get_u32(index) : -1);
	print_bits("negotiated", message, VDPA_ATTR_DEV_NEGOTIATED_FEATURES);
	printf(" max_vqp %d", pairs ? mnl_attr_get_u16(pairs) : -1);
	print_pairs(message, " ", "");
	putchar('\n');
}

static void on_nothing(const struct nlmsghdr *message, void *context)
{
	(void)message;
	(void)context;
}

static int dump(struct talk *talk, const char *device, message_f *on_message)
{
	char buffer[1024];
	struct nlmsghdr *message =
		request_begin(talk, buffer, talk->family, VDPA_CMD_DEV_VSTATS_GET, NLM_F_DUMP);

	if (device)
		mnl_attr_put_strz(message, VDPA_ATTR_DEV_NAME, device);
	return ask(talk, message, on_message, NULL);
}

static int show_dump(struct talk *talk, const char *device)
{
	dump(talk, device, on_queue);
	printf("# messages %u datagrams %u interrupted %d\n", talk->messages, talk->datagrams,
	       talk->is_interrupted);
	return print_error(talk);
}

static void on_pairs(const struct nlmsghdr *message, void *context)
{
	(void)context;
	print_pairs(message, "", "\n");
}

static int get(struct talk *talk, const char *device, uint32_t index, message_f *on_message)
{
	char buffer[1024];
	struct nlmsghdr *message =
		request_begin(talk, buffer, talk->family, VDPA_CMD_DEV_VSTATS_GET, NLM_F_ACK);

	mnl_attr_put_strz(message, VDPA_ATTR_DEV_NAME, device);
	mnl_attr_put_u32(message, VDPA_ATTR_DEV_QUEUE_INDEX, index);
	return ask(talk, message, on_message, NULL);
}

static int show_get(struct talk *talk, const char *device, const char *index)
{
	get(talk, device, (uint32_t)strtoul(index, NULL, 0), on_pairs);
	return print_error(talk);
}

static int set(struct talk *talk, const char *device, const char *mac)
{
	char buffer[1024];
	unsigned char bytes[6] = { 0 };
	struct nlmsghdr *message =
		request_begin(talk, buffer, talk->family, VDPA_CMD_DEV_ATTR_SET, NLM_F_ACK);

	sscanf(mac, "%hhx:%hhx:%hhx:%hhx:%hhx:%hhx", &bytes[0], &bytes[1], &bytes[2], &bytes[3],
	       &bytes[4], &bytes[5]);
	mnl_attr_put_strz(message, VDPA_ATTR_DEV_NAME, device);
	mnl_attr_put(message, VDPA_ATTR_DEV_NET_CFG_MACADDR, sizeof(bytes), bytes);
	ask(talk, message, on_nothing, NULL);
	return print_error(talk);
}

static void print_event(const struct nlmsghdr *message)
{
	const struct genlmsghdr *header = mnl_nlmsg_get_payload(message);
	const struct nlattr *attribute, *status = NULL;
	bool is_status = false;

	attribute_for_each_genl(attribute, message) {
		if (mnl_attr_get_type(attribute) == VDPA_ATTR_DEV_VENDOR_ATTR_NAME)
			is_status = !strcmp(mnl_attr_get_str(attribute), "status");
		if (mnl_attr_get_type(attribute) == VDPA_ATTR_DEV_VENDOR_ATTR_VALUE && is_status)
			status = attribute;
	}
	printf("%s %s", header->cmd == VDPA_CMD_DEV_NEW ? "new" : header->cmd == VDPA_CMD_DEV_DEL ? "del" : "?",
	       text_of(message, VDPA_ATTR_DEV_NAME));
	printf(status ? " status 0x%x" : " status -",
	       status ? (unsigned int)mnl_attr_get_u64(status) : 0);
	print_bits("negotiated", message, VDPA_ATTR_DEV_NEGOTIATED_FEATURES);
	printf(" mgmtdev %s\n", text_of(message, VDPA_ATTR_MGMTDEV_DEV_NAME));
	fflush(stdout);
}

static int listen_on(struct talk *talk)
{
	char buffer[BUFFER_BYTES];

	if (!talk->group) {
		printf("no group %s\n", GROUP);
		return 1;
	}
	if (mnl_socket_setsockopt(talk->socket, NETLINK_ADD_MEMBERSHIP, &talk->group,
				  sizeof(talk->group)) < 0)
		return perror("vdpalisten: joining the group"), 1;
	puts("ready");
	fflush(stdout);
	for (;;) {
		ssize_t got = mnl_socket_recvfrom(talk->socket, buffer, sizeof(buffer));
		int left = (int)got;
		const struct nlmsghdr *message = (const void *)buffer;

		if (got < 0) {
			puts(strerrorname_np(errno));
			fflush(stdout);
			continue;
		}
		for (; mnl_nlmsg_ok(message, left); message = mnl_nlmsg_next(message, &left))
			print_event(message);
	}
}

#define BENCH_DEVICES 4096
#define BENCH_TURNS 5

struct bench {
	char names[BENCH_DEVICES][32];
	uint32_t queues[BENCH_DEVICES];
	uint32_t count, total;
};

static void on_device(const struct nlmsghdr *message, void *context)
{
	struct bench *bench = context;
	const struct nlattr *queues = attribute_of(message, VDPA_ATTR_DEV_MAX_VQS);

	if (bench->count == BENCH_DEVICES)
		return;
	snprintf(bench->names[bench->count], sizeof(bench->names[0]), "%s",
		 text_of(message, VDPA_ATTR_DEV_NAME));
	bench->queues[bench->count] = queues ? mnl_attr_get_u32(queues) : 0;
	bench->total += bench->queues[bench->count++];
}

static double milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void get_all(struct talk *talk, const struct bench *bench)
{
	for (uint32_t i = 0; i < bench->count; i++)
		for (uint32_t queue = 0; queue < bench->queues[i]; queue++)
			get(talk, bench->names[i], queue, on_nothing);
}

/* The best of some turns of each, as whatever else runs only makes them longer. */
static int show_bench(struct talk *talk)
{
	static struct bench bench;
	char buffer[64];
	double gets = 1e9, dumps = 1e9;

	ask(talk, request_begin(talk, buffer, talk->family, VDPA_CMD_DEV_GET, NLM_F_DUMP), on_device,
	    &bench);
	for (int turn = 0; turn < BENCH_TURNS; turn++) {
		double begin = milliseconds(), between;

		get_all(talk, &bench);
		between = milliseconds();
		dump(talk, NULL, on_nothing);
		gets = between - begin < gets ? between - begin : gets;
		dumps = milliseconds() - between < dumps ? milliseconds() - between : dumps;
	}
	printf("%u devices %u queues: %.2f ms by GETs, %.2f ms by dump (%u messages)\n",
	       bench.count, bench.total, gets, dumps, talk->messages);
	return print_error(talk);
}

int main(int argc, char **argv)
{
	struct talk talk = { 0 };
	const char *verb = argc > 1 ? argv[1] : "";

	if (talk_begin(&talk, !strcmp(verb, "family")))
		return 1;
	if (!strcmp(verb, "family"))
		return 0;
	if (!strcmp(verb, "listen"))
		return listen_on(&talk);
	if (!strcmp(verb, "bench"))
		return show_bench(&talk);
	if (!strcmp(verb, "get") && argc == 4)
		return show_get(&talk, argv[2], argv[3]);
	if (!strcmp(verb, "set") && argc == 4)
		return set(&talk, argv[2], argv[3]);
	if (!strcmp(verb, "dump") && argc > 3 && !strcmp(argv[2], "-x")) {
		talk.command = argv[3];
		return show_dump(&talk, argv[4]);
	}
	if (!strcmp(verb, "dump"))
		return show_dump(&talk, argv[2]);
	fprintf(stderr, "usage: vdpalisten listen|dump|get|set|family|bench …\n");
	return 2;
}
