/* SPDX-License-Identifier: GPL-2.0-or-later */
/* MAC addresses as people write them (IEEE 802-2014 section 8: bit 0 of the first byte, multicast; bit 1, local). */
#include "manage/mac.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "manage/wish.h"
#include "manage/words.h"

#define MAC_PAIRS TASK_MAC_SIZE
#define MAC_EXAMPLE "52:54:00:12:34:5f"
#define MULTICAST 1
#define LOCAL 2
#define COUNTED 0xffffff /* what three bytes hold */
#define STEP UINT64_C(0x9e3779b97f4a7c15) /* odd, so that it comes to every address */

static int digit_value(char byte)
{
	static const char digits[] = "0123456789abcdef";
	const char *found;

	if (byte >= 'A' && byte <= 'F')
		byte = (char)(byte - 'A' + 'a');
	found = byte ? strchr(digits, byte) : NULL;
	return found ? (int)(found - digits) : -1;
}

/* Digits between two separators: 2 for : and -, 4 for . and all 12 for none. */
static size_t group_size(const char *text)
{
	const char *separator = strpbrk(text, ":-.");

	if (!separator)
		return 2 * (size_t)MAC_PAIRS;
	return *separator == '.' ? 4 : 2;
}

/* Whether TEXT is hexadecimal digits in groups; RET_DIGITS (24 have room) get as many as there are. */
static bool read_digits(const char *text, size_t length, uint8_t *ret_digits, size_t *ret_count)
{
	size_t group = group_size(text);
	const char *separator = strpbrk(text, ":-.");
	size_t count = 0;
	size_t in_group = 0;

	for (size_t i = 0; i < length; i++) {
		int value = digit_value(text[i]);

		if (value < 0) {
			if (!separator || text[i] != *separator || in_group != group)
				return false;
			in_group = 0;
			continue;
		}
		if (in_group == group && separator)
			return false;
		if (count < 2 * MAC_PAIRS)
			ret_digits[count] = (uint8_t)value;
		count++;
		in_group++;
	}
	*ret_count = count;
	return in_group > 0 && (!separator || in_group == group);
}

int wish_parse_mac(const char *text, uint8_t *ret_mac, struct error *error)
{
	uint8_t digits[2 * MAC_PAIRS];
	size_t length, count;

	text += strspn(text, " \t");
	length = strlen(text);
	while (length && strchr(" \t", text[length - 1]))
		length--;
	if (!length || !read_digits(text, length, digits, &count) || count % 2)
		return error_set(error, -EINVAL,
				 "a MAC address is 6 pairs of hexadecimal digits, as " MAC_EXAMPLE);
	if (count != sizeof(digits))
		return error_set(error, -EINVAL,
				 "too %s: a MAC address has 6 pairs of hexadecimal digits, this has %zu",
				 count < sizeof(digits) ? "short" : "long", count / 2);
	for (size_t i = 0; i < MAC_PAIRS; i++)
		ret_mac[i] = (uint8_t)(digits[2 * i] << 4 | digits[2 * i + 1]);
	return 0;
}

static bool is_all(const uint8_t *mac, uint8_t byte)
{
	for (size_t i = 0; i < MAC_PAIRS; i++)
		if (mac[i] != byte)
			return false;
	return true;
}

int mac_check(const uint8_t *mac, struct error *error)
{
	char text[MAC_TEXT_SIZE];

	mac_print(mac, text);
	if (is_all(mac, 0))
		return error_set(error, -EINVAL, "%s is no address: an interface with it cannot come up",
				 text);
	if (is_all(mac, 0xff))
		return error_set(error, -EINVAL, "%s is the broadcast address: no interface can have it",
				 text);
	if (mac[0] & MULTICAST)
		return error_set(error, -EINVAL,
				 "%s is a multicast address: the first byte of an interface's is even",
				 text);
	return 0;
}

bool mac_count_up(const uint8_t *mac, uint32_t by, uint8_t *ret_mac)
{
	uint32_t end = (uint32_t)mac[3] << 16 | (uint32_t)mac[4] << 8 | mac[5];

	if (by > COUNTED - end)
		return false;
	end += by;
	memcpy(ret_mac, mac, 3);
	ret_mac[3] = (uint8_t)(end >> 16);
	ret_mac[4] = (uint8_t)(end >> 8);
	ret_mac[5] = (uint8_t)end;
	return true;
}

const struct model_device *mac_find_taken(const struct model *model, const uint8_t *mac,
					  uint64_t except)
{
	for (size_t i = 0; i < model->device_count; i++) {
		const struct model_device *device = &model->devices[i];

		if (device->config.valid & VDPA_HAS_MAC && !(except && device->id == except) &&
		    !memcmp(device->config.mac, mac, MAC_PAIRS))
			return device;
	}
	return NULL;
}

void wish_propose_mac(const struct model *model, uint64_t random, char *to, size_t size)
{
	uint8_t mac[MAC_PAIRS];
	char text[MAC_TEXT_SIZE];

	do {
		for (size_t i = 0; i < MAC_PAIRS; i++)
			mac[i] = (uint8_t)(random >> 8 * i);
		mac[0] = (uint8_t)((mac[0] & ~MULTICAST) | LOCAL);
		random += STEP;
	} while (mac_find_taken(model, mac, 0));
	mac_print(mac, text);
	text_format(to, size, "%s", text);
}

int wish_check_mac(const char *text, const struct model *model, const struct model_device *device,
		   uint8_t *ret_mac, struct error *error)
{
	const struct model_device *taken;
	uint8_t mac[MAC_PAIRS] = { 0 };
	int result = wish_parse_mac(text, mac, error);

	if (!result)
		result = mac_check(mac, error);
	if (result < 0)
		return result;
	taken = mac_find_taken(model, mac, 0);
	if (taken)
		return error_set(error, -EINVAL,
				 taken == device ? "%s has that MAC address already" :
						   "%s has that MAC address",
				 words_name(taken->name).text);
	memcpy(ret_mac, mac, sizeof(mac));
	return 0;
}
