/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Text from outside made safe to show.
 *
 * A vDPA device's name may hold any byte and be thousands of bytes long. What goes to a terminal
 * passes text_safe() first: the result is valid UTF-8 without control characters, so that neither
 * an escape sequence nor a broken byte reaches the screen. Widths are terminal cells.
 */
#pragma once

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Writes LENGTH bytes of FROM into TO (SIZE bytes, always ended by NUL). A byte that is not part
 * of valid UTF-8, and every control character (C0, DEL, C1, line and paragraph separators, bidi
 * controls), becomes \xNN, one for each of its bytes; a backslash stays. What does not fit is cut
 * before a whole character. Returns the bytes written without the NUL.
 */
size_t text_safe(char *to, size_t size, const char *from, size_t length);

/*
 * The same for what programs read: a backslash that would be taken for the begin of a \xNN becomes \x5c, so
 * that no two texts that fit become the same. What is safe already must not pass it.
 */
size_t text_exact(char *to, size_t size, const char *from, size_t length);

/* Whether the backslash that begins TEXT (LENGTH bytes) would be taken for the begin of a \xNN. */
bool text_is_escape(const char *text, size_t length);

/* Decodes one character of FROM (LENGTH bytes, not 0). Returns its bytes, 0 if it is not valid. */
size_t text_decode(const char *from, size_t length, uint32_t *ret_character);

/* Cells that safe text TEXT takes on a terminal. Combining characters take none. */
size_t text_width(const char *text);

/*
 * Copies safe text FROM into TO so that it takes at most WIDTH cells; what is cut ends in
 * ELLIPSIS ("…" or "~", one cell). Returns the cells used. WIDTH 0 gives an empty text.
 */
size_t text_cut(char *to, size_t size, const char *from, size_t width, const char *ellipsis);

/*
 * Writes the formatted words into TO (SIZE bytes, at least 4), ended by NUL. What does not fit is cut
 * before a whole character and ends in "...".
 */
void text_format(char *to, size_t size, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
void text_vformat(char *to, size_t size, const char *format, va_list arguments)
	__attribute__((format(printf, 3, 0)));

/* Copies FROM, cut to SIZE - 1 bytes, always ended by NUL. Returns whether all of it fitted. */
bool text_copy(char *to, size_t size, const char *from);

/*
 * Orders two texts as people do: web2 before web10. In one with a colon, an address, digits stand for
 * themselves: they may be hexadecimal. Less than, equal to or more than 0; 0 for the same bytes only.
 */
int text_compare(const char *a, const char *b);

/* Short form of a count for people, at most 5 cells: 0, 999, 8.1k, 760k, 1.18M, 12.4G. */
void text_count(char *to, size_t size, double count);

/*
 * The same in at most WIDTH cells: 8.10k, 8.1k, 8k. Where that is too narrow for any form of it there
 * are as many # as there is room for: a figure that is cut would be another figure.
 */
void text_count_within(char *to, size_t size, double count, size_t width);

/* Short form of a duration in seconds: 0.4s, 12s, 4m12s, 3h05m, 2d04h. */
void text_duration(char *to, size_t size, double seconds);
