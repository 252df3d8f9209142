/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * vdpafuzz SECONDS SEED: sends the vdpa family valid requests with something wrong in them, and
 * reads what comes back. The seed gives the same requests again. It judges nothing: that is for
 * the kernel's own checks, in its log. It prints how many requests it sent and how they ended.
 *
 * It must not only be refused: a third of the requests go out as they are, and names are few, so
 * that devices are there to be asked about, and come and go.
 */
#include <dirent.h>
#include <errno.h>
#include <linux/genetlink.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "ask.h"
#include "vdpa/numbers.h"

#define ERRNOS 135
#define DEVICES "/sys/bus/vdpa/devices"
#define KEEP "keep"     /* devices of such a name are not deleted */
#define SWEEP 256       /* requests, then devices of odd names go */

struct fuzz {
	struct ask ask;
	uint64_t random;
	uint64_t sent, changed, interrupted;
	uint64_t ends[ERRNOS]; /* by errno */
	uint64_t commands[256], dumps[256];
};

/* xorshift64*: the state is never 0. */
static uint32_t roll(struct fuzz *fuzz, uint32_t sides)
{
	fuzz->random ^= fuzz->random >> 12;
	fuzz->random ^= fuzz->random << 25;
	fuzz->random ^= fuzz->random >> 27;
	return (uint32_t)((fuzz->random * 0x2545f4914f6cdd1dULL) >> 33) % sides;
}

static const char *const names[] = { "fuzz0", "fuzz1", "fuzz2", "fuzz3", "keep0", "keep1", "no such device", "" };
/* Not vdpasim_blk: each of its devices takes 128 MiB. */
static const char *const mgmtdevs[] = { "vdpasim_net", "vdpasim_net", "vduse", "nothing" };

#define PICK(fuzz, array) ((array)[roll((fuzz), sizeof(array) / sizeof(*(array)))])

/* fuzz0 to fuzz3 come and go; keep0 and keep1 stay, unless a flipped bit makes another command. */
static void name_put(struct fuzz *fuzz, struct nlmsghdr *message, uint8_t command)
{
	const char *name = PICK(fuzz, names);

	if (command == VDPA_CMD_DEV_DEL && !strncmp(name, KEEP, strlen(KEEP)))
		name = "fuzz0";
	/* A stock kernel warns in its log of a device without a name, and goes on. */
	if (command == VDPA_CMD_DEV_NEW && !*name)
		name = "fuzz1";
	mnl_attr_put_strz(message, VDPA_ATTR_DEV_NAME, name);
}

static uint32_t index_odd(struct fuzz *fuzz)
{
	static const uint32_t odd[] = { 0, 1, 2, 3, 64, 0x7fff, 0x8000, 0x8001, 0xffff, 0x10000, 0x7fffffff, 0xffffffff };

	return PICK(fuzz, odd);
}

/* Valid by itself: what a command needs, and sometimes what it may have. */
static void attributes_put(struct fuzz *fuzz, struct nlmsghdr *message, uint8_t command)
{
	const unsigned char mac[6] = { 0x02, 0, 0, 0, 0xf0, (unsigned char)roll(fuzz, 256) };

	if (command == VDPA_CMD_MGMTDEV_GET || command == VDPA_CMD_DEV_NEW)
		mnl_attr_put_strz(message, VDPA_ATTR_MGMTDEV_DEV_NAME, PICK(fuzz, mgmtdevs));
	if (command != VDPA_CMD_MGMTDEV_GET && roll(fuzz, 8))
		name_put(fuzz, message, command);
	if (command == VDPA_CMD_DEV_VSTATS_GET && roll(fuzz, 8))
		mnl_attr_put_u32(message, VDPA_ATTR_DEV_QUEUE_INDEX, roll(fuzz, 3) ? roll(fuzz, 3) : index_odd(fuzz));
	if (command == VDPA_CMD_DEV_ATTR_SET || (command == VDPA_CMD_DEV_NEW && roll(fuzz, 2)))
		mnl_attr_put(message, VDPA_ATTR_DEV_NET_CFG_MACADDR, sizeof(mac), mac);
	if (command == VDPA_CMD_DEV_NEW && !roll(fuzz, 4))
		mnl_attr_put_u16(message, VDPA_ATTR_DEV_NET_CFG_MTU, (uint16_t)(68 + roll(fuzz, 9000)));
	if (command == VDPA_CMD_DEV_NEW && !roll(fuzz, 8))
		mnl_attr_put_u64(message, VDPA_ATTR_DEV_FEATURES, (uint64_t)roll(fuzz, UINT32_MAX) << roll(fuzz, 32));
}

