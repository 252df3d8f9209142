/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The help: every action with its keys, and what the words and signs on the screen mean. */
#include "view/draw.h"

#include <stdio.h>

#include "view/action.h"
#include "view/lacks.h"
#include "view/layout.h"

#define HELP_WORD 13   /* cells of a key list or a word, with the gap behind it */
#define HELP_COLUMN 72 /* cells that its lines want: a wide screen has several columns of them */

/* Rows are counted from the first of the whole text; those before FIRST are not drawn. */
struct help_text {
	struct pen pen;
	struct area area;
	int first;
	int row;
};

int draw_help_columns(const struct area *area)
{
	int columns = area->columns / HELP_COLUMN;

	return columns > 1 ? columns : 1;
}

/* Puts the pen where the next row of the text stands; false when that is out of sight. */
static bool help_next(struct help_text *help)
{
	int row = help->row++ - help->first;
	int columns = draw_help_columns(&help->area);
	int width = help->area.columns / columns;

	if (row < 0 || help->area.rows < 1 || row / help->area.rows >= columns)
		return false;
	help->pen.area = help->area;
	help->pen.area.column += row / help->area.rows * width;
	help->pen.area.columns = width;
	help->pen.row = row % help->area.rows;
	help->pen.column = layout_margin(width);
	return true;
}

static void help_row(struct help_text *help, enum style style, const char *word, enum style text_style,
		     const char *text)
{
	struct pen *pen = &help->pen;

	if (!help_next(help))
		return;
	pen_field(pen, style, word, HELP_WORD - 1, false);
	pen->column++;
	pen_field(pen, text_style, text, pen_room(pen), false);
}

static void help_title(struct help_text *help, const char *title)
{
	if (help_next(help))
		pen_put(&help->pen, STYLE_HEADING, title);
}

static void help_action(struct help_text *help, const struct draw *draw, enum mode mode,
			enum action action)
{
	const char *keys = keymap_keys(draw->keymap, mode, action);
	const struct lacks there = {
		.has_row = true, .has_device = true, .is_replay = draw->status->replay.is_replay,
		.no_change = draw->status->no_change, .model = draw->model,
	};
	bool lacks = lacks_words(&there, action_info(action)->needs);

	if (*keys)
		help_row(help, lacks ? STYLE_DIM : STYLE_KEY, keys, lacks ? STYLE_DIM : STYLE_NORMAL,
			 action_info(action)->help);
}

static void help_common(struct help_text *help, const struct draw *draw)
{
	help_title(help, "Keys everywhere");
	for (enum action action = 0; action < ACTION_COUNT; action++)
		if (keymap_is_common(draw->keymap, action) && action != ACTION_HELP)
			help_action(help, draw, MODE_TREE, action);
	help->row++;
}

static void help_mode(struct help_text *help, const struct draw *draw, enum mode mode)
{
	char title[64];

	snprintf(title, sizeof(title), "Keys: %s", mode_info(mode)->title);
	help_title(help, title);
	for (enum action action = 0; action < ACTION_COUNT; action++)
		if (action_is_in(action, mode) && !keymap_is_common(draw->keymap, action))
			help_action(help, draw, mode, action);
	help->row++;
}

/* Why keys of the list are dimmed. */
static void help_no_change(struct help_text *help, const struct draw *draw)
{
	if (!*draw->status->no_change)
		return;
	help_title(help, "What is dimmed changes something, and nothing can be changed here:");
	if (help_next(help))
		pen_put(&help->pen, STYLE_CAUTION, draw->status->no_change);
	help->row++;
}

/* How to leave comes first, then the keys of the mode that the help lies over. */
static void help_actions(struct help_text *help, const struct draw *draw, enum mode below)
{
	help_action(help, draw, MODE_HELP, ACTION_HELP);
	help->row++;
	help_no_change(help, draw);
	help_mode(help, draw, below);
	help_common(help, draw);
	for (enum mode mode = 0; mode < MODE_COUNT; mode++)
		if (mode != below && mode != MODE_HELP)
			help_mode(help, draw, mode);
}

static void help_health(struct help_text *help)
{
	help_title(help, "Health, the worst first");
	for (enum health health = 0; health < HEALTH_COUNT; health++)
		help_row(help, draw_health_style(health), health_name(health), STYLE_NORMAL,
			 health_meaning(health));
}

static void help_words(struct help_text *help)
{
	static const char *const words[][2] = {
		{ "KICKS/s", "doorbells per second that the host's kernel relayed" },
		{ "WQES/s", "elements per second that the device completed" },
		{ "WQE/KICK", "completed elements for one doorbell" },
		{ "INFLIGHT", "elements handed in and not yet completed" },
		{ "mapped", "doorbells go through a mapped page, past the kernel" },
	};

	help_title(help, "Words");
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		help_row(help, STYLE_LABEL, words[i][0], STYLE_NORMAL, words[i][1]);
	help_row(help, STYLE_UNKNOWN, glyph_text(GLYPH_UNKNOWN, help->pen.is_ascii), STYLE_NORMAL,
		 "not known; the status line says why for the selected row");
	help_row(help, STYLE_NORMAL, glyph_text(GLYPH_AT_LEAST, help->pen.is_ascii), STYLE_NORMAL,
		 "at least: some queue in use is not in the total; what is off is not missed");
	help_row(help, STYLE_NORMAL, "k M G", STYLE_NORMAL, "thousands, millions and so on: powers of 1000");
}

static void help_events(struct help_text *help)
{
	help_title(help, "Events: on the status line for 6 s, errors for 20 s; the log has them all");
	help_row(help, STYLE_BAD, glyph_text(GLYPH_ALERT, help->pen.is_ascii), STYLE_NORMAL,
		 "an error, or a stall: somebody has to look");
	help_row(help, STYLE_CAUTION, glyph_text(GLYPH_WARNING, help->pen.is_ascii), STYLE_NORMAL,
		 "a warning, or skew: it works, and not as it should");
	for (enum model_event_kind kind = 0; kind < MODEL_EVENT_KINDS; kind++)
		help_row(help, STYLE_LABEL, model_event_name(kind), STYLE_NORMAL, model_event_meaning(kind));
	help_row(help, STYLE_LABEL, "+3 more", STYLE_NORMAL,
		 "so many others are as new; reasons for missing figures take turns");
	help_row(help, STYLE_NORMAL, "at once", STYLE_NORMAL,
		 "what the kernel tells by itself is drawn before the next sample is");
	help_row(help, STYLE_NORMAL, "", STYLE_NORMAL,
		 "due: devices and drivers; on a patched kernel changes of state too");
}

int draw_help(const struct draw *draw, const struct area *area, int first, enum mode below)
{
	struct help_text help = { draw_pen(draw, area), *area, first, 0 };

	help_actions(&help, draw, below);
	help_words(&help);
	help.row++;
	help_events(&help);
	help.row++;
	help_health(&help);
	return help.row;
}
