/* SPDX-License-Identifier: GPL-2.0-or-later */
/* MAC addresses as text. */
#pragma once

#include <stdint.h>

#define MAC_TEXT_SIZE 18

/* Writes the six bytes of MAC as "52:54:00:12:34:5f". */
void mac_print(const uint8_t *mac, char to[static MAC_TEXT_SIZE]);
