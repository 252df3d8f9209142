/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * vdpafail MGMTDEV: runs each kind of request again and again and lets the first, the second, the
 * third… allocation that it makes fail (/proc/thread-self/fail-nth, see the kernel's
 * Documentation/fault-injection), until a run needs no more of them. Each time the kernel must be
 * left whole, and what a listener knows must be true: of a device that is there it was told, or
 * that it was told not everything (ENOBUFS); the same of one that is gone.
 *
 * Prints TAP, and numbers. Which allocations count is said by failslab's filter, beforehand.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/genetlink.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "ask.h"
#include "netlink/attribute.h"
#include "vdpa/numbers.h"

#define NAME "fail0"
#define MOST 1000 /* allocations of one request */

struct fail {
	const char *mgmtdev;
	struct ask listener;
	int nth; /* the file */
};

/* What a listener has heard since the last time. */
struct heard {
	unsigned int added, deleted, lost;
};

struct operation {
	const char *words;
	uint8_t command;
	uint16_t flags;
	bool is_there; /* the device, before */
};

static const struct operation operations[] = {
	{ "adding a device", VDPA_CMD_DEV_NEW, NLM_F_ACK, false },
	{ "deleting a device", VDPA_CMD_DEV_DEL, NLM_F_ACK, true },
	{ "asking for a device", VDPA_CMD_DEV_GET, NLM_F_ACK, true },
	{ "a dump of devices", VDPA_CMD_DEV_GET, NLM_F_DUMP, true },
	{ "asking for its configuration", VDPA_CMD_DEV_CONFIG_GET, NLM_F_ACK, true },
	{ "asking for a queue's counters", VDPA_CMD_DEV_VSTATS_GET, NLM_F_ACK, true },
	{ "a dump of counters", VDPA_CMD_DEV_VSTATS_GET, NLM_F_DUMP, true },
	{ "setting an attribute", VDPA_CMD_DEV_ATTR_SET, NLM_F_ACK, true },
};

/* The numbers of one operation. */
struct tally {
	unsigned int failed, refused, lost, wrong;
};

static int operate(struct ask *ask, const struct fail *fail, const struct operation *operation)
{
	static const unsigned char mac[6] = { 0x02, 0, 0, 0, 0xfa, 0x11 };
	char buffer[ASK_BYTES];
	struct nlmsghdr *message;

	if (operation->command == VDPA_CMD_DEV_NEW)
		return ask_add(ask, fail->mgmtdev, NAME, 0xfa11);
	message = ask_begin(ask, buffer, operation->command, operation->flags);
	if (operation->flags != NLM_F_DUMP || operation->command == VDPA_CMD_DEV_VSTATS_GET)
		mnl_attr_put_strz(message, VDPA_ATTR_DEV_NAME, NAME);
	if (operation->command == VDPA_CMD_DEV_VSTATS_GET)
		mnl_attr_put_u32(message, VDPA_ATTR_DEV_QUEUE_INDEX, 0);
	if (operation->command == VDPA_CMD_DEV_ATTR_SET)
		mnl_attr_put(message, VDPA_ATTR_DEV_NET_CFG_MACADDR, sizeof(mac), mac);
	return ask_talk(ask, message);
}

static bool is_there(void)
{
	return access("/sys/bus/vdpa/devices/" NAME, F_OK) == 0;
}

static void datagram_hear(struct heard *heard, const void *buffer, size_t left)
{
	const struct nlmsghdr *message;

	for (message = buffer; message_fits(message, left); message = message_next(message, &left)) {
		const struct genlmsghdr *header = mnl_nlmsg_get_payload(message);

		heard->added += header->cmd == VDPA_CMD_DEV_NEW;
		heard->deleted += header->cmd == VDPA_CMD_DEV_DEL;
	}
}

/* All that is there to be read: events are queued before the request that made them returns. */
static struct heard listener_hear(struct fail *fail)
{
	struct heard heard = { 0 };
	char buffer[ASK_BYTES];

	for (;;) {
		ssize_t got = recv(mnl_socket_get_fd(fail->listener.socket), buffer, sizeof(buffer), MSG_DONTWAIT);

		if (got >= 0)
			datagram_hear(&heard, buffer, (size_t)got);
		else if (errno == ENOBUFS)
			heard.lost++;
		else
			return heard;
	}
}

static void nth_write(const struct fail *fail, unsigned int nth)
{
	char text[16];
	int length = snprintf(text, sizeof(text), "%u", nth);

	if (pwrite(fail->nth, text, (size_t)length, 0) != length)
		perror("vdpafail: writing fail-nth");
}

