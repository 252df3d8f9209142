/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The dialog that adds devices, drawn. */
#include "stage.h"

#include <string.h>

#include "base/text.h"
#include "vdpa/numbers.h"

#include "unit.h"

static void add_sim(struct scene *scene)
{
	scene->mgmtdevs[scene->mgmtdev_count++] = (struct scene_mgmtdev){
		.bus = "", .name = "vdpasim_net", .driver = "vdpa_sim", .class_id = VDPA_CLASS_NET,
		.supported = UINT64_C(0x308830028),
	};
}

/* The rack and a simulator, whose row is selected, at this size. */
static struct stage add_stage(int rows, int columns)
{
	struct scene scene = scene_rack;
	struct stage stage;

	add_sim(&scene);
	stage = stage_sized(scene, 3, rows, columns);
	press_all(&stage, "End F7");
	return stage;
}

/* In the place of what stands in the field. */
static void fill(struct stage *stage, const char *text)
{
	press_all(stage, "End ^U");
	type_text(stage, text);
}

/*
 * All that can be said of a device, in the order in which one thinks of it; what is proposed stands there.
 * What an empty field means is in brackets, what the kernel would do without a word is said before it
 * does. At the bottom: what the field means, and what will be sent.
 */
static void a_fresh_form_on_80x24(void **state)
{
	static const char *const picture[] = {
		" vdpatop  hv17  order frozen  Linux 6.12.117  5 mgmtdevs         1.0s  14:03:07",
		" kicks/s ≥6.55k ▇▇               wqes/s   614k ▇▇                 10 ok  3 idle",
		" ─ Add devices ────────────────────────────────────────────────────────────────",
		"   Management device  ‹ vdpasim_net  net  0 devices ›",
		" › Name               vdpa0▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁",
		"   How many           (1, or as many as names)▁",
		"   MAC address        (the driver's default)▁▁",
		"                      △ vdpasim_net gives 00:00:00:00:00:00 when it is told",
		"                        none: an interface with that cannot come up",
		"   MTU                (the driver's default)▁▁",
		"   Queue pairs        – vdpa_sim decides this by itself",
		"   Bus driver         ‹ whichever takes it ›",
		"   [ ] provision features",
		"",
		"   [ Add ]   [ Cancel ]",
		"",
		"",
		"",
		" ──────────────────────────────────────────────────────────────────────────────",
		" What it is called on this host. vm{0..7} makes eight devices, vm0 to vm7.",
		"",
		" vdpa dev add name vdpa0 mgmtdev vdpasim_net",
		"",
		" F1 Help Tab Next F5 Random MAC F2 Send Enter Accept Esc Cancel F10 Quit",
		NULL,
	};
	struct stage stage = add_stage(24, 80);

	(void)state;
	expect_picture(&stage, picture);
	stage_end(&stage);
}

/* While it is chosen, those that there are stand in a list: what each can make, and how many it has. */
static void the_management_devices_to_choose_from_on_80x24(void **state)
{
	static const char *const picture[] = {
		" vdpatop  hv17  order frozen  Linux 6.12.117  5 mgmtdevs         1.0s  14:03:07",
		" kicks/s ≥6.55k ▇▇               wqes/s   614k ▇▇                 10 ok  3 idle",
		" ─ Add devices ────────────────────────────────────────────── rows 1-15 of 18 ─",
		" › Management device  ‹ pci/0000:03:00.2  1 of 5 ›",
		"                      ▲ pci/0000:03:00.2 has its device already: mlx5_core",
		"                        makes one for each function",
		"     ● pci/0000:03:00.2          net  1 of 1 device",
		"     ○ pci/0000:03:00.3          net  1 of 1 device",
		"     ○ auxiliary/mlx5_core.sf.4  net  1 of 1 device",
		"     ○ vdpasim_blk               block  1 device",
		"     ○ vdpasim_net               net  0 devices",
		"   Name               web1▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁",
		"   How many           (1, or as many as names)▁",
		"   MAC address        (the driver's default)▁▁",
		"   MTU                (the driver's default)▁▁",
		"   Queue pairs        (the driver's default)▁▁",
		"                      mlx5_vdpa makes one pair when it is told no number",
		"   Bus driver         ‹ whichever takes it ›",
		" ──────────────────────────────────────────────────────────────────────────────",
		" Who makes the device. Left and Right choose another one: what it can make",
		" stands beside it, and how many devices it has made.",
		" What is sent stands here once nothing is wrong.",
		"",
		" F1 Help Tab Next F5 Random MAC F2 Send Enter Accept Esc Cancel F10 Quit",
		NULL,
	};
	struct stage stage = add_stage(24, 80);

	(void)state;
	press_all(&stage, "BackTab Right");
	expect_picture(&stage, picture);
	stage_end(&stage);
}

