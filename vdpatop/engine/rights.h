/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Rights of main and of its workers (capabilities(7)). Started by uid 0, every child keeps only what
 * it uses. Started through file capabilities, the workers are forked first and main drops all.
 * Started with nothing, there is nothing to drop.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#define RIGHTS_NETLINK (UINT64_C(1) << 12)                         /* CAP_NET_ADMIN */
#define RIGHTS_HOST ((UINT64_C(1) << 19) | (UINT64_C(1) << 2))     /* CAP_SYS_PTRACE, CAP_DAC_READ_SEARCH */
#define RIGHTS_NONE UINT64_C(0)

/* Whether the program runs with rights that its user does not have (AT_SECURE, getauxval(3)). */
bool rights_are_borrowed(void);

/*
 * Whether this process has CAP_NET_ADMIN in the initial user namespace, which is what the kernel asks for
 * (net/netlink/af_netlink.c netlink_capable()). False where it cannot be found out.
 */
bool rights_can_administer(void);

/*
 * Whether this process is in the initial user namespace: in another one, a container's, even uid 0 has no
 * rights over the host. False where it cannot be found out.
 */
bool rights_are_initial(void);

/* Whether it may bind and unbind drivers: sysfs' files are uid 0's, of the initial user namespace. */
bool rights_can_bind(void);

/*
 * Keeps of the capabilities that this process has only those in KEEP, in every set, and forbids
 * gaining new ones by exec. 0 or a negative errno.
 */
int rights_keep(uint64_t keep);

/* Takes out of the environment what a library would obey: terminfo paths, HOME, preloads. */
void rights_clean_environment(void);
