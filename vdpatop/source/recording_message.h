/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The rows of recording.def: what whoever writes a recording and whoever reads it have in common. */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* Of the cooked header: sll_pkttype and sll_hatype (linux/if_packet.h, linux/if_arp.h). */
#define RECORDING_COOKED_SIZE 16
#define RECORDING_ARPHRD 824
enum recording_direction { RECORDING_CAME = 0, RECORDING_UNASKED = 2, RECORDING_SENT = 4 };

/* The longest packet that readers of pcap files take (libpcap, MAXIMUM_SNAPLEN). */
#define RECORDING_PACKET_MOST 262144

enum recording_message {
#define MESSAGE(id, number, meaning) RECORDING_MSG_##id = (number),
#include "source/recording.def"
};

enum recording_attribute {
#define ATTRIBUTE(id, number, kind, meaning) RECORDING_ATTR_##id = (number),
#include "source/recording.def"
	RECORDING_ATTRS
};

/* Bits of FLAGS. */
enum recording_flag { RECORDING_NETDEV_UP = 1 << 0, RECORDING_DISK_MOUNTED = 1 << 1 };

enum recording_kind { RECORDING_UNKNOWN, RECORDING_U32, RECORDING_U64, RECORDING_TEXT };

/* Of what kind attribute NUMBER is, RECORDING_UNKNOWN for one that this version does not know. */
enum recording_kind recording_attribute_kind(uint32_t number);
