/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Theme files in libconfig's grammar become what tui/theme.h holds. */
#include "conf/theme.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/nearest.h"
#include "conf/colour.h"
#include "conf/complaint.h"
#include "conf/document.h"
#include "conf/place.h"
#include "conf/value.h"
#include "tui/theme.h"
#include "view/style.h"

/* A theme that is being read. */
struct reading {
	const struct document *document;
	const config_setting_t *colours; /* NULL for none */
	struct theme *theme;
	bool says_text[STYLE_COUNT], says_ground[STYLE_COUNT];
};

static const struct {
	const char *name;
	unsigned bit;
} attributes[] = {
#define ATTRIBUTE(id, name) { name, THEME_##id },
#include "tui/attribute.def"
#undef ATTRIBUTE
};

#define ATTRIBUTES (sizeof(attributes) / sizeof(attributes[0]))

/* A number stands with or without quotes. */
static bool theme_take_plain(const config_setting_t *from, struct theme_colour *to)
{
	char word[32];

	if (config_setting_type(from) == CONFIG_TYPE_INT) {
		snprintf(word, sizeof(word), "%d", config_setting_get_int(from));
		return colour_parse(word, to);
	}
	return value_string(from) && colour_parse(value_string(from), to);
}

/* A name of colors stands for a colour, and not for another name. */
static bool theme_take_colour(const struct reading *reading, const config_setting_t *from,
			      struct theme_colour *to)
{
	const char *word = value_string(from);
	const config_setting_t *named = word && reading->colours ?
				config_setting_get_member(reading->colours, word) : NULL;

	if (theme_take_plain(named ? named : from, to))
		return true;
	if (named)
		return false; /* said where it is defined */
	if (word)
		document_complain(reading->document, from, "'%s' is no colour, expected %s", word,
				  COLOUR_EXPECTED);
	else
		document_complain(reading->document, from, "%s, expected %s", value_kind(from),
				  COLOUR_EXPECTED);
	return false;
}

static unsigned theme_attribute(const char *word, size_t length)
{
	for (size_t i = 0; i < ATTRIBUTES; i++)
		if (strlen(attributes[i].name) == length && !memcmp(attributes[i].name, word, length))
			return attributes[i].bit;
	return 0;
}

/* mono = "bold reverse" */
static void theme_take_mono(const struct reading *reading, const config_setting_t *from,
			    struct theme_look *look)
{
	const char *words = value_string(from);
	unsigned mono = 0;

	while (words && *(words += strspn(words, " "))) {
		size_t length = strcspn(words, " ");
		unsigned bit = theme_attribute(words, length);

		if (!bit) {
			document_complain(reading->document, from, "'%.*s' is no attribute, expected bold, "
					  "dim, italic, underline or reverse", (int)length, words);
			return;
		}
		mono |= bit;
		words += length;
	}
	if (words)
		look->mono = mono;
	else
		document_complain(reading->document, from, "%s, expected attributes between blanks, in quotes",
				  value_kind(from));
}

static void theme_refuse_part(const struct reading *reading, const config_setting_t *from)
{
	struct nearest nearest = NEAREST_TO(config_setting_name(from));
	char ask[96];

	nearest_try(&nearest, "text");
	nearest_try(&nearest, "ground");
	nearest_try(&nearest, "mono");
	for (size_t i = 0; i < ATTRIBUTES; i++)
		nearest_try(&nearest, attributes[i].name);
	document_complain(reading->document, from, "a style has no such part%s",
			  nearest_ask(&nearest, ask, sizeof(ask)));
}

static void theme_take_part(struct reading *reading, const config_setting_t *from, enum style style)
{
	struct theme_look *look = &reading->theme->looks[style];
	const char *name = config_setting_name(from);
	unsigned bit = theme_attribute(name, strlen(name));

	if (!strcmp(name, "text"))
		reading->says_text[style] |= theme_take_colour(reading, from, &look->text);
	else if (!strcmp(name, "ground"))
		reading->says_ground[style] |= theme_take_colour(reading, from, &look->ground);
	else if (!strcmp(name, "mono"))
		theme_take_mono(reading, from, look);
	else if (!bit)
		theme_refuse_part(reading, from);
	else if (config_setting_type(from) != CONFIG_TYPE_BOOL)
		document_complain(reading->document, from, "%s, expected true or false", value_kind(from));
	else
		look->attributes = config_setting_get_bool(from) ? look->attributes | bit :
								   look->attributes & ~bit;
}

static enum style theme_find_style(const char *name)
{
	enum style style = 0;

	while (style < STYLE_COUNT && strcmp(style_name(style), name))
		style++;
	return style;
}

static void theme_take_style(struct reading *reading, const config_setting_t *from)
{
	enum style style = theme_find_style(config_setting_name(from));
	struct nearest nearest = NEAREST_TO(config_setting_name(from));
	char ask[96];

	if (style == STYLE_COUNT) {
		for (style = 0; style < STYLE_COUNT; style++)
			nearest_try(&nearest, style_name(style));
		document_complain(reading->document, from, "no such style%s",
				  nearest_ask(&nearest, ask, sizeof(ask)));
		return;
	}
	if (!value_is_group(from)) {
		document_complain(reading->document, from, "%s, expected { text = COLOUR; }",
				  value_kind(from));
		return;
	}
	for (int i = 0; i < config_setting_length(from); i++)
		theme_take_part(reading, config_setting_get_elem(from, (unsigned)i), style);
}

