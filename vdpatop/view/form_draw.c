/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where a form's fields stand, and drawing them.
 *
 *	margin, sign, label,    value, remark
 *	|      |      |         |
 *	 ▏      ›      Name      vm0▁▁▁▁▁▁▁▁▁▁  ▲ web0 has this name already
 */
#include "view/form.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "view/draw.h"
#include "view/form_private.h"
#include "view/layout.h"
#include "view/rule.h"
#include "view/view_private.h"

#define FORM_SIGN 2    /* cells of the sign before the focused field */
#define FORM_GAP 2     /* cells between a label, its value and a remark */
#define FORM_FIELD 24  /* cells of a text, at least */
#define FORM_LEAST 24  /* cells of a remark below its value; else it begins at the left */
#define FORM_BOX 4     /* "[x] " */
#define FORM_TITLED 3  /* rows from which on there is a title */
#define FORM_FOOTED 9  /* and words at the bottom */
#define FORM_MEANING 3 /* rows at most */

/* Columns of everything in an area. */
struct form_grid {
	int columns; /* without the margin at the right */
	int sign, label, value, note; /* where they begin; the note is a check's value */
};

static int form_most(int a, int b)
{
	return a > b ? a : b;
}

static int form_label_width(const struct form *form, bool of_checks)
{
	int width = 0;

	for (size_t i = 0; i < form->fields.count; i++) {
		const struct form_field *field = form_at(form, i);
		bool is_check = field->kind == FORM_CHECK;

		if (is_check == of_checks &&
		    (is_check || field->kind == FORM_TEXT || field->kind == FORM_CHOICE))
			width = form_most(width, (int)text_width(field->label));
	}
	return width;
}

static struct form_grid form_grid(const struct form *form, int columns)
{
	int margin = layout_margin(columns);
	struct form_grid grid = { .columns = columns - margin, .sign = margin };
	int most = columns / 2;
	int width;

	grid.label = margin + (margin ? FORM_SIGN : 0);
	width = form_label_width(form, false);
	grid.value = grid.label + (width < most ? width : most) + FORM_GAP;
	width = form_label_width(form, true) + FORM_BOX;
	grid.note = grid.label + (width < most ? width : most) + FORM_GAP;
	return grid;
}

/* What stands beside or below a field: why it is off goes before all else. */
static const char *form_remark_of(const struct form_field *field)
{
	return *field->off ? field->off : field->remark;
}

static const char *form_sign_of(const struct form_field *field, bool is_ascii)
{
	return *field->off ? glyph_text(GLYPH_UNKNOWN, is_ascii) :
			     draw_level_sign(field->level, is_ascii);
}

static enum style form_remark_style(const struct form_field *field)
{
	if (*field->off)
		return STYLE_DIM;
	return field->level == MODEL_ERROR ? STYLE_BAD :
	       field->level == MODEL_WARNING ? STYLE_CAUTION : STYLE_LABEL;
}

/* Cells of a text's field, which is never shorter than what is typed when there is room. */
static int form_text_width(const struct form_field *field, int room)
{
	int width = form_most((int)text_width(field->line->text) + 1, FORM_FIELD);

	if (!*field->line->text)
		width = form_most(width, (int)text_width(field->hint) + 3);
	return width < room ? width : room;
}

static int form_button_width(const struct form_field *field)
{
	return (int)text_width(field->label) + 4;
}

/* Where the value of FIELD begins. */
static int form_value_column(const struct form_field *field, const struct form_grid *grid)
{
	switch (field->kind) {
	case FORM_TEXT: case FORM_CHOICE: case FORM_OPTION:
		return grid->value;
	case FORM_CHECK:
		return grid->note;
	default:
		return grid->label;
	}
}

/* Behind the value. */
static int form_value_end(const struct form_field *field, const struct form_grid *grid)
{
	int at = form_value_column(field, grid);

	switch (field->kind) {
	case FORM_TEXT:
		return at + form_text_width(field, grid->columns - at);
	case FORM_CHOICE:
		return at + (int)text_width(field->value) + 4;
	case FORM_CHECK:
		return at + (int)text_width(field->value);
	default:
		return grid->columns;
	}
}

static int form_count_rows(const char *words, int room)
{
	int rows = 0;

	for (; *words && room > 0; rows++) {
		words += pen_fit(words, room);
		words += strspn(words, " ");
	}
	return rows;
}

/* Cells of a remark with its sign. */
static int form_remark_width(const struct form_field *field)
{
	int sign = (int)text_width(form_sign_of(field, false));

	return (int)text_width(form_remark_of(field)) + (sign ? sign + 1 : 0);
}

