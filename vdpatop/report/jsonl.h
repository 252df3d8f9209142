/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * JSON Lines: a sample is one object in one line. Keys are those of columns and of one-shot commands
 * (doc/commands.md). What is not known, or was not read in this sample, is absent.
 *
 *	{"time":"2026-11-22T14:03:07.250Z",
 *	 "mgmtdevs":[{"name":"pci/0000:03:00.2","supported_classes":["net"],…}],
 *	 "devices":[{"name":"web0","mgmtdev":"pci/0000:03:00.2","class":"net",…,
 *		     "queues":[{"index":0,"role":"rx",…,"counters":{"received_desc":12,…}},…]},…]}
 */
#pragma once

#include <stddef.h>

struct json;
struct column_row;
struct model;

/* A member for each of the COUNT columns IDS (enum column_id) whose value in ROW is known. */
void jsonl_put_columns(struct json *json, const struct column_row *row, const unsigned char *ids,
		       size_t count);

/* The members of a management device or of a device, its queues aside. */
void jsonl_put_mgmtdev(struct json *json, const struct model *model, size_t place);
void jsonl_put_device(struct json *json, const struct model *model, size_t place);
