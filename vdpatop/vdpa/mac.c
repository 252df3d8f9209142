/* SPDX-License-Identifier: GPL-2.0-or-later */
/* MAC addresses as text. */
#include "vdpa/mac.h"

#include <stdio.h>

void mac_print(const uint8_t *mac, char to[static MAC_TEXT_SIZE])
{
	snprintf(to, MAC_TEXT_SIZE, "%02x:%02x:%02x:%02x:%02x:%02x", mac[0], mac[1], mac[2], mac[3],
		 mac[4], mac[5]);
}
