/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "recording_read.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

#include <linux/netlink.h>
#include <pcap/pcap.h>

#include "base/clock.h"
#include "netlink/attribute.h"
#include "source/recording.h"
#include "source/recording_message.h"

#include "unit.h"

static uint16_t read_short(const char *at)
{
	uint16_t number;

	memcpy(&number, at, sizeof(number));
	return ntohs(number);
}

static void read_add(struct read_file *file, size_t *used, const struct pcap_pkthdr *header,
		     const u_char *data)
{
	struct read_packet *packet = &file->packets[file->count++];
	char *copy = file->text + *used;

	assert_in_range(file->count, 1, READ_PACKETS);
	assert_int_equal(header->caplen, header->len);
	assert_in_range(header->len, RECORDING_COOKED_SIZE, RECORDING_PACKET_MOST);
	memcpy(copy, data, header->len);
	*used += (header->len + 7) / 8 * 8;
	*packet = (struct read_packet){
		.time = header->ts.tv_sec * CLOCK_SECOND + header->ts.tv_usec,
		.direction = read_short(copy),
		.hardware = read_short(copy + 2),
		.protocol = read_short(copy + 14),
		.data = copy + RECORDING_COOKED_SIZE,
		.length = header->len - RECORDING_COOKED_SIZE,
	};
	if (packet->protocol != NETLINK_KOBJECT_UEVENT && packet->length >= sizeof(struct nlmsghdr))
		packet->type = ((const struct nlmsghdr *)packet->data)->nlmsg_type;
}

struct read_file *read_recording(const char *path)
{
	struct read_file *file = calloc(1, sizeof(*file));
	char words[PCAP_ERRBUF_SIZE] = "";
	struct pcap_pkthdr *header;
	const u_char *data;
	size_t used = 0;
	pcap_t *pcap;
	int result;

	assert_non_null(file);
	pcap = pcap_open_offline_with_tstamp_precision(path, PCAP_TSTAMP_PRECISION_NANO, words);
	if (!pcap) {
		snprintf(file->error, sizeof(file->error), "%s", words);
		return file;
	}
	file->text = malloc(16 << 20);
	file->linktype = pcap_datalink(pcap);
	while ((result = pcap_next_ex(pcap, &header, &data)) == 1)
		read_add(file, &used, header, data);
	if (result == PCAP_ERROR)
		snprintf(file->error, sizeof(file->error), "%s", pcap_geterr(pcap));
	pcap_close(pcap);
	return file;
}

void read_free(struct read_file *file)
{
	free(file->text);
	free(file);
}

static const struct nlattr *read_find(const struct read_packet *packet, uint16_t type, uint16_t number)
{
	const struct nlmsghdr *message = (const struct nlmsghdr *)packet->data;
	size_t left = packet->length;
	const struct nlattr *attribute;

	for (; message_fits(message, left); message = message_next(message, &left)) {
		if (message->nlmsg_type != type)
			continue;
		attribute_for_each(attribute, message, 0)
			if (mnl_attr_get_type(attribute) == number)
				return attribute;
		return NULL;
	}
	fail_msg("there is no message of type 0x%x", type);
	return NULL;
}

uint64_t read_number(const struct read_packet *packet, uint16_t type, uint16_t number)
{
	const struct nlattr *attribute = read_find(packet, type, number);
	uint64_t value = 0;

	assert_non_null(attribute);
	memcpy(&value, mnl_attr_get_payload(attribute), mnl_attr_get_payload_len(attribute));
	return value;
}

const char *read_text(const struct read_packet *packet, uint16_t type, uint16_t number)
{
	const struct nlattr *attribute = read_find(packet, type, number);

	return attribute ? mnl_attr_get_str(attribute) : "";
}

static char read_letter(const struct read_packet *packet)
{
	static const struct { uint16_t type; char letter; } letters[] = {
		{ RECORDING_MSG_START, 'S' }, { RECORDING_MSG_BEGIN, 'B' }, { RECORDING_MSG_END, 'E' },
		{ RECORDING_MSG_FACTS, 'F' }, { RECORDING_MSG_FAILED, 'X' }, { RECORDING_MSG_MISSING, 'M' },
	};

	for (size_t i = 0; packet->protocol == RECORDING_PROTOCOL && i < sizeof(letters) / sizeof(letters[0]); i++)
		if (letters[i].type == packet->type)
			return letters[i].letter;
	if (packet->protocol == NETLINK_KOBJECT_UEVENT)
		return '!';
	if (packet->protocol != NETLINK_GENERIC)
		return '?';
	return packet->direction == RECORDING_SENT ? '>' : packet->direction == RECORDING_UNASKED ? '*' : '<';
}

void read_picture(const struct read_file *file, char *to, size_t size)
{
	size_t i;

	for (i = 0; i < file->count && i < size - 1; i++)
		to[i] = read_letter(&file->packets[i]);
	to[i] = '\0';
}
