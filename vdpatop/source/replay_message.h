/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A message of recording.def as it is read. */
#pragma once

#include <stdint.h>

#include "source/recording_message.h"

struct nlmsghdr;

/* By enum recording_attribute: 0 and "" for what it does not have. */
struct replay_message {
	uint64_t number[RECORDING_ATTRS];
	const char *text[RECORDING_ATTRS]; /* points into the message */
};

#define replay_number(message, id) ((message)->number[RECORDING_ATTR_##id])
#define replay_text(message, id) ((message)->text[RECORDING_ATTR_##id])

/* Reads MESSAGE, which must fit. Attributes that are not known are passed over. 0, or -EBADMSG. */
int replay_message_read(const struct nlmsghdr *message, struct replay_message *ret_message);