static bool form_is_beside(const struct form_field *field, const struct form_grid *grid)
{
	return form_value_end(field, grid) + FORM_GAP + form_remark_width(field) <= grid->columns;
}

static int form_below_column(const struct form_field *field, const struct form_grid *grid)
{
	int column = form_value_column(field, grid);

	return grid->columns - column >= FORM_LEAST ? column : grid->label;
}

static int form_below_rows(const struct form_field *field, const struct form_grid *grid)
{
	int column = form_below_column(field, grid);
	int sign = *form_sign_of(field, false) ? 2 : 0;

	if (!*form_remark_of(field) || form_is_beside(field, grid))
		return 0;
	return form_count_rows(form_remark_of(field), form_most(grid->columns - column - sign, 1));
}

/* A button goes beside the one before while there is room and no remark below that. */
static bool form_joins(const struct form_field *before, const struct form_field *field,
		       const struct form_grid *grid)
{
	return before && before->kind == FORM_BUTTON && field->kind == FORM_BUTTON &&
	       before->rows == 1 &&
	       before->column + form_button_width(before) + FORM_GAP + form_button_width(field) <=
		       grid->columns;
}

/* Gives every field its rows. Returns how many there are in all. */
static int form_place(const struct form *form, const struct form_grid *grid)
{
	const struct form_field *before = NULL;
	int row = 0;

	for (size_t i = 0; i < form->fields.count; i++) {
		struct form_field *field = form_at(form, i);
		bool joins = form_joins(before, field, grid);

		field->column = joins ? before->column + form_button_width(before) + FORM_GAP :
					grid->label;
		field->rows = 1 + form_below_rows(field, grid);
		if (field->kind == FORM_WORDS && *field->value)
			field->rows = form_count_rows(field->value, form_most(grid->columns - grid->label, 1));
		field->row = joins ? before->row : row;
		row = form_most(row, field->row + field->rows);
		before = field;
	}
	return row;
}

/* The rows that are to be seen with FIELD: its options, and whatever takes no focus at either end. */
static void form_extent(const struct form *form, const struct form_field *field, int total,
			int *ret_first, int *ret_last)
{
	size_t place = (size_t)(field - form_at(form, 0));
	size_t next = place + 1, first = 0;

	*ret_first = field->row;
	*ret_last = field->row + field->rows - 1;
	for (; next < form->fields.count && form_at(form, next)->kind == FORM_OPTION; next++)
		*ret_last = form_at(form, next)->row;
	while (next < form->fields.count && !form_takes_focus(form_at(form, next)))
		next++;
	if (next == form->fields.count)
		*ret_last = total - 1;
	while (first < place && !form_takes_focus(form_at(form, first)))
		first++;
	if (first == place)
		*ret_first = 0;
}

/* What has the focus comes into sight with the least movement; its own row before all. */
static void form_scroll(struct form *form, const struct form_field *field, int total, int height)
{
	int first, last;

	if (field) {
		form_extent(form, field, total, &first, &last);
		if (last >= form->top + height)
			form->top = last - height + 1;
		if (first < form->top)
			form->top = first;
		if (field->row >= form->top + height)
			form->top = field->row - height + 1;
		if (field->row < form->top)
			form->top = field->row;
	}
	if (form->top > total - height)
		form->top = total - height;
	if (form->top < 0)
		form->top = 0;
}

/* WORDS from the pen's column on, in rows below each other. */
static void form_put_words(struct pen *pen, enum style style, const char *words)
{
	int left = pen->column;

	while (*words && pen_room(pen) > 0) {
		size_t bytes = pen_fit(words, pen_room(pen));

		pen_print(pen, style, "%.*s", (int)bytes, words);
		words += bytes;
		words += strspn(words, " ");
		pen_next_row(pen, left);
	}
}

static void form_put_remark(struct pen *pen, const struct form_field *field,
			    const struct form_grid *grid)
{
	const char *sign = form_sign_of(field, pen->is_ascii);
	bool is_beside = form_is_beside(field, grid);

	if (!*form_remark_of(field))
		return;
	if (!is_beside)
		pen->row++;
	pen->column = is_beside ? form_value_end(field, grid) + FORM_GAP : form_below_column(field, grid);
	if (*sign) {
		pen_put(pen, form_remark_style(field), sign);
		pen->column++;
	}
	form_put_words(pen, form_remark_style(field), form_remark_of(field));
}

