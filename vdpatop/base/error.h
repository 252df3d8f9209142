/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Errors that carry words for a person.
 *
 * A function that can fail returns 0 or a negative errno and, when the caller gave it a
 * struct error, fills it with one line: what was tried, on what, and what the kernel said.
 * The line may hold bytes from outside; whoever prints it makes it safe (base/text.h).
 */
#pragma once

struct error {
	int code;        /* the negative errno, 0 while nothing went wrong */
	char words[1024]; /* one line without a full stop; cut with "..." at its end */
};

/* Fills ERROR (which may be NULL) with CODE and the formatted words. Returns CODE. */
int error_set(struct error *error, int code, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Puts the formatted words and ": " before what ERROR says already. Returns its code. */
int error_prefix(struct error *error, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* The short text of errno value CODE, positive or negative ("No such device"). Static. */
const char *error_text(int code);

/* The macro's name of errno value CODE, positive or negative ("ENODEV"). Static. */
const char *error_name(int code);