/* An attribute of any number, of any length, with any bytes. */
static void attribute_odd_put(struct fuzz *fuzz, struct nlmsghdr *message)
{
	unsigned char bytes[600];
	static const uint16_t lengths[] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 255, 256, 600 };
	uint16_t type = (uint16_t)roll(fuzz, roll(fuzz, 4) ? 40 : 0x10000), length = PICK(fuzz, lengths);

	for (uint16_t i = 0; i < length; i++)
		bytes[i] = (unsigned char)roll(fuzz, 256);
	mnl_attr_put(message, type, length, bytes);
}

/* Takes the NUL off the last attribute, or gives it a length that is not its own. */
static void attribute_last_break(struct fuzz *fuzz, struct nlmsghdr *message)
{
	size_t head = NLMSG_HDRLEN + sizeof(struct genlmsghdr), at = head, last = 0;
	struct nlattr *attribute;

	while (at + sizeof(*attribute) <= message->nlmsg_len) {
		attribute = (struct nlattr *)((char *)message + at);
		last = at;
		if (attribute->nla_len < sizeof(*attribute))
			break;
		at += NLMSG_ALIGN((size_t)attribute->nla_len);
	}
	if (!last)
		return;
	attribute = (struct nlattr *)((char *)message + last);
	if (roll(fuzz, 2)) {
		memset((char *)message + message->nlmsg_len - NLA_ALIGNTO, 'x', NLA_ALIGNTO);
		attribute->nla_len = (uint16_t)(message->nlmsg_len - last);
	} else {
		attribute->nla_len = (uint16_t)roll(fuzz, 2U * attribute->nla_len + 2);
	}
}

static void bytes_flip(struct fuzz *fuzz, struct nlmsghdr *message)
{
	for (uint32_t i = roll(fuzz, 4) + 1; i > 0; i--) {
		uint32_t at = NLMSG_HDRLEN + roll(fuzz, message->nlmsg_len - NLMSG_HDRLEN);

		((unsigned char *)message)[at] ^= (unsigned char)(1 << roll(fuzz, 8));
	}
}

/* Names that a dump or a message has to carry and may have no room for. */
static void name_long_put(struct fuzz *fuzz, struct nlmsghdr *message)
{
	char name[5000];
	uint32_t length = roll(fuzz, roll(fuzz, 2) ? 300 : sizeof(name) - 1);

	memset(name, 'n', length);
	name[length] = '\0';
	mnl_attr_put_strz(message, VDPA_ATTR_DEV_NAME, name);
}

static void message_change(struct fuzz *fuzz, struct nlmsghdr *message, bool is_new)
{
	for (uint32_t i = roll(fuzz, 3) + 1; i > 0; i--) {
		switch (roll(fuzz, 6)) {
		case 0:
			bytes_flip(fuzz, message);
			break;
		case 1:
			attribute_odd_put(fuzz, message);
			break;
		case 2:
			attribute_last_break(fuzz, message);
			break;
		case 3:
			if (message->nlmsg_len > NLMSG_HDRLEN + 4)
				message->nlmsg_len -= 1 + roll(fuzz, message->nlmsg_len - NLMSG_HDRLEN - 4);
			return;
		case 4:
			message->nlmsg_flags ^= (uint16_t)(1 << roll(fuzz, 12));
			break;
		default:
			/* Of a long name, too, it warns when a device gets it. */
			if (!is_new)
				name_long_put(fuzz, message);
		}
	}
}

/* Names that a flipped bit has made would be more and more. */
static void devices_sweep(struct fuzz *fuzz)
{
	DIR *folder = opendir(DEVICES);
	const struct dirent *entry;

	if (!folder)
		return;
	while ((entry = readdir(folder)))
		if (entry->d_name[0] != '.' && strncmp(entry->d_name, KEEP, strlen(KEEP)) != 0)
			ask_delete(&fuzz->ask, entry->d_name);
	closedir(folder);
}

