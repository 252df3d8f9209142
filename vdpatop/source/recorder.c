/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Packets into memory, as libpcap lays them out, and from there into the file, a whole sample at a time.
 * What stands in a packet is not known here.
 */
#include "source/recorder_private.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/error.h"
#include "base/text.h"

int recorder_fail(struct recorder *recorder, int code)
{
	recorder->block.count = recorder->spilt = 0;
	if (!recorder->trouble[0])
		text_copy(recorder->trouble, sizeof(recorder->trouble), error_text(code));
	return code;
}

/* libpcap writes to a stream: this one is the block. 0 is a failure (fopencookie(3)). */
static ssize_t block_take(void *cookie, const char *data, size_t length)
{
	struct recorder *recorder = cookie;

	if (array_append(&recorder->block, data, length) == 0)
		return (ssize_t)length;
	recorder_fail(recorder, -ENOMEM);
	return 0;
}

void recorder_begin_packet(struct recorder *recorder)
{
	recorder->packet.count = 0;
	if (!array_add(&recorder->packet, RECORDING_COOKED_SIZE))
		recorder_fail(recorder, -ENOMEM);
}

void recorder_append(struct recorder *recorder, const void *data, size_t length)
{
	if (array_append(&recorder->packet, data, length) < 0)
		recorder_fail(recorder, -ENOMEM);
}

/* Numbers of the cooked header are in network order whatever the datagram's are. */
static void cooked_put(char *packet, size_t at, uint16_t number)
{
	number = htons(number);
	memcpy(packet + at, &number, sizeof(number));
}

/* START is the first packet of all, and has the time of the next: its packet is made beside that one. */
static void recorder_start(struct recorder *recorder, int64_t time)
{
	struct array packet = recorder->packet;

	recorder->has_started = true;
	recorder->packet = ARRAY_OF(char);
	recorder_put_start(recorder, time);
	array_free(&recorder->packet);
	recorder->packet = packet;
}

void recorder_end_packet(struct recorder *recorder, int64_t time, enum recording_direction direction,
			 uint16_t protocol)
{
	struct pcap_pkthdr header = {
		.ts = { time / CLOCK_SECOND, time % CLOCK_SECOND }, /* nanoseconds, as the dead pcap says */
		.caplen = (bpf_u_int32)recorder->packet.count,
		.len = (bpf_u_int32)recorder->packet.count,
	};
	char *packet = recorder->packet.data;

	if (!recorder->has_started)
		recorder_start(recorder, time);
	if (recorder->packet.count > RECORDING_PACKET_MOST)
		recorder_fail(recorder, -EMSGSIZE);
	if (recorder->trouble[0])
		return;
	cooked_put(packet, 0, (uint16_t)direction);
	cooked_put(packet, 2, RECORDING_ARPHRD);
	cooked_put(packet, RECORDING_COOKED_SIZE - 2, protocol);
	pcap_dump((u_char *)recorder->dumper, &header, (const u_char *)packet);
}

static void recorder_take_back(struct recorder *recorder)
{
	(void)!ftruncate(recorder->fd, recorder->end);
	lseek(recorder->fd, recorder->end, SEEK_SET);
}

/* Of what is to be overwritten, as long as no host was there to be recorded. */
#define HOLD_MOST (1 << 20)

static bool recorder_waits(const struct recorder *recorder)
{
	struct stat status;

	return !recorder->end && !recorder->spilt && !recorder->has_sample &&
	       recorder->block.count < HOLD_MOST && !fstat(recorder->fd, &status) && status.st_size;
}

/*
 * Writes what of the block is not in the file yet, or takes all of it back. The file's offset stays. A file
 * that is to be overwritten keeps what it has until there is a sample.
 */
static int recorder_write(struct recorder *recorder)
{
	const char *data = recorder->block.data;

	if (recorder_waits(recorder))
		return 0;
	if (!recorder->end && !recorder->spilt && recorder->block.count && ftruncate(recorder->fd, 0) < 0)
		return recorder_fail(recorder, -errno);
	while (recorder->spilt < recorder->block.count) {
		ssize_t now = pwrite(recorder->fd, data + recorder->spilt, recorder->block.count - recorder->spilt,
				     recorder->end + (off_t)recorder->spilt);
		int code = now < 0 ? -errno : -EIO;

		if (code == -EINTR)
			continue;
		if (now <= 0) {
			recorder_take_back(recorder);
			return recorder_fail(recorder, code);
		}
		recorder->spilt += (size_t)now;
	}
	return 0;
}

int recorder_spill(struct recorder *recorder)
{
	if (pcap_dump_flush(recorder->dumper) < 0 || recorder->trouble[0])
		return -EIO;
	return recorder_write(recorder);
}

int recorder_flush(struct recorder *recorder)
{
	int result = recorder_spill(recorder);

	if (result < 0 || recorder->spilt < recorder->block.count)
		return result;
	recorder->end += (off_t)recorder->block.count;
	recorder->block.count = recorder->spilt = 0;
	return lseek(recorder->fd, recorder->end, SEEK_SET) < 0 ? recorder_fail(recorder, -errno) : 0;
}

/* Makes libpcap write into the block. What it says first, of the file, is there already where one goes on. */
static int recorder_open_block(struct recorder *recorder)
{
	const cookie_io_functions_t functions = { .write = block_take };
	FILE *stream = fopencookie(recorder, "w", functions);

	if (!stream)
		return -ENOMEM;
	recorder->pcap = pcap_open_dead_with_tstamp_precision(RECORDING_LINKTYPE, RECORDING_PACKET_MOST,
							      PCAP_TSTAMP_PRECISION_NANO);
	recorder->dumper = recorder->pcap ? pcap_dump_fopen(recorder->pcap, stream) : NULL;
	if (!recorder->dumper) {
		fclose(stream);
		return -ENOMEM;
	}
	if (pcap_dump_flush(recorder->dumper) < 0)
		return -ENOMEM;
	if (recorder->end)
		recorder->block.count = 0;
	return 0;
}

int recorder_open(struct recorder **ret_recorder, int fd, const struct recording_start *start,
		  struct error *error)
{
	struct recorder *recorder = calloc(1, sizeof(*recorder));
	int result;

	if (!recorder)
		return error_set(error, -ENOMEM, "out of memory");
	recorder->fd = fd;
	recorder->start = *start;
	recorder->packet = recorder->block = ARRAY_OF(char);
	recorder->end = lseek(fd, 0, SEEK_CUR);
	result = recorder->end < 0 ? -errno : recorder_open_block(recorder);
	/* What a worker that was killed did not write to its end. */
	if (!result && recorder->end && ftruncate(fd, recorder->end) < 0)
		result = -errno;
	if (result < 0) {
		recorder_fail(recorder, result);
		recorder_close(recorder);
		return error_set(error, result, "%s", error_text(result));
	}
	*ret_recorder = recorder;
	return 0;
}

void recorder_close(struct recorder *recorder)
{
	if (!recorder)
		return;
	if (recorder->dumper) {
		recorder_flush(recorder);
		pcap_dump_close(recorder->dumper);
	}
	if (recorder->pcap)
		pcap_close(recorder->pcap);
	array_free(&recorder->packet);
	array_free(&recorder->block);
	free(recorder);
}

const char *recorder_trouble(const struct recorder *recorder)
{
	return recorder->trouble;
}
