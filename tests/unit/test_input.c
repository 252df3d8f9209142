/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What terminals send, and what is made of it. Events are written one behind the other. */
#include "tui/input.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "tui/keys.h"
#include "view/keymap.h"

#include "unit.h"

static const struct input_sequence vt100[] = {
	{ "\033OP", "F1" }, { "\033Ot", "F5" }, { "\033OA", "Up" }, { "\033[[x", "F7" }, { NULL, NULL },
};

static void note(const struct input_event *event, char *to, size_t size)
{
	static const char *const kinds[] = { "", "paste", "press", "up", "down" };
	size_t at = strlen(to);
	const char *blank = at ? " " : "";

	if (event->kind == INPUT_KEY)
		snprintf(to + at, size - at, "%s%s", blank, event->key);
	else if (event->kind == INPUT_PASTE)
		snprintf(to + at, size - at, "%spaste(%s)", blank, event->text);
	else
		snprintf(to + at, size - at, "%s%s(%d,%d)", blank, kinds[event->kind], event->row,
			 event->column);
}

static void drain(struct input *input, char *to, size_t size)
{
	struct input_event event;

	while (input_next(input, &event))
		note(&event, to, size);
}

/* Feeds in pieces of STEP bytes; at the end nothing more comes. */
static void read_all(const char *bytes, size_t count, size_t step, char *to, size_t size)
{
	struct input input = { .sequences = vt100 };
	struct input_event event;

	to[0] = '\0';
	while (count) {
		size_t taken = input_feed(&input, bytes, count < step ? count : step);

		assert_true(taken > 0);
		bytes += taken;
		count -= taken;
		drain(&input, to, size);
	}
	if (input_patience(&input) > 0 && input_give_up(&input, &event))
		note(&event, to, size);
	drain(&input, to, size);
	assert_true(input_patience(&input) == 0);
}

/* The same however the bytes are cut into pieces. */
static void expect(const char *bytes, const char *events)
{
	char seen[8192];

	for (size_t step = 1; step <= INPUT_ROOM; step = step < 8 ? step + 1 : step * 2) {
		read_all(bytes, strlen(bytes), step, seen, sizeof(seen));
		assert_string_equal(seen, events);
	}
}

static void characters_are_keys_by_their_names(void **state)
{
	(void)state;
	expect("qG é\t\r\n\x7f\b\f", "q G Space é Tab Enter Enter Backspace Backspace ^L");
	expect("日", "日");
}

static void function_keys_are_known_as_every_terminal_sends_them(void **state)
{
	(void)state;
	expect("\033[A\033OB\033[5~\033[6~\033[1~\033[4~\033[H\033OF", "Up Down PgUp PgDn Home End Home End");
	expect("\033[11~\033OP\033[[A\033[24~\033[21~\033[Z\033[3~\033[2~", "F1 F1 F1 F12 F10 BackTab Del Ins");
	expect("\033Ok\033OM\033Op\033Oo", "+ Enter 0 /");
	expect("\033[1;1A\033[5;1~", "Up PgUp");
}

static void the_terminals_own_sequences_come_first(void **state)
{
	(void)state;
	expect("\033Ot\033[[x", "F5 F7");
	expect("\033Ou", "5");
}

static void an_escape_is_a_key_when_nothing_follows_it(void **state)
{
	struct input input = { 0 };
	struct input_event event;

	(void)state;
	assert_true(input_patience(&input) == 0);
	input_feed(&input, "\033", 1);
	assert_false(input_next(&input, &event));
	assert_true(input_patience(&input) > 0);
	assert_true(input_give_up(&input, &event));
	assert_string_equal(event.key, "Esc");
	assert_false(input_next(&input, &event));
	expect("\033\033[B", "Esc Down");
	expect("\033\033", "Esc Esc");
}

static void what_alt_is_held_with_is_no_key(void **state)
{
	(void)state;
	expect("\033q\033é\033\rj", "j");
	expect("\033[1;5A\033[3;2~\033[1;3Pj", "j");
}

static void sequences_that_nobody_knows_go_away_whole(void **state)
{
	(void)state;
	expect("\033[99~\033[?1;2c\033[>0;276;0c\033[12;40R\033[27;5;9~\033[97u\033[2 qj", "j");
	expect("\033]11;rgb:0000/0000/0000\033\\j\033]0;q\aj\033P1+r\033\\j", "j j j");
	expect("\033Oz\033[[Zj", "j");
	expect("\033[IqqqqqI\033[O", "q q q q q I");
	expect("\033[999999999999999999999~j", "j");
}

static void a_sequence_without_an_end_does_not_swallow_what_follows_it(void **state)
{
	char bytes[512] = "\033[";

	(void)state;
	memset(bytes + 2, '7', 400);
	strcpy(bytes + 402, "~j");
	expect(bytes, "j");
	expect("\033[12\033[Aj", "Up j");
	expect("\033[1\rj", "Enter j");
	expect("\033]11;rgb\033[Bj", "Down j");
	expect("\033[12", "");
	expect("\033O", "");
	expect("\033]no end", "");
}

