/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers out of words, strictly: the whole word, in decimal, within its range. */
#pragma once

#include <stdint.h>

struct error;

/* 0 or -EINVAL; ERROR says which OPTION, what the word was and which range was expected. */
int number_parse(const char *option, const char *word, uint64_t least, uint64_t most,
		 uint64_t *ret_number, struct error *error);
int number_parse_seconds(const char *option, const char *word, double least, double most,
			 double *ret_seconds, struct error *error);
