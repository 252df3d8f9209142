/* SPDX-License-Identifier: GPL-2.0-or-later */
/* vdusegone NAME: destroys what a VDUSE daemon that was killed has left behind. */
#include <errno.h>
#include <fcntl.h>
#include <linux/vduse.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	unsigned long long version = VDUSE_API_VERSION;
	char name[VDUSE_NAME_MAX] = "";
	int control = open("/dev/vduse/control", O_RDWR | O_CLOEXEC), status;

	if (argc != 2 || strlen(argv[1]) >= sizeof(name) || control < 0) {
		fprintf(stderr, "usage: vdusegone NAME (there must be /dev/vduse/control)\n");
		return 2;
	}
	memcpy(name, argv[1], strlen(argv[1]));
	status = ioctl(control, VDUSE_SET_API_VERSION, &version) < 0 || ioctl(control, VDUSE_DESTROY_DEV, name) < 0;
	if (status && errno != EINVAL) /* EINVAL: there is no such device */
		perror("vdusegone");
	close(control);
	return status;
}
