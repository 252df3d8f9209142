/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The terminal's watchers in the loop, and when a frame is drawn. */
#include "tui/tui.h"

#include <errno.h>
#include <ev.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/error.h"
#include "tui/capture.h"
#include "tui/crash.h"
#include "tui/handler.h"
#include "tui/reader.h"
#include "tui/screen.h"
#include "tui/script.h"
#include "tui/terminfo.h"
#include "tui/tty.h"
#include "view/frame.h"
#include "view/view.h"

struct tui {
	struct ev_loop *loop;
	struct view *view;
	struct tui_handler handler;
	struct script *script; /* in place of everything below, NULL for a terminal */
	struct tty tty;
	struct screen *screen;
	struct frame frame;
	struct capture capture;
	struct reader reader;
	struct ev_io output;
	struct ev_signal resized, stopped, continued;
	struct ev_prepare before_wait;
	struct ev_timer turn; /* on the status line: draws once more at its end */
	bool is_dirty; /* something changed since the last frame */
	bool has_let_keys_first; /* the frame waits for what was typed already */
	bool is_gone;
	bool has_stopped; /* by ^Z: the signal that it goes on by is still to come */
};

int tui_can_run(struct error *error)
{
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return error_set(error, -ENOTTY,
				 "the screen needs a terminal on standard input and output; try -b for batch mode");
	return terminfo_check(error);
}

static void tui_fail(struct tui *tui, int code)
{
	struct error error;

	if (tui->is_gone)
		return;
	tui->is_gone = true;
	reader_stop(&tui->reader);
	ev_io_stop(tui->loop, &tui->output);
	error_set(&error, code, "the terminal is gone: %s", error_text(code));
	tui->handler.failed(tui->handler.context, &error);
}

/* Sends a frame's bytes; what the terminal does not take at once goes when it can. */
static void tui_send(struct tui *tui, const char *bytes, size_t count)
{
	int result = tty_send(&tui->tty, bytes, count);

	if (result < 0)
		tui_fail(tui, result);
	else if (tui->tty.pending_count)
		ev_io_start(tui->loop, &tui->output);
}

static int tui_fit(struct tui *tui)
{
	int rows, columns;

	tty_get_size(&tui->tty, &rows, &columns);
	if (rows == tui->frame.rows && columns == tui->frame.columns)
		return 0;
	return frame_resize(&tui->frame, rows, columns);
}

/* A paused screen stands still. */
static void tui_await_turn(struct tui *tui, const struct view_status *status)
{
	int64_t end = status->is_paused ? 0 : view_turn_end(tui->view);

	ev_timer_stop(tui->loop, &tui->turn);
	if (!end)
		return;
	ev_timer_set(&tui->turn, (double)(end - status->now) / (double)CLOCK_SECOND, 0);
	ev_timer_start(tui->loop, &tui->turn);
}

static void tui_on_turn(struct ev_loop *loop, struct ev_timer *watcher, int events)
{
	(void)loop;
	(void)events;
	tui_redraw(watcher->data);
}

static void tui_draw(struct tui *tui)
{
	const struct model *model;
	struct view_status status;
	const char *bytes;
	size_t count;

	tui->handler.look(tui->handler.context, &model, &status);
	screen_set_mouse(tui->screen, view_has_mouse(tui->view));
	if (tui_fit(tui) < 0 || view_draw(tui->view, model, &status, &tui->frame) < 0 ||
	    screen_show(tui->screen, &tui->frame, &bytes, &count) < 0)
		return;
	tui_await_turn(tui, &status);
	if (count)
		tui_send(tui, bytes, count);
}

/*
 * A key that came while a sample was taken in is answered by the frame that shows the sample, not by one
 * after it. Once: a flood of keys does not keep the frame away.
 */
static bool tui_lets_keys_first(struct tui *tui)
{
	tui->has_let_keys_first = !tui->has_let_keys_first && tty_has_input(&tui->tty);
	return tui->has_let_keys_first;
}

/* A terminal that is still busy with a frame gets the newest one afterwards, none in between. */
static void tui_on_before_wait(struct ev_loop *loop, struct ev_prepare *watcher, int events)
{
	struct tui *tui = watcher->data;

	(void)loop;
	(void)events;
	if (!tui->is_dirty || tui->is_gone || tui->tty.pending_count || tui_lets_keys_first(tui))
		return;
	tui->is_dirty = false;
	tui_draw(tui);
}

