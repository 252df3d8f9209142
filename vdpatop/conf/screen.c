/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Between texts of settings and the options of the floors below. */
#include "conf/screen.h"

#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"

/* NO_COLOR counts only where the person has not said otherwise (no-color.org). */
static bool screen_has_colour(const struct configuration *configuration)
{
	const char *choice = configuration_get(configuration, SETTING_COLOR);
	const char *no_colour = getenv("NO_COLOR");

	if (strcmp(choice, "auto"))
		return !strcmp(choice, "always");
	return !no_colour || !*no_colour;
}

static bool screen_has_utf8(void)
{
	return !strcmp(nl_langinfo(CODESET), "UTF-8");
}

/* UTF-8 that was asked for needs a locale that knows it, whatever the environment says. */
static bool screen_is_ascii(const struct configuration *configuration)
{
	const char *choice = configuration_get(configuration, SETTING_GLYPHS);

	if (!strcmp(choice, "utf8") && !screen_has_utf8())
		setlocale(LC_CTYPE, "C.UTF-8");
	return !strcmp(choice, "ascii") || !screen_has_utf8();
}

void screen_choose(const struct configuration *configuration, struct program_choices *ret_choices)
{
	*ret_choices = (struct program_choices){
		.view = {
			.is_ascii = screen_is_ascii(configuration),
			.columns = configuration_get(configuration, SETTING_COLUMNS),
			.sort = configuration_get(configuration, SETTING_SORT),
			.is_descending = configuration_is(configuration, SETTING_DESCENDING),
			.is_flat = configuration_is(configuration, SETTING_FLAT),
			.follows = configuration_is(configuration, SETTING_FOLLOW),
			.has_header = configuration_is(configuration, SETTING_HEADER),
			.has_pane = configuration_is(configuration, SETTING_PANE),
			.has_mouse = configuration_is(configuration, SETTING_MOUSE),
		},
		.delay = configuration_number(configuration, SETTING_DELAY),
		.has_colour = screen_has_colour(configuration),
		.theme = &configuration->theme,
		.keymap = &configuration->keymap,
		.folds = configuration->state.folds.data,
		.fold_count = configuration->state.folds.count,
	};
}

static const char *truth(bool is_true)
{
	return is_true ? "true" : "false";
}

/* What the screen can change, as settings. 0 or -ENOMEM. */
static int screen_describe(const struct program_choices *choices, struct setting_layer *layer)
{
	const struct view_options *view = &choices->view;
	char delay[64];
	const struct {
		enum setting setting;
		const char *value;
	} values[] = {
		{ SETTING_DELAY, delay },
		{ SETTING_MOUSE, truth(view->has_mouse) },
		{ SETTING_COLUMNS, view->columns },
		{ SETTING_SORT, view->sort },
		{ SETTING_DESCENDING, truth(view->is_descending) },
		{ SETTING_FLAT, truth(view->is_flat) },
		{ SETTING_FOLLOW, truth(view->follows) },
		{ SETTING_HEADER, truth(view->has_header) },
		{ SETTING_PANE, truth(view->has_pane) },
	};
	int result = 0;

	snprintf(delay, sizeof(delay), "%.15g", choices->delay);
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]) && !result; i++)
		result = setting_layer_set(layer, values[i].setting, values[i].value);
	return result;
}

/* Back from settings, as far as NOW says something of them. */
static void screen_take(const struct setting_layer *now, struct program_choices *choices)
{
	struct view_options *view = &choices->view;

	choices->delay = strtod(now->values[SETTING_DELAY], NULL);
	view->has_mouse = !strcmp(now->values[SETTING_MOUSE], "true");
	view->columns = now->values[SETTING_COLUMNS];
	view->sort = now->values[SETTING_SORT];
	view->is_descending = !strcmp(now->values[SETTING_DESCENDING], "true");
	view->is_flat = !strcmp(now->values[SETTING_FLAT], "true");
	view->follows = !strcmp(now->values[SETTING_FOLLOW], "true");
	view->has_header = !strcmp(now->values[SETTING_HEADER], "true");
	view->has_pane = !strcmp(now->values[SETTING_PANE], "true");
}

