/* SPDX-License-Identifier: GPL-2.0-or-later */
/* --dump-config: a configuration file that says what holds without one. */
#pragma once

#include <stdio.h>

/* Writes it: every setting with its default and what it means, and every key. */
void dump_config(FILE *to);