/* How many, from which to which; the first line and the last; whether a failure stops the rest. */
static void eight_devices_on_80x24(void **state)
{
	static const char *const picture[] = {
		" vdpatop  hv17  order frozen  Linux 6.12.117  5 mgmtdevs         1.0s  14:03:07",
		" kicks/s ≥6.55k ▇▇               wqes/s   614k ▇▇                 10 ok  3 idle",
		" ─ Add devices ────────────────────────────────────────────────────────────────",
		"   Management device  ‹ vdpasim_net  net  0 devices ›",
		"   Name               vm{0..7}▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁",
		"   How many           (1, or as many as names)▁",
		"   MAC address        52:54:00:aa:00:10▁▁▁▁▁▁▁",
		"   MTU                (the driver's default)▁▁",
		"   Queue pairs        – vdpa_sim decides this by itself",
		"   Bus driver         ‹ whichever takes it ›",
		"   [ ] provision features",
		"",
		"   8 devices, from vm0 (52:54:00:aa:00:10) to vm7 (52:54:00:aa:00:17)",
		"   [x] stop at the first that fails",
		" › [ Add 8 devices ]   [ Cancel ]",
		"",
		" ──────────────────────────────────────────────────────────────────────────────",
		" Enter sends what stands below to the kernel.",
		"",
		" vdpa dev add name vm0 mgmtdev vdpasim_net mac 52:54:00:aa:00:10",
		" (6 more)",
		" vdpa dev add name vm7 mgmtdev vdpasim_net mac 52:54:00:aa:00:17",
		"",
		" F1 Help Tab Next F5 Random MAC F2 Send Enter Accept Esc Cancel F10 Quit",
		NULL,
	};
	struct stage stage = add_stage(24, 80);

	(void)state;
	fill(&stage, "vm{0..7}");
	press_all(&stage, "Tab Tab");
	fill(&stage, "52:54:00:aa:00:10");
	press(&stage, "F2");
	expect_picture(&stage, picture);
	stage_end(&stage);
}

/* Errors carry another sign than warnings, and stand where they are put right. */
static void what_is_wrong_on_80x24(void **state)
{
	static const char *const picture[] = {
		" vdpatop  hv17  order frozen  Linux 6.12.117  5 mgmtdevs         1.0s  14:03:07",
		" kicks/s ≥6.55k ▇▇               wqes/s   614k ▇▇                 10 ok  3 idle",
		" ─ Add devices ────────────────────────────────────────────────────────────────",
		"   Management device  ‹ vdpasim_net  net  0 devices ›",
		" › Name               web0▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁",
		"                      ▲ web0 is there already, made by pci/0000:03:00.2",
		"   How many           (1, or as many as names)▁",
		"   MAC address        01:00:5e:00:00:01▁▁▁▁▁▁▁",
		"                      ▲ 01:00:5e:00:00:01 is a multicast address: the first",
		"                        byte of an interface's is even",
		"   MTU                67▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁",
		"                      ▲ the MTU must be a whole number from 68 to 65535",
		"   Queue pairs        – vdpa_sim decides this by itself",
		"   Bus driver         ‹ whichever takes it ›",
		"   [ ] provision features",
		"",
		"   [ Add ]   [ Cancel ]",
		"",
		" ──────────────────────────────────────────────────────────────────────────────",
		" What it is called on this host. vm{0..7} makes eight devices, vm0 to vm7.",
		"",
		" What is sent stands here once nothing is wrong.",
		" nothing was sent: 3 things are to be put right first",
		" F1 Help Tab Next F5 Random MAC F2 Send Enter Accept Esc Cancel F10 Quit",
		NULL,
	};
	struct stage stage = add_stage(24, 80);

	(void)state;
	fill(&stage, "web0");
	press_all(&stage, "Tab Tab");
	fill(&stage, "01:00:5e:00:00:01");
	press(&stage, "Tab");
	fill(&stage, "67");
	press(&stage, "F2");
	expect_picture(&stage, picture);
	stage_end(&stage);
}

