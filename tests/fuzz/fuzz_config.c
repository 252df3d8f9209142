/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Fuzz target: configuration and theme files. Whatever stands there is read without harm, what is said
 * of it has words, a value that is taken is one, and a value that is changed in a file without mistakes
 * is read back, with everything else as it was.
 */
#include "fuzz.h"

#include <stdbool.h>
#include <string.h>

#include "conf/complaint.h"
#include "conf/config_file.h"
#include "conf/edit.h"
#include "conf/theme.h"
#include "tui/theme.h"
#include "view/keymap.h"

#define PATH "/nonexistent/vdpatop.conf"

static bool take(struct config_file *file, const char *text, size_t length)
{
	struct complaints complaints = COMPLAINTS_NONE;
	struct keymap keymap = { 0 };
	int result = config_file_take(file, PATH, text, length, &keymap, &complaints);

	FUZZ_REQUIRE(result == 0 || complaints_count(&complaints));
	for (size_t i = 0; i < complaints_count(&complaints); i++)
		FUZZ_REQUIRE(complaints_at(&complaints, i)[0]);
	complaints_free(&complaints);
	keymap_free(&keymap);
	return result == 0;
}

static void expect_values(const struct config_file *file)
{
	for (enum setting setting = 0; setting < SETTING_COUNT; setting++)
		if (file->layer.values[setting])
			FUZZ_REQUIRE(setting_check(setting, "", file->layer.values[setting], NULL) == 0);
}

static bool is_same(const char *one, const char *other)
{
	return one == other || (one && other && !strcmp(one, other));
}

/*
 * Somewhere nothing can be said: in a comment or an @include without an end. Who saves looks at what
 * came of it and refuses; where it was read back, nothing else may have changed.
 */
static void try_edit(const struct config_file *before, const char *bytes, size_t length)
{
	static const char *const values[] = { "2.5", "a \"b\" \\ c \x1f" };
	static const enum setting settings[] = { SETTING_DELAY, SETTING_THEME };

	for (size_t i = 0; i < 2; i++) {
		struct array text = ARRAY_OF(char);
		struct config_file after;

		FUZZ_REQUIRE(array_append(&text, bytes, length) == 0);
		FUZZ_REQUIRE(edit_setting(&text, settings[i], values[i]) == 0);
		FUZZ_REQUIRE(take(&after, text.data, text.count));
		if (after.is_whole && is_same(after.layer.values[settings[i]], values[i]))
			for (enum setting setting = 0; setting < SETTING_COUNT; setting++)
				FUZZ_REQUIRE(setting == settings[i] ||
					     is_same(before->layer.values[setting], after.layer.values[setting]));
		config_file_free(&after);
		array_free(&text);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct complaints complaints = COMPLAINTS_NONE;
	const char *text = (const char *)data;
	struct config_file file;
	struct theme theme;

	if (theme_parse(&theme, PATH, text, size, &complaints) < 0)
		FUZZ_REQUIRE(complaints_count(&complaints));
	complaints_free(&complaints);
	if (!take(&file, text, size))
		return 0;
	expect_values(&file);
	if (file.is_whole && !memchr(text, '\0', size))
		try_edit(&file, text, size);
	config_file_free(&file);
	return 0;
}

size_t fuzz_seed(unsigned int index, uint8_t *to, size_t room)
{
	static const char *const seeds[] = {
		"# c\ndelay = 2; max_load : 5\ntheme = \"a\" \"b\\x41\"; // d\ncolor = \"never\", mouse = true;\n",
		"keys = { tree = { pause = \"F8 q\"; close = \"\"; }; log = { bogus = 1; }; };\n",
		"@include \"/dev/null\"\n /* @include \"x\" */ delay = \"@include\";\n @include \"none\"",
		"a = ( 1, 2L, 0x3, 1.5e3, { b = [ true, false ]; }, ( ) );\nsort = \"mac\";",
		"colors = { a = \"#aabbcc\"; };\nstyles = { normal = { text = \"a\"; ground = 7; mono = \"bold dim\"; }; };",
		"styles = { bad = { text = \"bright-red\"; bold = false; }; }; columns = \"name,mac=12\"; flat = maybe;",
	};
	size_t length;

	if (index >= sizeof(seeds) / sizeof(seeds[0]))
		return 0;
	length = strlen(seeds[index]);
	FUZZ_REQUIRE(length <= room);
	memcpy(to, seeds[index], length);
	return length;
}
