/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Filter and search. While their words are typed, what was selected before is the anchor: each change
 * begins there again, so that words taken back take back what they did.
 */
#include "view/tree_private.h"

#include <errno.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "model/model.h"

static void set_filter(struct tree *tree, struct filter *filter, const char *words)
{
	filter_free(&tree->filter);
	tree->filter = *filter;
	text_copy(tree->filter_words, sizeof(tree->filter_words), words);
	folds_clear(&tree->filter_folds);
	tree->filter_folds.devices_start_folded = false;
	tree->needs_rows = tree->needs_filter = true;
	tree->path = tree->anchor;
}

static int filter_changed(struct view *view, const struct model *model, const char *text,
			  struct error *error)
{
	struct filter filter;
	int result = filter_parse(&filter, text, error);

	(void)model;
	if (!result)
		set_filter(&view->tree, &filter, text);
	return result;
}

static void filter_cancelled(struct view *view, const struct model *model, const char *text)
{
	filter_changed(view, model, text, NULL);
}

enum view_wish tree_open_filter(struct view *view)
{
	static const struct prompt_use use = {
		.label = "Filter", .hint = "words  /regex/  !not  column:value",
		.changed = filter_changed, .cancelled = filter_cancelled,
	};
	struct tree *tree = &view->tree;

	tree->anchor = tree->path;
	return prompt_open(view, &use, tree->filter_words);
}

/* Unfolds the row called NAME; it must not be folded away itself. Returns whether it was folded. */
static bool unfold(struct view *view, const struct model *model, struct row_name name)
{
	struct tree *tree = &view->tree;
	size_t position;
	struct row row;

	if (!tree_prepare(view, model) || !rows_find(&tree->rows, model, name, &position))
		return false;
	row = rows_at(&tree->rows, model, position);
	if (!row.is_folded)
		return false;
	tree_fold(tree, model, &row, false);
	return true;
}

/* What the search has opened stays open. */
static void forget_opened(struct tree *tree)
{
	memset(tree->opened, 0, sizeof(tree->opened));
}

/* Folds what the search has opened, as far as it is still there. */
static void close_opened(struct view *view, const struct model *model)
{
	struct tree *tree = &view->tree;

	for (size_t i = 2; i-- > 0;) {
		size_t position;
		struct row row;

		if (tree->opened[i].kind == ROW_NONE || !tree_prepare(view, model) ||
		    !rows_find(&tree->rows, model, tree->opened[i], &position))
			continue;
		row = rows_at(&tree->rows, model, position);
		tree_fold(tree, model, &row, true);
	}
	forget_opened(tree);
}

/* What the row called NAME belongs to, from the top. Returns how many. */
static size_t ancestors_of(const struct model *model, struct row_name name, struct row_name *ancestors)
{
	const struct model_queue *queue =
		name.kind == ROW_QUEUE ? model_find_queue(model, name.id) : NULL;
	const struct model_device *device =
		name.kind == ROW_DEVICE ? model_find_device(model, name.id) : NULL;
	size_t count = 0;

	if (queue)
		device = &model->devices[queue->device];
	if (!device)
		return 0;
	ancestors[count++] = device->mgmtdev == FLAT_NONE ?
				     (struct row_name){ ROW_UNMANAGED, 0 } :
				     (struct row_name){ ROW_MGMTDEV, model->mgmtdevs[device->mgmtdev].id };
	if (queue)
		ancestors[count++] = (struct row_name){ ROW_DEVICE, device->id };
	return count;
}

/* Selects the row called NAME and remembers what had to be unfolded for it. */
static bool reveal(struct view *view, const struct model *model, struct row_name name)
{
	struct tree *tree = &view->tree;
	struct row_name ancestors[2];
	size_t count = ancestors_of(model, name, ancestors);
	size_t position;

	close_opened(view, model);
	for (size_t i = 0; i < count; i++)
		if (unfold(view, model, ancestors[i]))
			tree->opened[i] = ancestors[i];
	if (!tree_prepare(view, model) || !tree_find_name(tree, model, name, &position)) {
		close_opened(view, model);
		return false;
	}
	tree->is_touched = true;
	tree_select(tree, model, (long)position);
	return true;
}

bool tree_reveal(struct view *view, const struct model *model, struct row_name name)
{
	bool is_found;

	forget_opened(&view->tree);
	is_found = reveal(view, model, name);
	forget_opened(&view->tree);
	return is_found;
}

