/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Puts the table of requests (requests.def, then every attribute in every wrong size) to the real
 * kernel or to the demo host and prints what came back, one line each, so that the two can be
 * compared with diff. What differs from run to run is masked: counters, and the family's number.
 *
 * usage: vdpatop-requests --kernel|--demo [--patched] [--unprivileged | --many COUNT]
 *
 * With --many it makes so many devices and prints how dumps of them are cut into datagrams.
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
#include "requests_many.h"
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

struct settings {
	bool is_demo, is_kernel, is_unprivileged;
	uint32_t many; /* devices; 0: the table */
	struct demo_options demo;
};

static int open_source(struct source *ret_source, const struct settings *settings)
{
	static struct clock clock;
	struct error error = { 0 };
	int result;

	clock_start(&clock);
	result = settings->is_demo ? source_open_demo(ret_source, &settings->demo, &error) :
				     source_open_kernel(ret_source, &clock, &error);
	if (result < 0)
		fprintf(stderr, "requests: %s\n", error.words);
	return result;
}

static int find_family(const struct source *source, struct genl_family *ret_family)
{
	struct genl *genl = genl_new(source->transport);
	struct error error = { .words = "out of memory" };
	int result = genl ? genl_family_find(genl, VDPA_GENL_NAME, ret_family, &error) : -ENOMEM;

	genl_free(genl);
	if (result < 0)
		fprintf(stderr, "requests: %s\n", error.words);
	return result;
}

static bool read_settings(struct settings *settings, int count, char **words)
{
	settings->demo = DEMO_OPTIONS_DEFAULT;
	settings->demo.is_patched = false;
	settings->demo.autoprobe = DEMO_UNBOUND; /* as guest/60-requests.sh has it */
	for (int i = 1; i < count; i++) {
		settings->is_demo |= !strcmp(words[i], "--demo");
		settings->is_kernel |= !strcmp(words[i], "--kernel");
		settings->is_unprivileged |= !strcmp(words[i], "--unprivileged");
		settings->demo.is_patched |= !strcmp(words[i], "--patched");
		if (!strcmp(words[i], "--many") && i + 1 < count)
			settings->many = (uint32_t)strtoul(words[++i], NULL, 10);
	}
	if (settings->is_unprivileged)
		settings->demo.fault = DEMO_FAULT_NO_ACCESS;
	if (settings->many)
		settings->demo.devices = 0;
	return settings->is_demo != settings->is_kernel;
}

static int run_many(struct source *source, const struct genl_family *family,
		    struct settings *settings)
{
	struct genl *genl = genl_new(source->transport);
	int refused = requests_change_many(genl, family, VDPA_CMD_DEV_NEW, settings->many);
	struct source fresh;

	requests_print_dumps(source, family);
	/* A socket that has received nothing yet is given smaller datagrams at first. */
	if (open_source(&fresh, settings) < 0)
		return 1;
	requests_print_dumps(&fresh, family);
	fresh.close(fresh.self);
	refused |= requests_change_many(genl, family, VDPA_CMD_DEV_DEL, settings->many);
	genl_free(genl);
	return refused;
}

int main(int count, char **words)
{
	static struct run run;
	struct genl_family family = { 0 };
	struct settings settings = { 0 };
	int result = 0;

	if (!read_settings(&settings, count, words)) {
		fprintf(stderr, "usage: vdpatop-requests --kernel|--demo [--patched] "
				"[--unprivileged | --many COUNT]\n");
		return 2;
	}
	/* What the demo's second socket must see of the first one's devices. */
	settings.demo.ledger = demo_ledger_new();
	if (settings.is_unprivileged && settings.is_kernel && !geteuid() &&
	    setresuid(NOT_ROOT, NOT_ROOT, NOT_ROOT) < 0) {
		perror("requests: becoming an ordinary user");
		return 1;
	}
	if (open_source(&run.source, &settings) < 0 || find_family(&run.source, &family) < 0)
		return 1;
	run.family = family.id;
	if (settings.many) {
		result = run_many(&run.source, &family, &settings);
	} else {
		run_rows(&run);
		run_sizes(&run);
	}
	run.source.close(run.source.self);
	demo_ledger_free(settings.demo.ledger);
	return result;
}