static void form_put_text(struct pen *pen, const struct form_field *field, bool has_focus)
{
	int right = pen->area.columns;

	pen->area.columns = pen->column + form_text_width(field, pen_room(pen));
	line_draw(field->line, pen, *field->off ? STYLE_DIM : has_focus ? STYLE_INPUT : STYLE_NORMAL,
		  has_focus && !*field->off);
	if (!*field->line->text && *field->hint)
		pen_print(pen, STYLE_DIM, "(%s)", field->hint);
	pen_line(pen, STYLE_DIM, GLYPH_LEVEL_1, pen_room(pen));
	pen->area.columns = right;
}

static void form_put_choice(struct pen *pen, const struct form_field *field, enum style style)
{
	enum style sign = style == STYLE_SELECTED ? style : STYLE_DIM;

	pen_glyph(pen, sign, GLYPH_LESS);
	pen_put(pen, style, " ");
	pen_field(pen, style, field->value, pen_room(pen) - 2 < (int)text_width(field->value) ?
			  form_most(pen_room(pen) - 2, 0) : (int)text_width(field->value), false);
	pen_put(pen, style, " ");
	pen_glyph(pen, sign, GLYPH_MORE);
}

static void form_put_cut(struct pen *pen, enum style style, const char *text)
{
	int width = (int)text_width(text);

	pen_field(pen, style, text, width < pen_room(pen) ? width : pen_room(pen), false);
}

/* The value of anything that has a label. */
static void form_put_value(struct pen *pen, const struct form_field *field,
			   const struct form_grid *grid, bool has_focus)
{
	enum style style = *field->off ? STYLE_DIM : has_focus ? STYLE_SELECTED : STYLE_NORMAL;

	pen->column = form_value_column(field, grid);
	switch (field->kind) {
	case FORM_TEXT:
		form_put_text(pen, field, has_focus);
		break;
	case FORM_CHOICE:
		form_put_choice(pen, field, style);
		break;
	case FORM_CHECK:
		form_put_cut(pen, *field->off ? STYLE_DIM : STYLE_LABEL, field->value);
		break;
	default:
		break;
	}
}

static void form_put_label(struct pen *pen, const struct form_field *field,
			   const struct form_grid *grid, bool has_focus)
{
	enum style plain = *field->off ? STYLE_DIM : has_focus ? STYLE_SELECTED : STYLE_NORMAL;
	int right = pen->area.columns;

	switch (field->kind) {
	case FORM_BUTTON:
		pen_print(pen, plain, "[ %s ]", field->label);
		break;
	case FORM_CHECK:
		pen->area.columns = *field->value ? grid->note - 1 : right;
		pen_print(pen, plain, "[%s] %s", field->is_on ? "x" : " ", field->label);
		break;
	case FORM_TEXT: case FORM_CHOICE:
		pen->area.columns = grid->value - 1;
		form_put_cut(pen, *field->off ? STYLE_DIM : has_focus ? STYLE_HEADING : STYLE_LABEL,
			     field->label);
		break;
	default:
		break;
	}
	pen->area.columns = right;
}

static void form_put_sign(struct pen *pen, const struct draw *draw, const struct form_field *field,
			  const struct form_grid *grid)
{
	int column = field->kind == FORM_BUTTON ? field->column - FORM_SIGN : grid->sign;

	draw->frame->cursor_row = pen->area.row + pen->row;
	draw->frame->cursor_column = pen->area.column + field->column;
	if (grid->label == grid->sign)
		return;
	pen->column = column;
	pen_glyph(pen, STYLE_HEADING, GLYPH_MORE);
}

static void form_put_option(struct pen *pen, const struct form_field *field)
{
	pen_glyph(pen, field->is_on ? STYLE_NORMAL : STYLE_DIM,
		  field->is_on ? GLYPH_CHOSEN : GLYPH_LEFT_OUT);
	pen->column++;
	form_put_cut(pen, field->is_on ? STYLE_NORMAL : STYLE_LABEL, field->value);
}

static void form_note_target(const struct draw *draw, const struct pen *pen,
			     const struct form_field *field)
{
	bool is_button = field->kind == FORM_BUTTON;

	if (!field->id)
		return;
	target_add(draw->targets, &pen->area,
		   (struct area){ pen->row, is_button ? field->column : 0, 1,
				  is_button ? form_button_width(field) : pen->area.columns },
		   TARGET_ITEM, field->id);
}