static void tui_on_output(struct ev_loop *loop, struct ev_io *watcher, int events)
{
	struct tui *tui = watcher->data;
	int result = tty_flush(&tui->tty);

	(void)events;
	if (result < 0)
		tui_fail(tui, result);
	else if (!tui->tty.pending_count)
		ev_io_stop(loop, watcher);
}

static void tui_obey(struct tui *tui, enum view_wish wish)
{
	if (wish == VIEW_REPAINT)
		screen_repaint(tui->screen);
	tui->is_dirty |= wish != VIEW_NOTHING;
	handler_obey(&tui->handler, wish);
}

/* A key that is a signal anywhere else is one here, for all of the shell's job as the kernel has it. */
static bool tui_is_signal(const struct tui *tui, const char *key)
{
	int signal_number = 0;

	if (key[0] == '^' && key[1] && !key[2])
		signal_number = tty_signal_for(&tui->tty, (char)(key[1] - '@'));
	if (signal_number)
		kill(0, signal_number);
	return signal_number;
}

static enum view_wish tui_on_mouse(struct tui *tui, const struct model *model,
				   const struct reader_event *event)
{
	static const enum view_mouse_kind kinds[] = {
		[READER_PRESS] = VIEW_MOUSE_PRESS,
		[READER_DOUBLE] = VIEW_MOUSE_DOUBLE,
		[READER_WHEEL_UP] = VIEW_MOUSE_WHEEL_UP,
		[READER_WHEEL_DOWN] = VIEW_MOUSE_WHEEL_DOWN,
	};
	const struct view_mouse mouse = { event->row, event->column, kinds[event->kind] };

	return view_mouse(tui->view, model, &mouse);
}

static void tui_on_heard(void *context, const struct reader_event *event)
{
	struct tui *tui = context;
	const struct model *model;
	struct view_status status;

	if (event->kind == READER_KEY && tui_is_signal(tui, event->text))
		return;
	tui->handler.look(tui->handler.context, &model, &status);
	if (event->kind == READER_KEY)
		tui_obey(tui, view_key(tui->view, model, event->text));
	else if (event->kind == READER_PASTE)
		tui_obey(tui, view_paste(tui->view, model, event->text));
	else
		tui_obey(tui, tui_on_mouse(tui, model, event));
}

static void tui_on_gone(void *context, int code)
{
	tui_fail(context, code);
}

/*
 * Sizes that follow each other fast may be seen only when they are back at the first one. The
 * terminal has lost cells on the way all the same.
 */
static void tui_on_resized(struct ev_loop *loop, struct ev_signal *watcher, int events)
{
	struct tui *tui = watcher->data;

	(void)loop;
	(void)events;
	screen_repaint(tui->screen);
	tui_redraw(tui);
}

/* Gives the screen and the modes back, for a while or for good. */
static void tui_leave(struct tui *tui)
{
	const char *bytes;
	size_t count;

	tty_drain(&tui->tty);
	ev_io_stop(tui->loop, &tui->output);
	if (screen_leave(tui->screen, &bytes, &count) == 0 && count && !tui->is_gone)
		tty_send(&tui->tty, bytes, count);
	tty_drain(&tui->tty);
	tty_make_cooked(&tui->tty);
}

static void tui_return(struct tui *tui)
{
	tty_make_raw(&tui->tty);
	screen_retake(tui->screen);
	tui_redraw(tui);
}

/*
 * The stop itself is the default action of the signal, so that the shell sees what it expects; the
 * handler is put back when the program goes on, right behind raise().
 */
static void tui_on_stopped(struct ev_loop *loop, struct ev_signal *watcher, int events)
{
	struct tui *tui = watcher->data;

	(void)events;
	tui->has_stopped = true;
	tui_leave(tui);
	ev_signal_stop(loop, watcher);
	raise(SIGTSTP);
	ev_signal_start(loop, watcher);
	tui_return(tui);
}

/* Somebody stopped us with SIGSTOP and used the terminal in between, or ^Z did and has been seen to. */
static void tui_on_continued(struct ev_loop *loop, struct ev_signal *watcher, int events)
{
	struct tui *tui = watcher->data;

	(void)loop;
	(void)events;
	if (!tui->has_stopped)
		tui_return(tui);
	tui->has_stopped = false;
}

