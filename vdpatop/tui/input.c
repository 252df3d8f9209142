/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One step takes what stands at the front: a character, or a sequence as ECMA-48 (5.4) builds them:
 *
 *   ESC [ parameters 0-? intermediates blank-/ final @-~      CSI
 *   ESC O final                                               SS3, a key
 *   ESC ] P ^ _ X … BEL or ESC \                              a report's string
 *   ESC character                                             Alt and a key; none of ours
 */
#include "tui/input.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "tui/keys.h"

#define ESC '\033'
#define INPUT_PASTE_END "\033[201~"
#define INPUT_LONGEST 64 /* bytes of a sequence that is still read to its end */

/* A person feels how long Esc takes, not how long the others do. */
#define INPUT_ESC_PATIENCE 0.05
#define INPUT_SEQUENCE_PATIENCE 0.3
#define INPUT_PASTE_PATIENCE 2.0

enum input_step {
	STEP_EVENT, /* done, and this is it */
	STEP_NONE,  /* done, and it was nothing */
	STEP_MORE,  /* the rest has not come yet */
};

static enum input_step input_key(struct input_event *event, const char *name)
{
	if (!name)
		return STEP_NONE;
	event->kind = INPUT_KEY;
	text_copy(event->key, sizeof(event->key), name);
	return STEP_EVENT;
}

static void input_drop(struct input *input, size_t count)
{
	input->count -= count;
	memmove(input->bytes, input->bytes + count, input->count);
}

/* The terminal's own sequence at the front, the longest; *ret_more when there is only the start of one. */
static const struct input_sequence *input_find(const struct input *input, bool *ret_more)
{
	const struct input_sequence *found = NULL;

	*ret_more = false;
	for (const struct input_sequence *one = input->sequences; one && one->bytes; one++) {
		size_t length = strlen(one->bytes);

		if (length > input->count)
			*ret_more |= !memcmp(one->bytes, input->bytes, input->count);
		else if (!memcmp(one->bytes, input->bytes, length) &&
			 (!found || length > strlen(found->bytes)))
			found = one;
	}
	return found;
}

static int input_number(const char **at)
{
	char *end;
	long number = strtol(*at, &end, 10);

	*at = *end == ';' ? end + 1 : end;
	return number < 0 || number > 9999 ? 0 : (int)number;
}

/* SGR: "<button;column;rowM", its release with "m". Bits: 4, 8, 16 modifiers, 32 motion, 64 wheel. */
static enum input_step input_mouse(struct input_event *event, int button, int column, int row)
{
	button &= ~(4 | 8 | 16);
	if (column < 1 || row < 1)
		return STEP_NONE;
	if (button == 0)
		event->kind = INPUT_PRESS;
	else if (button == 64)
		event->kind = INPUT_WHEEL_UP;
	else if (button == 65)
		event->kind = INPUT_WHEEL_DOWN;
	else
		return STEP_NONE;
	event->row = row - 1;
	event->column = column - 1;
	return STEP_EVENT;
}

/* PARAMETERS end with a NUL. A key that is held with Shift or Ctrl has none of our names. */
static enum input_step input_control(struct input *input, struct input_event *event,
				     const char *parameters, char final)
{
	const char *at = parameters + (*parameters == '<');
	int first = input_number(&at);
	int second = input_number(&at);

	if (*parameters == '<')
		return final == 'M' ? input_mouse(event, first, second, input_number(&at)) : STEP_NONE;
	if (*parameters == '?' || *parameters == '>' || *parameters == '=' || *at)
		return STEP_NONE;
	if (final == '~' && first == 200) {
		input->is_pasting = true;
		input->paste_count = 0;
		return STEP_NONE;
	}
	if (second > 1)
		return STEP_NONE;
	if (final == '~')
		return input_key(event, keys_for_number(first));
	return first > 1 ? STEP_NONE : input_key(event, keys_for_control(final));
}

/* "CSI M button column row", each a byte plus 32: of a terminal that knows no SGR. */
static enum input_step input_old_mouse(struct input *input, struct input_event *event)
{
	const unsigned char *bytes = (const unsigned char *)input->bytes;
	enum input_step step;

