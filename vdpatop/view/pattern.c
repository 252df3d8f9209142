/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words and regular expressions, looked for in safe text. */
#include "view/pattern.h"

#include <ctype.h>
#include <errno.h>
#include <regex.h>
#include <stdlib.h>
#include <string.h>
#include <wctype.h>

#include "base/error.h"
#include "base/text.h"

#define MOST_WEIGHT 256

/* A byte that is no text stands for itself, apart from all characters. */
#define BROKEN 0x110000u

/* The next character of TEXT in lower case, and its bytes. */
static size_t next_character(const char *text, size_t length, uint32_t *ret_character)
{
	size_t bytes = text_decode(text, length, ret_character);

	if (!bytes) {
		*ret_character = BROKEN + (unsigned char)*text;
		return 1;
	}
	if (*ret_character < 0x80)
		*ret_character = (uint32_t)tolower((int)*ret_character);
	else
		*ret_character = (uint32_t)towlower((wint_t)*ret_character);
	return bytes;
}

static int make_words(struct pattern *ret_pattern, const char *words, size_t length)
{
	struct pattern pattern = { .characters = calloc(length + 1, sizeof(*pattern.characters)) };

	if (!pattern.characters)
		return -ENOMEM;
	while (length) {
		size_t bytes = next_character(words, length, &pattern.characters[pattern.count++]);

		words += bytes;
		length -= bytes;
	}
	*ret_pattern = pattern;
	return 0;
}

/* The larger number of {N}, {N,} or {N,M} at AT, or one that is too large; and where it ends. */
static long read_repeats(const char *at, const char **ret_end)
{
	char *end;
	long least = strtol(at + 1, &end, 10);
	long most = *end == ',' ? strtol(end + 1, &end, 10) : 0;

	*ret_end = *end == '}' ? end : end - 1;
	most = most > least ? most : least;
	return most < MOST_WEIGHT ? most : MOST_WEIGHT;
}

/* Behind a bracket expression that begins at AT, on its last character. */
static const char *skip_bracket(const char *at)
{
	at += at[1] == '^';
	at += at[1] == ']';
	while (at[1] && at[1] != ']') {
		char kind = at[1] == '[' && at[2] && strchr(".:=", at[2]) ? at[2] : '\0';

		at++;
		if (!kind)
			continue;
		for (at++; at[1] && !(*at == kind && at[1] == ']' && at[-1] != '['); at++)
			;
	}
	return at + !!at[1];
}

/*
 * How much there is to compile. glibc writes what is repeated out, again and again where repetitions
 * are nested: (((a+)+)+)+ has the weight of 16 a's. Walks the expression with a stack of groups.
 */
struct weigher {
	long total[PATTERN_REGEX_SIZE + 1]; /* of what stands in each open group so far */
	long last[PATTERN_REGEX_SIZE + 1];  /* of the last piece in it, which a repetition repeats */
	size_t depth;
	bool is_repeated;                   /* the last piece was repeated already */
};

static void weigh_piece(struct weigher *weigher, long weight)
{
	weigher->last[weigher->depth] = weight;
	weigher->total[weigher->depth] += weight;
	weigher->is_repeated = false;
}

static void weigh_group_end(struct weigher *weigher)
{
	long inside = weigher->total[weigher->depth];

	if (weigher->depth)
		weigher->depth--;
	weigh_piece(weigher, inside > 0 ? inside : 1);
}

static void weigh_group(struct weigher *weigher)
{
	weigher->depth++;
	weigher->total[weigher->depth] = weigher->last[weigher->depth] = 0;
	weigher->is_repeated = false;
}

/* False when it may not be repeated: POSIX leaves open what a repeated repetition means. */
static bool weigh_repeats(struct weigher *weigher, long times)
{
	long last = weigher->last[weigher->depth];

	if (weigher->is_repeated)
		return false;
	if (times > 1) {
		weigher->total[weigher->depth] += last * (times - 1);
		weigher->last[weigher->depth] = last * times;
	}
	weigher->is_repeated = true;
	return true;
}

/* Weighs what stands at *AT and moves *AT to its end. False when it cannot be. */
static bool weigh_next(struct weigher *weigher, const char **at)
{
	switch (**at) {
	case '\\':
		*at += !!(*at)[1];
		weigh_piece(weigher, 1);
		return true;
	case '[':
		*at = skip_bracket(*at);
		weigh_piece(weigher, 1);
		return true;
	case '(':
		weigh_group(weigher);
		return true;
	case ')':
		weigh_group_end(weigher);
		return true;
	case '*':
	case '+':
	case '?':
		return weigh_repeats(weigher, 2);
	case '{':
		if (isdigit((unsigned char)(*at)[1]))
			return weigh_repeats(weigher, read_repeats(*at, at));
		break;
	default:
		break;
	}
	weigh_piece(weigher, 1);
	return true;
}

/*
 * What would keep the program busy for seconds, or take all its memory: what weighs too much, and
 * back-references. Returns what to say against it, NULL for nothing.
 */
