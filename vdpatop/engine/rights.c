/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Dropping of capabilities by the kernel's own calls: three of them did not earn a library. */
#include "engine/rights.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <linux/capability.h>

bool rights_are_borrowed(void)
{
	return getauxval(AT_SECURE);
}

/* The inode of /proc/PID/ns/user for the namespace that the system began with (PROC_USER_INIT_INO). */
#define RIGHTS_INITIAL_USERS 0xEFFFFFFDu

bool rights_are_initial(void)
{
	struct stat status;

	return !stat("/proc/self/ns/user", &status) && status.st_ino == RIGHTS_INITIAL_USERS;
}

bool rights_can_administer(void)
{
	struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct data[2] = { 0 };

	return !syscall(SYS_capget, &header, data) && (data[0].effective & RIGHTS_NETLINK) &&
	       rights_are_initial();
}

bool rights_can_bind(void)
{
	return !geteuid() && rights_are_initial();
}

int rights_keep(uint64_t keep)
{
	struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct data[2];

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return -errno;
	prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
	if (syscall(SYS_capget, &header, data) < 0)
		return -errno;
	for (int i = 0; i < 2; i++) {
		uint32_t part = (uint32_t)(keep >> (32 * i));

		data[i].permitted &= part;
		data[i].effective = data[i].permitted;
		data[i].inheritable = 0;
	}
	return syscall(SYS_capset, &header, data) < 0 ? -errno : 0;
}

void rights_clean_environment(void)
{
	static const char *const names[] = {
		"TERMINFO", "TERMINFO_DIRS", "TERMCAP", "TERMPATH", "HOME", "XDG_CONFIG_HOME",
		"XDG_STATE_HOME", "VDPATOP_SCRIPT", "NCURSES_TRACE", "LIBEV_FLAGS",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		unsetenv(names[i]);
}
