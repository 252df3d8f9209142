/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Packets by libpcap, out of a stream that is made of pread(2). */
#include "source/replay_file.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <pcap/pcap.h>

#include "base/array.h"
#include "base/clock.h"
#include "base/error.h"
#include "source/recording.h"
#include "source/recording_message.h"

/* What is read at once. The stream forgets all that it read with every seek, and seeks are many. */
#define FILE_WINDOW 65536

struct replay_file {
	int fd;
	int64_t offset;    /* of the stream */
	int64_t window_at; /* byte of the file where the window begins */
	size_t window_bytes;
	int code;          /* the negative errno with which reading failed, 0: it did not */
	pcap_t *pcap;
	struct array data; /* of the packet, aligned */
	char window[FILE_WINDOW];
};

/* Has the window begin where the stream is. Returns its bytes, 0 at the end, or a negative errno. */
static ssize_t window_fill(struct replay_file *file)
{
	ssize_t got;

	do
		got = pread(file->fd, file->window, FILE_WINDOW, file->offset);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		return file->code = -errno;
	file->window_at = file->offset;
	file->window_bytes = (size_t)got;
	return got;
}

static bool window_has(const struct replay_file *file)
{
	return file->offset >= file->window_at &&
	       file->offset < file->window_at + (int64_t)file->window_bytes;
}

static ssize_t stream_read(void *cookie, char *to, size_t size)
{
	struct replay_file *file = cookie;
	ssize_t got = window_has(file) ? 1 : window_fill(file);
	size_t at, bytes;

	if (got <= 0)
		return got < 0 ? -1 : 0;
	at = (size_t)(file->offset - file->window_at);
	bytes = file->window_bytes - at < size ? file->window_bytes - at : size;
	memcpy(to, file->window + at, bytes);
	file->offset += (int64_t)bytes;
	return (ssize_t)bytes;
}

static int stream_seek(void *cookie, off64_t *offset, int whence)
{
	struct replay_file *file = cookie;
	int64_t to = *offset;

	/* Nobody goes to the end: how long a file is that grows is not asked. */
	if (whence == SEEK_CUR)
		to += file->offset;
	else if (whence != SEEK_SET)
		to = -1;
	if (to < 0) {
		errno = EINVAL;
		return -1;
	}
	*offset = file->offset = to;
	return 0;
}

static FILE *stream_open(struct replay_file *file)
{
	return fopencookie(file, "r", (cookie_io_functions_t){ .read = stream_read, .seek = stream_seek });
}

/* Whether what was opened is a recording's kind of file. */
static int file_check(const struct replay_file *file, struct error *error)
{
	int link = pcap_datalink(file->pcap);
	const char *name = pcap_datalink_val_to_name(link);

	if (link != RECORDING_LINKTYPE)
		return error_set(error, -EINVAL, "no recording: at byte 20 it says that it holds %s packets, "
				 "not netlink's", name ? name : "unknown");
	if (pcap_is_swapped(file->pcap))
		return error_set(error, -EINVAL, "it was recorded on a host of another byte order: replay it "
				 "on one like that");
	return 0;
}

/* The program that undoes what FD begins with, NULL: it is not compressed, or not in a known way. */
static const char *file_unpacker(int fd)
{
	static const struct { const char *magic; size_t length; const char *program; } kinds[] = {
		{ "\x1f\x8b", 2, "gunzip" },
		{ "\xfd" "7zXZ", 5, "unxz" },
		{ "\x28\xb5\x2f\xfd", 4, "unzstd" },
		{ "BZh", 3, "bunzip2" },
		{ "\x04\x22\x4d\x18", 4, "unlz4" },
	};
	char start[8];
	ssize_t got = pread(fd, start, sizeof(start), 0);

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (got >= (ssize_t)kinds[i].length && !memcmp(start, kinds[i].magic, kinds[i].length))
			return kinds[i].program;
	return NULL;
}

