/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The demo's faults. Nothing here is random: the same run misbehaves in the same places. */
#include "source/demo/fault.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <libmnl/libmnl.h>
#include <linux/genetlink.h>

#include "source/demo/hash.h"
#include "source/demo/kernel.h"
#include "source/demo/ledger.h"

#define LATE_SECONDS 1.5
#define DAEMON_SECONDS 31 /* as measured: vduse's msg_timeout is 30 s, and a little more */
#define RESET_PERIOD UINT64_C(3000000) /* µs */
#define FATAL_SAMPLE 3
#define RESTART_PERIOD 8 /* samples: after one of them the first device is reset, */
#define RESTART_RESET 2
#define RESTART_NEGOTIATE 5 /* and after this one negotiated again */
#define FLOOD 1000 /* changes; a receive buffer holds some 200 */

/* The device that somebody else adds and deletes. */
#define OTHERS_DEVICE "guest0"

static const struct {
	const char *name, *meaning;
} faults[] = {
#define X(id, name, meaning) [DEMO_FAULT_##id] = { name, meaning },
	DEMO_FAULTS(X)
#undef X
};

const char *demo_fault_name(enum demo_fault fault)
{
	return faults[fault].name;
}

const char *demo_fault_meaning(enum demo_fault fault)
{
	return faults[fault].meaning;
}

static bool has(const struct demo_kernel *kernel, enum demo_fault fault)
{
	return kernel->options.fault == fault;
}

static void sleep_seconds(double seconds)
{
	struct timespec left = { .tv_sec = (time_t)seconds };

	left.tv_nsec = (long)((seconds - (double)left.tv_sec) * 1e9);
	while (nanosleep(&left, &left) < 0 && errno == EINTR)
		;
}

/* As in the kernel, nothing but the end of the process ends this. */
void demo_fault_hang(void)
{
	for (;;)
		pause();
}

bool demo_fault_is_dead(const struct demo_kernel *kernel, int32_t mgmtdev)
{
	return has(kernel, DEMO_FAULT_DEAD_DAEMON) && mgmtdev >= 0 &&
	       array_at(&kernel->machine.mgmtdevs, struct demo_mgmtdev, mgmtdev)->kind->needs_daemon;
}

void demo_fault_delay(const struct demo_kernel *kernel, enum demo_change change, int32_t mgmtdev)
{
	bool is_dead = demo_fault_is_dead(kernel, mgmtdev);

	if (kernel->options.add_delay > 0 && (change == DEMO_ADDED || is_dead))
		sleep_seconds(kernel->options.add_delay);
	else if (is_dead)
		sleep_seconds(DAEMON_SECONDS);
}

static void tell_of_all(struct demo_kernel *kernel, enum demo_change change)
{
	for (size_t i = 0; i < kernel->machine.devices.count; i++)
		demo_news_tell(kernel, array_at(&kernel->machine.devices, struct demo_device, i), change);
}

/* Unloaded, the module takes the group's members along; loaded again, it has other numbers. */
static void reload(struct demo_kernel *kernel)
{
	bool is_away = kernel->sample % 4 == 2;

	if (is_away == kernel->is_unloaded)
		return;
	if (is_away)
		tell_of_all(kernel, DEMO_GONE);
	kernel->is_unloaded = is_away;
	kernel->news.is_member = false;
	if (is_away) {
		demo_news_tell_family(kernel, false);
		return;
	}
	kernel->family_id++;
	kernel->group_id++;
	demo_news_tell_family(kernel, true);
	tell_of_all(kernel, DEMO_ADDED);
}

static void put_back(struct demo_kernel *kernel)
{
	size_t first = kernel->machine.devices.count;

	demo_machine_put_back(&kernel->machine);
	for (size_t i = first; i < kernel->machine.devices.count; i++)
		demo_news_tell(kernel, array_at(&kernel->machine.devices, struct demo_device, i),
			       DEMO_ADDED);
}