	if (input->count < 6)
		return STEP_MORE;
	step = input_mouse(event, bytes[3] - 32, bytes[4] - 32, bytes[5] - 32);
	input_drop(input, 6);
	return step;
}

static enum input_step input_console(struct input *input, struct input_event *event)
{
	enum input_step step;

	if (input->count < 4)
		return STEP_MORE;
	step = input_key(event, keys_for_console(input->bytes[3]));
	input_drop(input, 4);
	return step;
}

/* Where the parameters end; COUNT when they have not. */
static size_t input_end_of_parameters(const struct input *input)
{
	size_t at = 2;

	while (at < input->count && input->bytes[at] >= ' ' && input->bytes[at] <= '?')
		at++;
	return at;
}

static enum input_step input_csi(struct input *input, struct input_event *event)
{
	size_t end = input_end_of_parameters(input);
	char parameters[INPUT_LONGEST + 1];
	enum input_step step = STEP_NONE;

	if (end == input->count && end < INPUT_LONGEST)
		return STEP_MORE;
	if (end >= INPUT_LONGEST) {
		input->skip = INPUT_SKIP_CONTROL;
		input_drop(input, end);
		return STEP_NONE;
	}
	if (end == 2 && input->bytes[2] == 'M')
		return input_old_mouse(input, event);
	if (end == 2 && input->bytes[2] == '[')
		return input_console(input, event);
	if (input->bytes[end] < '@' || input->bytes[end] > '~') {
		input_drop(input, end); /* what broke it off is read by itself */
		return STEP_NONE;
	}
	memcpy(parameters, input->bytes + 2, end - 2);
	parameters[end - 2] = '\0';
	step = input_control(input, event, parameters, input->bytes[end]);
	input_drop(input, end + 1);
	return step;
}

static enum input_step input_shift(struct input *input, struct input_event *event)
{
	enum input_step step;

	if (input->count < 3)
		return STEP_MORE;
	step = input_key(event, keys_for_shift(input->bytes[2]));
	input_drop(input, 3);
	return step;
}

/* A character of UTF-8: its bytes, 0 when it is broken, more than there are when it goes on. */
static size_t input_character(const char *bytes, size_t count)
{
	unsigned char lead = (unsigned char)bytes[0];
	size_t need = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
	uint32_t character;

	if (lead > 0xf4)
		return 0;
	for (size_t i = 1; i < need && i < count; i++)
		if ((bytes[i] & 0xc0) != 0x80)
			return 0;
	return need > count || text_decode(bytes, need, &character) ? need : 0;
}

/* Esc twice is Esc, and then whatever the second one begins. */
static enum input_step input_escape(struct input *input, struct input_event *event)
{
	bool more;
	const struct input_sequence *own = input_find(input, &more);
	size_t length;

	if (own) {
		input_drop(input, strlen(own->bytes));
		return input_key(event, own->name);
	}
	if (input->count < 2 || more)
		return STEP_MORE;
	switch (input->bytes[1]) {
	case ESC:
		input_drop(input, 1);
		return input_key(event, "Esc");
	case '[':
		return input_csi(input, event);
	case 'O':
		return input_shift(input, event);
	case ']': case 'P': case '^': case '_': case 'X':
		input->skip = INPUT_SKIP_STRING;
		input_drop(input, 2);
		return STEP_NONE;
	}
	length = input_character(input->bytes + 1, input->count - 1);
	if (length > input->count - 1)
		return STEP_MORE;
	input_drop(input, 1 + (length ? length : 1));
	return STEP_NONE;
}

static enum input_step input_plain(struct input *input, struct input_event *event)
{
	size_t length = input_character(input->bytes, input->count);

	if (length > input->count)
		return STEP_MORE;
	if (length) {
		event->kind = INPUT_KEY;
		keys_for_character(input->bytes, length, event->key, sizeof(event->key));
	}
	input_drop(input, length ? length : 1);
	return length ? STEP_EVENT : STEP_NONE;
}

