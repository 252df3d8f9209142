/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * vdpastress SECONDS SEED: everything that can be done to vDPA devices, at once, by several
 * processes: adding, deleting, binding, unbinding, asking, dumping, changing, listening. It knows
 * little of right and wrong, that is for the kernel's own checks; but it says when a process does
 * not come back, and that the last thing heard of every device is its deletion.
 *
 * Prints TAP, and how often each thing was done and how often refused. Devices are s0, s1, …
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/genetlink.h>
#include <linux/vhost.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "ask.h"
#include "netlink/attribute.h"
#include "vdpa/numbers.h"

#define DEVICES 5 /* the last is a block device: its simulator takes 128 MiB */
#define LAST "end" /* made and deleted after all others: who has heard that has heard all */
#define BUS "/sys/bus/vdpa/"
#define PATIENCE 90 /* seconds for a process to come back */

struct worker {
	struct ask ask;
	uint64_t random;
	_Atomic uint64_t *done, *refused;
};

typedef void work_f(struct worker *worker);

static work_f add_or_delete, bind_or_unbind, dump, get, change, hold, listen_briefly, listen_to_all;

/* Who works, and how many of each. */
static const struct role {
	const char *words;
	work_f *work; /* once; called until the time is over */
	int count;
} roles[] = {
	{ "add or delete", add_or_delete, 2 },
	{ "bind or unbind", bind_or_unbind, 2 },
	{ "dump of counters", dump, 2 },
	{ "single requests", get, 2 },
	{ "attribute changes", change, 1 },
	{ "holding by vhost", hold, 1 },
	{ "listening briefly", listen_briefly, 1 },
	{ "events heard", listen_to_all, 1 },
};

#define ROLES (sizeof(roles) / sizeof(*roles))

/* What the processes share. */
static struct shared {
	atomic_bool stop;
	_Atomic uint64_t done[ROLES], refused[ROLES];
	_Atomic uint64_t interrupted, lost, phantoms;
	atomic_bool heard_the_end;
} *shared;

static uint32_t roll(struct worker *worker, uint32_t sides)
{
	worker->random ^= worker->random >> 12;
	worker->random ^= worker->random << 25;
	worker->random ^= worker->random >> 27;
	return (uint32_t)((worker->random * 0x2545f4914f6cdd1dULL) >> 33) % sides;
}

static const char *name_roll(struct worker *worker)
{
	static const char *const names[DEVICES] = { "s0", "s1", "s2", "s3", "s4" };

	return names[roll(worker, DEVICES)];
}

/* Who was refused lets others go first. */
static void count(struct worker *worker, int error)
{
	atomic_fetch_add(error ? worker->refused : worker->done, 1);
	if (error)
		usleep(1000);
}

static void add_or_delete(struct worker *worker)
{
	const char *name = name_roll(worker);
	bool is_block = name[1] == '0' + DEVICES - 1;

	if (is_block && roll(worker, 4))
		return; /* its memory is zeroed each time, and others wait for that */
	count(worker, roll(worker, 2) ? ask_delete(&worker->ask, name)
				      : ask_add(&worker->ask, is_block ? "vdpasim_blk" : "vdpasim_net", name,
						1 + roll(worker, 1000)));
}

/* Writes WORDS to a file of sysfs. Returns 0 or a negative errno. */
static int sysfs_write(const char *path, const char *words)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC), error = 0;

	if (fd < 0)
		return -errno;
	if (write(fd, words, strlen(words)) < 0)
		error = -errno;
	close(fd);
	return error;
}

/* To one of the two drivers, or to none. */
static void bind_or_unbind(struct worker *worker)
{
	static const char *const drivers[] = { "virtio_vdpa", "vhost_vdpa" };
	const char *name = name_roll(worker), *driver = drivers[roll(worker, 2)];
	char path[128];

	snprintf(path, sizeof(path), BUS "devices/%s/driver/unbind", name);
	count(worker, sysfs_write(path, name));
	if (!roll(worker, 4))
		return;
	snprintf(path, sizeof(path), BUS "devices/%s/driver_override", name);
	sysfs_write(path, driver);
	snprintf(path, sizeof(path), BUS "drivers/%s/bind", driver);
	count(worker, sysfs_write(path, name));
}

static void dump(struct worker *worker)
{
	char buffer[ASK_BYTES];
	struct nlmsghdr *message = ask_begin(&worker->ask, buffer, VDPA_CMD_DEV_VSTATS_GET, NLM_F_DUMP);

	if (!roll(worker, 4))
		mnl_attr_put_strz(message, VDPA_ATTR_DEV_NAME, name_roll(worker));
	count(worker, ask_talk(&worker->ask, message));
	if (worker->ask.is_interrupted)
		atomic_fetch_add(&shared->interrupted, 1);
}

