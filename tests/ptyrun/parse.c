/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Understands what a program writes to the small terminal: text in UTF-8, control characters,
 * escape sequences. Sources: ECMA-48; xterm's "Control Sequences"; console_codes(4).
 */
#include "grid.h"

#include <string.h>

/* Parameter INDEX of a control sequence; DEFAULT_VALUE when absent or 0, as cursor moves want it. */
static int parameter(const struct screen *screen, int index, int default_value)
{
	const struct parser *parser = &screen->parser;

	return index < parser->parameter_count && parser->parameters[index] > 0
		? parser->parameters[index]
		: default_value;
}

static void move_by(struct screen *screen, int rows, int columns)
{
	const struct cursor *cursor = &screen->grid->cursor;

	grid_move(screen, cursor->row + rows, cursor->column + columns);
}

static void csi_up(struct screen *screen) { move_by(screen, -parameter(screen, 0, 1), 0); }
static void csi_down(struct screen *screen) { move_by(screen, parameter(screen, 0, 1), 0); }
static void csi_right(struct screen *screen) { move_by(screen, 0, parameter(screen, 0, 1)); }
static void csi_left(struct screen *screen) { move_by(screen, 0, -parameter(screen, 0, 1)); }

static void csi_column(struct screen *screen)
{
	grid_move(screen, screen->grid->cursor.row, parameter(screen, 0, 1) - 1);
}

static void csi_row(struct screen *screen)
{
	grid_move(screen, parameter(screen, 0, 1) - 1, screen->grid->cursor.column);
}

static void csi_position(struct screen *screen)
{
	grid_move(screen, parameter(screen, 0, 1) - 1, parameter(screen, 1, 1) - 1);
}

static void csi_next_tab(struct screen *screen)
{
	move_by(screen, 0, 8 - screen->grid->cursor.column % 8);
}

/* 0: from the cursor on, 1: up to it, 2: all; of the cells FIRST up to LAST. */
static void erase(struct screen *screen, int first, int last)
{
	const struct cursor *cursor = &screen->grid->cursor;
	int here = cursor->row * screen->columns + cursor->column;

	switch (parameter(screen, 0, 0)) {
	case 0:
		grid_blank(screen, here, last);
		break;
	case 1:
		grid_blank(screen, first, here + 1);
		break;
	default:
		grid_blank(screen, first, last);
	}
}

static void csi_erase_screen(struct screen *screen)
{
	erase(screen, 0, screen->rows * screen->columns);
}

static void csi_erase_row(struct screen *screen)
{
	int first = screen->grid->cursor.row * screen->columns;

	erase(screen, first, first + screen->columns);
}

static void csi_erase_cells(struct screen *screen)
{
	const struct cursor *cursor = &screen->grid->cursor;
	int here = cursor->row * screen->columns + cursor->column;
	int end = (cursor->row + 1) * screen->columns;
	int wanted = here + parameter(screen, 0, 1);

	grid_blank(screen, here, wanted < end ? wanted : end);
}

static void csi_insert_rows(struct screen *screen)
{
	grid_scroll(screen, screen->grid->cursor.row, -parameter(screen, 0, 1));
}

static void csi_delete_rows(struct screen *screen)
{
	grid_scroll(screen, screen->grid->cursor.row, parameter(screen, 0, 1));
}

static void csi_scroll_up(struct screen *screen)
{
	grid_scroll(screen, screen->grid->top, parameter(screen, 0, 1));
}

static void csi_scroll_down(struct screen *screen)
{
	grid_scroll(screen, screen->grid->top, -parameter(screen, 0, 1));
}

static void csi_insert_cells(struct screen *screen) { grid_shift(screen, parameter(screen, 0, 1)); }
static void csi_delete_cells(struct screen *screen) { grid_shift(screen, -parameter(screen, 0, 1)); }

static void csi_repeat(struct screen *screen)
{
	for (int left = parameter(screen, 0, 1); left > 0 && screen->last; left--)
		grid_put(screen, screen->last);
}

static void csi_margins(struct screen *screen)
{
	int top = parameter(screen, 0, 1) - 1;
	int bottom = parameter(screen, 1, screen->rows) - 1;

	if (screen->parser.private_mark || top >= bottom || bottom >= screen->rows)
		return;
	screen->grid->top = top;
	screen->grid->bottom = bottom;
	grid_move(screen, 0, 0);
}