/* A tall and wide screen has room for every feature, with its meaning and why it is needed. */
static void features_on_120x40(void **state)
{
	static const char *const picture[] = {
		" vdpatop  hv17  order frozen  Linux 6.12.117  5 mgmtdevs  4 devices  13 queues                           1.0s  14:03:07",
		" kicks/s ≥6.55k ▇▇                                   wqes/s   614k ▇▇                                     10 ok  3 idle",
		" ─ Add devices ────────────────────────────────────────────────────────────────────────────────────────────────────────",
		"   Management device  ‹ vdpasim_net  net  0 devices ›",
		"   Name               vdpa0▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁",
		"   How many           (1, or as many as names)▁",
		"   MAC address        4e:81:67:f7:7e:7b▁▁▁▁▁▁▁",
		"   MTU                (the driver's default)▁▁",
		"   Queue pairs        – vdpa_sim decides this by itself",
		"   Bus driver         ‹ whichever takes it ›",
		"   [x] provision features",
		" › [ ] MTU                 the device tells the driver its MTU",
		"   [x] MAC                 needed: a MAC address is given",
		"   [x] STATUS              the device tells whether its link is up",
		"   [x] CTRL_VQ             there is a control queue",
		"   [x] CTRL_MAC_ADDR       the MAC address is set through the control queue",
		"   [x] ANY_LAYOUT          legacy: buffers may be laid out in any way",
		"   [x] VERSION_1           the device follows virtio 1.0 or later",
		"   [x] ACCESS_PLATFORM     the device's memory accesses are limited or translated",
		"",
		"   [ Add ]   [ Cancel ]",
		"",
		"",
		"",
		"",
		"",
		"",
		"",
		"",
		"",
		"",
		"",
		"",
		"",
		" ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────",
		" MTU (bit 3): the device tells the driver its MTU",
		"",
		" vdpa dev add name vdpa0 mgmtdev vdpasim_net mac 4e:81:67:f7:7e:7b device_features 0x308830020",
		"",
		" F1 Help Tab Next F5 Random MAC F2 Send Enter Accept Esc Cancel F10 Quit",
		NULL,
	};
	struct stage stage = add_stage(40, 120);

	(void)state;
	press_all(&stage, "Tab Tab F5 Tab Tab Tab Tab Space Tab Space");
	expect_picture(&stage, picture);
	stage_end(&stage);
}

/* Signs and lines have stand-ins, and nothing is told by its colour alone. */
static void the_form_in_ascii_on_40x16(void **state)
{
	static const char *const picture[] = {
		" vdpatop  hv17           1.0s  14:03:07",
		" kicks/s >6.55k  wqes/s   614k   3 idle",
		" - Add devices ------- rows 1-5 of 17 -",
		"   Management device  < vdpasim_net ~ >",
		" > Name               web0_____________",
		"   ! web0 is there already, made by",
		"     pci/0000:03:00.2",
		"   How many           (1, or as many as",
		" --------------------------------------",
		" What it is called on this host.",
		" vm{0..7} makes eight devices, vm0 to",
		" vm7.",
		" What is sent stands here once nothing",
		" is wrong.",
		"",
		" F1 Help Tab Next Esc Cancel F10 Quit",
		NULL,
	};
	struct stage stage = add_stage(16, 40);

	(void)state;
	stage_in_ascii(&stage);
	fill(&stage, "web0");
	expect_picture(&stage, picture);
	stage_end(&stage);
}

static void who_tagged_other_management_devices_is_told_that_one_alone_makes_them(void **state)
{
	struct stage stage = stage_of(scene_rack, 30);

	(void)state;
	press_all(&stage, "Space F7");
	expect_no_words(&stage, "one management device at a time");
	press_all(&stage, "Esc End Space F7");
	expect_words(&stage, "one management device at a time: this adds to");
	stage_end(&stage);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_fresh_form_on_80x24),
	cmocka_unit_test(the_management_devices_to_choose_from_on_80x24),
	cmocka_unit_test(eight_devices_on_80x24),
	cmocka_unit_test(what_is_wrong_on_80x24),
	cmocka_unit_test(features_on_120x40),
	cmocka_unit_test(the_form_in_ascii_on_40x16),
	cmocka_unit_test(who_tagged_other_management_devices_is_told_that_one_alone_makes_them),
};

UNIT_MAIN(screens_add)