/* Somebody else adds the device, or deletes it. */
static void change_device(struct demo_kernel *kernel)
{
	struct demo_machine *machine = &kernel->machine;
	struct demo_device *device = demo_machine_find(machine, OTHERS_DEVICE);
	const struct demo_mgmtdev *mgmtdev = array_at(&machine->mgmtdevs, struct demo_mgmtdev, 0);

	if (!demo_ledger_has_room(&kernel->reader, device))
		return;
	kernel->is_entry_due = true;
	if (device) {
		kernel->others = *device;
		demo_news_tell(kernel, device, DEMO_GONE);
		demo_machine_remove(machine, device);
		return;
	}
	device = demo_machine_add(machine, 0, demo_kind_has_net(mgmtdev->kind) ? VDPA_CLASS_NET :
									 VDPA_CLASS_BLOCK,
				  OTHERS_DEVICE);
	if (device)
		demo_news_tell(kernel, device, DEMO_ADDED);
}

/* The host's look at the last sample is over by now: it must not see more than that did. */
static void enter_change(struct demo_kernel *kernel)
{
	struct demo_device *device;
	char name[] = OTHERS_DEVICE;

	if (!kernel->is_entry_due)
		return;
	demo_ledger_lock(&kernel->reader);
	device = demo_machine_find(&kernel->machine, OTHERS_DEVICE);
	kernel->others.name = name;
	if (device)
		demo_ledger_enter(&kernel->reader, device);
	else if (kernel->others.identity)
		demo_ledger_enter_gone(&kernel->reader, &kernel->others);
	kernel->is_entry_due = false;
	kernel->others = (struct demo_device){ 0 };
	demo_ledger_unlock(&kernel->reader);
}

/* A guest that restarts. No uevent tells of it: on a stock kernel the next tick shows it. */
static void restart_guest(struct demo_kernel *kernel)
{
	struct demo_device *device = kernel->machine.devices.count ?
		array_at(&kernel->machine.devices, struct demo_device, 0) : NULL;

	if (!device || !device->pid || !demo_ledger_has_room(&kernel->reader, device))
		return;
	device->is_negotiated = kernel->sample % RESTART_PERIOD == RESTART_NEGOTIATE;
	if (!device->is_negotiated)
		device->off_since = kernel->traffic.elapsed;
	else if (device->off_since)
		device->off_for += kernel->traffic.elapsed - device->off_since;
	if (device->is_negotiated)
		device->off_since = 0;
	demo_ledger_enter(&kernel->reader, device);
	demo_news_tell(kernel, device, DEMO_CHANGED);
}

static bool change_comes(const struct demo_kernel *kernel)
{
	uint32_t turn = kernel->sample % RESTART_PERIOD;

	return has(kernel, DEMO_FAULT_CHURN) ||
	       (has(kernel, DEMO_FAULT_FLOOD) && kernel->sample == 1) ||
	       (has(kernel, DEMO_FAULT_RESTART) &&
		(turn == RESTART_RESET || turn == RESTART_NEGOTIATE));
}

void demo_fault_change(struct demo_kernel *kernel)
{
	const struct demo_device *device;

	if (!kernel->is_change_due)
		return;
	kernel->is_change_due = false;
	demo_ledger_lock(&kernel->reader);
	if (has(kernel, DEMO_FAULT_RESTART))
		restart_guest(kernel);
	else
		change_device(kernel);
	demo_ledger_unlock(&kernel->reader);
	if (has(kernel, DEMO_FAULT_RESTART))
		return;
	device = demo_machine_find(&kernel->machine, OTHERS_DEVICE);
	for (int i = 0; i < FLOOD && device && has(kernel, DEMO_FAULT_FLOOD); i++)
		demo_news_tell(kernel, device, i % 2 ? DEMO_ADDED : DEMO_GONE);
}

void demo_fault_begin(struct demo_kernel *kernel)
{
	struct demo_traffic *traffic = &kernel->traffic;

	kernel->dumps = 0;
	kernel->sends = 0;
	traffic->has_stall = has(kernel, DEMO_FAULT_STALL);
	traffic->has_skew = has(kernel, DEMO_FAULT_SKEW);
	if (has(kernel, DEMO_FAULT_RESET))
		traffic->since = traffic->elapsed - traffic->elapsed % RESET_PERIOD;
	if (has(kernel, DEMO_FAULT_CRASH) && kernel->sample >= FATAL_SAMPLE)
		raise(SIGKILL);
	if (has(kernel, DEMO_FAULT_RELOAD))
		reload(kernel);
	put_back(kernel);
	enter_change(kernel);
	kernel->is_change_due = change_comes(kernel);
	demo_news_raise(kernel);
}