static void form_draw_field(const struct draw *draw, struct pen *pen, const struct form_field *field,
			    const struct form_grid *grid, bool has_focus)
{
	pen->column = field->column;
	form_note_target(draw, pen, field);
	if (has_focus)
		form_put_sign(pen, draw, field, grid);
	pen->column = field->column;
	switch (field->kind) {
	case FORM_HEADING:
		form_put_cut(pen, STYLE_HEADING, field->label);
		return;
	case FORM_WORDS:
		form_put_words(pen, field->style, field->value);
		return;
	case FORM_OPTION:
		pen->column = grid->value;
		form_put_option(pen, field);
		return;
	default:
		form_put_label(pen, field, grid, has_focus);
		form_put_value(pen, field, grid, has_focus);
		form_put_remark(pen, field, grid);
	}
}

static void form_draw_fields(const struct form *form, const struct draw *draw,
			     const struct area *area, const struct form_grid *grid,
			     const struct form_field *focus)
{
	struct pen pen = draw_pen(draw, area);

	pen.area.columns = grid->columns;
	for (size_t i = 0; i < form->fields.count; i++) {
		const struct form_field *field = form_at(form, i);

		pen.row = field->row - form->top;
		if (pen.row < area->rows && pen.row + field->rows > 0)
			form_draw_field(draw, &pen, field, grid, field == focus);
	}
}

static void form_draw_title(const struct form *form, const struct draw *draw,
			    const struct area *area, int total, int height)
{
	struct pen pen = draw_pen(draw, area);
	char rows[64] = "";

	if (total > height)
		snprintf(rows, sizeof(rows), "rows %d-%d of %d", form->top + 1, form->top + height, total);
	rule_begin(&pen);
	rule_words(&pen, STYLE_HEADING, form->use->title);
	rule_end(&pen, rows);
}

/* Rows for what fields mean, as many as the longest needs: they stand still when the focus moves. */
static int form_meaning_rows(const struct form *form, int room)
{
	int rows = 0;

	for (size_t i = 0; i < form->fields.count; i++)
		rows = form_most(rows, form_count_rows(form_at(form, i)->meaning, room));
	return rows < FORM_MEANING ? rows : FORM_MEANING;
}

static int form_foot_rows(const struct form *form, int room)
{
	int rows = 0;

	for (size_t i = 0; i < form->foot.count; i++)
		rows += form_count_rows(array_at(&form->foot, struct form_foot, i)->words, room);
	return rows;
}

static void form_draw_foot(const struct form *form, const struct draw *draw, const struct area *area,
			   const struct form_field *focus, int meaning)
{
	struct pen pen = draw_pen(draw, area);
	int margin = layout_margin(area->columns);

	rule_begin(&pen);
	rule_end(&pen, "");
	pen.area.columns -= margin;
	pen.area.rows = 1 + meaning;
	pen_next_row(&pen, margin);
	if (focus)
		form_put_words(&pen, STYLE_LABEL, focus->meaning);
	pen.area.rows = area->rows;
	pen.row = 1 + meaning;
	for (size_t i = 0; i < form->foot.count; i++) {
		const struct form_foot *foot = array_at(&form->foot, struct form_foot, i);

		form_put_words(&pen, foot->style, foot->words);
	}
}

/* Of ROWS, how many the foot gets: at most half. */
static int form_divide(const struct form *form, const struct area *area, int *ret_meaning)
{
	int room = area->columns - 2 * layout_margin(area->columns);
	int rows;

	*ret_meaning = 0;
	if (area->rows < FORM_FOOTED || room < 1)
		return 0;
	*ret_meaning = form_meaning_rows(form, room);
	rows = *ret_meaning + form_foot_rows(form, room);
	if (!rows)
		return 0;
	return rows + 1 < area->rows / 2 ? rows + 1 : area->rows / 2;
}

void form_draw(struct view *view, const struct draw *draw, const struct area *area)
{
	struct form *form = &view->form;
	const struct form_field *focus = form_settle(view, draw->model);
	struct form_grid grid = form_grid(form, area->columns);
	struct area fields = *area, foot = *area;
	int total = form_place(form, &grid);
	int meaning;

	if (area->rows < 1)
		return;
	foot.rows = form_divide(form, area, &meaning);
	foot.row = area->row + area->rows - foot.rows;
	fields.rows -= foot.rows;
	if (fields.rows >= FORM_TITLED) {
		fields.row++;
		fields.rows--;
	}
	form_scroll(form, focus, total, fields.rows);
	if (fields.row > area->row)
		form_draw_title(form, draw, area, total, fields.rows);
	form_draw_fields(form, draw, &fields, &grid, focus);
	if (foot.rows)
		form_draw_foot(form, draw, &foot, focus, meaning);
}
