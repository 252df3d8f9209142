/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Carries out what a person asked for: a device is added, deleted, or given another MAC address, each by
 * one request that is never sent twice. Runs in the netlink worker; blocks as long as the kernel does.
 */
#pragma once

struct contact;
struct engine_result;
struct task;

/*
 * Carries TASK out over CONTACT and fills RET_RESULT, but for its kind and number. Before a device is
 * deleted it is looked at once more: another one of that name (-ESTALE), and one that vhost_vdpa has
 * (-EBUSY: the kernel would hold netlink until its node is closed), stays, and nothing is sent.
 */
void commander_run(struct contact *contact, const struct task *task,
		   struct engine_result *ret_result);
