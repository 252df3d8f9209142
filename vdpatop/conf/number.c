/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Strict numbers. */
#include "conf/number.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "base/error.h"
#include "manage/words.h"

int number_parse(const char *option, const char *word, uint64_t least, uint64_t most,
		 uint64_t *ret_number, struct error *error)
{
	char *end = NULL;
	unsigned long long number;

	errno = 0;
	number = isdigit((unsigned char)word[0]) ? strtoull(word, &end, 10) : 0;
	if (!end || *end || errno || number < least || number > most)
		return error_set(error, -EINVAL,
				 "%s: '%s' is not a whole number from %" PRIu64 " to %" PRIu64,
				 option, words_name(word).text, least, most);
	*ret_number = number;
	return 0;
}

/* strtod() knows hexadecimal, "inf" and "nan", which nobody means; a sign neither. */
static int seconds_are_plain(const char *word)
{
	int digits = 0;
	int points = 0;

	for (; *word; word++) {
		if (*word == '.')
			points++;
		else if (isdigit((unsigned char)*word))
			digits++;
		else
			return 0;
	}
	return digits > 0 && points <= 1;
}

int number_parse_seconds(const char *option, const char *word, double least, double most,
			 double *ret_seconds, struct error *error)
{
	double seconds = seconds_are_plain(word) ? strtod(word, NULL) : NAN;

	if (!(seconds >= least && seconds <= most))
		return error_set(error, -EINVAL, "%s: '%s' is not a number of seconds from %g to %g",
				 option, words_name(word).text, least, most);
	*ret_seconds = seconds;
	return 0;
}