static struct nlmsghdr *message_make(struct fuzz *fuzz, void *buffer)
{
	static const uint8_t commands[] = {
		VDPA_CMD_MGMTDEV_GET, VDPA_CMD_DEV_NEW, VDPA_CMD_DEV_DEL, VDPA_CMD_DEV_GET,
		VDPA_CMD_DEV_CONFIG_GET, VDPA_CMD_DEV_VSTATS_GET, VDPA_CMD_DEV_VSTATS_GET,
		VDPA_CMD_DEV_VSTATS_GET, VDPA_CMD_DEV_ATTR_SET,
	};
	uint8_t command = PICK(fuzz, commands);
	bool is_dump = !roll(fuzz, 3);
	struct nlmsghdr *message =
		ask_begin(&fuzz->ask, buffer, roll(fuzz, 32) ? command : (uint8_t)roll(fuzz, 256),
			  is_dump ? NLM_F_DUMP | NLM_F_ACK : NLM_F_ACK);

	if (!is_dump || !roll(fuzz, 3))
		attributes_put(fuzz, message, command);
	(is_dump ? fuzz->dumps : fuzz->commands)[command]++;
	if (roll(fuzz, 3)) {
		message_change(fuzz, message, command == VDPA_CMD_DEV_NEW);
		fuzz->changed++;
	}
	/* Without this nobody would know when the answer is over. */
	message->nlmsg_flags |= NLM_F_REQUEST | NLM_F_ACK;
	return message;
}

static void numbers_print(const struct fuzz *fuzz)
{
	printf("requests=%llu changed=%llu answers=%llu interrupted=%llu\n", (unsigned long long)fuzz->sent,
	       (unsigned long long)fuzz->changed, (unsigned long long)fuzz->ask.messages,
	       (unsigned long long)fuzz->interrupted);
	printf("vstats_gets=%llu vstats_dumps=%llu", (unsigned long long)fuzz->commands[VDPA_CMD_DEV_VSTATS_GET],
	       (unsigned long long)fuzz->dumps[VDPA_CMD_DEV_VSTATS_GET]);
	for (int i = 0; i < ERRNOS; i++)
		if (fuzz->ends[i])
			printf(" %s=%llu", i ? strerrorname_np(i) : "ok", (unsigned long long)fuzz->ends[i]);
	putchar('\n');
}

/* Returns 0, or 1 when the kernel no longer answers. */
static int fuzz_run(struct fuzz *fuzz, time_t seconds)
{
	char buffer[3 * ASK_BYTES] = "";
	time_t end = time(NULL) + seconds;

	while (time(NULL) < end) {
		struct nlmsghdr *message = message_make(fuzz, buffer);
		int error = ask_talk(&fuzz->ask, message);

		fuzz->sent++;
		fuzz->interrupted += fuzz->ask.is_interrupted;
		if (error == -ETIMEDOUT) {
			printf("request %llu was not answered in %d s\n", (unsigned long long)fuzz->sent, ASK_PATIENCE);
			return 1;
		}
		if (fuzz->sent % SWEEP == 0)
			devices_sweep(fuzz);
		fuzz->ends[-error >= 0 && -error < ERRNOS ? -error : 0]++;
	}
	return 0;
}

int main(int argc, char **argv)
{
	static struct fuzz fuzz;
	long seconds = argc == 3 ? strtol(argv[1], NULL, 10) : 0;
	int status, error;

	if (seconds <= 0 || seconds > 3600) {
		fprintf(stderr, "usage: vdpafuzz SECONDS SEED\n");
		return 2;
	}
	fuzz.random = strtoull(argv[2], NULL, 0) | 1;
	error = ask_open(&fuzz.ask);
	if (error) {
		fprintf(stderr, "vdpafuzz: the vdpa family: %s\n", strerror(-error));
		return 1;
	}
	ask_add(&fuzz.ask, "vdpasim_net", "keep0", 1);
	ask_add(&fuzz.ask, "vdpasim_blk", "keep1", 2);
	status = fuzz_run(&fuzz, seconds);
	numbers_print(&fuzz);
	ask_close(&fuzz.ask);
	return status;
}