static void bytes_that_are_no_text_are_no_keys(void **state)
{
	(void)state;
	expect("\xff\xfe\x80\xc0\xaf\xed\xa0\x80\xf5j\xc3", "j");
	expect("\xc3j", "j");
	expect("\x9b" "Aj", "A j");
}

static void a_paste_is_one_text_and_never_keys(void **state)
{
	(void)state;
	expect("j\033[200~q\033[A\003web1\r\033[201~k", "j paste(q\033[A\003web1\r) k");
	expect("\033[200~\033[201~", "paste()");
	expect("\033[200~a\033[20\033[201~", "paste(a\033[20)");
}

static void a_paste_that_never_ends_is_taken_as_far_as_it_came(void **state)
{
	(void)state;
	expect("\033[200~quit", "paste(quit)");
}

static void of_an_endless_paste_the_beginning_is_kept(void **state)
{
	char bytes[100];
	struct input input = { 0 };
	struct input_event event;

	(void)state;
	memset(bytes, 'q', sizeof(bytes));
	input_feed(&input, "\033[200~", 6);
	for (int i = 0; i < 200; i++) {
		assert_false(input_next(&input, &event));
		assert_int_equal(input_feed(&input, bytes, sizeof(bytes)), sizeof(bytes));
	}
	assert_false(input_next(&input, &event));
	input_feed(&input, "\033[201~", 6);
	assert_true(input_next(&input, &event));
	assert_int_equal(event.kind, INPUT_PASTE);
	assert_int_equal(strlen(event.text), INPUT_PASTE_SIZE - 1);
}

static void the_mouse_says_what_happened_and_where(void **state)
{
	(void)state;
	expect("\033[<0;1;1M\033[<0;1;1m", "press(0,0)");
	expect("\033[<64;80;24M\033[<65;200;50M", "up(23,79) down(49,199)");
	expect("\033[<1;5;5M\033[<2;5;5M\033[<35;5;5M\033[<66;1;1Mj", "j");
	expect("\033[<0;0;0M\033[<0M\033[<;;Mj", "j");
	expect("\033[M !!j", "press(0,0) j");
}

/* Any bytes in any pieces: nothing is read outside, and the decoder comes to rest. */
static void noise_leaves_it_in_order(void **state)
{
	char seen[65536];
	char noise[2048];

	(void)state;
	srand(1);
	for (int round = 0; round < 200; round++) {
		for (size_t i = 0; i < sizeof(noise); i++)
			noise[i] = "\033[O<;~M0]\a"[rand() % 10];
		for (size_t i = 0; i < sizeof(noise) / 4; i++)
			noise[(size_t)rand() % sizeof(noise)] = (char)rand();
		read_all(noise, sizeof(noise), 1 + (size_t)rand() % INPUT_ROOM, seen, sizeof(seen));
	}
}

/* Whether some key of a keyboard is called NAME. */
static bool can_be_pressed(const char *name)
{
	const char *capability, *known;
	char key[INPUT_KEY_SIZE];

	for (size_t i = 0; keys_capability(i, &capability, &known); i++)
		if (!strcmp(known, name))
			return true;
	for (char byte = 0; byte < 0x7f; byte++) {
		keys_for_character(&byte, 1, key, sizeof(key));
		if (!strcmp(key, name))
			return true;
	}
	return false;
}

static void every_key_of_every_action_can_be_pressed(void **state)
{
	(void)state;
	for (enum action action = 0; action < ACTION_COUNT; action++) {
		char keys[64];
		char *rest = NULL;

		text_copy(keys, sizeof(keys), action_info(action)->keys);
		for (char *key = strtok_r(keys, " ", &rest); key; key = strtok_r(NULL, " ", &rest)) {
			if (!can_be_pressed(key))
				fail_msg("no key is called %s", key);
			assert_true(key_is_name(key));
		}
	}
	assert_false(can_be_pressed("F13"));
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(characters_are_keys_by_their_names),
	cmocka_unit_test(function_keys_are_known_as_every_terminal_sends_them),
	cmocka_unit_test(the_terminals_own_sequences_come_first),
	cmocka_unit_test(an_escape_is_a_key_when_nothing_follows_it),
	cmocka_unit_test(what_alt_is_held_with_is_no_key),
	cmocka_unit_test(sequences_that_nobody_knows_go_away_whole),
	cmocka_unit_test(a_sequence_without_an_end_does_not_swallow_what_follows_it),
	cmocka_unit_test(bytes_that_are_no_text_are_no_keys),
	cmocka_unit_test(a_paste_is_one_text_and_never_keys),
	cmocka_unit_test(a_paste_that_never_ends_is_taken_as_far_as_it_came),
	cmocka_unit_test(of_an_endless_paste_the_beginning_is_kept),
	cmocka_unit_test(the_mouse_says_what_happened_and_where),
	cmocka_unit_test(every_key_of_every_action_can_be_pressed),
	cmocka_unit_test(noise_leaves_it_in_order),
};

UNIT_MAIN(input)
