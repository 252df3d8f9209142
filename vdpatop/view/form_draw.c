/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Drawing a form. */
#include "view/form.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "view/draw.h"
#include "view/form_place.h"
#include "view/form_private.h"
#include "view/layout.h"
#include "view/rule.h"
#include "view/view_private.h"
#include "view/wrap.h"

#define FORM_TITLED 3  /* rows from which on there is a title */
#define FORM_FOOTED 9  /* and words at the bottom */
#define FORM_MEANING 3 /* rows of them at most for what a field means */

static enum style form_remark_style(const struct form_field *field)
{
	if (*field->off)
		return STYLE_DIM;
	return field->level == MODEL_ERROR ? STYLE_BAD :
	       field->level == MODEL_WARNING ? STYLE_CAUTION : STYLE_LABEL;
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
	pen->column = is_beside ? form_note_column(field, grid) : form_below_column(field, grid);
	if (*sign) {
		pen_put(pen, form_remark_style(field), sign);
		pen->column++;
	}
	wrap_put(pen, form_remark_style(field), form_remark_of(field), false);
}

static void form_put_text(struct pen *pen, const struct form_field *field, bool has_focus)
{
	int right = pen->area.columns;

	pen->area.columns = pen->column + form_text_width(field, pen_room(pen));
	line_draw(field->line, pen, field->is_off ? STYLE_DIM : has_focus ? STYLE_INPUT : STYLE_NORMAL,
		  has_focus && !field->is_off);
	if (!*field->line->text && *field->hint && pen_room(pen) > 0)
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
	enum style style = field->is_off ? STYLE_DIM : has_focus ? STYLE_SELECTED : STYLE_NORMAL;

	pen->column = form_value_column(field, grid);
	switch (field->kind) {
	case FORM_TEXT:
		form_put_text(pen, field, has_focus);
		break;
	case FORM_CHOICE:
		form_put_choice(pen, field, style);
		break;
	case FORM_CHECK:
		form_put_cut(pen, field->is_off ? STYLE_DIM : STYLE_LABEL, field->value);
		break;
	default:
		break;
	}
}

static void form_put_label(struct pen *pen, const struct form_field *field,
			   const struct form_grid *grid, bool has_focus)
{
	enum style plain = field->is_off ? STYLE_DIM : has_focus ? STYLE_SELECTED : STYLE_NORMAL;
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
		form_put_cut(pen, field->is_off ? STYLE_DIM : has_focus ? STYLE_HEADING : STYLE_LABEL,
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
		wrap_put(pen, field->style, field->value, false);
		return;
	case FORM_OPTION:
		pen->column = grid->label + FORM_GAP;
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
		rows = form_most(rows, wrap_count(form_at(form, i)->meaning, false, room));
	return rows < FORM_MEANING ? rows : FORM_MEANING;
}

static int form_foot_rows(const struct form *form, int room)
{
	int rows = 0;

	for (size_t i = 0; i < form->foot.count; i++) {
		const struct form_foot *foot = array_at(&form->foot, struct form_foot, i);

		rows += wrap_count(foot->words, foot->is_command, room);
	}
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
		wrap_put(&pen, STYLE_LABEL, focus->meaning, false);
	pen.area.rows = area->rows;
	pen.row = 1 + meaning;
	for (size_t i = 0; i < form->foot.count; i++) {
		const struct form_foot *foot = array_at(&form->foot, struct form_foot, i);

		wrap_put(&pen, foot->style, foot->words, foot->is_command);
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

	form->columns = area->columns;
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
	if (draw->frame->cursor_column >= area->column + area->columns)
		draw->frame->cursor_column = area->column + area->columns - 1;
	if (foot.rows)
		form_draw_foot(form, draw, &foot, focus, meaning);
}
