/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * vhostkick DEVICE [COMMAND]…: drives a /dev/vhost-vdpa-N as a virtual machine does, and rings
 * exactly the doorbells that it is told to. Commands are one argument each, or without any the
 * lines of standard input. After each one it prints "done: COMMAND"; the first that fails ends it.
 *
 *   start                    owner, features, memory, queues, DRIVER_OK; again after a reset too
 *   ring QUEUE BELLS COUNT   hands COUNT elements over with BELLS doorbells, in equal shares
 *   drain QUEUE              waits until the device has used all that was handed over
 *   frames away|back         what tx elements carry from now on: frames to somebody else, which
 *                            the simulator drops, or to all, which it puts into rx
 *   ready QUEUE 0|1          VHOST_VDPA_SET_VRING_ENABLE
 *   map QUEUE                maps the queue's doorbell page, as DPDK does
 *   bell QUEUE COUNT         rings so often through that page: no kernel code runs
 *   status-loop COUNT        sets a status and resets, so often
 *   reset                    status 0
 *   hold                     waits for a signal
 *
 * QUEUE is rx, tx or an index. The rings are split, their memory is a memfd that is mapped for the
 * device at IOVA (IOTLB messages, version 2). vhost: <linux/vhost.h>; rings: virtio 1.2, 2.7.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/vhost.h>
#include <linux/virtio_config.h>
#include <linux/virtio_net.h>
#include <linux/virtio_ring.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#define QUEUES 2
#define SIZE 256 /* elements of a ring */
#define ELEMENT_BYTES 2048
#define PAGE 4096
#define RING_BYTES (3 * PAGE + SIZE * ELEMENT_BYTES) /* descriptors, available, used, elements */
#define IOVA 0x100000
#define FRAME_BYTES 60
#define PATIENCE 10000 /* ms for the device to use what it was given */
#define WANTED                                                                                    \
	(1ULL << VIRTIO_F_VERSION_1 | 1ULL << VIRTIO_F_ACCESS_PLATFORM | 1ULL << VIRTIO_NET_F_MAC)

struct ring {
	struct vring_desc *descriptors;
	struct vring_avail *available;
	struct vring_used *used;
	unsigned char *elements;
	uint64_t iova;        /* of the descriptors */
	unsigned int posted;  /* handed over since start */
	int kick, call;       /* eventfds */
	volatile uint16_t *page; /* the mapped doorbell */
};

struct driver {
	int fd;
	unsigned char *memory;
	bool is_back; /* frames come back */
	struct ring rings[QUEUES];
};

static int fail(const char *what)
{
	fprintf(stderr, "vhostkick: %s: %s\n", what, strerror(errno));
	return -1;
}

