/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * vhosthold DEVICE SECONDS [VM]: opens a /dev/vhost-vdpa-N and holds it, as a VM does, until
 * SECONDS are over or a signal ends it. With VM it looks like a QEMU of that name to whoever
 * reads /proc. It prints "ready" once the device is open. It drives no queue.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

/* The environment carries what a QEMU's command line has no place for. */
#define ENVIRONMENT_SECONDS "VHOSTHOLD_SECONDS"

static int device_hold(const char *device, long seconds)
{
	int fd = open(device, O_RDWR | O_CLOEXEC);

	if (fd < 0) {
		fprintf(stderr, "vhosthold: %s: %s\n", device, strerror(errno));
		return 1;
	}
	puts("ready");
	fflush(stdout);
	poll(NULL, 0, (int)(seconds * 1000));
	close(fd);
	return 0;
}

/* Becomes this program again under a QEMU's command line; only returns when that failed. */
static int qemu_become(const char *device, const char *seconds, const char *vm)
{
	char name[128], netdev[128];
	char *arguments[] = { "qemu-system-x86_64", "-name", name, "-netdev", netdev, NULL };

	snprintf(name, sizeof(name), "guest=%s,debug-threads=on", vm);
	snprintf(netdev, sizeof(netdev), "vhost-vdpa,vhostdev=%s,id=net0", device);
	setenv(ENVIRONMENT_SECONDS, seconds, 1);
	execv("/proc/self/exe", arguments);
	perror("vhosthold: exec");
	return 1;
}

/* Copies DEVICE out of "vhost-vdpa,vhostdev=DEVICE,id=net0"; NETDEV stays as /proc shows it. */
static void netdev_device(char *to, size_t size, const char *netdev)
{
	const char *device = strstr(netdev, "vhostdev=");

	snprintf(to, size, "%s", device ? device + strlen("vhostdev=") : "");
	to[strcspn(to, ",")] = '\0';
}

int main(int argc, char **argv)
{
	const char *seconds = getenv(ENVIRONMENT_SECONDS);
	char device[128];

	if (seconds && argc == 5) {
		prctl(PR_SET_NAME, "qemu-system-x86");
		netdev_device(device, sizeof(device), argv[4]);
		return device_hold(device, strtol(seconds, NULL, 10));
	}
	if (argc < 3 || argc > 4 || strtol(argv[2], NULL, 10) <= 0) {
		fprintf(stderr, "usage: vhosthold DEVICE SECONDS [VM]\n");
		return 2;
	}
	return argc == 4 ? qemu_become(argv[1], argv[2], argv[3])
			 : device_hold(argv[1], strtol(argv[2], NULL, 10));
}