/* The home folder as a shell writes it: a status line is short. */
static void screen_shorten(char *words)
{
	const char *home = getenv("HOME");
	size_t length = home ? strlen(home) : 0;
	char *at = words;

	while (length > 1 && (at = strstr(at, home))) {
		if ((at == words || at[-1] == ' ' || at[-1] == '\'') && at[length] == '/') {
			*at = '~';
			memmove(at + 1, at + length, strlen(at + length) + 1);
		}
		at++;
	}
}

static void screen_note(struct program *program, bool is_wrong, const char *words)
{
	struct error copy = { 0 };

	error_set(&copy, 0, "%s", words);
	screen_shorten(copy.words);
	program_note(program, is_wrong, copy.words);
}

void screen_complain(const struct configuration *configuration, struct program *program)
{
	const struct complaints *complaints = &configuration->complaints;

	for (size_t i = 0; i < complaints_count(complaints); i++)
		screen_note(program, true, complaints_at(complaints, i));
}

static void screen_taken(void *context, const struct program_choices *now)
{
	struct screen_keeper *keeper = context;

	screen_describe(now, &keeper->taken);
}

/* Sets NOW. What nobody changed since it was taken is what the configuration says, word for word. */
static int screen_look(struct screen_keeper *keeper, const struct program_choices *choices)
{
	struct setting_layer *now = &keeper->now;
	int result = screen_describe(choices, now);

	for (enum setting setting = 0; setting < SETTING_COUNT && !result; setting++) {
		const char *taken = keeper->taken.values[setting];

		if (taken && !strcmp(taken, now->values[setting]))
			result = setting_layer_set(now, setting,
						   configuration_get(keeper->configuration, setting));
	}
	return result;
}

static void screen_save(void *context, const struct program_choices *now)
{
	struct screen_keeper *keeper = context;
	struct error words = { 0 };
	int result = screen_look(keeper, now);

	if (result < 0)
		error_set(&words, result, "not saved: out of memory");
	else
		result = configuration_save(keeper->configuration, &keeper->now, &words);
	screen_note(keeper->program, result < 0, words.words);
}

static void screen_reload(void *context, struct program_choices *now)
{
	struct screen_keeper *keeper = context;
	struct configuration *configuration = keeper->configuration;
	int result = screen_look(keeper, now);

	if (!result)
		result = configuration_reload(configuration, &keeper->now);
	if (result < 0) {
		program_note(keeper->program, true, "not read again: out of memory");
		return;
	}
	screen_take(&keeper->now, now);
	now->view.is_ascii = screen_is_ascii(configuration);
	now->has_colour = screen_has_colour(configuration);
	now->theme = &configuration->theme;
	now->keymap = &configuration->keymap;
	screen_complain(configuration, keeper->program);
	if (!complaints_count(&configuration->complaints))
		program_note(keeper->program, false, "configuration and theme were read again");
}

static void screen_ended(void *context, const struct program_choices *now)
{
	struct screen_keeper *keeper = context;
	struct configuration *configuration = keeper->configuration;
	struct error words = { 0 };

	if (screen_look(keeper, now) < 0)
		return;
	if (configuration_is(configuration, SETTING_AUTOSAVE) &&
	    configuration_save(configuration, &keeper->now, &words) < 0)
		*keeper->ended = words;
	if (configuration_remember(configuration, &keeper->now, now->folds, now->fold_count, &words) < 0)
		*keeper->ended = words;
}

struct program_keeper screen_keeper(struct screen_keeper *keeper)
{
	return (struct program_keeper){ screen_taken, screen_save, screen_reload, screen_ended, keeper };
}

void screen_keeper_free(struct screen_keeper *keeper)
{
	setting_layer_free(&keeper->taken);
	setting_layer_free(&keeper->now);
}
