/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The grid of cells. What is drawn into it is not known here. */
#include "view/frame.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

static const struct frame_cell frame_blank = { " ", 1, STYLE_NORMAL };

static struct frame_cell *frame_cell_at(const struct frame *frame, int row, int column)
{
	return &frame->cells[(size_t)row * (size_t)frame->columns + (size_t)column];
}

int frame_resize(struct frame *frame, int rows, int columns)
{
	size_t need;

	rows = rows < 1 ? 1 : rows;
	columns = columns < 1 ? 1 : columns;
	need = (size_t)rows * (size_t)columns;
	if (need > frame->capacity) {
		struct frame_cell *cells = calloc(need, sizeof(*cells));

		if (!cells)
			return -ENOMEM;
		free(frame->cells);
		frame->cells = cells;
		frame->capacity = need;
	}
	frame->rows = rows;
	frame->columns = columns;
	frame_clear(frame);
	return 0;
}

void frame_free(struct frame *frame)
{
	free(frame->cells);
	*frame = (struct frame){ 0 };
}

void frame_clear(struct frame *frame)
{
	size_t count = (size_t)frame->rows * (size_t)frame->columns;

	for (size_t i = 0; i < count; i++)
		frame->cells[i] = frame_blank;
	frame->cursor_row = 0;
	frame->cursor_column = 0;
	frame->has_cursor = false;
	frame->overwritten = 0;
}

const struct frame_cell *frame_at(const struct frame *frame, int row, int column)
{
	return frame_cell_at(frame, row, column);
}

/* Half a wide glyph cannot stay when the other half is written over. */
static void frame_release(struct frame *frame, int row, int column)
{
	struct frame_cell *cell = frame_cell_at(frame, row, column);
	uint8_t style = cell->style;

	if (cell->width == 0 && column > 0)
		frame_cell_at(frame, row, column - 1)[0] = frame_blank;
	if (cell->width == 2 && column + 1 < frame->columns)
		frame_cell_at(frame, row, column + 1)[0] = frame_blank;
	*cell = frame_blank;
	cell->style = style;
}

static void frame_set(struct frame *frame, int row, int column, enum style style,
		      const char *glyph, size_t bytes, int width)
{
	struct frame_cell *cell = frame_cell_at(frame, row, column);

	frame->overwritten += *cell->glyph != ' ';
	frame_release(frame, row, column);
	memset(cell->glyph, 0, sizeof(cell->glyph));
	memcpy(cell->glyph, glyph, bytes);
	cell->width = (uint8_t)width;
	cell->style = (uint8_t)style;
	if (width < 2)
		return;
	frame_release(frame, row, column + 1);
	*frame_cell_at(frame, row, column + 1) = (struct frame_cell){ "", 0, (uint8_t)style };
}

static void frame_combine(struct frame *frame, int row, int column, const char *glyph, size_t bytes)
{
	struct frame_cell *cell;
	size_t length;

	if (column > 0 && !frame_cell_at(frame, row, column)->width)
		column--;
	cell = frame_cell_at(frame, row, column);
	length = strlen(cell->glyph);
	if (length + bytes < sizeof(cell->glyph))
		memcpy(cell->glyph + length, glyph, bytes + 1);
}

struct frame_glyph {
	char text[5];
	size_t bytes; /* in TEXT */
	size_t step;  /* in what it was read from */
	int width;
};

/* Filled in place: copied as a whole behind writes of single bytes, it would hold the processor up. */
static void frame_read_glyph(const char *text, struct frame_glyph *glyph)
{
	unsigned char first = (unsigned char)text[0];
	uint32_t character = 0;
	size_t bytes;

	*glyph = (struct frame_glyph){ "?", 1, 1, 1 };
	if (first >= 0x20 && first < 0x7f) {
		glyph->text[0] = text[0];
		return;
	}
	bytes = text_decode(text, strnlen(text, 4), &character);
	if (!bytes || character < 0xa0)
		return;
	memcpy(glyph->text, text, bytes);
	glyph->text[bytes] = '\0';
	glyph->bytes = bytes;
	glyph->step = bytes;
	glyph->width = (int)text_width(glyph->text);
}

/* The part of AREA that lies in FRAME. */
static struct area frame_clip(const struct frame *frame, const struct area *area)
{
	struct area clip = *area;

	if (clip.column + clip.columns > frame->columns)
		clip.columns = frame->columns - clip.column;
	if (clip.row + clip.rows > frame->rows)
		clip.rows = frame->rows - clip.row;
	if (clip.row < 0 || clip.column < 0)
		clip.rows = 0;
	return clip;
}

int frame_put(struct frame *frame, const struct area *area, int row, int column, enum style style,
	      const char *text)
{
	struct area clip = frame_clip(frame, area);

	if (row < 0 || row >= clip.rows || column < 0)
		return column;
	while (*text) {
		struct frame_glyph glyph;

		frame_read_glyph(text, &glyph);
		if (glyph.width == 0 && column > 0 && column <= clip.columns)
			frame_combine(frame, clip.row + row, clip.column + column - 1, glyph.text,
				      glyph.bytes);
		if (glyph.width > 0 && column + glyph.width > clip.columns)
			break;
		if (glyph.width > 0)
			frame_set(frame, clip.row + row, clip.column + column, style, glyph.text,
				  glyph.bytes, glyph.width);
		column += glyph.width;
		text += glyph.step;
	}
	return column;
}

void frame_erase(struct frame *frame, const struct area *area)
{
	struct area clip = frame_clip(frame, area);

	for (int row = clip.row; row < clip.row + clip.rows; row++)
		for (int column = clip.column; column < clip.column + clip.columns; column++) {
			frame_release(frame, row, column);
			*frame_cell_at(frame, row, column) = frame_blank;
		}
}

void frame_restyle(struct frame *frame, const struct area *area, int row, enum style style)
{
	struct area clip = frame_clip(frame, area);

	if (row < 0 || row >= clip.rows)
		return;
	for (int column = 0; column < clip.columns; column++)
		frame_cell_at(frame, clip.row + row, clip.column + column)->style = (uint8_t)style;
}

size_t frame_row_text(const struct frame *frame, int row, char *to)
{
	size_t length = 0;

	for (int column = 0; column < frame->columns; column++) {
		const struct frame_cell *cell = frame_at(frame, row, column);
		size_t bytes = strlen(cell->glyph);

		memcpy(to + length, cell->glyph, bytes);
		length += bytes;
	}
	while (length && to[length - 1] == ' ')
		length--;
	to[length] = '\0';
	return length;
}

size_t frame_row_size(const struct frame *frame)
{
	return (size_t)frame->columns * (FRAME_GLYPH_SIZE - 1) + 1;
}
