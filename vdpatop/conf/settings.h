/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the command line says, checked, as the options of the floors below. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "conf/setting.h"
#include "engine/engine.h"
#include "oneshot/command.h"
#include "report/format.h"

struct error;

struct settings {
	struct engine_options engine; /* delay and max_load aside: they are settings */
	struct setting_layer command; /* what is said of settings of the configuration; owned */
	bool is_batch;
	bool is_oneshot;     /* a command in vdpa(8)'s words: ONESHOT */
	bool is_json, is_pretty, is_forced;
	struct oneshot_command oneshot;
	const char *record, *replay; /* files, NULL for none */
	bool wants_help;
	bool wants_version;
	bool wants_dump;
	const char *config;  /* NULL for the person's own; points into argv, as all texts here */
	const char *columns; /* NULL for the default; "help": list them and end */
	enum format_id format;
	const char *output;  /* NULL for standard output */
	bool may_append;
	bool may_overwrite;
	double timeout;      /* seconds */
};

/*
 * Reads the command line. 0, or -EINVAL with one line in ERROR that names the word and what was
 * expected; RET_SETTINGS is then untouched. Words in ERROR may hold bytes from outside.
 */
int settings_parse(struct settings *ret_settings, int argc, char **argv, struct error *error);
void settings_free(struct settings *settings);

/* Whether something is to be printed and nothing else done; and printing it. */
bool settings_print_only(const struct settings *settings);
void settings_print(const struct settings *settings, FILE *to);

/* Takes --demo's KEY=VALUE,… ; TEXT may be NULL or "". 0 or -EINVAL as above. */
int settings_parse_demo(struct demo_options *ret_options, const char *text, struct error *error);
