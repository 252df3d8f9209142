/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The kernel's strict check of a request's attributes (lib/nlattr.c), and what it has to say about
 * the one that is wrong: the extended acknowledgement. What each attribute must be like is read
 * from vdpa/attribute.def.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "vdpa/numbers.h"

struct demo_message;
struct nlattr;
struct nlmsghdr;
struct vdpa_attribute_info;

/* The family's maxattr: the kernel's VDPA_ATTR_MAX is one past the last. */
#define DEMO_MAXATTR VDPA_ATTR_COUNT

struct demo_extack {
	char words[128];   /* "" for none */
	bool has_offset;
	uint32_t offset;   /* bytes from the request's start to the blamed attribute */
	const struct vdpa_attribute_info *policy; /* what it should have been, NULL: not said */
};

/* One request, taken apart. */
struct demo_request {
	const struct nlmsghdr *header;
	uint32_t port; /* of who sent it */
	const struct nlattr *attributes[DEMO_MAXATTR + 1]; /* the last of each type, or NULL */
	struct demo_extack extack;
};

/* Fills the request's attributes. 0, or a negative errno with the extack filled. */
int demo_policy_parse(struct demo_request *request);

/* Blames ATTRIBUTE, which is not as POLICY (NULL: none is quoted) wants it. Returns CODE. */
int demo_extack_blame(struct demo_request *request, const struct nlattr *attribute,
		      const struct vdpa_attribute_info *policy, int code, const char *words);

/* Words without a limit but the buffer's, as NL_SET_ERR_MSG gives them. */
void demo_extack_say(struct demo_extack *extack, const char *words);
/* Formatted words, which the kernel cuts at 79 bytes. */
void demo_extack_format(struct demo_extack *extack, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Puts what the extack holds behind an acknowledgement of CODE: with 0 only the words. */
void demo_extack_put(const struct demo_extack *extack, int code, struct demo_message *message);
bool demo_extack_is_empty(const struct demo_extack *extack, int code);

/*
 * The text of an attribute, NULL when the request has none such. As in the kernel it runs to the
 * first NUL, wherever that is; whoever owns the request keeps a NUL behind it.
 */
const char *demo_request_text(const struct demo_request *request, enum vdpa_attribute attribute);