static void private_mode_set(struct screen *screen, int mode, bool on)
{
	switch (mode) {
	case 25:
		screen->modes[MODE_HIDDEN_CURSOR] = !on;
		break;
	case 47:
	case 1047:
	case 1049:
		grid_use_alternate(screen, on);
		break;
	case 1000:
	case 1002:
	case 1003:
		screen->modes[MODE_MOUSE] = on;
		break;
	case 2004:
		screen->modes[MODE_PASTE] = on;
		break;
	case 2026:
		screen->modes[MODE_SYNC] = on;
		break;
	case 1:
		screen->modes[MODE_KEYPAD] = on;
		break;
	}
}

static void modes_set(struct screen *screen, bool on)
{
	const struct parser *parser = &screen->parser;

	for (int i = 0; parser->private_mark == '?' && i < parser->parameter_count; i++)
		private_mode_set(screen, parser->parameters[i], on);
}

static void csi_modes_on(struct screen *screen) { modes_set(screen, true); }
static void csi_modes_off(struct screen *screen) { modes_set(screen, false); }

static const struct {
	char final;
	void (*act)(struct screen *screen);
} sequences[] = {
	{ 'A', csi_up }, { 'B', csi_down }, { 'C', csi_right }, { 'D', csi_left },
	{ 'G', csi_column }, { '`', csi_column }, { 'd', csi_row }, { 'H', csi_position },
	{ 'f', csi_position }, { 'I', csi_next_tab }, { 'J', csi_erase_screen },
	{ 'K', csi_erase_row }, { 'X', csi_erase_cells }, { 'L', csi_insert_rows },
	{ 'M', csi_delete_rows }, { 'S', csi_scroll_up }, { 'T', csi_scroll_down },
	{ '@', csi_insert_cells }, { 'P', csi_delete_cells }, { 'b', csi_repeat },
	{ 'r', csi_margins }, { 'h', csi_modes_on }, { 'l', csi_modes_off },
};

static void sequence_act(struct screen *screen, char final)
{
	for (size_t i = 0; i < sizeof(sequences) / sizeof(sequences[0]); i++)
		if (sequences[i].final == final)
			sequences[i].act(screen);
}

static void parse_csi(struct screen *screen, unsigned char byte)
{
	struct parser *parser = &screen->parser;
	int *last = &parser->parameters[parser->parameter_count ? parser->parameter_count - 1 : 0];

	if (byte >= '0' && byte <= '9') {
		if (parser->parameter_count == 0)
			parser->parameter_count = 1;
		*last = *last < 0 ? byte - '0' : *last > 9999 ? 9999 : *last * 10 + byte - '0';
	} else if (byte == ';' || byte == ':') {
		if (parser->parameter_count == 0)
			parser->parameter_count = 1;
		if (parser->parameter_count < 16)
			parser->parameter_count++;
	} else if (byte >= '<' && byte <= '?') {
		parser->private_mark = (char)byte;
	} else if (byte >= '@' && byte <= '~') {
		parser->state = PARSE_TEXT;
		sequence_act(screen, (char)byte);
	}
}

static void cursor_save(struct screen *screen) { screen->grid->saved = screen->grid->cursor; }

static void cursor_restore(struct screen *screen)
{
	grid_move(screen, screen->grid->saved.row, screen->grid->saved.column);
}

static void csi_begin(struct parser *parser)
{
	parser->state = PARSE_CSI;
	parser->private_mark = 0;
	parser->parameter_count = 0;
	memset(parser->parameters, 0xff, sizeof(parser->parameters));
}

static void parse_escape(struct screen *screen, unsigned char byte)
{
	struct parser *parser = &screen->parser;

	parser->state = PARSE_TEXT;
	switch (byte) {
	case '[':
		csi_begin(parser);
		break;
	case ']':
	case 'P':
	case '^':
	case '_':
		parser->state = PARSE_STRING;
		parser->string_escaped = false;
		parser->to_skip = byte == ']' ? 0 : -1; /* 0: the Linux console's two odd ones may follow */
		break;
	case '(':
	case ')':
		parser->state = PARSE_CHARSET;
		parser->charset_slot = (char)byte;
		break;
	case '7':
		cursor_save(screen);
		break;
	case '8':
		cursor_restore(screen);
		break;
	case 'D':
		grid_line_feed(screen);
		break;
	case 'M':
		grid_reverse_line_feed(screen);
		break;
	case 'E':
		grid_line_feed(screen);
		grid_move(screen, screen->grid->cursor.row, 0);
		break;
	}
}

