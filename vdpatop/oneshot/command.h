/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The words of a one-shot command, in vdpa(8)'s grammar (iproute2, vdpa/vdpa.c), as what is to be done.
 * Pure. The options are the command line's and are gone from the words by now.
 *
 * command.def has the commands. "vstats" stands for "stats", and behind "mgmtdev" and "dev" "list" for "show";
 * "show" may be left out where nothing follows, but for stats; what follows "add" and "set" may stand in any
 * order. "help" may stand in place of any verb.
 *
 * vdpa(8)'s words are cut as it does: to any beginning, and of several that begin so the first one in its
 * order is meant ("s" is "show", "d" is "del"), but "set", "vstats", its "show", "qidx", "mac", "mtu" and
 * "device_features" are taken whole only. Our own, "features", "stats" and "type", may be cut to a beginning
 * that no other word has in their place.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "manage/wish.h"

struct error;

enum oneshot_verb {
#define X(verb, words, arguments, help) ONESHOT_##verb,
#include "oneshot/command.def"
#undef X
	ONESHOT_COMMANDS,    /* their number; as a verb: the list of them is asked for ("dev help") */
	ONESHOT_HELP,        /* all help there is ("help") */
};

/* The row of a command. Static. */
struct oneshot_info {
	const char *words;     /* "dev add" */
	const char *arguments; /* "name NAME mgmtdev MGMTDEV [type CLASS]…" */
	const char *help;      /* what it shows or does, without a full stop */
};

const struct oneshot_info *oneshot_info(enum oneshot_verb verb);

/* Whether it changes something on the host. */
bool oneshot_is_change(enum oneshot_verb verb);

struct oneshot_command {
	enum oneshot_verb verb;
	const char *device;  /* of all but ADD: the name; NULL: all of them. Points into the words */
	const char *mgmtdev; /* of MGMTDEVS: "bus/name" or "name"; NULL: all of them */
	bool has_queue;      /* of STATS: of one queue */
	uint32_t queue;
	struct wish wish;    /* of ADD, as typed: what can be told without the host is right */
	const char *mac;     /* of SET, as typed, an address that an interface can have */
};

/*
 * Reads COUNT WORDS. 0, or -EINVAL with one line in ERROR that names the word and what was expected;
 * RET_COMMAND is then untouched. What only the host can tell (a name that is taken, a class that the
 * management device does not make) is not looked at here.
 */
int oneshot_parse(struct oneshot_command *ret_command, char *const *words, int count,
		  struct error *error);
