/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Settings: their table, what a value may be, and layers of values over each other. A value is a
 * text wherever it comes from ("true", "0.5", "auto"), checked when it is taken.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct error;

enum setting {
#define SETTING(id, name, type, least, most, choices, initial, is_remembered, help) SETTING_##id,
#include "conf/setting.def"
#undef SETTING
	SETTING_COUNT, /* also: no setting */
};

enum setting_type {
	SETTING_TYPE_BOOL,    /* true or false */
	SETTING_TYPE_NUMBER,  /* a whole number */
	SETTING_TYPE_SECONDS,
	SETTING_TYPE_CHOICE,  /* one of some words */
	SETTING_TYPE_TEXT,
	SETTING_TYPE_COLUMN,  /* a column's name, or nothing */
	SETTING_TYPE_COLUMNS, /* a list of columns of the screen, or nothing */
};

struct setting_info {
	const char *name; /* in a file */
	enum setting_type type;
	double least, most; /* of numbers */
	const char *choices; /* between blanks */
	const char *initial;
	bool is_remembered;
	const char *help;
};

/* Bytes that a value may have at most, with its NUL. */
#define SETTING_SIZE 4096

/* Static. */
const struct setting_info *setting_info(enum setting setting);

/* The setting called NAME, or SETTING_COUNT. */
enum setting setting_find(const char *name);

/* What values there are, in words: "a number of seconds from 0.1 to 3600". Returns TO. */
const char *setting_expected(enum setting setting, char *to, size_t size);

/* 0, or -EINVAL with words that begin with WHO ("--delay", "vdpatop.conf:3: delay"). */
int setting_check(enum setting setting, const char *who, const char *value, struct error *error);

/* Writes VALUE as a file says it: in quotes unless it is a number or a truth value. */
void setting_write(enum setting setting, const char *value, FILE *to);

/* Writes TEXT as a string of libconfig's grammar, in quotes. */
void setting_write_string(const char *text, FILE *to);

/* What one place says. NULL where it says nothing. */
struct setting_layer {
	char *values[SETTING_COUNT];
};

/* Copies VALUE, which was checked; NULL takes it away. 0 or -ENOMEM. */
int setting_layer_set(struct setting_layer *layer, enum setting setting, const char *value);
void setting_layer_free(struct setting_layer *layer);
