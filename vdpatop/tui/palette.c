/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Looks into attributes and pairs; styles that look alike share a pair, so that less is sent. */
#include "tui/palette.h"

#include <stdlib.h>
#include <wchar.h>

#include "tui/terminfo.h"

static attr_t palette_attributes(unsigned attributes)
{
	return (attributes & THEME_BOLD ? A_BOLD : 0) | (attributes & THEME_DIM ? A_DIM : 0) |
	       (attributes & THEME_ITALIC ? A_ITALIC : 0) |
	       (attributes & THEME_UNDERLINE ? A_UNDERLINE : 0) |
	       (attributes & THEME_REVERSE ? A_REVERSE : 0);
}

struct palette_colours {
	int text, ground; /* -1: the terminal's own */
};

/* Style's colours, or -1 for what the terminal cannot keep as its own: then white on black. */
static struct palette_colours palette_colours(const struct theme *theme, enum style style,
					      bool has_default)
{
	struct theme_reduced reduced = theme_reduce(&theme->looks[style], terminfo_depth());

	if (!has_default && reduced.text < 0 && reduced.ground < 0)
		return (struct palette_colours){ -1, -1 };
	return (struct palette_colours){
		reduced.text < 0 && !has_default ? COLOR_WHITE : reduced.text,
		reduced.ground < 0 && !has_default ? COLOR_BLACK : reduced.ground,
	};
}

/* The pair of an earlier style with these colours, else a new one, *COUNT of them being in use. */
static int palette_pair(const struct palette *palette, struct palette_colours colours,
			const struct palette_colours *earlier, enum style style, int *count)
{
	if (colours.text < 0 && colours.ground < 0)
		return 0;
	for (enum style other = 0; other < style; other++)
		if (earlier[other].text == colours.text && earlier[other].ground == colours.ground)
			return palette->pairs[other];
	if (*count + 1 >= COLOR_PAIRS || init_extended_pair(*count + 1, colours.text, colours.ground) == ERR)
		return 0;
	return ++*count;
}

void palette_set(struct palette *palette, const struct theme *theme, bool wants_colour)
{
	struct palette_colours colours[STYLE_COUNT];
	bool has_default;
	int count = 0;

	palette->has_colour = wants_colour && has_colors() && start_color() != ERR;
	has_default = palette->has_colour && use_default_colors() == OK;
	for (enum style style = 0; style < STYLE_COUNT; style++) {
		const struct theme_look *look = &theme->looks[style];

		palette->pairs[style] = 0;
		palette->attributes[style] =
			palette_attributes(palette->has_colour ? look->attributes : look->mono);
		if (!palette->has_colour)
			continue;
		colours[style] = palette_colours(theme, style, has_default);
		palette->pairs[style] = palette_pair(palette, colours[style], colours, style, &count);
	}
}

void palette_cell(const struct palette *palette, enum style style, const char *glyph, cchar_t *to)
{
	wchar_t wide[CCHARW_MAX + 1];
	size_t count = mbstowcs(wide, glyph, CCHARW_MAX);

	/* A locale without this character. */
	if (count == (size_t)-1 || !count)
		wcscpy(wide, L"?");
	else
		wide[count] = L'\0';
	setcchar(to, wide, palette->attributes[style], 0, &palette->pairs[style]);
}
