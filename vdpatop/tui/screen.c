/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Curses on a memfd. The only file that draws with it; keys are read by tui/reader.c. */
#include "tui/screen.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/error.h"
#include "tui/palette.h"
#include "tui/shorten.h"
#include "tui/terminfo.h"
#include "tui/tty.h"
#include "view/frame.h"

struct screen {
	SCREEN *curses;
	FILE *in, *out;
	int memory;            /* what OUT writes to */
	struct palette palette;
	bool is_anew; /* the next frame sends every cell */
	bool wants_mouse, has_mouse, has_paste; /* HAS: as the terminal was told last */
	struct frame shown;
	cchar_t *cells;        /* one row */
	char *bytes;
	size_t bytes_capacity;
};

static void screen_start_input(void)
{
	raw();
	noecho();
	nonl();
	keypad(stdscr, TRUE);
	typeahead(-1);
	idlok(stdscr, FALSE);
	curs_set(0);
}

static int screen_open_files(struct screen *screen, const struct tty *tty)
{
	int in = fcntl(tty->fd, F_DUPFD_CLOEXEC, 3);

	screen->memory = memfd_create("vdpatop-screen", MFD_CLOEXEC);
	if (screen->memory >= 0)
		screen->out = fdopen(screen->memory, "w");
	if (in >= 0)
		screen->in = fdopen(in, "r");
	if (screen->in && screen->out)
		return 0;
	return -ENOMEM;
}

static const int screen_signals[] = { SIGINT, SIGTERM, SIGTSTP, SIGWINCH, SIGCONT };

#define SCREEN_SIGNALS (sizeof(screen_signals) / sizeof(screen_signals[0]))

/* A variable of the environment while curses starts, and what it was before. */
struct screen_variable {
	const char *name;
	char *before; /* NULL for none */
};

static int screen_set_variable(struct screen_variable *variable, const char *name, int number)
{
	const char *before = getenv(name);
	char text[16];

	*variable = (struct screen_variable){ name, before ? strdup(before) : NULL };
	if (before && !variable->before)
		return -ENOMEM;
	snprintf(text, sizeof(text), "%d", number);
	if (!setenv(name, text, 1))
		return 0;
	free(variable->before);
	return -ENOMEM;
}

static void screen_restore_variable(struct screen_variable *variable)
{
	if (variable->before)
		setenv(variable->name, variable->before, 1);
	else
		unsetenv(variable->name);
	free(variable->before);
}

/* newterm() sets handlers of its own; the event loop has them all. */
static SCREEN *screen_newterm(FILE *out, FILE *in)
{
	struct sigaction before[SCREEN_SIGNALS];
	SCREEN *curses;

	for (size_t i = 0; i < SCREEN_SIGNALS; i++)
		sigaction(screen_signals[i], NULL, &before[i]);
	curses = newterm(NULL, out, in);
	for (size_t i = 0; i < SCREEN_SIGNALS; i++)
		sigaction(screen_signals[i], &before[i], NULL);
	return curses;
}

/*
 * Memory has no size that curses could ask for, and terminfo's 24 lines would become the scroll
 * region: below it a terminal without absolute row moves draws everything on one row.
 */
static SCREEN *screen_newterm_of_size(FILE *out, FILE *in, const struct tty *tty)
{
	struct screen_variable lines, cells;
	SCREEN *curses = NULL;
	int rows, columns;

	tty_get_size(tty, &rows, &columns);
	if (screen_set_variable(&lines, "LINES", rows) < 0)
		return NULL;
	if (screen_set_variable(&cells, "COLUMNS", columns) == 0) {
		curses = screen_newterm(out, in);
		screen_restore_variable(&cells);
	}
	screen_restore_variable(&lines);
	return curses;
}

int screen_new(struct screen **ret_screen, const struct tty *tty, const struct theme *theme,
	       bool has_colour, struct error *error)
{
	struct screen *screen = calloc(1, sizeof(*screen));

	if (!screen)
		return error_set(error, -ENOMEM, "no memory for the screen");
	screen->memory = -1;
	if (screen_open_files(screen, tty) < 0) {
		screen_free(screen);
		return error_set(error, -ENOMEM, "no memory for the screen");
	}
	screen->curses = screen_newterm_of_size(screen->out, screen->in, tty);
	if (!screen->curses) {
		screen_free(screen);
		return error_set(error, -ENOTSUP, "curses cannot drive this terminal");
	}
	screen_start_input();
	screen_set_theme(screen, theme, has_colour);
	*ret_screen = screen;
	return 0;
}

void screen_free(struct screen *screen)
{
	if (screen->curses)
		delscreen(screen->curses);
	if (screen->in)
		fclose(screen->in);
	if (screen->out)
		fclose(screen->out);
	else if (screen->memory >= 0)
		close(screen->memory);
	frame_free(&screen->shown);
	free(screen->cells);
	free(screen->bytes);
	free(screen);
}

static int screen_resize(struct screen *screen, const struct frame *frame)
{
	cchar_t *cells;
	int result;

	if (screen->shown.rows == frame->rows && screen->shown.columns == frame->columns)
		return 0;
	cells = realloc(screen->cells, (size_t)frame->columns * sizeof(*cells));
	if (!cells)
		return -ENOMEM;
	screen->cells = cells;
	result = frame_resize(&screen->shown, frame->rows, frame->columns);
	if (result < 0)
		return result;
	resize_term(frame->rows, frame->columns);
	werase(stdscr);
	screen_repaint(screen);
	return 0;
}

