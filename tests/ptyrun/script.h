/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The commands that drive a terminal, one a line; script.c's table is their list. */
#pragma once

#include <stdbool.h>
#include <stdio.h>

#include "terminal.h"

/* Runs the commands of FROM. 0, or -1 after saying on stderr which line failed and why. */
int script_run(struct terminal *terminal, FILE *from);

/* Reads "ROWSxCOLUMNS", 1 to 1000 each. Whether it was that. */
bool script_read_size(const char *text, int *ret_rows, int *ret_columns);

/* Prints the list of commands. */
void script_help(FILE *to);