static const char *find_folly(const char *regex)
{
	struct weigher weigher = { 0 };

	for (const char *at = regex; *at; at++) {
		if (*at == '\\' && at[1] >= '1' && at[1] <= '9')
			return "back-references are not supported";
		if (!weigh_next(&weigher, &at))
			return "it repeats a repetition";
		if (weigher.total[weigher.depth] > MOST_WEIGHT)
			return "it repeats too much";
	}
	return NULL;
}

static int refuse(struct error *error, const char *regex, const char *why)
{
	char safe[80];

	text_safe(safe, sizeof(safe), regex, strlen(regex));
	return error_set(error, -EINVAL, "/%s/: %s", safe, why);
}

static int compile(struct pattern *ret_pattern, const char *words, struct error *error)
{
	const char *folly = find_folly(words);
	regex_t *regex;
	char why[100];
	int code;

	if (folly)
		return refuse(error, words, folly);
	regex = calloc(1, sizeof(*regex));
	if (!regex)
		return error_set(error, -ENOMEM, "out of memory");
	code = regcomp(regex, words, REG_EXTENDED | REG_ICASE);
	if (!code) {
		*ret_pattern = (struct pattern){ .regex = regex };
		return 0;
	}
	regerror(code, regex, why, sizeof(why));
	free(regex);
	return refuse(error, words, why);
}

int pattern_make(struct pattern *ret_pattern, const char *words, size_t length, bool is_regex,
		 struct error *error)
{
	char regex[PATTERN_REGEX_SIZE + 1];
	size_t put = 0;

	if (!is_regex)
		return make_words(ret_pattern, words, length);
	if (length > PATTERN_REGEX_SIZE)
		return error_set(error, -EINVAL, "a regular expression has at most %d bytes",
				 PATTERN_REGEX_SIZE);
	for (size_t i = 0; i < length; i++) {
		if (words[i] == '\\' && i + 1 < length && words[i + 1] == '/')
			continue;
		regex[put++] = words[i];
	}
	regex[put] = '\0';
	return compile(ret_pattern, regex, error);
}

size_t pattern_regex_length(const char *typed, const char *ends)
{
	size_t length = 1;

	if (*typed != '/')
		return 0;
	while (typed[length] && typed[length] != '/')
		length += typed[length] == '\\' && typed[length + 1] ? 2 : 1;
	if (!typed[length] || !typed[length + 1] || strchr(ends, typed[length + 1]) ||
	    typed[length + 1] == ' ')
		return length;
	return 0;
}

int pattern_parse(struct pattern *ret_pattern, const char *typed, struct error *error)
{
	size_t length = pattern_regex_length(typed, "");

	if (length > 1 && (!typed[length] || !typed[length + 1]))
		return pattern_make(ret_pattern, typed + 1, length - 1, true, error);
	return pattern_make(ret_pattern, typed, strlen(typed), false, error);
}

void pattern_free(struct pattern *pattern)
{
	if (pattern->regex)
		regfree(pattern->regex);
	free(pattern->regex);
	free(pattern->characters);
	*pattern = (struct pattern){ 0 };
}

/* Whether the words stand at the beginning of TEXT: then their bytes there, else SIZE_MAX. */
static size_t match_here(const struct pattern *pattern, const char *text, size_t length)
{
	size_t at = 0;

	for (size_t i = 0; i < pattern->count; i++) {
		uint32_t character;

		if (at >= length)
			return SIZE_MAX;
		at += next_character(text + at, length - at, &character);
		if (character != pattern->characters[i])
			return SIZE_MAX;
	}
	return at;
}

static bool find_words(const struct pattern *pattern, const char *text, size_t from,
		       size_t *ret_start, size_t *ret_length)
{
	size_t length = strlen(text);
	uint32_t character;

	for (size_t at = from; at <= length; at += next_character(text + at, length - at, &character)) {
		size_t bytes = match_here(pattern, text + at, length - at);

		if (bytes != SIZE_MAX) {
			*ret_start = at;
			*ret_length = bytes;
			return true;
		}
		if (at == length)
			break;
	}
	return false;
}

bool pattern_find(const struct pattern *pattern, const char *text, size_t from, size_t *ret_start,
		  size_t *ret_length)
{
	regmatch_t match;

	if (from > strlen(text))
		return false;
	if (!pattern->regex)
		return find_words(pattern, text, from, ret_start, ret_length);
	if (regexec(pattern->regex, text + from, 1, &match, from ? REG_NOTBOL : 0))
		return false;
	*ret_start = from + (size_t)match.rm_so;
	*ret_length = (size_t)(match.rm_eo - match.rm_so);
	return true;
}

bool pattern_is_in(const struct pattern *pattern, const char *text)
{
	size_t start, length;

	return pattern_find(pattern, text, 0, &start, &length);
}

bool pattern_is_all(const struct pattern *pattern, const char *text)
{
	size_t start, length;

	return pattern_find(pattern, text, 0, &start, &length) && !start && !text[length];
}
