/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The watchers around input.c, and two clicks that are one. */
#include "tui/reader.h"

#include "base/clock.h"
#include "tui/terminfo.h"
#include "tui/tty.h"

#define READER_DOUBLE_CLICK (400 * CLOCK_SECOND / 1000)

/* A third click begins anew. */
static bool reader_is_double(struct reader *reader, const struct input_event *event)
{
	int64_t now = clock_monotonic();
	bool is_double = reader->pressed && now - reader->pressed <= READER_DOUBLE_CLICK &&
			 event->row == reader->row && event->column == reader->column;

	reader->pressed = is_double ? 0 : now;
	reader->row = event->row;
	reader->column = event->column;
	return is_double;
}

static void reader_tell(struct reader *reader, const struct input_event *event)
{
	struct reader_event told = { .row = event->row, .column = event->column };

	switch (event->kind) {
	case INPUT_KEY:
		told.kind = READER_KEY;
		told.text = event->key;
		break;
	case INPUT_PASTE:
		told.kind = READER_PASTE;
		told.text = event->text;
		break;
	case INPUT_PRESS:
		told.kind = reader_is_double(reader, event) ? READER_DOUBLE : READER_PRESS;
		break;
	case INPUT_WHEEL_UP:
		told.kind = READER_WHEEL_UP;
		break;
	case INPUT_WHEEL_DOWN:
		told.kind = READER_WHEEL_DOWN;
		break;
	}
	reader->handler.heard(reader->handler.context, &told);
}

static void reader_drain(struct reader *reader)
{
	struct input_event event;

	while (input_next(&reader->input, &event))
		reader_tell(reader, &event);
}

static void reader_await_silence(struct reader *reader)
{
	double patience = input_patience(&reader->input);

	ev_timer_stop(reader->loop, &reader->silence);
	if (patience <= 0)
		return;
	ev_timer_set(&reader->silence, patience, 0);
	ev_timer_start(reader->loop, &reader->silence);
}

/* One read each time: a terminal that is not ours to make non-blocking would wait for a second one. */
static void reader_on_bytes(struct ev_loop *loop, struct ev_io *watcher, int events)
{
	struct reader *reader = watcher->data;
	char bytes[1024];
	const char *at = bytes;
	int count = tty_read(reader->tty, bytes, sizeof(bytes));

	(void)loop;
	(void)events;
	if (count < 0) {
		reader->handler.gone(reader->handler.context, count);
		return;
	}
	while (count > 0) {
		size_t taken = input_feed(&reader->input, at, (size_t)count);

		at += taken;
		count -= (int)taken;
		reader_drain(reader);
	}
	reader_await_silence(reader);
}

static void reader_on_silence(struct ev_loop *loop, struct ev_timer *watcher, int events)
{
	struct reader *reader = watcher->data;
	struct input_event event;

	(void)loop;
	(void)events;
	if (input_give_up(&reader->input, &event))
		reader_tell(reader, &event);
}

void reader_start(struct reader *reader, struct ev_loop *loop, const struct tty *tty,
		  const struct reader_handler *handler)
{
	*reader = (struct reader){ .loop = loop, .tty = tty, .handler = *handler };
	terminfo_fill_keys(reader->sequences, READER_SEQUENCES);
	reader->input.sequences = reader->sequences;
	ev_io_init(&reader->readable, reader_on_bytes, tty->fd, EV_READ);
	ev_timer_init(&reader->silence, reader_on_silence, 0, 0);
	reader->readable.data = reader->silence.data = reader;
	ev_io_start(loop, &reader->readable);
}

void reader_stop(struct reader *reader)
{
	ev_io_stop(reader->loop, &reader->readable);
	ev_timer_stop(reader->loop, &reader->silence);
}
