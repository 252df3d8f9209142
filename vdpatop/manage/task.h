/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a person wants done to one vDPA device: added, changed, bound to another driver, deleted. A task
 * is a request that has passed its checks (manage/wish.h, manage/usage.h), whether it came from a
 * dialog or from the command line. Plain data: it goes to a worker as it is.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Bytes of a device's name with its NUL. The kernel takes longer ones, but sysfs cannot find them (a
 * path's part has at most 255 bytes), so nothing could be known of such a device, nor unbound.
 */
#define TASK_NAME_SIZE 256
#define TASK_MGMTDEV_SIZE 128
#define TASK_BUS_SIZE 32
#define TASK_MAC_SIZE 6

enum task_kind {
	TASK_ADD,
	TASK_SET_MAC,
	TASK_REBIND,
	TASK_DELETE,
};

/* The vDPA bus drivers (drivers/vdpa/virtio_vdpa.c, drivers/vhost/vdpa.c). */
enum task_driver {
	TASK_DRIVER_AUTO,   /* whichever takes the device by itself */
	TASK_DRIVER_VHOST,  /* vhost_vdpa */
	TASK_DRIVER_VIRTIO, /* virtio_vdpa */
	TASK_DRIVER_NONE,   /* unbound */
	TASK_DRIVERS,
};

/* What of a request an error is about: a field of a form, a word of the command line. */
enum task_field {
	TASK_FIELD_NONE, /* the request as a whole */
	TASK_FIELD_MGMTDEV,
	TASK_FIELD_NAME,
	TASK_FIELD_COUNT,
	TASK_FIELD_CLASS,
	TASK_FIELD_MAC,
	TASK_FIELD_MTU,
	TASK_FIELD_PAIRS,
	TASK_FIELD_FEATURES,
	TASK_FIELD_DRIVER,
	TASK_FIELDS,
};

struct task {
	enum task_kind kind;
	/*
	 * Of ADD: to be bound afterwards; of REBIND. Of DELETE, for the shell's line alone: VHOST when it is
	 * bound to vhost_vdpa, from which it is unbound first; what is done follows what the host then says.
	 */
	enum task_driver driver;
	uint32_t valid;               /* VDPA_HAS_MAC, _MTU, _MAX_VQP, _FEATURES (vdpa/message.h) */
	uint32_t class_id;            /* 0: not known. The kernel is not told, it chooses itself */
	uint64_t features;
	uint16_t max_vqp, mtu;
	uint8_t mac[TASK_MAC_SIZE];
	bool is_unbound;              /* of REBIND, for the shell's line alone: no driver has it now */
	bool was_unbound;             /* of DELETE: unbinding it has returned; else virtio_vdpa has it */
	bool is_forced;               /* although it is in use: its name was typed */
	/*
	 * Which device it was when the person agreed, of all but ADD: the model's id, and what the host
	 * tells one by (model_device.identity). Another one of that name is left alone.
	 */
	uint64_t device, identity;
	char name[TASK_NAME_SIZE];    /* raw bytes, as all of these */
	char bus[TASK_BUS_SIZE];      /* of the mgmtdev; "" for none */
	char mgmtdev[TASK_MGMTDEV_SIZE];
};

/* "vhost_vdpa", "virtio_vdpa"; "" for AUTO and NONE. Static. */
const char *task_driver_name(enum task_driver driver);

/* The driver called NAME ("vhost_vdpa"); "" is NONE. False for another one, RET_DRIVER is untouched. */
bool task_driver_find(const char *name, enum task_driver *ret_driver);

/* What FIELD is called on the command line: "mac", "max_vqp". Static, "" for NONE. */
const char *task_field_word(enum task_field field);

/*
 * The same request for a shell, as vdpa(8) takes it: "vdpa dev add name vm0 mgmtdev vdpasim_net mac …".
 * Names are quoted where a shell wants it, any byte of them, so the line is safe text (base/text.h) and
 * does what the task does when it is pasted. What vdpa(8) cannot do (a rebind) is the shell's own line.
 * Returns the bytes without the NUL; what does not fit into SIZE is cut.
 */
size_t task_command_line(const struct task *task, char *to, size_t size);

/* What it does, for a person: "add vm0", "delete vm0"; safe text. */
void task_describe(const struct task *task, char *to, size_t size);