/*
 * Selects the next hit from the selected row on, or from the one behind it. RET_WRAPPED says whether
 * it was found round the end. False when there is none.
 */
static bool go_to_hit(struct view *view, const struct model *model, bool is_upward, bool is_behind,
		      bool *ret_wrapped)
{
	struct tree *tree = &view->tree;
	struct rows rows;
	size_t from, to;
	bool is_found = false;
	struct row_name name = { ROW_NONE, 0 };

	rows_init(&rows);
	if (tree_prepare(view, model) && tree_unfolded(tree, model, &rows) == 0 &&
	    rows_find(&rows, model, tree_selected(tree, model).name, &from)) {
		if (is_behind)
			from = (from + (is_upward ? rows.count - 1 : 1)) % rows.count;
		is_found = search_rows(&tree->search, &rows, model, from, is_upward, &to, ret_wrapped);
		if (is_found)
			name = rows_at(&rows, model, to).name;
	}
	rows_free(&rows);
	return is_found && reveal(view, model, name);
}

static void set_search(struct tree *tree, struct pattern *pattern, const char *words)
{
	pattern_free(&tree->search);
	tree->search = *pattern;
	text_copy(tree->search_words, sizeof(tree->search_words), words);
}

static void go_back_to_anchor(struct view *view, const struct model *model)
{
	close_opened(view, model);
	view->tree.path = view->tree.anchor;
	view->tree.needs_rows = true;
}

/* Words that go on after others that no row says: nobody need look again. A pasted page is many. */
static bool goes_on(const struct tree *tree, const struct pattern *pattern, const char *text)
{
	size_t length = strlen(tree->search_words);

	return tree->is_missed && !tree->search.regex && !pattern->regex && length &&
	       !strncmp(text, tree->search_words, length);
}

static int search_changed(struct view *view, const struct model *model, const char *text,
			  struct error *error)
{
	struct tree *tree = &view->tree;
	struct pattern pattern = { 0 };
	bool wrapped, is_known;
	int result = *text ? pattern_parse(&pattern, text, error) : 0;

	if (result < 0)
		return result;
	is_known = goes_on(tree, &pattern, text);
	set_search(tree, &pattern, text);
	go_back_to_anchor(view, model);
	tree->is_missed = *text && (is_known || !go_to_hit(view, model, false, false, &wrapped));
	return tree->is_missed ? error_set(error, -ENOENT, "no row says so") : 0;
}

static enum view_wish search_accepted(struct view *view, const struct model *model, const char *text)
{
	(void)model;
	(void)text;
	forget_opened(&view->tree);
	return view->tree.is_missed ? view_notice(view, "no row says so") : VIEW_REDRAW;
}

static void search_cancelled(struct view *view, const struct model *model, const char *text)
{
	(void)text;
	go_back_to_anchor(view, model);
	tree_end_search(&view->tree);
}

enum view_wish tree_open_search(struct view *view)
{
	static const struct prompt_use use = {
		.label = "Search", .hint = "words or /regex/", .changed = search_changed, .accepted = search_accepted,
		.cancelled = search_cancelled,
	};
	struct pattern none = { 0 };

	view->tree.anchor = view->tree.path;
	set_search(&view->tree, &none, "");
	return prompt_open(view, &use, "");
}

enum view_wish tree_go_to_match(struct view *view, const struct model *model, bool is_upward)
{
	struct tree *tree = &view->tree;
	bool wrapped = false;

	if (!*tree->search_words)
		return tree_advise(view, "nothing is searched for", ACTION_SEARCH, "searches");
	forget_opened(tree);
	if (!go_to_hit(view, model, is_upward, true, &wrapped))
		return view_notice(view, "no row says it any more");
	forget_opened(tree);
	if (wrapped)
		return view_notice(view, is_upward ? "searched on from the end" :
						     "searched on from the beginning");
	return VIEW_REDRAW;
}

enum view_wish tree_end_search(struct tree *tree)
{
	struct pattern no_pattern = { 0 };
	struct filter no_filter = { 0 };

	if (*tree->search_words) {
		set_search(tree, &no_pattern, "");
		return VIEW_REDRAW;
	}
	if (!*tree->filter_words)
		return VIEW_NOTHING;
	tree->anchor = tree->path;
	set_filter(tree, &no_filter, "");
	return VIEW_REDRAW;
}