/* How many more allocations would have been needed; 0: one failed. */
static unsigned int nth_read(const struct fail *fail)
{
	char text[16] = "";

	if (pread(fail->nth, text, sizeof(text) - 1, 0) <= 0)
		perror("vdpafail: reading fail-nth");
	return (unsigned int)strtoul(text, NULL, 10);
}

/* Makes the world what OPERATION begins with. */
static void world_prepare(struct fail *fail, struct ask *ask, const struct operation *operation)
{
	if (is_there() && !operation->is_there)
		ask_delete(ask, NAME);
	if (!is_there() && operation->is_there)
		ask_add(ask, fail->mgmtdev, NAME, 0xfa11);
	listener_hear(fail);
}

/* Whether what was heard and what is there agree. */
static bool world_is_true(const struct operation *operation, const struct heard *heard)
{
	if (heard->lost)
		return true;
	if (operation->command == VDPA_CMD_DEV_NEW)
		return is_there() ? heard->added && !heard->deleted : heard->added == heard->deleted;
	if (operation->command == VDPA_CMD_DEV_DEL)
		return is_there() ? !heard->deleted : heard->deleted == 1;
	return is_there();
}

/* One run in which the NTHth allocation fails. Returns whether there was such a one. */
static bool operation_fail(struct fail *fail, const struct operation *operation, unsigned int nth, struct tally *tally)
{
	struct ask ask;
	struct heard heard;
	unsigned int left;
	int error = ask_open(&ask);

	if (error) {
		printf("# no socket: %s\n", strerror(-error));
		tally->wrong++;
		return false;
	}
	world_prepare(fail, &ask, operation);
	nth_write(fail, nth);
	error = operate(&ask, fail, operation);
	left = nth_read(fail);
	nth_write(fail, 0);
	heard = listener_hear(fail);
	ask_close(&ask);
	tally->failed += !left;
	tally->refused += !left && error;
	tally->lost += !left && heard.lost;
	if (!world_is_true(operation, &heard) || (left && error && error != -EOPNOTSUPP && error != -EAGAIN)) {
		printf("# %s, allocation %u: %s, heard %u additions, %u deletions, %u losses; it is%s there\n",
		       operation->words, nth, strerror(-error), heard.added, heard.deleted, heard.lost,
		       is_there() ? "" : " not");
		tally->wrong++;
	}
	return !left;
}

static struct tally operation_fail_all(struct fail *fail, const struct operation *operation)
{
	struct tally tally = { 0 };
	unsigned int nth = 1;

	while (nth < MOST && operation_fail(fail, operation, nth, &tally))
		nth++;
	printf("# %s: %u allocations failed, %u requests with them, %u listeners told ENOBUFS\n", operation->words,
	       tally.failed, tally.refused, tally.lost);
	printf("%s - %s: each of its allocations may fail, and what listeners know stays true\n",
	       tally.wrong || nth == MOST ? "not ok" : "ok", operation->words);
	return tally;
}

static int fail_begin(struct fail *fail)
{
	int error = ask_open(&fail->listener);

	if (!error)
		error = ask_listen(&fail->listener, 0);
	if (error) {
		fprintf(stderr, "vdpafail: listening to the vdpa family: %s\n", strerror(-error));
		return -1;
	}
	fail->nth = open("/proc/thread-self/fail-nth", O_RDWR | O_CLOEXEC);
	if (fail->nth < 0)
		perror("vdpafail: /proc/thread-self/fail-nth");
	return fail->nth;
}

int main(int argc, char **argv)
{
	struct fail fail = { .mgmtdev = argc == 2 ? argv[1] : NULL };
	unsigned int failed = 0, told[2] = { 0 };
	struct ask ask;

	if (argc != 2) {
		fprintf(stderr, "usage: vdpafail MGMTDEV\n");
		return 2;
	}
	if (fail_begin(&fail) < 0)
		return 1;
	for (size_t i = 0; i < sizeof(operations) / sizeof(*operations); i++) {
		struct tally tally = operation_fail_all(&fail, &operations[i]);

		failed += tally.failed;
		if (i < 2)
			told[i] = tally.lost;
	}
	/* Or the runs above have shown nothing. */
	printf("%s - the message of an addition, and of a deletion, failed too: ENOBUFS\n",
	       told[0] && told[1] ? "ok" : "not ok");
	printf("# allocations failed in all: %u\n", failed);
	if (ask_open(&ask) == 0)
		ask_delete(&ask, NAME);
	return 0;
}
