/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The terminal as a device, on a pseudo-terminal whose other end the test holds. */
#include "tui/tty.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

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
	char byte;

	(void)state;
	assert_int_equal(tty_read(&pair.tty, &byte, 1), 0);
	close(pair.master);
	pair.master = -1;
	assert_int_equal(tty_read(&pair.tty, &byte, 1), -EIO);
	assert_int_equal(tty_send(&pair.tty, "x", 1), -EIO);
	pair_end(&pair);
}

static void a_key_that_waits_is_read_and_is_no_signal(void **state)
{
	struct pair pair = pair_of();
	char bytes[8];

	(void)state;
	assert_int_equal(tty_make_raw(&pair.tty), 0);
	assert_int_equal(write(pair.master, "q\003", 2), 2);
	assert_int_equal(tty_read(&pair.tty, bytes, sizeof(bytes)), 2);
	assert_memory_equal(bytes, "q\003", 2);
	pair_end(&pair);
}

static void a_key_stands_for_the_signal_that_it_was_before(void **state)
{
	struct pair pair = pair_of();

	(void)state;
	assert_int_equal(tty_make_raw(&pair.tty), 0);
	assert_int_equal(tty_signal_for(&pair.tty, 'C' & 0x1f), SIGINT);
	assert_int_equal(tty_signal_for(&pair.tty, 'Z' & 0x1f), SIGTSTP);
	assert_int_equal(tty_signal_for(&pair.tty, '\\' & 0x1f), SIGQUIT);
	assert_int_equal(tty_signal_for(&pair.tty, 'L' & 0x1f), 0);
	pair.tty.before.c_cc[VINTR] = 'X' & 0x1f;
	assert_int_equal(tty_signal_for(&pair.tty, 'C' & 0x1f), 0);
	assert_int_equal(tty_signal_for(&pair.tty, 'X' & 0x1f), SIGINT);
	pair.tty.before.c_lflag &= ~(tcflag_t)ISIG;
	assert_int_equal(tty_signal_for(&pair.tty, 'X' & 0x1f), 0);
	pair_end(&pair);
}

static void modes_come_back_as_they_were(void **state)
{
	struct pair pair = pair_of();
	struct termios now;

	(void)state;
	assert_int_equal(tty_make_raw(&pair.tty), 0);
	assert_int_equal(tcgetattr(pair.tty.fd, &now), 0);
	assert_false(now.c_lflag & (ICANON | ECHO | ISIG));
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

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_terminal_that_does_not_read_never_makes_us_wait),
	cmocka_unit_test(what_was_pending_arrives_whole_and_in_order),
	cmocka_unit_test(a_terminal_whose_other_end_closed_is_gone),
	cmocka_unit_test(a_key_that_waits_is_read_and_is_no_signal),
	cmocka_unit_test(a_key_stands_for_the_signal_that_it_was_before),
	cmocka_unit_test(modes_come_back_as_they_were),
	cmocka_unit_test(a_terminal_without_a_size_is_taken_for_24_by_80),
};

UNIT_MAIN(tty)
