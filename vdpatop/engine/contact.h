/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Who the netlink worker talks to: the source, the one conversation with it, and the vdpa family as
 * it was found last. What samples and what carries out commands share it, so that an answer finds its
 * request and a family that was loaded again is looked up once.
 */
#pragma once

#include <stdbool.h>

#include "engine/progress.h"
#include "netlink/genl.h"

struct error;
struct source;

struct contact {
	struct source *source;     /* borrowed */
	struct progress *progress; /* told before each datagram; may be NULL; borrowed */
	struct genl *genl;
	struct genl_family family;
	bool has_family;           /* false: not looked up yet, or found to be another one by now */
};

/* 0 or -ENOMEM. */
int contact_open(struct contact *contact, struct source *source, struct progress *progress);
void contact_close(struct contact *contact);

/*
 * Looks the family up, and hears its changes from then on. 0, or a negative errno with words in ERROR:
 * -ENOENT the module is not loaded, -ENONET this is another network namespace than the initial one.
 */
int contact_find_family(struct contact *contact, struct error *error);