/* Said once where a colour is defined, however often it is used. */
static void theme_check_colours(const struct reading *reading)
{
	struct theme_colour colour;

	for (int i = 0; reading->colours && i < config_setting_length(reading->colours); i++) {
		const config_setting_t *from = config_setting_get_elem(reading->colours, (unsigned)i);

		if (!theme_take_plain(from, &colour))
			document_complain(reading->document, from, "is no colour, expected %s",
					  COLOUR_EXPECTED);
	}
}

/* A ground of the whole screen is said once, in normal. */
static void theme_inherit(const struct reading *reading)
{
	const struct theme_look *normal = &reading->theme->looks[STYLE_NORMAL];

	for (enum style style = 0; style < STYLE_COUNT; style++) {
		struct theme_look *look = &reading->theme->looks[style];

		if (!reading->says_text[style])
			look->text = normal->text;
		if (!reading->says_ground[style])
			look->ground = normal->ground;
	}
}

static int theme_take(struct reading *reading, const config_setting_t *root)
{
	const config_setting_t *styles = config_setting_get_member(root, "styles");

	for (int i = 0; i < config_setting_length(root); i++) {
		const config_setting_t *from = config_setting_get_elem(root, (unsigned)i);

		if (from != styles && from != reading->colours)
			document_complain(reading->document, from, "a theme has colors and styles only");
	}
	if (!styles || !value_is_group(styles))
		return -1;
	theme_check_colours(reading);
	for (int i = 0; i < config_setting_length(styles); i++)
		theme_take_style(reading, config_setting_get_elem(styles, (unsigned)i));
	theme_inherit(reading);
	return 0;
}

/* Colours of half a theme are not legible together: one with a mistake is not used at all. */
static int theme_take_document(struct theme *ret_theme, const char *path,
			       const struct document *document, bool is_whole)
{
	const config_setting_t *root = config_root_setting(&document->config);
	size_t before = complaints_total(document->complaints);
	struct theme theme = *theme_builtin();
	struct reading reading = {
		.document = document,
		.colours = config_setting_get_member(root, "colors"),
		.theme = &theme,
	};

	if (reading.colours && !value_is_group(reading.colours))
		reading.colours = NULL;
	if (is_whole && theme_take(&reading, root) < 0)
		complain(document->complaints, "%s: there is no styles = { STYLE = { text = COLOUR; }; }; in it",
			 path);
	if (complaints_total(document->complaints) > before || !is_whole)
		return -EINVAL;
	*ret_theme = theme;
	return 0;
}

int theme_read(struct theme *ret_theme, const char *path, struct complaints *complaints)
{
	struct document document;
	bool is_whole;
	int result = document_read(&document, path, complaints, &is_whole);

	if (result < 0)
		return result;
	result = theme_take_document(ret_theme, path, &document, is_whole);
	document_free(&document);
	return result;
}

int theme_parse(struct theme *ret_theme, const char *path, const char *text, size_t length,
		struct complaints *complaints)
{
	struct document document;
	bool is_whole;
	int result = document_take(&document, path, text, length, complaints, &is_whole);

	if (result < 0)
		return result;
	result = theme_take_document(ret_theme, path, &document, is_whole);
	document_free(&document);
	return result;
}

/* -ENOENT when FOLDER has no such theme. */
static int theme_read_in(struct theme *theme, const char *folder, const char *name,
			 struct complaints *complaints)
{
	char path[PATH_MAX];

	if (!folder[0] || snprintf(path, sizeof(path), "%s/%s.conf", folder, name) >= PATH_MAX)
		return -ENOENT;
	return theme_read(theme, path, complaints);
}

static int theme_find(struct theme *theme, const char *name, const struct places *places,
		      struct complaints *complaints)
{
	int result;

	if (strchr(name, '/') && !places->is_trusted) {
		complain(complaints, "theme '%s': no path is read with rights that the program has from its file",
			 name);
		return -EPERM;
	}
	if (strchr(name, '/')) {
		result = theme_read(theme, name, complaints);
		if (result == -ENOENT)
			complain(complaints, "%s: %s", name, error_text(result));
		return result;
	}
	result = theme_read_in(theme, places->user_themes, name, complaints);
	if (result == -ENOENT)
		result = theme_read_in(theme, places->system_themes, name, complaints);
	if (result == -ENOENT)
		complain(complaints, "theme '%s': there is no %s.conf in %s%s%s", name, name,
			 places->user_themes, places->user_themes[0] ? " or " : "", places->system_themes);
	return result;
}

int theme_load(struct theme *ret_theme, const char *name, const struct places *places,
	       struct complaints *complaints)
{
	*ret_theme = *theme_builtin();
	if (!strcmp(name, THEME_NAME_BUILTIN))
		return 0;
	return theme_find(ret_theme, name, places, complaints);
}
