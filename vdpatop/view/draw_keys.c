/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The key bar: the keys of the topmost mode. */
#include "view/draw.h"

#include "base/text.h"
#include "view/layout.h"

struct key_entry {
	enum action action;
	char key[24];
};

/* From the tree there is no way back, and what opened a mode opens nothing in it. */
static bool keys_stands(const struct draw *draw, enum action action)
{
	if (!*action_info(action)->label || action_opens(action) == draw->mode)
		return false;
	return action != ACTION_BACK || draw->mode != MODE_TREE;
}

/* Those of the mode that have a label and a key, in the table's order. */
static size_t keys_list(const struct draw *draw, struct key_entry *ret_entries)
{
	size_t count = 0;

	for (enum action action = 0; action < ACTION_COUNT; action++) {
		struct key_entry *entry = &ret_entries[count];

		if (!keys_stands(draw, action))
			continue;
		entry->action = action;
		keymap_first_key(draw->keymap, draw->mode, action, entry->key, sizeof(entry->key));
		count += *entry->key != '\0';
	}
	return count;
}

static int keys_width(const struct key_entry *entry)
{
	return (int)(text_width(entry->key) + 1 + text_width(action_info(entry->action)->label));
}

static void keys_put(const struct draw *draw, struct pen *pen, const struct key_entry *entry)
{
	const struct action_info *info = action_info(entry->action);
	bool lacks = (info->needs == ACTION_NEEDS_ROW && draw->row.name.kind == ROW_NONE) ||
		     (info->needs >= ACTION_NEEDS_RIGHT && *draw->status->no_change);

	target_add(draw->targets, &pen->area, (struct area){ pen->row, pen->column, 1, keys_width(entry) },
		   TARGET_ACTION, entry->action);
	pen_put(pen, lacks ? STYLE_DIM : STYLE_KEY, entry->key);
	pen_put(pen, STYLE_NORMAL, " ");
	pen_put(pen, lacks ? STYLE_DIM : STYLE_KEY_LABEL, info->label);
	pen->column++;
}

/* The ways back and out, which come last; one at least. */
static size_t keys_out(const struct pen *pen, const struct key_entry *entries, size_t count)
{
	const struct key_entry *last = &entries[count - 1];

	if (count < 2 || last[-1].action != ACTION_BACK)
		return 1;
	return pen_room(pen) >= keys_width(last - 1) + 1 + keys_width(last) ? 2 : 1;
}

/* The ways back and out are shown before anything else is. */
void draw_keys(const struct draw *draw, const struct area *area)
{
	struct pen pen = draw_pen(draw, area);
	struct key_entry entries[ACTION_COUNT];
	size_t count = keys_list(draw, entries);
	size_t first_out;
	int kept = 0;

	if (area->rows < 1 || !count)
		return;
	pen.column = layout_margin(area->columns);
	first_out = count - keys_out(&pen, entries, count);
	for (size_t i = first_out; i < count; i++)
		kept += 1 + keys_width(&entries[i]);
	for (size_t i = 0; i < count; i++)
		if (i >= first_out || pen_room(&pen) >= keys_width(&entries[i]) + kept)
			keys_put(draw, &pen, &entries[i]);
}