static enum input_step input_skip_control(struct input *input)
{
	size_t at = 0;

	while (at < input->count && input->bytes[at] >= ' ' && input->bytes[at] <= '?')
		at++;
	if (at == input->count) {
		input->count = 0;
		return STEP_MORE;
	}
	input->skip = INPUT_SKIP_NOTHING;
	input_drop(input, at + (input->bytes[at] >= '@' && input->bytes[at] <= '~'));
	return STEP_NONE;
}

/* An ESC that no backslash follows ends it as well, and begins something else. */
static enum input_step input_skip_string(struct input *input)
{
	size_t at = 0;

	while (at < input->count && input->bytes[at] != '\a' && input->bytes[at] != ESC)
		at++;
	input_drop(input, at);
	if (!input->count || (input->bytes[0] == ESC && input->count == 1))
		return STEP_MORE;
	input->skip = INPUT_SKIP_NOTHING;
	if (input->bytes[0] == '\a')
		input_drop(input, 1);
	else if (input->bytes[1] == '\\')
		input_drop(input, 2);
	return STEP_NONE;
}

static void input_keep_paste(struct input *input, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (input->bytes[i] && input->paste_count < INPUT_PASTE_SIZE - 1)
			input->paste[input->paste_count++] = input->bytes[i];
	input_drop(input, count);
}

static enum input_step input_end_paste(struct input *input, struct input_event *event)
{
	input->is_pasting = false;
	input->paste[input->paste_count] = '\0';
	event->kind = INPUT_PASTE;
	event->text = input->paste;
	return STEP_EVENT;
}

/* The last bytes may be the start of the mark. */
static enum input_step input_paste(struct input *input, struct input_event *event)
{
	const size_t mark = strlen(INPUT_PASTE_END);
	const char *end = memmem(input->bytes, input->count, INPUT_PASTE_END, mark);
	size_t at = 0;

	if (end) {
		input_keep_paste(input, (size_t)(end - input->bytes));
		input_drop(input, mark);
		return input_end_paste(input, event);
	}
	if (input->count >= mark)
		at = input->count - mark + 1;
	while (at < input->count && memcmp(input->bytes + at, INPUT_PASTE_END, input->count - at) != 0)
		at++;
	input_keep_paste(input, at);
	return STEP_MORE;
}

static enum input_step input_step(struct input *input, struct input_event *event)
{
	if (input->is_pasting)
		return input_paste(input, event);
	if (!input->count)
		return STEP_MORE;
	if (input->skip == INPUT_SKIP_CONTROL)
		return input_skip_control(input);
	if (input->skip == INPUT_SKIP_STRING)
		return input_skip_string(input);
	return input->bytes[0] == ESC ? input_escape(input, event) : input_plain(input, event);
}

size_t input_feed(struct input *input, const char *bytes, size_t count)
{
	size_t room = sizeof(input->bytes) - input->count;
	size_t taken = count < room ? count : room;

	memcpy(input->bytes + input->count, bytes, taken);
	input->count += taken;
	return taken;
}

bool input_next(struct input *input, struct input_event *ret_event)
{
	enum input_step step;

	*ret_event = (struct input_event){ 0 };
	do
		step = input_step(input, ret_event);
	while (step == STEP_NONE);
	return step == STEP_EVENT;
}

double input_patience(const struct input *input)
{
	if (input->is_pasting)
		return INPUT_PASTE_PATIENCE;
	if (input->count == 1 && input->bytes[0] == ESC && !input->skip)
		return INPUT_ESC_PATIENCE;
	return input->count || input->skip ? INPUT_SEQUENCE_PATIENCE : 0;
}

bool input_give_up(struct input *input, struct input_event *ret_event)
{
	bool is_esc = input->count == 1 && input->bytes[0] == ESC && !input->skip;

	*ret_event = (struct input_event){ 0 };
	input->count = 0;
	input->skip = INPUT_SKIP_NOTHING;
	if (input->is_pasting)
		return input_end_paste(input, ret_event) == STEP_EVENT;
	return is_esc && input_key(ret_event, "Esc") == STEP_EVENT;
}
