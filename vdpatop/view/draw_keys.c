/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The key bar: the keys of the topmost mode. */
#include "view/draw.h"

#include "base/text.h"
#include "view/lacks.h"
#include "view/layout.h"
#include "view/tags.h"

struct key_entry {
	enum action action;
	char key[24];
};

/* The entries of a bar; where it is crowded there is no blank between a key and its label. */
struct key_list {
	struct key_entry entries[ACTION_COUNT];
	size_t count;
	int gap;
};

/* From the tree there is no way back, and what opened a mode opens nothing in it. A replay has keys of its own. */
static bool keys_stands(const struct draw *draw, enum action action)
{
	enum action_need needs = action_info(action)->needs;
	bool is_replay = draw->status->replay.is_replay;

	if (!*action_info(action)->label || action_opens(action) == draw->mode)
		return false;
	if (is_replay ? needs >= ACTION_NEEDS_MGMTDEV : needs == ACTION_NEEDS_REPLAY)
		return false;
	return action != ACTION_BACK || draw->mode != MODE_TREE;
}

/* Those of the mode that have a label and a key, in the table's order. */
static void keys_collect(const struct draw *draw, struct key_list *ret_list)
{
	size_t count = 0;

	for (enum action action = 0; action < ACTION_COUNT; action++) {
		struct key_entry *entry = &ret_list->entries[count];

		if (!keys_stands(draw, action))
			continue;
		entry->action = action;
		keymap_first_key(draw->keymap, draw->mode, action, entry->key, sizeof(entry->key));
		count += *entry->key != '\0';
	}
	ret_list->count = count;
}

static int keys_width(const struct key_list *list, const struct key_entry *entry)
{
	return (int)(text_width(entry->key) + text_width(action_info(entry->action)->label)) + list->gap;
}

/* Whether all function keys fit, beside whatever else. */
static bool keys_fit(const struct pen *pen, const struct key_list *list)
{
	int width = 0;

	for (size_t i = 0; i < list->count; i++)
		if (list->entries[i].key[0] == 'F' && list->entries[i].key[1])
			width += keys_width(list, &list->entries[i]) + 1;
	return width <= pen_room(pen) + 1;
}

/* People press function keys by what the bar says of them: it is crowded where that lets all stand there. */
static void keys_choose_gap(const struct pen *pen, struct key_list *list)
{
	list->gap = 1;
	if (keys_fit(pen, list))
		return;
	list->gap = 0;
	if (!keys_fit(pen, list))
		list->gap = 1;
}

static bool keys_lacks(const struct draw *draw, enum action_need needs)
{
	enum row_kind kind = draw->row.name.kind;
	const struct lacks lacks = {
		.has_row = kind != ROW_NONE,
		.has_device = kind == ROW_DEVICE || kind == ROW_QUEUE || tags_have_device(draw->tags),
		.is_replay = draw->status->replay.is_replay,
		.no_change = draw->status->no_change,
		.model = draw->model,
	};

	return lacks_words(&lacks, needs);
}

static void keys_put(const struct draw *draw, struct pen *pen, const struct key_list *list,
		     const struct key_entry *entry)
{
	const struct action_info *info = action_info(entry->action);
	bool lacks = keys_lacks(draw, info->needs);

	target_add(draw->targets, &pen->area, (struct area){ pen->row, pen->column, 1, keys_width(list, entry) },
		   TARGET_ACTION, entry->action);
	pen_put(pen, lacks ? STYLE_DIM : STYLE_KEY, entry->key);
	pen->column += list->gap;
	pen_put(pen, lacks ? STYLE_DIM : STYLE_KEY_LABEL, info->label);
	pen->column++;
}

/* The ways back and out, which come last; one at least. */
static size_t keys_out(const struct pen *pen, const struct key_list *list)
{
	const struct key_entry *last = &list->entries[list->count - 1];

	if (list->count < 2 || (last[-1].action != ACTION_BACK && last[-1].action != ACTION_CANCEL))
		return 1;
	return pen_room(pen) >= keys_width(list, last - 1) + 1 + keys_width(list, last) ? 2 : 1;
}

/* The ways back and out are shown before anything else is. */
void draw_keys(const struct draw *draw, const struct area *area)
{
	struct pen pen = draw_pen(draw, area);
	struct key_list list;
	size_t first_out;
	int kept = 0;

	keys_collect(draw, &list);
	if (area->rows < 1 || !list.count)
		return;
	pen.column = layout_margin(area->columns);
	keys_choose_gap(&pen, &list);
	first_out = list.count - keys_out(&pen, &list);
	for (size_t i = first_out; i < list.count; i++)
		kept += 1 + keys_width(&list, &list.entries[i]);
	for (size_t i = 0; i < list.count; i++)
		if (i >= first_out || pen_room(&pen) >= keys_width(&list, &list.entries[i]) + kept)
			keys_put(draw, &pen, &list, &list.entries[i]);
}