#define CALL(driver, request, argument)                                                           \
	(ioctl((driver)->fd, request, argument) < 0 ? fail(#request) : 0)

/* Makes the rings' memory, which both sides see, and where each part of it lies. */
static int memory_make(struct driver *driver)
{
	int fd = memfd_create("rings", MFD_CLOEXEC);

	if (fd < 0 || ftruncate(fd, QUEUES * RING_BYTES) < 0)
		return fail("memfd");
	/* Shared: a private mapping may move away from what the simulator has looked up. */
	driver->memory = mmap(NULL, QUEUES * RING_BYTES, PROT_READ | PROT_WRITE,
			      MAP_SHARED | MAP_POPULATE, fd, 0);
	close(fd);
	if (driver->memory == MAP_FAILED)
		return fail("mmap of the rings");
	for (int i = 0; i < QUEUES; i++) {
		struct ring *ring = &driver->rings[i];
		unsigned char *at = driver->memory + i * RING_BYTES;

		ring->descriptors = (void *)at;
		ring->available = (void *)(at + PAGE);
		ring->used = (void *)(at + 2 * PAGE);
		ring->elements = at + 3 * PAGE;
		ring->iova = (uint64_t)(IOVA + i * RING_BYTES);
		ring->kick = eventfd(0, EFD_CLOEXEC);
		ring->call = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
		if (ring->kick < 0 || ring->call < 0)
			return fail("eventfd");
	}
	return 0;
}

static int iotlb_send(struct driver *driver, uint8_t type)
{
	struct vhost_msg_v2 message = {
		.type = VHOST_IOTLB_MSG_V2,
		.iotlb = { .iova = IOVA,
			   .size = QUEUES * RING_BYTES,
			   .uaddr = (uintptr_t)driver->memory,
			   .perm = VHOST_ACCESS_RW,
			   .type = type },
	};

	return write(driver->fd, &message, sizeof(message)) == sizeof(message) ? 0 : -1;
}

static int status_set(struct driver *driver, uint8_t status)
{
	return CALL(driver, VHOST_VDPA_SET_STATUS, &status);
}

static int ready_set(struct driver *driver, unsigned int queue, unsigned int is_ready)
{
	struct vhost_vring_state state = { queue, is_ready };

	return CALL(driver, VHOST_VDPA_SET_VRING_ENABLE, &state);
}

static int ring_start(struct driver *driver, unsigned int queue)
{
	struct ring *ring = &driver->rings[queue];
	struct vhost_vring_state size = { queue, SIZE }, base = { queue, 0 };
	struct vhost_vring_file kick = { queue, ring->kick }, call = { queue, ring->call };
	struct vhost_vring_addr address = {
		.index = queue,
		.desc_user_addr = ring->iova,
		.avail_user_addr = ring->iova + PAGE,
		.used_user_addr = ring->iova + 2 * PAGE,
	};

	ring->posted = 0;
	if (CALL(driver, VHOST_SET_VRING_NUM, &size) < 0 ||
	    CALL(driver, VHOST_SET_VRING_BASE, &base) < 0 ||
	    CALL(driver, VHOST_SET_VRING_ADDR, &address) < 0 ||
	    CALL(driver, VHOST_SET_VRING_KICK, &kick) < 0 ||
	    CALL(driver, VHOST_SET_VRING_CALL, &call) < 0)
		return -1;
	return ready_set(driver, queue, 1);
}

/* Like QEMU: the features between DRIVER and FEATURES_OK, the queues before DRIVER_OK. */
static int driver_start(struct driver *driver)
{
	uint8_t status = VIRTIO_CONFIG_S_ACKNOWLEDGE | VIRTIO_CONFIG_S_DRIVER;
	uint64_t backend = 1ULL << VHOST_BACKEND_F_IOTLB_MSG_V2, features;

	memset(driver->memory, 0, QUEUES * RING_BYTES);
	if (status_set(driver, 0) < 0 || CALL(driver, VHOST_SET_BACKEND_FEATURES, &backend) < 0 ||
	    CALL(driver, VHOST_GET_FEATURES, &features) < 0)
		return -1;
	features &= WANTED;
	iotlb_send(driver, VHOST_IOTLB_INVALIDATE); /* of an earlier start; none is no failure */
	if (iotlb_send(driver, VHOST_IOTLB_UPDATE) < 0)
		return fail("mapping the rings for the device");
	if (status_set(driver, status) < 0 || CALL(driver, VHOST_SET_FEATURES, &features) < 0)
		return -1;
	status |= VIRTIO_CONFIG_S_FEATURES_OK;
	if (status_set(driver, status) < 0)
		return -1;
	for (unsigned int i = 0; i < QUEUES; i++)
		if (ring_start(driver, i) < 0)
			return -1;
	return status_set(driver, status | VIRTIO_CONFIG_S_DRIVER_OK);
}

static unsigned int ring_used(const struct ring *ring)
{
	uint16_t used = __atomic_load_n(&ring->used->idx, __ATOMIC_ACQUIRE);

	return ring->posted - (uint16_t)(ring->posted - used);
}

/* Queue 0 receives: its elements are empty. The others carry a frame behind a header of zeros. */
static void element_post(struct driver *driver, unsigned int queue)
{
	struct ring *ring = &driver->rings[queue];
	uint16_t slot = (uint16_t)(ring->posted % SIZE);
	unsigned char *element = ring->elements + slot * ELEMENT_BYTES;
	unsigned char *frame = element + sizeof(struct virtio_net_hdr_v1);
	struct vring_desc *descriptor = &ring->descriptors[slot];

	descriptor->addr = ring->iova + 3 * PAGE + (uint64_t)slot * ELEMENT_BYTES;
	descriptor->flags = queue == 0 ? VRING_DESC_F_WRITE : 0;
	descriptor->len = ELEMENT_BYTES;
	if (queue != 0) {
		descriptor->len = sizeof(struct virtio_net_hdr_v1) + FRAME_BYTES;
		memset(element, 0, descriptor->len);
		memset(frame, 0xff, 6);
		frame[0] = driver->is_back ? 0xff : 0x02;
	}
	ring->available->ring[slot] = slot;
	ring->posted++;
	__atomic_store_n(&ring->available->idx, (uint16_t)ring->posted, __ATOMIC_RELEASE);
}

static int ring_ring(struct driver *driver, unsigned int queue, unsigned int bells,
		     unsigned int count)
{
	struct ring *ring = &driver->rings[queue];
	uint64_t one = 1;

	if (ring->posted - ring_used(ring) + count > SIZE) {
		fprintf(stderr, "vhostkick: no room for %u elements: drain first\n", count);
		return -1;
	}
	for (unsigned int bell = 0, given = 0; bell < bells; bell++) {
		for (; given < (uint64_t)count * (bell + 1) / bells; given++)
			element_post(driver, queue);
		if (write(ring->kick, &one, sizeof(one)) != sizeof(one))
			return fail("the doorbell");
	}
	return 0;
}

static int ring_drain(struct ring *ring)
{
	while (ring_used(ring) != ring->posted) {
		struct pollfd called = { .fd = ring->call, .events = POLLIN };
		uint64_t count;

		if (poll(&called, 1, PATIENCE) <= 0) {
			fprintf(stderr, "vhostkick: %u of %u elements are used and no more\n",
				ring_used(ring), ring->posted);
			return -1;
		}
		if (read(ring->call, &count, sizeof(count)) < 0 && errno != EAGAIN)
			return fail("the call");
	}
	return 0;
}

/* Write-only, one page, at the queue's index: anything else vhost refuses. */
static int ring_map(struct driver *driver, unsigned int queue)
{
	void *page = mmap(NULL, PAGE, PROT_WRITE, MAP_SHARED, driver->fd, (off_t)queue * PAGE);

	if (page == MAP_FAILED)
		return fail("mapping the doorbell");
	driver->rings[queue].page = page;
	return 0;
}

static int ring_bell(struct ring *ring, unsigned int queue, unsigned int count)
{
	if (!ring->page) {
		fprintf(stderr, "vhostkick: the doorbell is not mapped\n");
		return -1;
	}
	while (count-- > 0)
		*ring->page = (uint16_t)queue;
	return 0;
}

static int status_loop(struct driver *driver, unsigned int count)
{
	while (count-- > 0)
		if (status_set(driver, VIRTIO_CONFIG_S_ACKNOWLEDGE | VIRTIO_CONFIG_S_DRIVER) < 0 ||
		    status_set(driver, 0) < 0)
			return -1;
	return 0;
}

static int queue_index(const char *word)
{
	char *end;
	unsigned long index = strtoul(word, &end, 10);

	if (!strcmp(word, "rx") || !strcmp(word, "tx"))
		return word[0] == 't';
	return *word && !*end && index < QUEUES ? (int)index : -1;
}

/* One command; the words after its first are numbers, but for the queue. */
static int command_run(struct driver *driver, const char *line)
{
	char verb[16] = "", word[16] = "";
	unsigned int first = 0, second = 0;
	int count = sscanf(line, "%15s %15s %u %u", verb, word, &first, &second);
	int queue = queue_index(word);

	if (!strcmp(line, "start"))
		return driver_start(driver);
	if (!strcmp(line, "reset"))
		return status_set(driver, 0);
	if (!strcmp(line, "hold"))
		return pause();
	if (!strcmp(verb, "frames") && count == 2 && (!strcmp(word, "back") || !strcmp(word, "away")))
		return driver->is_back = !strcmp(word, "back"), 0;
	if (!strcmp(verb, "status-loop") && count == 2)
		return status_loop(driver, (unsigned int)strtoul(word, NULL, 10));
	if (queue >= 0 && !strcmp(verb, "ring") && count == 4)
		return ring_ring(driver, (unsigned int)queue, first, second);
	if (queue >= 0 && !strcmp(verb, "ready") && count == 3)
		return ready_set(driver, (unsigned int)queue, first);
	if (queue >= 0 && !strcmp(verb, "bell") && count == 3)
		return ring_bell(&driver->rings[queue], (unsigned int)queue, first);
	if (queue >= 0 && !strcmp(verb, "drain") && count == 2)
		return ring_drain(&driver->rings[queue]);
	if (queue >= 0 && !strcmp(verb, "map") && count == 2)
		return ring_map(driver, (unsigned int)queue);
	fprintf(stderr, "vhostkick: no such command: %s\n", line);
	return -1;
}

static int command_do(struct driver *driver, const char *line)
{
	if (command_run(driver, line) < 0)
		return 1;
	printf("done: %s\n", line);
	fflush(stdout);
	return 0;
}

int main(int argc, char **argv)
{
	struct driver driver = { .fd = argc > 1 ? open(argv[1], O_RDWR | O_CLOEXEC) : -1 };
	char line[128];
	int status = 0;

	if (argc < 2) {
		fprintf(stderr, "usage: vhostkick DEVICE [COMMAND]…\n");
		return 2;
	}
	if (driver.fd < 0 || ioctl(driver.fd, VHOST_SET_OWNER) < 0)
		return fail(argv[1]) < 0;
	if (memory_make(&driver) < 0)
		return 1;
	for (int i = 2; i < argc && status == 0; i++)
		status = command_do(&driver, argv[i]);
	while (argc == 2 && status == 0 && fgets(line, sizeof(line), stdin)) {
		line[strcspn(line, "\n")] = '\0';
		status = command_do(&driver, line);
	}
	return status;
}
