/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The terminal as a device, on a pseudo-terminal whose other end the test holds; and its keys. */
#include "tui/keys.h"
#include "tui/tty.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/text.h"
#include "view/keymap.h"

#include "unit.h"

#define LARGE (1 << 20) /* bytes: more than any terminal takes at once */

struct pair {
	int master;
	struct tty tty;
};

static struct pair pair_of(void)
{
	struct pair pair = { .master = posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK) };

	assert_true(pair.master >= 0);
	assert_int_equal(grantpt(pair.master), 0);
	assert_int_equal(unlockpt(pair.master), 0);
	pair.tty.fd = open(ptsname(pair.master), O_RDWR | O_NOCTTY | O_NONBLOCK);
	assert_true(pair.tty.fd >= 0);
	assert_int_equal(tcgetattr(pair.tty.fd, &pair.tty.before), 0);
	return pair;
}

static void pair_end(struct pair *pair)
{
	tty_close(&pair->tty);
	if (pair->master >= 0)
		close(pair->master);
}

static char *large_text(void)
{
	char *text = malloc(LARGE);

	assert_non_null(text);
	for (int i = 0; i < LARGE; i++)
		text[i] = (char)('a' + i % 23);
	return text;
}

static void a_terminal_that_does_not_read_never_makes_us_wait(void **state)
{
	struct pair pair = pair_of();
	char *text = large_text();

	(void)state;
	assert_int_equal(tty_make_raw(&pair.tty), 0);
	assert_int_equal(tty_send(&pair.tty, text, LARGE), 0);
	assert_in_range(pair.tty.pending_count, 1, LARGE - 1);
	assert_int_equal(tty_flush(&pair.tty), 0);
	assert_true(pair.tty.pending_count > 0);
	tty_drain(&pair.tty);
	assert_int_equal(pair.tty.pending_count, 0);
	free(text);
	pair_end(&pair);
}

static void what_was_pending_arrives_whole_and_in_order(void **state)
{
	struct pair pair = pair_of();
	char *text = large_text();
	char *read_back = malloc(LARGE);
	size_t got = 0;

	(void)state;
	assert_non_null(read_back);
	assert_int_equal(tty_make_raw(&pair.tty), 0);
	assert_int_equal(tty_send(&pair.tty, text, LARGE), 0);
	for (int turn = 0; got < LARGE; turn++) {
		ssize_t count = read(pair.master, read_back + got, LARGE - got);

		assert_true(turn < LARGE);
		assert_true(count > 0 || errno == EAGAIN);
		got += count > 0 ? (size_t)count : 0;
		assert_int_equal(tty_flush(&pair.tty), 0);
	}
	assert_int_equal(pair.tty.pending_count, 0);
	assert_memory_equal(read_back, text, LARGE);
	free(read_back);
	free(text);
	pair_end(&pair);
}

static void a_terminal_whose_other_end_closed_is_gone(void **state)
{
	struct pair pair = pair_of();

	(void)state;
	assert_false(tty_is_gone(&pair.tty));
	close(pair.master);
	pair.master = -1;
	assert_true(tty_is_gone(&pair.tty));
	assert_int_equal(tty_send(&pair.tty, "x", 1), -EIO);
	pair_end(&pair);
}

static void a_key_that_waits_is_not_the_end(void **state)
{
	struct pair pair = pair_of();

	(void)state;
	assert_int_equal(tty_make_raw(&pair.tty), 0);
	assert_int_equal(write(pair.master, "q", 1), 1);
	assert_false(tty_is_gone(&pair.tty));
	pair_end(&pair);
}

static void modes_come_back_as_they_were(void **state)
{
	struct pair pair = pair_of();
	struct termios now;

	(void)state;
	assert_int_equal(tty_make_raw(&pair.tty), 0);
	assert_int_equal(tcgetattr(pair.tty.fd, &now), 0);
	assert_false(now.c_lflag & (ICANON | ECHO));
	assert_true(now.c_lflag & ISIG);
	assert_false(now.c_iflag & IXON);
	tty_make_cooked(&pair.tty);
	assert_int_equal(tcgetattr(pair.tty.fd, &now), 0);
	assert_int_equal(now.c_lflag, pair.tty.before.c_lflag);
	assert_int_equal(now.c_iflag, pair.tty.before.c_iflag);
	pair_end(&pair);
}

static void a_terminal_without_a_size_is_taken_for_24_by_80(void **state)
{
	struct winsize size = { .ws_row = 3, .ws_col = 500 };
	struct pair pair = pair_of();
	int rows, columns;

	(void)state;
	tty_get_size(&pair.tty, &rows, &columns);
	assert_int_equal(rows, 24);
	assert_int_equal(columns, 80);
	assert_int_equal(ioctl(pair.master, TIOCSWINSZ, &size), 0);
	tty_get_size(&pair.tty, &rows, &columns);
	assert_int_equal(rows, 3);
	assert_int_equal(columns, 500);
	pair_end(&pair);
}

/* Whether some key of a keyboard is called NAME. */
static bool can_be_pressed(const char *name)
{
	char key[KEYS_NAME];

	for (wint_t code = 1; code < 0x80; code++)
		if (keys_name(code, false, key, sizeof(key)) && !strcmp(key, name))
			return true;
	for (wint_t code = KEY_MIN; code < KEY_MAX; code++)
		if (keys_name(code, true, key, sizeof(key)) && !strcmp(key, name))
			return true;
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

static void a_character_is_named_by_itself_and_a_control_character_with_a_caret(void **state)
{
	char key[KEYS_NAME];

	(void)state;
	assert_true(keys_name('q', false, key, sizeof(key)));
	assert_string_equal(key, "q");
	assert_true(keys_name(0xe9, false, key, sizeof(key)));
	assert_string_equal(key, "é");
	assert_true(keys_name(12, false, key, sizeof(key)));
	assert_string_equal(key, "^L");
	assert_true(keys_name(' ', false, key, sizeof(key)));
	assert_string_equal(key, "Space");
	assert_false(keys_name(KEY_RESIZE, true, key, sizeof(key)));
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_terminal_that_does_not_read_never_makes_us_wait),
	cmocka_unit_test(what_was_pending_arrives_whole_and_in_order),
	cmocka_unit_test(a_terminal_whose_other_end_closed_is_gone),
	cmocka_unit_test(a_key_that_waits_is_not_the_end),
	cmocka_unit_test(modes_come_back_as_they_were),
	cmocka_unit_test(a_terminal_without_a_size_is_taken_for_24_by_80),
	cmocka_unit_test(every_key_of_every_action_can_be_pressed),
	cmocka_unit_test(a_character_is_named_by_itself_and_a_control_character_with_a_caret),
};

UNIT_MAIN(tty)