void demo_fault_send(struct demo_kernel *kernel)
{
	kernel->sends++;
	if (has(kernel, DEMO_FAULT_FROZEN) ||
	    (has(kernel, DEMO_FAULT_HANG) && kernel->sample >= FATAL_SAMPLE))
		demo_fault_hang();
	if (has(kernel, DEMO_FAULT_LATE) && kernel->sends == 1 && kernel->sample % 3 == 2)
		sleep_seconds(LATE_SECONDS);
}

/* What is asked, without the numbers that differ when it is asked again. */
static uint64_t request_hash(const struct nlmsghdr *header)
{
	const unsigned char *body = mnl_nlmsg_get_payload(header);
	size_t length = mnl_nlmsg_get_payload_len(header);
	uint64_t hash = length;

	for (size_t i = 0; i < length; i++)
		hash = demo_hash(hash, body[i], i);
	return hash;
}

bool demo_fault_drops(const struct demo_kernel *kernel, const struct demo_request *request)
{
	return has(kernel, DEMO_FAULT_DROP) && kernel->sample &&
	       demo_hash(request_hash(request->header), kernel->sample, 0) % 16 == 0;
}

bool demo_fault_interrupts(const struct demo_kernel *kernel)
{
	return has(kernel, DEMO_FAULT_INTERRUPT) && kernel->dumps & 1;
}

void demo_fault_dump_ended(struct demo_kernel *kernel)
{
	struct demo_machine *machine = &kernel->machine;
	struct demo_device *last = NULL;

	for (size_t i = 0; i < machine->devices.count; i++) {
		struct demo_device *device = array_at(&machine->devices, struct demo_device, i);

		if (device->mgmtdev >= 0)
			last = device;
	}
	if (has(kernel, DEMO_FAULT_VANISH) && kernel->dump.command == VDPA_CMD_DEV_GET &&
	    kernel->sample & 1 && last) {
		demo_news_tell(kernel, last, DEMO_GONE);
		demo_machine_take(machine, last);
	}
}

/* Each way gives a message that something is wrong with; none of them may give a wrong figure. */
static size_t garble(uint32_t way, char *data, size_t length)
{
	struct nlmsghdr *header = (struct nlmsghdr *)data;
	const size_t body = NLMSG_HDRLEN + GENL_HDRLEN;
	struct nlattr *first = (struct nlattr *)(data + body);

	if (length < body + 2 * sizeof(*first) || header->nlmsg_type < DEMO_FAMILY_ID)
		return length;
	switch (way % 6) {
	case 0: /* ends before it says it does */
		return length * 3 / 4;
	case 1: /* ends in the middle of an attribute */
		header->nlmsg_len -= 3;
		return length;
	case 2: /* an attribute larger than the message */
		first->nla_len = UINT16_MAX;
		return length;
	case 3: /* a name without its end */
		memset(data + body + sizeof(*first), 'x', first->nla_len - sizeof(*first));
		return length;
	case 4: /* nothing where a name should be */
		first->nla_type = 999;
		return length;
	default: /* not netlink at all */
		memset(data, 0xa5, length);
		return length;
	}
}

size_t demo_fault_spoil(struct demo_kernel *kernel, void *data, size_t length)
{
	const struct nlmsghdr *header = data;

	kernel->answers++;
	if (has(kernel, DEMO_FAULT_GARBAGE) && kernel->sample && kernel->answers % 5 == 0)
		return garble(kernel->answers / 5, data, length);
	if (has(kernel, DEMO_FAULT_DROP) && kernel->sample % 4 == 3 &&
	    header->nlmsg_type == NLMSG_DONE)
		return 0;
	return length;
}
