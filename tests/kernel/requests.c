/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Puts the table of requests (requests.def, then every attribute in every wrong size) to the real
 * kernel or to the demo host and prints what came back, one line each, so that the two can be
 * compared with diff. What differs from run to run is masked: counters, and the family's number.
 *
 * usage: vdpatop-requests --kernel|--demo [--patched] [--unprivileged]
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <libmnl/libmnl.h>
#include <linux/genetlink.h>

#include "base/clock.h"
#include "base/error.h"
#include "netlink/genl.h"
#include "requests_print.h"
#include "source/demo_options.h"
#include "source/source.h"
#include "vdpa/attribute.h"
#include "vdpa/command.h"
#include "vdpa/numbers.h"

enum how {
	DO = 0,
	DUMP = 1,
	RESERVED = 2,
	FLAG = 4,
	SHORT = 8,
	TRAIL = 16,
	LONG = 32,
	NO_ACK = 64,
	NO_REQUEST = 128,
	NO_FAMILY = 256,
	MORE = 512,
};

#define CONTROL (-1)
#define NOT_ROOT 1000

struct row {
	const char *name;
	int command;
	int how;
	const char *attributes;
};

static const struct row rows[] = {
#define X(name, command, how, attributes) { name, command, how, attributes },
#include "requests.def"
};

struct run {
	struct source source;
	uint16_t family;
	uint32_t sequence;
	size_t length; /* bytes in the datagram so far */
	_Alignas(NLMSG_ALIGNTO) char send[4096];
	_Alignas(NLMSG_ALIGNTO) char receive[GENL_RECEIVE_SIZE];
};

/* The bytes of a text: '%' and two hex digits stand for one byte, else hex digits alone. */
static size_t read_bytes(char *to, const char *from, size_t length, bool is_hex)
{
	size_t count = 0;

	for (size_t i = 0; i < length;) {
		if (is_hex || from[i] == '%') {
			char digits[] = { from[i + !is_hex], from[i + !is_hex + 1], '\0' };

			to[count++] = (char)strtoul(digits, NULL, 16);
			i += is_hex ? 2 : 3;
		} else {
			to[count++] = from[i++];
		}
	}
	return count;
}

/* One word "NUMBER=KIND:VALUE" of LENGTH bytes. Returns whether it is one. */
static bool put_word(struct nlmsghdr *message, const char *word, size_t length)
{
	char *at, bytes[2048];
	unsigned long type = strtoul(word, &at, 10);
	uint64_t number;
	size_t count;

	if (*at == '!') {
		type |= NLA_F_NESTED;
		at++;
	}
	if (at[0] != '=' || !at[1] || at[2] != ':')
		return false;
	length -= (size_t)(at + 3 - word);
	number = strtoull(at + 3, NULL, 0);
	switch (at[1]) {
	case 'z':
	case 's':
		count = read_bytes(bytes, at + 3, length, false);
		bytes[count] = '\0';
		mnl_attr_put(message, (uint16_t)type, count + (at[1] == 'z'), bytes);
		return true;
	case 'x':
		mnl_attr_put(message, (uint16_t)type, read_bytes(bytes, at + 3, length, true),
			     bytes);
		return true;
	case 'h':
	case 'w':
	case 'q': /* little-endian machines only, as everything here that is compared */
		count = at[1] == 'h' ? 2 : at[1] == 'w' ? 4 : 8;
		mnl_attr_put(message, (uint16_t)type, count, &number);
		return true;
	default:
		return false;
	}
}

static void put_words(struct nlmsghdr *message, const struct row *row)
{
	const char *word = row->attributes;

	while (*word) {
		size_t length = strcspn(word, " ");

		if (!put_word(message, word, length)) {
			fprintf(stderr, "requests: %s: cannot read \"%s\"\n", row->name, word);
			exit(2);
		}
		word += length;
		word += strspn(word, " ");
	}
}

static struct nlmsghdr *begin_request(struct run *run, const struct row *row)
{
	struct nlmsghdr *message = mnl_nlmsg_put_header(run->send + run->length);
	struct genlmsghdr *header;

	message->nlmsg_type = row->command == CONTROL ? GENL_ID_CTRL : run->family;
	if (row->how & NO_FAMILY)
		message->nlmsg_type = 0x7fff;
	if (!(row->how & NO_REQUEST))
		message->nlmsg_flags |= NLM_F_REQUEST;
	if (!(row->how & NO_ACK))
		message->nlmsg_flags |= NLM_F_ACK;
	if (row->how & DUMP)
		message->nlmsg_flags |= NLM_F_DUMP;
	if (row->how & FLAG)
		message->nlmsg_flags |= 0x0400; /* NLM_F_CREATE */
	message->nlmsg_seq = ++run->sequence;
	if (row->how & SHORT)
		return message;
	header = mnl_nlmsg_put_extra_header(message, sizeof(*header));
	header->cmd = row->command == CONTROL ? CTRL_CMD_GETFAMILY : (uint8_t)row->command;
	header->version = 1;
	header->reserved = row->how & RESERVED ? 1 : 0;
	return message;
}

