/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The kinds of attributes. */
#include "source/recording_message.h"

static const enum recording_kind kinds[RECORDING_ATTRS] = {
#define ATTRIBUTE(id, number, kind, meaning) [number] = RECORDING_##kind,
#include "source/recording.def"
};

enum recording_kind recording_attribute_kind(uint32_t number)
{
	return number < RECORDING_ATTRS ? kinds[number] : RECORDING_UNKNOWN;
}