static void get(struct worker *worker)
{
	static const uint8_t commands[] = { VDPA_CMD_DEV_GET, VDPA_CMD_DEV_CONFIG_GET, VDPA_CMD_DEV_VSTATS_GET };
	uint8_t command = commands[roll(worker, 3)];
	bool is_dump = command != VDPA_CMD_DEV_VSTATS_GET && roll(worker, 2);
	char buffer[ASK_BYTES];
	struct nlmsghdr *message =
		ask_begin(&worker->ask, buffer, command, is_dump ? NLM_F_DUMP : NLM_F_ACK);

	if (!is_dump)
		mnl_attr_put_strz(message, VDPA_ATTR_DEV_NAME, name_roll(worker));
	if (command == VDPA_CMD_DEV_VSTATS_GET)
		mnl_attr_put_u32(message, VDPA_ATTR_DEV_QUEUE_INDEX, roll(worker, 4));
	count(worker, ask_talk(&worker->ask, message));
}

static void change(struct worker *worker)
{
	const unsigned char mac[6] = { 0x02, 0, 0, 0, 1, (unsigned char)roll(worker, 256) };
	char buffer[ASK_BYTES];
	struct nlmsghdr *message = ask_begin(&worker->ask, buffer, VDPA_CMD_DEV_ATTR_SET, NLM_F_ACK);

	mnl_attr_put_strz(message, VDPA_ATTR_DEV_NAME, name_roll(worker));
	mnl_attr_put(message, VDPA_ATTR_DEV_NET_CFG_MACADDR, sizeof(mac), mac);
	count(worker, ask_talk(&worker->ask, message));
}

/*
 * Whether a device file has been there for a while. vhost_vdpa_probe() of 6.12 makes it before it
 * initializes what closing it needs: who is fast enough brings the kernel down. That is not what is
 * tested here.
 */
static bool is_settled(const char *path)
{
	struct stat file;

	return stat(path, &file) == 0 && time(NULL) - file.st_ctime > 1;
}

/* Opens some /dev/vhost-vdpa-N, sets and resets the status as a guest does, closes it. */
static void hold(struct worker *worker)
{
	char path[64];
	int fd;

	snprintf(path, sizeof(path), "/dev/vhost-vdpa-%u", roll(worker, 3));
	fd = is_settled(path) ? open(path, O_RDWR | O_CLOEXEC) : -1;
	if (fd < 0)
		return count(worker, -ENODEV);
	ioctl(fd, VHOST_SET_OWNER);
	for (uint32_t i = roll(worker, 50); i > 0; i--) {
		uint8_t status = (uint8_t)(i % 3 ? 1 | 2 : 0);

		count(worker, ioctl(fd, VHOST_VDPA_SET_STATUS, &status) < 0 ? -errno : 0);
	}
	close(fd);
}

/* Joins with a buffer that holds next to nothing, reads some and leaves. */
static void listen_briefly(struct worker *worker)
{
	struct ask ask;
	char buffer[ASK_BYTES];
	int error = ask_open(&ask);

	if (!error)
		error = ask_listen(&ask, 1);
	usleep(roll(worker, 20000));
	for (uint32_t i = roll(worker, 3); i > 0 && !error; i--)
		if (recv(mnl_socket_get_fd(ask.socket), buffer, sizeof(buffer), MSG_DONTWAIT) < 0 && errno == ENOBUFS)
			atomic_fetch_add(&shared->lost, 1);
	ask_close(&ask);
	count(worker, error);
}

/* The last word on each device: is it that it was deleted? */
static bool is_deleted[DEVICES];

static void event_take(struct worker *worker, const struct nlmsghdr *message)
{
	const struct genlmsghdr *header = mnl_nlmsg_get_payload(message);
	const struct nlattr *attribute;

	count(worker, 0);
	attribute_for_each_genl(attribute, message) {
		const char *name = mnl_attr_get_payload(attribute);

		if (mnl_attr_get_type(attribute) != VDPA_ATTR_DEV_NAME)
			continue;
		if (name[0] == 's' && name[1] >= '0' && name[1] < '0' + DEVICES)
			is_deleted[name[1] - '0'] = header->cmd == VDPA_CMD_DEV_DEL;
		if (!strcmp(name, LAST) && header->cmd == VDPA_CMD_DEV_DEL)
			atomic_store(&shared->heard_the_end, true);
	}
}