/* Sends the datagram, prints what comes back, and begins the next. */
static void ask(struct run *run, const char *name)
{
	const struct transport *transport = &run->source.transport;
	int result;
	ssize_t got;

	requests_print_name(name);
	result = transport->send(transport->self, run->send, run->length);
	memset(run->send, 0, sizeof(run->send));
	run->length = 0;
	if (result < 0)
		printf(" send %s", error_name(result));
	for (;;) {
		got = transport->receive(transport->self, run->receive, sizeof(run->receive));
		if (got < 0)
			break;
		requests_print_datagram((struct nlmsghdr *)run->receive, (size_t)got);
	}
	if (got != -EAGAIN)
		printf(" receive %s", error_name((int)got));
	putchar('\n');
}

static void run_rows(struct run *run)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct nlmsghdr *message = begin_request(run, &rows[i]);

		put_words(message, &rows[i]);
		if (rows[i].how & TRAIL)
			message->nlmsg_len += 2;
		run->length += message->nlmsg_len;
		if (rows[i].how & LONG)
			message->nlmsg_len += 8;
		if (!(rows[i].how & MORE))
			ask(run, rows[i].name);
	}
}

/* ATTRIBUTE with SIZE bytes, behind a name that no device has: whatever passes finds nothing. */
static void ask_size(struct run *run, uint32_t command, uint32_t attribute, size_t size, int how)
{
	const struct vdpa_attribute_info *info = vdpa_attribute_find(attribute);
	struct row row = { "", (int)command, how, "" };
	struct nlmsghdr *message = begin_request(run, &row);
	const char bytes[16] = "rqrqrqrqrqrqrqr";
	char name[96];

	snprintf(name, sizeof(name), "%s %s, attribute %u (%s) of %zu bytes",
		 vdpa_command_find(command)->name, how & DUMP ? "dump" : "do", attribute,
		 info ? info->name : "unknown", size);
	mnl_attr_put_strz(message, VDPA_ATTR_DEV_NAME, "rq-none");
	mnl_attr_put(message, (uint16_t)attribute, size, bytes);
	/* Ends a text that has no end of its own. */
	mnl_attr_put_u16(message, VDPA_ATTR_DEV_NET_CFG_MAX_VQP, 1);
	run->length += message->nlmsg_len;
	ask(run, name);
}

/* Every attribute in every size, once; then the policy's in wrong sizes for every command. */
static void run_sizes(struct run *run)
{
	static const size_t sizes[] = { 0, 1, 2, 4, 6, 8, 9 };
	const size_t count = sizeof(sizes) / sizeof(sizes[0]);
	const struct vdpa_command_info *info;

	for (uint32_t attribute = 0; attribute <= VDPA_ATTR_COUNT + 1; attribute++)
		for (size_t i = 0; i < count; i++)
			ask_size(run, VDPA_CMD_DEV_GET, attribute, sizes[i], DO);
	for (uint32_t command = 1; (info = vdpa_command_find(command)); command++)
		for (uint32_t attribute = 1; info->can && attribute < VDPA_ATTR_COUNT; attribute++)
			if (vdpa_attribute_find(attribute)->policy != VDPA_POLICY_NONE) {
				ask_size(run, command, attribute, 0, DO);
				ask_size(run, command, attribute, 9, DO);
			}
}

static int open_source(struct run *run, bool is_demo, const struct demo_options *options)
{
	static struct clock clock;
	struct genl_family family = { 0 };
	struct error error = { 0 };
	struct genl *genl;
	int result;

	clock_start(&clock);
	result = is_demo ? source_open_demo(&run->source, options, &error) :
			   source_open_kernel(&run->source, &clock, &error);
	genl = result < 0 ? NULL : genl_new(run->source.transport);
	if (genl)
		result = genl_family_find(genl, VDPA_GENL_NAME, &family, &error);
	genl_free(genl);
	if (result < 0)
		fprintf(stderr, "requests: %s\n", error.words);
	else
		run->family = family.id;
	return result;
}

int main(int count, char **words)
{
	static struct run run;
	struct demo_options options = DEMO_OPTIONS_DEFAULT;
	bool is_demo = false, is_kernel = false, is_unprivileged = false;

	options.is_patched = false;
	for (int i = 1; i < count; i++) {
		is_demo |= !strcmp(words[i], "--demo");
		is_kernel |= !strcmp(words[i], "--kernel");
		is_unprivileged |= !strcmp(words[i], "--unprivileged");
		options.is_patched |= !strcmp(words[i], "--patched");
	}
	if (is_demo == is_kernel) {
		fprintf(stderr,
			"usage: vdpatop-requests --kernel|--demo [--patched] [--unprivileged]\n");
		return 2;
	}
	if (is_unprivileged)
		options.fault = DEMO_FAULT_NO_ACCESS;
	if (is_unprivileged && is_kernel && !geteuid() &&
	    setresuid(NOT_ROOT, NOT_ROOT, NOT_ROOT) < 0) {
		perror("requests: becoming an ordinary user");
		return 1;
	}
	if (open_source(&run, is_demo, &options) < 0)
		return 1;
	run_rows(&run);
	run_sizes(&run);
	run.source.close(run.source.self);
	return 0;
}