static void screen_put_row(struct screen *screen, const struct frame *frame, int row)
{
	int count = 0;

	for (int column = 0; column < frame->columns; column++) {
		const struct frame_cell *cell = frame_at(frame, row, column);

		if (cell->width)
			palette_cell(&screen->palette, cell->style, cell->glyph, &screen->cells[count++]);
	}
	mvwadd_wchnstr(stdscr, row, 0, screen->cells, count);
}

/* Rows that are as they were are not looked at again; curses finds the cells in the others. */
static void screen_put_frame(struct screen *screen, const struct frame *frame)
{
	size_t bytes = (size_t)frame->columns * sizeof(*frame->cells);

	for (int row = 0; row < frame->rows; row++) {
		size_t at = (size_t)row * (size_t)frame->columns;

		if (!memcmp(&screen->shown.cells[at], &frame->cells[at], bytes))
			continue;
		screen_put_row(screen, frame, row);
		memcpy(&screen->shown.cells[at], &frame->cells[at], bytes);
	}
	wmove(stdscr, frame->cursor_row, frame->cursor_column);
	if (frame->has_cursor != screen->shown.has_cursor)
		curs_set(frame->has_cursor);
	screen->shown.has_cursor = frame->has_cursor;
}

#define SCREEN_MODES 64

/* What the terminal is still to be told of its modes. */
static void screen_tell_modes(struct screen *screen, bool paste, bool mouse, char *to, size_t size)
{
	snprintf(to, size, "%s%s", paste == screen->has_paste ? "" : terminfo_paste(paste),
		 mouse == screen->has_mouse ? "" : terminfo_mouse(mouse));
	screen->has_paste = paste;
	screen->has_mouse = mouse;
}

/* Takes out what curses wrote: MODES, then what it was with BEFORE and AFTER around it, if anything. */
static int screen_take(struct screen *screen, const char *modes, const char *before,
		       const char *after, const char **ret_bytes, size_t *ret_count)
{
	const struct shorten_terms terms = { screen->is_anew ? "" : terminfo_needless(),
					     terminfo_has_columns() };
	off_t written;
	size_t need;
	char *at;

	fflush(screen->out);
	written = lseek(screen->memory, 0, SEEK_CUR);
	*ret_count = 0;
	if (written <= 0 && !*modes)
		return 0;
	need = strlen(modes) + strlen(before) + (size_t)written + strlen(after) + 1;
	if (need > screen->bytes_capacity) {
		char *bytes = realloc(screen->bytes, need);

		if (!bytes)
			return -ENOMEM;
		screen->bytes = bytes;
		screen->bytes_capacity = need;
	}
	at = stpcpy(screen->bytes, modes);
	if (written > 0) {
		at = stpcpy(at, before);
		if (pread(screen->memory, at, (size_t)written, 0) != written)
			return -EIO;
		at = stpcpy(at + shorten(at, (size_t)written, &terms), after);
	}
	lseek(screen->memory, 0, SEEK_SET);
	*ret_bytes = screen->bytes;
	*ret_count = (size_t)(at - screen->bytes);
	return ftruncate(screen->memory, 0) < 0 ? -errno : 0;
}

int screen_show(struct screen *screen, const struct frame *frame, const char **ret_bytes,
		size_t *ret_count)
{
	char modes[SCREEN_MODES];
	int result = screen_resize(screen, frame);

	if (result < 0)
		return result;
	screen_put_frame(screen, frame);
	wnoutrefresh(stdscr);
	doupdate();
	screen_tell_modes(screen, true, screen->wants_mouse, modes, sizeof(modes));
	result = screen_take(screen, modes, terminfo_begin_frame(), terminfo_end_frame(), ret_bytes,
			     ret_count);
	screen->is_anew = false;
	return result;
}

/* What is blank is of the normal style, too: a terminal erases in the colour that is set. */
void screen_set_theme(struct screen *screen, const struct theme *theme, bool wants_colour)
{
	cchar_t blank;

	palette_set(&screen->palette, theme, wants_colour);
	palette_cell(&screen->palette, STYLE_NORMAL, " ", &blank);
	wbkgrndset(stdscr, &blank);
	frame_free(&screen->shown); /* of no size: every cell is put again */
	screen_repaint(screen);
}

void screen_repaint(struct screen *screen)
{
	screen->is_anew = true;
	clearok(curscr, TRUE);
}

void screen_retake(struct screen *screen)
{
	const char *bytes;
	size_t count;

	screen_leave(screen, &bytes, &count);
	screen_repaint(screen);
}

void screen_set_mouse(struct screen *screen, bool is_on)
{
	screen->wants_mouse = is_on;
}

const struct frame *screen_shown(const struct screen *screen)
{
	return &screen->shown;
}

int screen_leave(struct screen *screen, const char **ret_bytes, size_t *ret_count)
{
	char modes[SCREEN_MODES];

	endwin();
	screen->is_anew = true;
	screen_tell_modes(screen, false, false, modes, sizeof(modes));
	/* What was dropped on the way may have been the end of a frame. */
	return screen_take(screen, modes, terminfo_end_frame(), "", ret_bytes, ret_count);
}
