/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The banner: what is wrong with the whole and what to do about it. It is written as a list of
 * lines first, because the layout asks how many there are.
 */
#include "view/draw.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "view/layout.h"

#define BANNER_LINES 8
#define BANNER_SUSPECTS 3 /* no more are named */

struct banner {
	int count;
	char lines[BANNER_LINES][256]; /* safe */
};

__attribute__((format(printf, 2, 3)))
static void banner_add(struct banner *banner, const char *format, ...)
{
	va_list arguments;

	if (banner->count == BANNER_LINES)
		return;
	va_start(arguments, format);
	vsnprintf(banner->lines[banner->count++], sizeof(banner->lines[0]), format, arguments);
	va_end(arguments);
}

static void banner_no_module(struct banner *banner)
{
	banner_add(banner, "The vdpa kernel module is not loaded.");
	banner_add(banner, "Load it:                modprobe vdpa");
	banner_add(banner, "Look around without it: vdpatop --demo");
	banner_add(banner, "This screen waits, and comes alive when the module is there.");
}

static void banner_no_netns(struct banner *banner)
{
	banner_add(banner, "vDPA can be seen from the initial network namespace only; this is another.");
	banner_add(banner, "Start it there:         nsenter --target 1 --net vdpatop");
	banner_add(banner, "Look around without it: vdpatop --demo");
}

static void banner_empty(struct banner *banner, const struct draw *draw)
{
	const struct model *model = draw->model;
	char handle[128], key[24];

	if (model->device_count)
		return;
	if (*draw->status->filter) {
		pen_safe(handle, sizeof(handle), draw->status->filter);
		banner_add(banner, "No device matches %s.", handle);
		banner_add(banner, "This screen waits for one. Without the option it shows all there are.");
		return;
	}
	if (!model->mgmtdev_count) {
		banner_add(banner, "No management device yet: nothing that vDPA devices are made from.");
		banner_add(banner, "A driver brings one:    modprobe mlx5_vdpa, vp_vdpa, vdpa_sim_net, vduse");
		banner_add(banner, "Look around without it: vdpatop --demo");
		return;
	}
	pen_safe(handle, sizeof(handle), model->mgmtdevs[0].handle);
	banner_add(banner, "No vDPA device yet.");
	keymap_first_key(draw->keymap, MODE_TREE, ACTION_ADD, key, sizeof(key));
	if (*draw->status->no_change)
		key[0] = '\0';
	banner_add(banner, "Make one: %s%svdpa dev add name vdpa0 mgmtdev %s", key, *key ? ", or " : "", handle);
}

static void banner_family(struct banner *banner, const struct draw *draw)
{
	const struct model *model = draw->model;
	char reason[192];

	switch ((enum snapshot_family)model->info->family) {
	case SNAPSHOT_FAMILY_NO_MODULE:
		banner_no_module(banner);
		break;
	case SNAPSHOT_FAMILY_NO_NETNS:
		banner_no_netns(banner);
		break;
	case SNAPSHOT_FAMILY_UNKNOWN:
		pen_safe(reason, sizeof(reason), model->reason);
		banner_add(banner, "The vdpa family cannot be reached: %s", reason);
		break;
	case SNAPSHOT_FAMILY_PRESENT:
		banner_empty(banner, draw);
		break;
	}
}

/* Whether NAME stands in COMMAND as a word of its own. */
static bool banner_names(const char *command, const char *name)
{
	size_t length = strlen(name);

	for (const char *at = command; length && (at = strstr(at, name)); at += length)
		if ((at == command || at[-1] == ' ') && (at[length] == ' ' || !at[length]))
			return true;
	return false;
}

/* Who must close what, for a deletion to go on. */
static void banner_holder(struct banner *banner, const struct model *model,
			  const struct model_suspect *suspect)
{
	for (size_t i = 0; i < model->device_count; i++) {
		const struct model_device *device = &model->devices[i];
		char name[64], who[64], node[48];

		if (!device->user_pid || !banner_names(suspect->command, device->name))
			continue;
		pen_safe(name, sizeof(name), device->name);
		pen_safe(who, sizeof(who), *device->vm ? device->vm : device->user);
		pen_safe(node, sizeof(node), *device->node ? device->node : "it");
		banner_add(banner, "  %s is held open by %s (%d), which must close %s", name, who,
			   device->user_pid, node);
		return;
	}
}

static void banner_suspects(struct banner *banner, const struct model *model)
{
	for (size_t i = 0; i < model->suspect_count && i < BANNER_SUSPECTS; i++) {
		const struct model_suspect *suspect = &model->suspects[i];
		char command[96], wchan[64];

		pen_safe(command, sizeof(command), suspect->command);
		pen_safe(wchan, sizeof(wchan), suspect->wchan);
		banner_add(banner, "Suspect: %s (%d), %s %s", command, suspect->pid,
			   suspect->is_deleting ? "deleting, waits in" : "waits in", wchan);
		if (suspect->is_deleting)
			banner_holder(banner, model, suspect);
	}
}

static void banner_blocked(struct banner *banner, const struct draw *draw)
{
	const struct view_status *status = draw->status;
	int64_t seconds = (status->now - status->since) / CLOCK_SECOND;
	char since[16], passed[16];

	draw_clock(since, sizeof(since), status, status->since);
	text_duration(passed, sizeof(passed), (double)seconds);
	if (seconds < 10)
		snprintf(passed, sizeof(passed), "%ds", (int)seconds);
	banner_add(banner, "%s The kernel has not answered for %s, since %s.%s",
		   glyph_text(GLYPH_ALERT, draw->is_ascii), passed, since,
		   draw->model->has_sample ? " Figures are old." : "");
	banner_suspects(banner, draw->model);
}

static void banner_write(struct banner *banner, const struct draw *draw)
{
	banner->count = 0;
	switch (draw->status->connection) {
	case VIEW_WAITING:
		banner_add(banner, "Waiting for the kernel's first answer%s",
			   glyph_text(GLYPH_ELLIPSIS, draw->is_ascii));
		break;
	case VIEW_BLOCKED:
		banner_blocked(banner, draw);
		break;
	case VIEW_RESTARTED:
		banner_add(banner, "%s The worker that asks the kernel died; another was started.",
			   glyph_text(GLYPH_ALERT, draw->is_ascii));
		break;
	case VIEW_LOST:
		banner_add(banner, "%s The worker that asks the kernel died and cannot be started again.",
			   glyph_text(GLYPH_ALERT, draw->is_ascii));
		banner_add(banner, "vdpatop gave its rights away at start: quit and start it again.");
		break;
	case VIEW_CONNECTED:
		if (draw->model->info)
			banner_family(banner, draw);
		break;
	}
}

int draw_banner_rows(const struct draw *draw)
{
	struct banner banner;

	banner_write(&banner, draw);
	return banner.count;
}

void draw_banner(const struct draw *draw, const struct area *area)
{
	struct pen pen = draw_pen(draw, area);
	struct banner banner;

	banner_write(&banner, draw);
	for (int i = 0; i < banner.count && i < area->rows; i++, pen.row++) {
		enum style style = i ? STYLE_BANNER_TEXT : STYLE_BANNER;

		frame_restyle(draw->frame, area, i, style);
		pen.column = layout_margin(area->columns);
		pen_put(&pen, style, banner.lines[i]);
	}
}
