/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Questions to terminfo. */
#include "tui/terminfo.h"

#include <curses.h>
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>
#include <unistd.h>

#include "base/error.h"
#include "tui/input.h"
#include "tui/keys.h"

int terminfo_check(struct error *error)
{
	const char *type = getenv("TERM");
	bool has_cursor;
	int found;

	if (setupterm(NULL, STDOUT_FILENO, &found) == ERR)
		return error_set(error, -ENOTSUP,
				 "the terminal type \"%s\" (TERM) is not known; try -b for batch mode",
				 type ? type : "");
	has_cursor = cursor_address && *cursor_address;
	del_curterm(cur_term);
	if (!has_cursor)
		return error_set(error, -ENOTSUP,
				 "a terminal of type \"%s\" cannot place its cursor; try -b for batch mode",
				 type ? type : "");
	return 0;
}

static bool terminfo_is_ansi(void)
{
	return cursor_address && !strncmp(cursor_address, "\033[", 2);
}

const char *terminfo_begin_frame(void)
{
	return terminfo_is_ansi() ? "\033[?2026h" : "";
}

const char *terminfo_end_frame(void)
{
	return terminfo_is_ansi() ? "\033[?2026l" : "";
}

bool terminfo_has_columns(void)
{
	/* eat_newline_glitch: behind the last column curses does not trust the row. */
	return eat_newline_glitch && cursor_address && column_address &&
	       !strcmp(cursor_address, "\033[%i%p1%d;%p2%dH") &&
	       !strcmp(column_address, "\033[%i%p1%dG");
}

const char *terminfo_needless(void)
{
	const char *letters = exit_alt_charset_mode;

	return letters && !strchr(letters, '$') ? letters : ""; /* $<5>: a pause for the terminal */
}

/* xterm's modes 1000 and 1006: presses and releases, in decimal, so that no column is too far out. */
const char *terminfo_mouse(bool is_on)
{
	if (!terminfo_is_ansi() || !key_mouse)
		return "";
	return is_on ? "\033[?1000;1006h" : "\033[?1006;1000l";
}

const char *terminfo_paste(bool is_on)
{
	if (!terminfo_is_ansi() || !key_mouse)
		return "";
	return is_on ? "\033[?2004h" : "\033[?2004l";
}

/*
 * user_caps(5): RGB says that colours are red, green and blue, as a flag when in equal parts of all of
 * them; CO, how many of the lowest are of the palette all the same (8 in xterm's).
 */
struct theme_depth terminfo_depth(void)
{
	int indexed = tigetnum("CO");

	if (COLORS >= THEME_DIRECT && (tigetflag("RGB") > 0 || tigetnum("RGB") == 8))
		return (struct theme_depth){ THEME_DIRECT, indexed < 0 ? 8 : indexed };
	return (struct theme_depth){ COLORS >= THEME_DIRECT ? 8 : COLORS >= 256 ? 256 : COLORS >= 16 ? 16 : 8,
				     0 };
}

void terminfo_fill_keys(struct input_sequence *to, size_t room)
{
	const char *capability, *name;
	size_t count = 0;

	for (size_t i = 0; count < room - 1 && keys_capability(i, &capability, &name); i++) {
		const char *bytes = tigetstr(capability);

		/* One byte is a character, and known without being told of. */
		if (bytes && (intptr_t)bytes != -1 && bytes[0] == '\033' && bytes[1])
			to[count++] = (struct input_sequence){ bytes, name };
	}
	to[count] = (struct input_sequence){ NULL, NULL };
}

/* tputs() hands characters to a function without a context; this is where they go. */
static struct {
	char *to;
	size_t room;
} terminfo_sink;

static int terminfo_put_character(int character)
{
	if (terminfo_sink.room) {
		*terminfo_sink.to++ = (char)character;
		terminfo_sink.room--;
	}
	return character;
}

static void terminfo_put(const char *string)
{
	if (string)
		tputs(string, 1, terminfo_put_character);
}

size_t terminfo_crash_sequence(char *to, size_t size, int rows)
{
	terminfo_sink.to = to;
	terminfo_sink.room = size;
	/* CAN ends a sequence that the crash cut in two. */
	terminfo_put_character('\x18');
	terminfo_put(terminfo_mouse(false));
	terminfo_put(terminfo_paste(false));
	terminfo_put(terminfo_end_frame());
	terminfo_put(exit_attribute_mode);
	terminfo_put(orig_pair);
	terminfo_put(keypad_local);
	terminfo_put(cursor_normal);
	terminfo_put(tiparm(cursor_address, rows - 1, 0));
	terminfo_put(exit_ca_mode);
	terminfo_put("\r\n");
	return size - terminfo_sink.room;
}
