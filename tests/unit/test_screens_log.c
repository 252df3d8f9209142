/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The event log: what happened, when, how long ago; what calls for someone carries a sign. */
#include "stage.h"

#include "unit.h"

#define SECOND INT64_C(1000000000)

static const struct happening {
	int ago; /* s */
	enum model_event_kind kind;
	const char *words;
} happenings[] = {
	{ 146, MODEL_EVENT_ADDED, "web0 was added to pci/0000:03:00.2" },
	{ 146, MODEL_EVENT_BOUND, "web0 is bound to vhost_vdpa" },
	{ 144, MODEL_EVENT_NEGOTIATED, "web0: its driver has negotiated features" },
	{ 26, MODEL_EVENT_RESET, "db0: rx 0 (queue 0) began anew" },
	{ 11, MODEL_EVENT_STALLED, "web0: tx 0 (queue 1) stalled" },
	{ 5, MODEL_EVENT_RECOVERED, "web0: tx 0 (queue 1) recovered" },
};

static struct stage log_stage(int rows, int columns)
{
	struct stage stage = stage_sized(scene_rack, 30, rows, columns);

	for (size_t i = 0; i < sizeof(happenings) / sizeof(happenings[0]); i++)
		model_add_event(stage.model, SCENE_NOW - happenings[i].ago * SECOND, happenings[i].kind,
				happenings[i].words);
	press(&stage, "e");
	return stage;
}

/*
 * One line for each event, the newest last: the time to look for in other logs, how long ago it was, a sign
 * at what calls for someone, and words that name device, queue and what became of it.
 */
static void the_event_log_on_80x24_tells_what_happened_when(void **state)
{
	static const char *const picture[] = {
		" vdpatop  hv17  Linux 6.12.117  4 mgmtdevs  4 devices            1.0s  14:03:07",
		" kicks/s ≥6.55k ▆▆▆▆▆▇▇▇▇▇▇▇▇▇▇  wqes/s   614k ▆▆▆▆▆▇▇▇▇▇▇▇▇▇▇    10 ok  3 idle",
		" ─ Event log ──────────────────────────────────────────────────────────────────",
		" 14:00:41 2m26s   web0 was added to pci/0000:03:00.2",
		" 14:00:41 2m26s   web0 is bound to vhost_vdpa",
		" 14:00:43 2m24s   web0: its driver has negotiated features",
		" 14:02:41   26s   db0: rx 0 (queue 0) began anew",
		" 14:02:56   11s ▲ web0: tx 0 (queue 1) stalled",
		" 14:03:02  5.0s   web0: tx 0 (queue 1) recovered",
		BLANK_ROWS,
		" F1 Help F3 Search Enter Go to l Level Z Pause Esc Back F10 Quit",
		NULL,
	};
	struct stage stage = log_stage(24, 80);

	(void)state;
	expect_picture(&stage, picture);
	stage_end(&stage);
}

/* The same columns at the left: the eye goes down the times, the ages and the signs. */
static void the_event_log_on_120x40_tells_what_happened_when(void **state)
{
	static const char *const picture[] = {
		" vdpatop  hv17  Linux 6.12.117  4 mgmtdevs  4 devices  13 queues                                         1.0s  14:03:07",
		" kicks/s ≥6.55k ▇▇▇▇▇▇▇▇▇▆▆▆▆▆▆▆▆▆▆▇▇▇▇▇▇▇▇▇▇        wqes/s   614k ▇▇▇▇▇▇▇▇▇▆▆▆▆▆▆▆▆▆▆▇▇▇▇▇▇▇▇▇▇          10 ok  3 idle",
		" ─ Event log ──────────────────────────────────────────────────────────────────────────────────────────────────────────",
		" 14:00:41 2m26s   web0 was added to pci/0000:03:00.2",
		" 14:00:41 2m26s   web0 is bound to vhost_vdpa",
		" 14:00:43 2m24s   web0: its driver has negotiated features",
		" 14:02:41   26s   db0: rx 0 (queue 0) began anew",
		" 14:02:56   11s ▲ web0: tx 0 (queue 1) stalled",
		" 14:03:02  5.0s   web0: tx 0 (queue 1) recovered",
		BLANK_ROWS,
		" F1 Help F3 Search Enter Go to l Level Z Pause Esc Back F10 Quit",
		NULL,
	};
	struct stage stage = log_stage(40, 120);

	(void)state;
	expect_picture(&stage, picture);
	stage_end(&stage);
}

