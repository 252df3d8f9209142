/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The words of a one-shot command, in vdpa(8)'s grammar (iproute2, vdpa/vdpa.c), as what is to be done.
 * Pure. The options are the command line's and are gone from the words by now.
 *
 *	mgmtdev [show|list [MGMTDEV]]
 *	dev [show|list [DEV]]
 *	dev add name NAME mgmtdev MGMTDEV [type CLASS] [mac MAC] [mtu N] [max_vqp N]
 *	        [device_features HEX|NAME,…]            (in any order)
 *	dev del DEV
 *	dev set name DEV mac MAC                        (in any order)
 *	dev config|features [show [DEV]]
 *	dev stats|vstats show DEV [qidx N]
 *
 * Objects, verbs, "name", "mgmtdev" and "max_vqp" may be cut to any beginning, as vdpa(8) does; of
 * several that begin so the first one in its order is meant.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "manage/wish.h"

struct error;

enum oneshot_verb {
	ONESHOT_MGMTDEVS, /* show management devices */
	ONESHOT_DEVICES,
	ONESHOT_CONFIG,
	ONESHOT_FEATURES,
	ONESHOT_STATS,
	ONESHOT_ADD,
	ONESHOT_SET,
	ONESHOT_DELETE,
	ONESHOT_HELP,
};

struct oneshot_command {
	enum oneshot_verb verb;
	const char *device;  /* of all but ADD: the name; NULL: all of them. Points into the words */
	const char *mgmtdev; /* of MGMTDEVS: "bus/name" or "name"; NULL: all of them */
	bool has_queue;      /* of STATS: of one queue */
	uint32_t queue;
	struct wish wish;    /* of ADD, as typed */
	const char *mac;     /* of SET, as typed */
};

/*
 * Reads COUNT WORDS. 0, or -EINVAL with one line in ERROR that names the word and what was expected;
 * RET_COMMAND is then untouched. What only the host can tell (a name that is taken, a class that the
 * management device does not make) is not looked at here.
 */
int oneshot_parse(struct oneshot_command *ret_command, char *const *words, int count,
		  struct error *error);
