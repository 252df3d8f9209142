/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where a text that is wider than the screen goes on. */
#include "view/wrap.h"

#include <string.h>

#include "base/text.h"

#define WRAP_BYTES 1024 /* more than any row shows */
#define WRAP_END " \\"

/* How far a line for a shell was read: it quotes with '…' and $'…' alone (manage/shell.c). */
struct wrap_shell {
	bool is_quoted, has_escapes;
};

/* Reads the character at AT of LINE; a backslash takes the one behind it along. Returns its bytes. */
static size_t wrap_read(struct wrap_shell *shell, const char *line, size_t at)
{
	bool escapes = shell->is_quoted ? shell->has_escapes : true;

	if (line[at] == '\\' && escapes && line[at + 1])
		return 2;
	if (line[at] == '\'') {
		shell->is_quoted = !shell->is_quoted;
		shell->has_escapes = shell->is_quoted && at && line[at - 1] == '$';
	}
	return 1;
}

static int wrap_width(const char *text, size_t bytes)
{
	char row[WRAP_BYTES];

	if (bytes >= sizeof(row))
		return WRAP_BYTES;
	text_copy(row, bytes + 1, text);
	return (int)text_width(row);
}

/* Bytes of LINE from AT on up to a blank between words that leaves room for the backslash; 0 for none. */
static size_t wrap_fit_command(const char *line, size_t at, int room)
{
	struct wrap_shell shell = { 0 };
	size_t fits = 0;

	for (size_t i = 0; line[i]; i += wrap_read(&shell, line, i)) {
		if (i <= at || line[i] != ' ' || shell.is_quoted)
			continue;
		if (wrap_width(line + at, i - at) + (int)strlen(WRAP_END) > room)
			break;
		fits = i - at;
	}
	return fits;
}

bool wrap_next(struct wrap *wrap, int room, struct wrap_row *ret_row)
{
	const char *rest = wrap->text + wrap->at;
	size_t bytes, fits = 0;

	if (!*rest)
		return false;
	bytes = pen_fit(rest, room);
	if (wrap->is_command && rest[bytes])
		fits = wrap_fit_command(wrap->text, wrap->at, room);
	*ret_row = (struct wrap_row){ rest, (int)(fits ? fits : bytes), fits ? WRAP_END : "" };
	wrap->at += (size_t)ret_row->bytes;
	wrap->at += strspn(wrap->text + wrap->at, " ");
	return true;
}

void wrap_put(struct pen *pen, enum style style, const char *text, bool is_command)
{
	struct wrap wrap = { .text = text, .is_command = is_command };
	struct wrap_row row;
	int left = pen->column;

	while (wrap_next(&wrap, pen_room(pen), &row)) {
		pen_print(pen, style, "%.*s%s", row.bytes, row.text, row.end);
		pen_next_row(pen, left);
	}
}

int wrap_count(const char *text, bool is_command, int room)
{
	struct wrap wrap = { .text = text, .is_command = is_command };
	struct wrap_row row;
	int rows = 0;

	while (room > 0 && wrap_next(&wrap, room, &row))
		rows++;
	return rows;
}