static void tui_watch(struct tui *tui)
{
	const struct reader_handler handler = { tui_on_heard, tui_on_gone, tui };

	reader_start(&tui->reader, tui->loop, &tui->tty, &handler);
	ev_io_init(&tui->output, tui_on_output, tui->tty.fd, EV_WRITE);
	ev_signal_init(&tui->resized, tui_on_resized, SIGWINCH);
	ev_signal_init(&tui->stopped, tui_on_stopped, SIGTSTP);
	ev_signal_init(&tui->continued, tui_on_continued, SIGCONT);
	ev_prepare_init(&tui->before_wait, tui_on_before_wait);
	ev_timer_init(&tui->turn, tui_on_turn, 0, 0);
	tui->turn.data = tui;
	tui->output.data = tui->before_wait.data = tui;
	tui->resized.data = tui->stopped.data = tui->continued.data = tui;
	ev_signal_start(tui->loop, &tui->resized);
	ev_signal_start(tui->loop, &tui->stopped);
	ev_signal_start(tui->loop, &tui->continued);
	ev_prepare_start(tui->loop, &tui->before_wait);
}

static void tui_unwatch(struct tui *tui)
{
	reader_stop(&tui->reader);
	ev_io_stop(tui->loop, &tui->output);
	ev_signal_stop(tui->loop, &tui->resized);
	ev_signal_stop(tui->loop, &tui->stopped);
	ev_signal_stop(tui->loop, &tui->continued);
	ev_prepare_stop(tui->loop, &tui->before_wait);
	ev_timer_stop(tui->loop, &tui->turn);
}

static void tui_prepare_crash(struct tui *tui)
{
	struct crash_plan plan = {
		.terminal = tui->tty.fd,
		.standard_error = tui->capture.before,
		.kept_error = tui->capture.kept,
		.last = screen_shown(tui->screen),
		.modes = tui->tty.before,
	};
	int rows, columns;

	tty_get_size(&tui->tty, &rows, &columns);
	plan.leave_bytes = terminfo_crash_sequence(plan.leave, sizeof(plan.leave), rows);
	crash_prepare(&plan);
}

static int tui_take_terminal(struct tui *tui, const struct tui_options *options,
			     struct error *error)
{
	int result = tui_can_run(error);

	if (result < 0)
		return result;
	result = tty_open(&tui->tty, error);
	if (result < 0)
		return result;
	result = screen_new(&tui->screen, &tui->tty, options->theme, options->has_colour,
			    error);
	if (result < 0) {
		tty_close(&tui->tty);
		return result;
	}
	tty_make_raw(&tui->tty);
	capture_begin(&tui->capture);
	tui_prepare_crash(tui);
	tui_watch(tui);
	tui->is_dirty = true;
	return 0;
}

int tui_new(struct tui **ret_tui, struct ev_loop *loop, struct view *view,
	    const struct tui_options *options, const struct tui_handler *handler,
	    struct error *error)
{
	struct tui *tui = calloc(1, sizeof(*tui));
	int result;

	if (!tui)
		return error_set(error, -ENOMEM, "no memory for the screen");
	tui->loop = loop;
	tui->view = view;
	tui->handler = *handler;
	if (options->script)
		result = script_new(&tui->script, loop, view, options->script, handler, error);
	else
		result = tui_take_terminal(tui, options, error);
	if (result < 0) {
		free(tui);
		return result;
	}
	*ret_tui = tui;
	return 0;
}

void tui_redraw(struct tui *tui)
{
	if (tui->script)
		script_changed(tui->script);
	tui->is_dirty = true;
}

void tui_set_theme(struct tui *tui, const struct theme *theme, bool has_colour)
{
	if (tui->screen)
		screen_set_theme(tui->screen, theme, has_colour);
	tui->is_dirty = true;
}

void tui_sampled(struct tui *tui)
{
	if (tui->script)
		script_sampled(tui->script);
	tui->is_dirty = true;
}

static void tui_give_terminal_back(struct tui *tui)
{
	tui_unwatch(tui);
	tui_leave(tui);
	crash_forget();
	capture_end(&tui->capture);
	screen_free(tui->screen);
	tty_close(&tui->tty);
	frame_free(&tui->frame);
}

void tui_free(struct tui *tui)
{
	if (!tui)
		return;
	if (tui->script)
		script_free(tui->script);
	else
		tui_give_terminal_back(tui);
	free(tui);
}