/* Says why libpcap, in its WORDS, cannot read what FD is. Returns CODE. */
static int file_refuse(int fd, int code, const char *words, struct error *error)
{
	const char *unpacker = code == -EINVAL ? file_unpacker(fd) : NULL;

	if (unpacker)
		return error_set(error, code, "it is compressed: %s it first", unpacker);
	if (code == -EINVAL)
		return error_set(error, code, "no recording, at byte 0: %s", words);
	return error_set(error, code, "%s", error_text(code));
}

int replay_file_open(struct replay_file **ret_file, int fd, struct error *error)
{
	struct replay_file *file = calloc(1, sizeof(*file));
	char words[PCAP_ERRBUF_SIZE] = "";
	FILE *stream;
	int result;

	if (!file)
		return error_set(error, -ENOMEM, "out of memory");
	*file = (struct replay_file){ .fd = fd, .data = ARRAY_OF(char) };
	stream = stream_open(file);
	if (stream)
		file->pcap = pcap_fopen_offline_with_tstamp_precision(stream, PCAP_TSTAMP_PRECISION_NANO,
								      words);
	if (!file->pcap) {
		result = file->code ? file->code : stream ? -EINVAL : -ENOMEM;
		if (stream)
			fclose(stream);
		free(file);
		return file_refuse(fd, result, words, error);
	}
	result = file_check(file, error);
	if (result < 0)
		replay_file_close(file);
	else
		*ret_file = file;
	return result;
}

void replay_file_close(struct replay_file *file)
{
	if (!file)
		return;
	pcap_close(file->pcap);
	array_free(&file->data);
	free(file);
}

uint64_t replay_file_at(const struct replay_file *file)
{
	return (uint64_t)ftello(pcap_file(file->pcap));
}

int replay_file_seek(struct replay_file *file, uint64_t at)
{
	if (replay_file_at(file) == at)
		return 0;
	clearerr(pcap_file(file->pcap));
	return fseeko(pcap_file(file->pcap), (off_t)at, SEEK_SET) < 0 ? -errno : 0;
}

static uint16_t cooked_field(const uint8_t *cooked, size_t at)
{
	return (uint16_t)(cooked[at] << 8 | cooked[at + 1]);
}

static int file_take(struct replay_file *file, const struct pcap_pkthdr *header, const uint8_t *data,
		     struct replay_packet *packet, struct error *error)
{
	if (header->caplen < header->len)
		return error_set(error, -EBADMSG, "a packet was cut to %u of its %u bytes by whoever copied it",
				 header->caplen, header->len);
	if (header->caplen < RECORDING_COOKED_SIZE)
		return error_set(error, -EBADMSG, "a packet has %u bytes, less than its head", header->caplen);
	if (header->ts.tv_sec < 0 || header->ts.tv_usec < 0 || header->ts.tv_usec >= CLOCK_SECOND ||
	    header->ts.tv_sec >= REPLAY_TIME_MOST / CLOCK_SECOND)
		return error_set(error, -EBADMSG, "a packet has no time");
	packet->length = header->caplen - RECORDING_COOKED_SIZE;
	file->data.count = 0;
	if (array_append(&file->data, data + RECORDING_COOKED_SIZE, packet->length) < 0)
		return error_set(error, -ENOMEM, "out of memory");
	packet->data = file->data.data;
	packet->time = header->ts.tv_sec * CLOCK_SECOND + header->ts.tv_usec;
	packet->direction = cooked_field(data, 0);
	packet->protocol = cooked_field(data, 14);
	return 1;
}

int replay_file_next(struct replay_file *file, struct replay_packet *ret_packet, struct error *error)
{
	struct replay_packet packet = { .at = replay_file_at(file) };
	struct pcap_pkthdr *header;
	const uint8_t *data;
	int result = pcap_next_ex(file->pcap, &header, &data);

	if (result == PCAP_ERROR_BREAK)
		return 0;
	if (result != 1 && file->code)
		return error_set(error, file->code, "%s", error_text(file->code));
	if (result != 1)
		return error_set(error, feof(pcap_file(file->pcap)) ? -ENODATA : -EBADMSG, "%s",
				 pcap_geterr(file->pcap));
	result = file_take(file, header, data, &packet, error);
	if (result == 1)
		*ret_packet = packet;
	return result;
}
