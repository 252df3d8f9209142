/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is said of a management device, a device and a queue, whoever says it: one-shot commands and JSON
 * Lines have the same members under the same keys (doc/commands.md). Each function tells its members into
 * an object of SHEET that is open. What is not known, or was not read in this sample, is not told.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct array;
struct model;
struct model_device;
struct model_mgmtdev;
struct model_queue;
struct sheet;

/* A list of the features BITS of a device of class CLASS_ID: names, and numbers of bits without one. */
void members_put_features(struct sheet *sheet, const char *key, uint32_t class_id, uint64_t bits);
/* "0x…" */
void members_put_hex(struct sheet *sheet, const char *key, uint64_t bits);

/* mgmtdev show. */
void members_put_mgmtdev(struct sheet *sheet, const struct model *model, const struct model_mgmtdev *mgmtdev);

/* "class". */
void members_put_class(struct sheet *sheet, const struct model_device *device);

/* dev show: the device and its limits; what it is bound to and what stands on it; who has it, if anybody could look. */
void members_put_device(struct sheet *sheet, const struct model *model, const struct model_device *device);
void members_put_host(struct sheet *sheet, const struct model_device *device);
void members_put_users(struct sheet *sheet, const struct model *model, const struct model_device *device);

/* dev config show. */
void members_put_config(struct sheet *sheet, const struct model_device *device);

/* dev stats show: the device's health and figures. */
void members_put_sums(struct sheet *sheet, const struct model_device *device);

/* The figures of QUEUE as far as they were read in this sample, NULL else. */
const uint64_t *members_kicks(const struct model_queue *queue);
const uint64_t *members_wqes(const struct model_queue *queue);

/* dev stats show: a queue, its index and counters aside, with KICKS and WQES (NULL for none) as its figures. */
void members_put_queue(struct sheet *sheet, const struct model_queue *queue, const uint64_t *kicks,
		       const uint64_t *wqes);

/* FLAGS (enum sheet_flag) of the counter called NAME. */
typedef unsigned members_flags(const char *name);

/*
 * "counters": each by a name of its own. One that says nothing, of a doorbell that is mapped, is told only
 * if ALL. FLAGS may be NULL. ROOM is an array of char; who tells of many queues has one for all of them.
 */
void members_put_counters(struct sheet *sheet, const struct model *model, const struct model_queue *queue,
			  bool all, members_flags *flags, struct array *room);
