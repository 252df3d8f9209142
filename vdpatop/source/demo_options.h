/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What --demo=KEY=VALUE,… sets, and the faults that the demo host can be told to have. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* id, name on the command line, what it does */
#define DEMO_FAULTS(X)                                                                        \
	X(NONE, "none", "everything works")                                                   \
	X(VANISH, "vanish", "a device is deleted between the dump and the questions about it") \
	X(DROP, "drop", "some answers never come")                                            \
	X(INTERRUPT, "interrupt", "dumps are interrupted by changes")                         \
	X(OVERRUN, "overrun", "the receive buffer overruns")                                  \
	X(LATE, "late", "some answers take seconds")                                          \
	X(HANG, "hang", "after a few samples the kernel answers nothing any more")            \
	X(FROZEN, "frozen", "the kernel answers nothing: a device that is held open is being deleted") \
	X(GARBAGE, "garbage", "some answers are truncated or make no sense")                  \
	X(NO_MODULE, "no-module", "the vdpa module is not loaded")                            \
	X(NO_NETNS, "no-netns", "this is not the initial network namespace")                  \
	X(NO_ACCESS, "no-access", "the user lacks CAP_NET_ADMIN")                             \
	X(STALL, "stall", "a tx queue of the first device stalls")                            \
	X(SKEW, "skew", "one tx queue of the first device does the work of all")        \
	X(RESET, "reset", "counters go back to 0 now and then")                               \
	X(CHURN, "churn", "after each sample somebody else adds or deletes a device")         \
	X(RESTART, "restart", "now and then the guest of the first device restarts: reset, then negotiated") \
	X(FLOOD, "flood", "after the first sample more changes at once than can be told")     \
	X(RELOAD, "reload", "the vdpa module is unloaded and loaded again now and then")      \
	X(CRASH, "crash", "the worker dies")                                                  \
	X(NO_DRIVER, "no-driver", "virtio_vdpa is not loaded")                                \
	X(DEAD_DAEMON, "dead-daemon",                                                         \
	  "vduse's daemon does not answer: adding or deleting takes 31 s, or add-delay")

enum demo_fault {
#define X(id, name, meaning) DEMO_FAULT_##id,
	DEMO_FAULTS(X)
#undef X
	DEMO_FAULT_COUNT,
};

/* The bus drivers, and which of them has a device. */
enum demo_driver { DEMO_UNBOUND, DEMO_VIRTIO_VDPA, DEMO_VHOST_VDPA };

struct demo_options {
	uint32_t mgmtdevs; /* 0: the default set, one of each kind */
	uint32_t devices;  /* devices per mgmtdev; UINT32_MAX: the default */
	uint32_t queues;   /* data queues per device; a control queue beside them where the class has one; 0: the default */
	uint64_t seed;
	bool is_patched;   /* the kernel of kernel/: kickdoorbells, wqes, a dump of them, events */
	bool has_traffic;
	enum demo_fault fault;
	double add_delay;  /* seconds that a DEV_NEW takes */
	enum demo_driver autoprobe; /* takes each new device; DEMO_UNBOUND: none does */
	/* Seconds from the begin of an unbind until whoever holds the node closes it; infinite: never. */
	double release;
	bool is_fast;      /* batch mode waits for no sample: time is the schedule's alone */
	bool hides_users;  /* who holds a node cannot be seen */
	struct demo_ledger *ledger; /* borrowed; NULL: changes stay in the process that makes them */
};

/*
 * Memory in which the demo's processes note what the others must see and none may forget when it dies
 * (source/demo/ledger.h). Made before they are forked; NULL when memory is out.
 */
struct demo_ledger *demo_ledger_new(void);
void demo_ledger_free(struct demo_ledger *ledger);

#define DEMO_OPTIONS_DEFAULT                                                     \
	((struct demo_options){ .devices = UINT32_MAX, .seed = 1, .is_patched = true, \
				.has_traffic = true, .autoprobe = DEMO_VHOST_VDPA,        \
		.release = __builtin_inf() })

/* The name of FAULT on the command line, and what it does. Static. */
const char *demo_fault_name(enum demo_fault fault);
const char *demo_fault_meaning(enum demo_fault fault);
