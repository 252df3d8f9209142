/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the commands share: look-ups with the kernel's words, and those that change the machine. */
#pragma once

struct demo_device;
struct demo_kernel;
struct demo_request;

/* Index of the management device that the request names; else a negative errno, saying WORDS. */
int demo_find_mgmtdev(struct demo_kernel *kernel, struct demo_request *request, const char *words);

/* The device that the request names. UNMANAGED is what is said of one without a mgmtdev. */
int demo_find_device(struct demo_kernel *kernel, struct demo_request *request,
		     const char *unmanaged, struct demo_device **ret_device);

/* add.c: DEV_NEW. 0 or a negative errno. */
int demo_add_device(struct demo_kernel *kernel, struct demo_request *request);
/* change.c: DEV_DEL, DEV_ATTR_SET. 0 or a negative errno. */
int demo_delete_device(struct demo_kernel *kernel, struct demo_request *request);
int demo_set_attributes(struct demo_kernel *kernel, struct demo_request *request);

/* Says that the ledger is full. Returns -ENOSPC. */
int demo_refuse_full(struct demo_request *request);