/* A wide screen does not pull time and words apart. */
static void the_event_log_on_200x50_tells_what_happened_when(void **state)
{
	static const char *const picture[] = {
		" vdpatop  hv17  Linux 6.12.117  4 mgmtdevs  4 devices  13 queues                                                                                                                         1.0s  14:03:07",
		" kicks/s ≥6.55k ▇▇▇▇▇▇▇▇▇▆▆▆▆▆▆▆▆▆▆▇▇▇▇▇▇▇▇▇▇                                 wqes/s   614k ▇▇▇▇▇▇▇▇▇▆▆▆▆▆▆▆▆▆▆▇▇▇▇▇▇▇▇▇▇                                                                 10 ok  3 idle",
		" ─ Event log ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────",
		" 14:00:41 2m26s   web0 was added to pci/0000:03:00.2",
		" 14:00:41 2m26s   web0 is bound to vhost_vdpa",
		" 14:00:43 2m24s   web0: its driver has negotiated features",
		" 14:02:41   26s   db0: rx 0 (queue 0) began anew",
		" 14:02:56   11s ▲ web0: tx 0 (queue 1) stalled",
		" 14:03:02  5.0s   web0: tx 0 (queue 1) recovered",
		BLANK_ROWS,
		" F1 Help F3 Search Enter Go to l Level Z Pause Esc Back F10 Quit",
		NULL,
	};
	struct stage stage = log_stage(50, 200);

	(void)state;
	expect_picture(&stage, picture);
	stage_end(&stage);
}

/* What was asked of the kernel has a line for a shell: on a row of its own, so that it can be copied. */
static void a_result_in_the_event_log_has_its_command_on_a_row_of_its_own(void **state)
{
	static const char *const picture[] = {
		MORE_ROWS,
		" 14:03:02  5.0s   web0: tx 0 (queue 1) recovered",
		" 14:03:05  2.0s ▲ vm0 was not added: there is a device of that name already; the kernel…",
		BLANK_ROWS,
		" ──────────────────────────────────────────────────────────────────────────────────────",
		" vm0 was not added: there is a device of that name already; the kernel said: Device",
		" exists (EEXIST after 0.02s)",
		" vdpa dev add name vm0 mgmtdev vdpasim_net mac 52:54:00:12:34:56 mtu 9000 max_vqp 4",
		"",
		" F1 Help F3 Search Enter Go to l Level Z Pause Esc Back F10 Quit",
		NULL,
	};
	struct stage stage = log_stage(24, 88);

	(void)state;
	model_add_result(stage.model, SCENE_NOW - 2 * SECOND, MODEL_EVENT_FAILED, 0,
			 "vm0 was not added: there is a device of that name already; the kernel said: Device "
			 "exists (EEXIST after 0.02s)",
			 "vdpa dev add name vm0 mgmtdev vdpasim_net mac 52:54:00:12:34:56 mtu 9000 max_vqp 4");
	expect_picture(&stage, picture);
	stage_end(&stage);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(the_event_log_on_80x24_tells_what_happened_when),
	cmocka_unit_test(the_event_log_on_120x40_tells_what_happened_when),
	cmocka_unit_test(a_result_in_the_event_log_has_its_command_on_a_row_of_its_own),
	cmocka_unit_test(the_event_log_on_200x50_tells_what_happened_when),
};

UNIT_MAIN(screens_log)
