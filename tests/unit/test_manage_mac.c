/* SPDX-License-Identifier: GPL-2.0-or-later */
/* MAC addresses as they are typed, counted and proposed. */
#include "manage/mac.h"

#include <errno.h>
#include <string.h>

#include "base/error.h"
#include "manage/wish.h"

#include "unit.h"
#include "world.h"

static void expect_mac(const char *text, const char *expected)
{
	struct error error = { 0 };
	uint8_t mac[TASK_MAC_SIZE];
	char found[MAC_TEXT_SIZE];

	assert_int_equal(wish_parse_mac(text, mac, &error), 0);
	mac_print(mac, found);
	assert_string_equal(found, expected);
}

static void expect_refusal(const char *text, const char *words)
{
	struct error error = { 0 };
	uint8_t mac[TASK_MAC_SIZE] = { 1, 2, 3, 4, 5, 6 };
	const uint8_t before[TASK_MAC_SIZE] = { 1, 2, 3, 4, 5, 6 };

	assert_int_equal(wish_parse_mac(text, mac, &error), -EINVAL);
	assert_string_equal(error.words, words);
	assert_memory_equal(mac, before, sizeof(mac));
}

static void every_usual_form_is_taken(void **state)
{
	static const char *const forms[] = {
		"52:54:00:ab:cd:5f", "52:54:00:AB:CD:5F", "52-54-00-ab-cd-5f", "5254.00ab.cd5f",
		"525400abcd5f",      " 52:54:00:ab:cd:5f\t",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
		expect_mac(forms[i], "52:54:00:ab:cd:5f");
}

static void a_wrong_length_is_said(void **state)
{
	(void)state;
	expect_refusal("52:54:00:ab:cd",
		       "too short: a MAC address has 6 pairs of hexadecimal digits, this has 5");
	expect_refusal("52:54:00:ab:cd:5f:00",
		       "too long: a MAC address has 6 pairs of hexadecimal digits, this has 7");
	expect_refusal("02", "too short: a MAC address has 6 pairs of hexadecimal digits, this has 1");
}

static void what_is_no_mac_is_refused(void **state)
{
	static const char *const texts[] = {
		"",  "   ", "vm0", "52:54:00:ab:cd:5", "52:54:00:ab:cd:5g", "52:54-00:ab:cd:5f",
		"52:54:00:ab:cd:5f:", ":52:54:00:ab:cd", "5:2:5:4:0:0", "52::54:00:ab:cd", "52 54 00 ab cd 5f",
		"\033[2J", "10.0.0.1", "525400abcd5", "0x525400abcd5f",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		expect_refusal(texts[i],
			       "a MAC address is 6 pairs of hexadecimal digits, as 52:54:00:12:34:5f");
}

static void an_interface_cannot_have_every_address(void **state)
{
	static const struct {
		uint8_t mac[TASK_MAC_SIZE];
		int code;
		const char *words;
	} cases[] = {
		{ { 0x52, 0x54, 0, 0, 0, 1 }, 0, "" },
		{ { 0, 0, 0, 0, 0, 0 }, -EINVAL,
		  "00:00:00:00:00:00 is no address: an interface with it cannot come up" },
		{ { 1, 0, 0x5e, 0, 0, 1 }, -EINVAL,
		  "01:00:5e:00:00:01 is a multicast address: the first byte of an interface's is even" },
		{ { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff }, -EINVAL,
		  "ff:ff:ff:ff:ff:ff is the broadcast address: no interface can have it" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct error error = { 0 };

		assert_int_equal(mac_check(cases[i].mac, &error), cases[i].code);
		assert_string_equal(error.words, cases[i].words);
	}
}

static void the_last_three_bytes_count_up(void **state)
{
	const uint8_t from[TASK_MAC_SIZE] = { 0x52, 0x54, 0, 0x12, 0xff, 0xfe };
	const uint8_t last[TASK_MAC_SIZE] = { 0x52, 0x54, 0, 0xff, 0xff, 0xff };
	uint8_t mac[TASK_MAC_SIZE];
	char text[MAC_TEXT_SIZE];

	(void)state;
	assert_true(mac_count_up(from, 2, mac));
	mac_print(mac, text);
	assert_string_equal(text, "52:54:00:13:00:00");
	assert_true(mac_count_up(last, 0, mac));
	assert_memory_equal(mac, last, sizeof(mac));
	assert_false(mac_count_up(last, 1, mac));
}

static void tell_device(struct fixture *fixture, const uint8_t *mac)
{
	struct snapshot_device *device;

	world_begin(&fixture->world, CLOCK_SECOND);
	world_mgmtdev(&fixture->world, "", "vdpasim_net");
	device = world_device(&fixture->world, "foo0", 0);
	device->config.valid |= VDPA_HAS_MAC;
	memcpy(device->config.mac, mac, TASK_MAC_SIZE);
	world_tell(&fixture->world, fixture->model);
}

static void a_proposed_mac_is_local_unicast_and_nobodys(void **state)
{
	struct fixture *fixture = *state;
	char first[MAC_TEXT_SIZE];
	char second[MAC_TEXT_SIZE];
	uint8_t mac[TASK_MAC_SIZE];

	for (uint64_t random = 0; random < 512; random++) {
		wish_propose_mac(fixture->model, random, first, sizeof(first));
		assert_int_equal(wish_parse_mac(first, mac, NULL), 0);
		assert_int_equal(mac[0] & 3, 2);
	}
	tell_device(fixture, mac);
	wish_propose_mac(fixture->model, 511, second, sizeof(second));
	assert_string_not_equal(second, first);
	assert_int_equal(wish_parse_mac(second, mac, NULL), 0);
	assert_int_equal(mac[0] & 3, 2);
}

static void a_new_mac_for_a_device_is_nobodys_yet(void **state)
{
	const uint8_t taken[TASK_MAC_SIZE] = { 2, 0, 0, 0, 0, 7 };
	struct fixture *fixture = *state;
	const struct model_device *device;
	struct error error = { 0 };
	uint8_t mac[TASK_MAC_SIZE];

	tell_device(fixture, taken);
	device = world_find(fixture->model, "foo0");
	assert_int_equal(wish_check_mac("02:00:00:00:00:08", fixture->model, device, mac, &error), 0);
	assert_int_equal(mac[5], 8);
	assert_int_equal(wish_check_mac("02:00:00:00:00:07", fixture->model, device, mac, &error),
			 -EINVAL);
	assert_string_equal(error.words, "foo0 has that MAC address already");
	assert_int_equal(wish_check_mac("02:00:00:00:00:07", fixture->model, NULL, mac, &error),
			 -EINVAL);
	assert_string_equal(error.words, "foo0 has that MAC address");
	assert_int_equal(wish_check_mac("01:00:00:00:00:07", fixture->model, device, mac, &error),
			 -EINVAL);
	assert_int_equal(wish_check_mac("02", fixture->model, device, mac, &error), -EINVAL);
	assert_int_equal(mac[5], 8);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(every_usual_form_is_taken),
	cmocka_unit_test(a_wrong_length_is_said),
	cmocka_unit_test(what_is_no_mac_is_refused),
	cmocka_unit_test(an_interface_cannot_have_every_address),
	cmocka_unit_test(the_last_three_bytes_count_up),
	with_model(a_proposed_mac_is_local_unicast_and_nobodys),
	with_model(a_new_mac_for_a_device_is_nobodys_yet),
};

UNIT_MAIN(manage_mac)
