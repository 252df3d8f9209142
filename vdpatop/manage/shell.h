/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words that a shell takes for exactly the bytes they stand for. */
#pragma once

#include "manage/words.h"

/*
 * Appends RAW, any bytes but NUL, as one word of bash, zsh or ksh: plain where that will do, in quotes, or
 * as $'...' where it holds what is no text or would reach the terminal. Safe text (base/text.h) in any case.
 */
void shell_put_word(struct words *line, const char *raw);

/* "echo NAME", or what prints a name that echo may take for something else. */
void shell_put_echo(struct words *line, const char *raw);