static void charset_update(struct screen *screen)
{
	screen->modes[MODE_GRAPHICS] = screen->graphics_slots[screen->slot];
}

static void parse_charset(struct screen *screen, unsigned char byte)
{
	screen->graphics_slots[screen->parser.charset_slot == ')'] = byte == '0';
	charset_update(screen);
	screen->parser.state = PARSE_TEXT;
}

/* Ends at BEL or ESC \. The Linux console's OSC R and OSC P nrrggbb have no end at all. */
static void parse_string(struct screen *screen, unsigned char byte)
{
	struct parser *parser = &screen->parser;
	bool first = parser->to_skip == 0;

	parser->to_skip = -1;
	if (first && byte == 'P') {
		parser->state = PARSE_PALETTE;
		parser->to_skip = 7;
	} else if ((first && byte == 'R') || byte == '\a' || (parser->string_escaped && byte == '\\')) {
		parser->state = PARSE_TEXT;
	}
	parser->string_escaped = byte == 033;
}

static void parse_palette(struct parser *parser)
{
	if (--parser->to_skip == 0)
		parser->state = PARSE_TEXT;
}

static void parse_control(struct screen *screen, unsigned char byte)
{
	switch (byte) {
	case '\r':
		grid_move(screen, screen->grid->cursor.row, 0);
		break;
	case '\n':
	case '\v':
	case '\f':
		grid_line_feed(screen);
		break;
	case '\b':
		move_by(screen, 0, -1);
		break;
	case '\t':
		csi_next_tab(screen);
		break;
	case 016: /* SO and SI choose G1 and G0 */
	case 017:
		screen->slot = byte == 016;
		charset_update(screen);
		break;
	case 033:
		screen->parser.state = PARSE_ESCAPE;
		break;
	}
}

/* The line drawing character that letter C stands for in the DEC special graphics set. */
static uint32_t graphic(uint32_t c)
{
	static const uint32_t graphics['~' - '`' + 1] = {
		['a' - '`'] = 0x2592, ['`' - '`'] = 0x25c6, ['j' - '`'] = 0x2518, ['k' - '`'] = 0x2510,
		['l' - '`'] = 0x250c,  ['m' - '`'] = 0x2514, ['n' - '`'] = 0x253c, ['q' - '`'] = 0x2500,
		['t' - '`'] = 0x251c,  ['u' - '`'] = 0x2524, ['v' - '`'] = 0x2534, ['w' - '`'] = 0x252c,
		['x' - '`'] = 0x2502,  ['~' - '`'] = 0x00b7,
	};

	return c >= '`' && c <= '~' && graphics[c - '`'] ? graphics[c - '`'] : c;
}

static void parse_text(struct screen *screen, unsigned char byte)
{
	struct parser *parser = &screen->parser;

	if (byte >= 0x80 && byte < 0xc0 && parser->character_left > 0) {
		parser->character = parser->character << 6 | (byte & 0x3f);
		if (--parser->character_left == 0)
			grid_put(screen, parser->character);
		return;
	}
	parser->character_left = 0;
	if (byte < 0x20)
		parse_control(screen, byte);
	else if (byte < 0x7f)
		grid_put(screen, screen->modes[MODE_GRAPHICS] ? graphic(byte) : byte);
	else if (byte >= 0xc2 && byte < 0xf5) {
		parser->character_left = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
		parser->character = byte & (0x3fu >> parser->character_left);
	}
}

/* CAN and SUB end any sequence, and ESC one that is not a string, to begin another. */
static void parse_cancel(struct parser *parser, unsigned char byte)
{
	bool is_string = parser->state == PARSE_STRING;

	if (byte == 0x18 || byte == 0x1a || (byte == 033 && !is_string))
		parser->state = PARSE_TEXT;
}

void screen_feed(struct screen *screen, const char *bytes, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		unsigned char byte = (unsigned char)bytes[i];

		parse_cancel(&screen->parser, byte);
		switch (screen->parser.state) {
		case PARSE_TEXT:
			parse_text(screen, byte);
			break;
		case PARSE_ESCAPE:
			parse_escape(screen, byte);
			break;
		case PARSE_CHARSET:
			parse_charset(screen, byte);
			break;
		case PARSE_CSI:
			parse_csi(screen, byte);
			break;
		case PARSE_STRING:
			parse_string(screen, byte);
			break;
		case PARSE_PALETTE:
			parse_palette(&screen->parser);
			break;
		}
	}
}