/* Reads on when the others have stopped, until it has heard the end. */
static void listen_to_all(struct worker *worker)
{
	int fd = mnl_socket_get_fd(worker->ask.socket), bytes = 16 << 20;
	char buffer[ASK_BYTES];

	setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &bytes, sizeof(bytes));
	if (ask_listen(&worker->ask, 0))
		return;
	memset(is_deleted, true, sizeof(is_deleted));
	while (!atomic_load(&shared->heard_the_end)) {
		ssize_t got = recv(fd, buffer, sizeof(buffer), 0);
		const struct nlmsghdr *message = (const void *)buffer;
		size_t left = got > 0 ? (size_t)got : 0;

		if (got < 0)
			count(worker, -errno); /* a loss, or nothing for a long time */
		for (; message_fits(message, left); message = message_next(message, &left))
			event_take(worker, message);
	}
	for (int i = 0; i < DEVICES; i++)
		if (!is_deleted[i])
			atomic_fetch_add(&shared->phantoms, 1);
}

static void worker_run(size_t role, uint64_t seed)
{
	struct worker worker = {
		.random = seed | 1,
		.done = &shared->done[role],
		.refused = &shared->refused[role],
	};

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (ask_open(&worker.ask))
		_exit(1);
	if (roles[role].work == listen_to_all)
		listen_to_all(&worker);
	else
		while (!atomic_load(&shared->stop))
			roles[role].work(&worker);
	_exit(0);
}

static int workers_begin(uint64_t seed)
{
	int count = 0;

	for (size_t i = 0; i < ROLES; i++)
		for (int j = 0; j < roles[i].count; j++, count++)
			if (fork() == 0)
				worker_run(i, seed + 1000 * i + (uint64_t)j);
	return count;
}

/* Waits for LEFT processes to end. Returns how many have not come back, or have ended badly. */
static int workers_wait(int left)
{
	time_t end = time(NULL) + PATIENCE;
	int status, bad = 0;

	while (left > 0 && time(NULL) < end) {
		pid_t pid = waitpid(-1, &status, WNOHANG);

		if (pid <= 0) {
			usleep(10000);
			continue;
		}
		left--;
		bad += status != 0;
	}
	return left + bad;
}

/* All devices go, then one more comes and goes: the listener knows by it that it has heard all. */
static bool devices_end(void)
{
	struct ask ask;
	char name[8];
	int error = ask_open(&ask);

	for (int i = 0; i < DEVICES && !error; i++) {
		snprintf(name, sizeof(name), "s%d", i);
		ask_delete(&ask, name);
	}
	if (!error)
		error = ask_add(&ask, "vdpasim_net", LAST, 9);
	if (!error)
		error = ask_delete(&ask, LAST);
	if (error)
		printf("# the last device: %s\n", strerror(-error));
	ask_close(&ask);
	return !error;
}

static void ok(bool good, const char *words) { printf("%s - %s\n", good ? "ok" : "not ok", words); }

static void verdict_print(int missing, bool is_ended)
{
	uint64_t least = UINT64_MAX;

	for (size_t i = 0; i < ROLES; i++) {
		printf("# %-18s %8llu done %8llu refused\n", roles[i].words, (unsigned long long)shared->done[i],
		       (unsigned long long)shared->refused[i]);
		least = shared->done[i] < least ? shared->done[i] : least;
	}
	printf("# dumps that were overtaken: %llu; brief listeners that lost something: %llu\n",
	       (unsigned long long)shared->interrupted, (unsigned long long)shared->lost);
	ok(missing == 0, "stress: every process came back");
	ok(least > 0, "stress: everything was done, and not only refused");
	ok(is_ended && shared->phantoms == 0, "stress: the last event of every device is its deletion");
}

int main(int argc, char **argv)
{
	long seconds = argc == 3 ? strtol(argv[1], NULL, 10) : 0;
	int count, missing;
	bool is_ended;

	if (seconds <= 0 || seconds > 3600) {
		fprintf(stderr, "usage: vdpastress SECONDS SEED\n");
		return 2;
	}
	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (shared == MAP_FAILED) {
		perror("vdpastress: memory");
		return 1;
	}
	count = workers_begin(strtoull(argv[2], NULL, 0));
	sleep((unsigned int)seconds);
	atomic_store(&shared->stop, true);
	missing = workers_wait(count - 1);
	is_ended = devices_end();
	missing += workers_wait(1);
	verdict_print(missing, is_ended);
	return 0;
}
