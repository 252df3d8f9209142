/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * vdusemini NAME SECONDS [QUEUES [block]]: the smallest VDUSE daemon. It makes a net device NAME (or
 * a block device, which 6.1 takes, too) that `vdpa dev add name NAME mgmtdev vduse` can then attach,
 * says yes to whatever the kernel asks about it, and moves nothing. It prints "ready" once the device can be attached, and ends on
 * SIGTERM or after SECONDS. Stopped by SIGSTOP it leaves the kernel waiting, which is its use.
 *
 * The protocol: Documentation/userspace-api/vduse.rst and <linux/vduse.h>.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/vduse.h>
#include <linux/virtio_blk.h>
#include <linux/virtio_config.h>
#include <linux/virtio_ids.h>
#include <linux/virtio_net.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

#define QUEUE_SIZE 256
#define CONFIG_BYTES 256 /* room for either class */
#define VENDOR_ID 0x564d /* any; it shows in `vdpa dev show` */

static int fail(const char *what)
{
	fprintf(stderr, "vdusemini: %s: %s\n", what, strerror(errno));
	return -1;
}

struct device {
	const char *name;
	unsigned int queues;
	bool is_block;
};

/* Without offloads: the kernel takes no control queue from VDUSE. */
static void fill_net(struct vduse_dev_config *config)
{
	const struct virtio_net_config net = {
		.mac = { 0x02, 0, 0, 0, 0xd0, 0x5e },
		.status = VIRTIO_NET_S_LINK_UP,
		.max_virtqueue_pairs = (unsigned short)(config->vq_num / 2),
		.mtu = 1500,
	};

	config->device_id = VIRTIO_ID_NET;
	config->features |= 1ULL << VIRTIO_NET_F_MAC | 1ULL << VIRTIO_NET_F_MTU |
			    1ULL << VIRTIO_NET_F_STATUS;
	config->config_size = sizeof(net);
	memcpy(config->config, &net, sizeof(net));
}

static void fill_block(struct vduse_dev_config *config)
{
	const struct virtio_blk_config block = { .capacity = 2048 };

	config->device_id = VIRTIO_ID_BLOCK;
	config->config_size = sizeof(block);
	memcpy(config->config, &block, sizeof(block));
}

static int device_create(int control, const struct device *device)
{
	struct vduse_dev_config *config = calloc(1, sizeof(*config) + CONFIG_BYTES);
	int status;

	if (!config)
		return fail("memory");
	snprintf(config->name, sizeof(config->name), "%s", device->name);
	config->vendor_id = VENDOR_ID;
	config->features = 1ULL << VIRTIO_F_VERSION_1 | 1ULL << VIRTIO_F_ACCESS_PLATFORM;
	config->vq_num = device->queues;
	config->vq_align = 4096;
	if (device->is_block)
		fill_block(config);
	else
		fill_net(config);
	status = ioctl(control, VDUSE_CREATE_DEV, config);
	free(config);
	return status < 0 ? fail("VDUSE_CREATE_DEV") : 0;
}

/* Opens the device and sets its queues up; attaching waits for all of them. */
static int device_open(const struct device *device)
{
	char path[300];
	int fd;

	snprintf(path, sizeof(path), "/dev/vduse/%s", device->name);
	fd = open(path, O_RDWR | O_CLOEXEC);
	if (fd < 0)
		return fail(path);
	for (unsigned int i = 0; i < device->queues; i++) {
		struct vduse_vq_config queue = { .index = i, .max_size = QUEUE_SIZE };

		if (ioctl(fd, VDUSE_VQ_SETUP, &queue) < 0) {
			close(fd);
			return fail("VDUSE_VQ_SETUP");
		}
	}
	return fd;
}

/* Says yes to one message of the kernel's; queues have no state worth telling. */
static int device_answer(int fd)
{
	struct vduse_dev_request request;
	struct vduse_dev_response response = { .result = VDUSE_REQ_RESULT_OK };

	if (read(fd, &request, sizeof(request)) != sizeof(request))
		return fail("read");
	response.request_id = request.request_id;
	if (request.type == VDUSE_GET_VQ_STATE)
		response.vq_state.index = request.vq_state.index;
	if (write(fd, &response, sizeof(response)) != sizeof(response))
		return fail("write");
	return 0;
}

static long milliseconds_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Answers until a signal or the end of the time. */
static int device_serve(int fd, int signals, long seconds)
{
	long end = milliseconds_now() + seconds * 1000;

	for (;;) {
		struct pollfd fds[] = { { .fd = fd, .events = POLLIN },
					{ .fd = signals, .events = POLLIN } };
		long left = end - milliseconds_now();

		if (left <= 0 || (poll(fds, 2, (int)left) < 0 && errno != EINTR))
			return 0;
		if (fds[1].revents)
			return 0;
		if (fds[0].revents & POLLIN && device_answer(fd) < 0)
			return -1;
	}
}

static int daemon_run(int control, const struct device *device, long seconds)
{
	char destroyed[VDUSE_NAME_MAX] = "";
	unsigned long long version = VDUSE_API_VERSION;
	sigset_t set;
	int fd, signals, status;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigprocmask(SIG_BLOCK, &set, NULL);
	signals = signalfd(-1, &set, SFD_CLOEXEC);
	if (ioctl(control, VDUSE_SET_API_VERSION, &version) < 0)
		return fail("VDUSE_SET_API_VERSION");
	if (device_create(control, device) < 0)
		return -1;
	fd = device_open(device);
	if (fd < 0)
		return -1;
	puts("ready");
	fflush(stdout);
	status = device_serve(fd, signals, seconds);
	close(fd);
	memcpy(destroyed, device->name, strnlen(device->name, sizeof(destroyed) - 1));
	if (ioctl(control, VDUSE_DESTROY_DEV, destroyed) < 0)
		return fail("VDUSE_DESTROY_DEV");
	return status;
}

int main(int argc, char **argv)
{
	struct device device = {
		.name = argc > 1 ? argv[1] : "",
		.queues = argc > 3 ? (unsigned int)strtoul(argv[3], NULL, 10) : 2,
		.is_block = argc > 4 && !strcmp(argv[4], "block"),
	};
	long seconds = argc > 2 ? strtol(argv[2], NULL, 10) : 0;
	int control, status;

	if (argc < 3 || argc > 5 || device.is_block != (argc == 5) || seconds <= 0 || seconds > 3600 ||
	    device.queues == 0 || device.queues > 0x8000) {
		fprintf(stderr, "usage: vdusemini NAME SECONDS [QUEUES [block]]\n");
		return 2;
	}
	control = open("/dev/vduse/control", O_RDWR | O_CLOEXEC);
	if (control < 0)
		return fail("/dev/vduse/control") < 0;
	status = daemon_run(control, &device, seconds);
	close(control);
	return status < 0;
}
