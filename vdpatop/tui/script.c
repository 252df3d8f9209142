/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading a script and running it in the loop, a command at a time. */
#include "tui/script.h"

#include <errno.h>
#include <ev.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/error.h"
#include "base/text.h"
#include "tui/handler.h"
#include "view/frame.h"
#include "view/keymap.h"
#include "view/view.h"

#define SCRIPT_PATIENCE 20.0 /* seconds */

struct script_line {
	char *text;
	unsigned number;
};

struct script {
	struct ev_loop *loop;
	struct view *view;
	struct tui_handler handler;
	struct ev_idle step;
	struct ev_timer patience; /* with what is awaited */
	double seconds;           /* of it */
	struct array lines;
	size_t next;
	struct frame frame;
	bool is_waiting;     /* for a sample */
	const char *awaited; /* words that a frame is to show, or not to show any more; NULL for none */
	bool shows_awaited;  /* the frame that is awaited has them */
	bool ticks;          /* until then */
};

/* Does one command; ARGUMENT is what stands behind its word. 0, or -EINVAL: it makes no sense. */
typedef int script_run(struct script *script, const char *argument);

static void script_look(struct script *script, const struct model **ret_model,
			struct view_status *ret_status)
{
	script->handler.look(script->handler.context, ret_model, ret_status);
}

static int script_draw(struct script *script)
{
	const struct model *model;
	struct view_status status;

	script_look(script, &model, &status);
	return view_draw(script->view, model, &status, &script->frame);
}

/* Drawn before, as a terminal's screen is before anyone can press a key. */
static int script_press(struct script *script, const char *key)
{
	const struct model *model;
	struct view_status status;
	int result = script_draw(script);

	if (result < 0)
		return result;
	script_look(script, &model, &status);
	handler_obey(&script->handler, view_key(script->view, model, key));
	return 0;
}

static int script_key(struct script *script, const char *argument)
{
	return key_is_name(argument) ? script_press(script, argument) : -EINVAL;
}

static int script_type(struct script *script, const char *argument)
{
	int result = 0;
	size_t length;

	for (; *argument && !result; argument += length) {
		char key[8] = "";
		uint32_t code;

		length = text_decode(argument, strlen(argument), &code);
		if (!length)
			return -EINVAL;
		memcpy(key, argument, length);
		result = script_press(script, strcmp(key, " ") ? key : "Space");
	}
	return result;
}

/* A control character is written as \xNN; nothing else begins with a backslash. */
static size_t script_unescape(const char *from, char *to)
{
	unsigned code;

	if (sscanf(from, "\\x%2x", &code) != 1) {
		*to = *from;
		return 1;
	}
	*to = (char)code;
	return strlen("\\xNN");
}

static int script_paste(struct script *script, const char *argument)
{
	const struct model *model;
	struct view_status status;
	size_t length = strlen(argument);
	char *text = malloc(length + 1);
	char *at = text;
	int result = text ? script_draw(script) : -ENOMEM;

	for (size_t i = 0; !result && i < length;)
		i += script_unescape(argument + i, at++);
	if (!result) {
		*at = '\0';
		script_look(script, &model, &status);
		handler_obey(&script->handler, view_paste(script->view, model, text));
	}
	free(text);
	return result;
}

static int script_click(struct script *script, const char *argument)
{
	struct view_mouse mouse = { .kind = VIEW_MOUSE_PRESS };
	const struct model *model;
	struct view_status status;
	int result = script_draw(script);

	if (result < 0)
		return result;
	if (sscanf(argument, "%dx%d", &mouse.column, &mouse.row) != 2)
		return -EINVAL;
	script_look(script, &model, &status);
	handler_obey(&script->handler, view_mouse(script->view, model, &mouse));
	return 0;
}

static int script_tick(struct script *script, const char *argument)
{
	if (*argument)
		return -EINVAL;
	script->is_waiting = true;
	script->handler.refresh(script->handler.context);
	return 0;
}

static int script_wake(struct script *script, const char *argument)
{
	if (*argument)
		return -EINVAL;
	script->is_waiting = true;
	script->handler.wake(script->handler.context);
	return 0;
}

static int script_resize(struct script *script, const char *argument)
{
	char *end;
	long columns = strtol(argument, &end, 10);
	long rows = *end == 'x' ? strtol(end + 1, &end, 10) : 0;

	if (*end || rows < 1 || rows > 9999 || columns < 1 || columns > 9999)
		return -EINVAL;
	return frame_resize(&script->frame, (int)rows, (int)columns);
}

static int script_frame(struct script *script, const char *argument)
{
	char *row = *argument ? NULL : malloc(frame_row_size(&script->frame));
	int result = row ? script_draw(script) : *argument ? -EINVAL : -ENOMEM;

	for (int i = 0; i < script->frame.rows && result == 0; i++) {
		frame_row_text(&script->frame, i, row);
		puts(row);
	}
	free(row);
	return result;
}

/* Whether a row of what the screen shows now holds WORDS: 1 or 0, or -ENOMEM. */
static int script_finds(struct script *script, const char *words)
{
	char *row = malloc(frame_row_size(&script->frame));
	int result = row ? script_draw(script) : -ENOMEM;

	for (int i = 0; i < script->frame.rows && !result; i++) {
		frame_row_text(&script->frame, i, row);
		result = strstr(row, words) ? 1 : 0;
	}
	free(row);
	return result;
}

static int script_begin_awaiting(struct script *script, const char *words, bool shows)
{
	if (!*words)
		return -EINVAL;
	script->awaited = words;
	script->shows_awaited = shows;
	script->ticks = false;
	ev_now_update(script->loop);
	ev_timer_set(&script->patience, script->seconds, 0);
	ev_timer_start(script->loop, &script->patience);
	return 0;
}

static int script_await(struct script *script, const char *argument)
{
	return script_begin_awaiting(script, argument, true);
}

static int script_await_not(struct script *script, const char *argument)
{
	return script_begin_awaiting(script, argument, false);
}

static int script_tick_until(struct script *script, const char *argument)
{
	int result = script_begin_awaiting(script, argument, true);

	script->ticks = true;
	return result;
}

static int script_patience(struct script *script, const char *argument)
{
	char *end;
	double seconds = strtod(argument, &end);

	if (end == argument || *end || !(seconds >= 0) || seconds > 3600)
		return -EINVAL;
	script->seconds = seconds;
	return 0;
}

static int script_print(struct script *script, const char *argument)
{
	(void)script;
	puts(argument);
	return 0;
}

static const struct {
	const char *word;
	script_run *run;
} commands[] = {
	{ "key", script_key },     { "tick", script_tick },   { "resize", script_resize },
	{ "frame", script_frame }, { "print", script_print }, { "wake", script_wake },
	{ "type", script_type },   { "click", script_click }, { "await", script_await },
	{ "await-not", script_await_not }, { "patience", script_patience },
	{ "tick-until", script_tick_until },
	{ "paste", script_paste },
};

static int script_do(struct script *script, const char *line)
{
	size_t word = strcspn(line, " ");
	const char *argument = line + word + strspn(line + word, " ");

	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
		if (strlen(commands[i].word) == word && !memcmp(commands[i].word, line, word))
			return commands[i].run(script, argument);
	return -EINVAL;
}

/* Of the line that was begun last. */
static void script_fail(struct script *script, int code)
{
	const struct script_line *line =
		array_at(&script->lines, struct script_line, script->next - 1);
	struct error error;

	ev_idle_stop(script->loop, &script->step);
	ev_timer_stop(script->loop, &script->patience);
	error_set(&error, code, "script line %u: \"%s\" %s", line->number, line->text,
		  code == -EINVAL    ? "makes no sense" :
		  code == -ETIMEDOUT ? "did not come true; the screen is above" :
				       error_text(code));
	script->handler.failed(script->handler.context, &error);
}

/* What did not come is looked for in the frame that is there instead. */
static void script_on_patience(struct ev_loop *loop, struct ev_timer *watcher, int events)
{
	struct script *script = watcher->data;

	(void)loop;
	(void)events;
	script_frame(script, "");
	fflush(stdout);
	script_fail(script, -ETIMEDOUT);
}

/* Looks whether what is awaited has come; else waits until something changes. */
static void script_look_out(struct script *script)
{
	int result = script_finds(script, script->awaited);

	if (result < 0) {
		script_fail(script, result);
	} else if (result == script->shows_awaited) {
		script->awaited = NULL;
		ev_timer_stop(script->loop, &script->patience);
	} else {
		ev_idle_stop(script->loop, &script->step);
		if (script->ticks)
			script_tick(script, "");
	}
}

static void script_on_step(struct ev_loop *loop, struct ev_idle *watcher, int events)
{
	struct script *script = watcher->data;
	const struct script_line *line;
	int result;

	(void)events;
	if (script->awaited) {
		script_look_out(script);
		return;
	}
	if (script->next == script->lines.count) {
		ev_idle_stop(loop, watcher);
		script->handler.quit(script->handler.context);
		return;
	}
	line = array_at(&script->lines, struct script_line, script->next++);
	result = script_do(script, line->text);
	fflush(stdout);
	if (result < 0)
		script_fail(script, result);
	else if (script->is_waiting)
		ev_idle_stop(loop, watcher);
}

void script_changed(struct script *script)
{
	if (script->awaited && !script->is_waiting)
		ev_idle_start(script->loop, &script->step);
}

void script_sampled(struct script *script)
{
	if (!script->is_waiting) {
		script_changed(script);
		return;
	}
	script->is_waiting = false;
	ev_idle_start(script->loop, &script->step);
}

static int script_add_line(struct script *script, const char *text, unsigned number)
{
	struct script_line line = { strdup(text), number };

	if (!line.text || array_append(&script->lines, &line, 1) < 0) {
		free(line.text);
		return -ENOMEM;
	}
	return 0;
}

static int script_read(struct script *script, FILE *file)
{
	char *text = NULL;
	size_t capacity = 0;
	int result = 0;

	for (unsigned number = 1; !result && getline(&text, &capacity, file) >= 0; number++) {
		text[strcspn(text, "\n")] = '\0';
		if (*text && *text != '#')
			result = script_add_line(script, text, number);
	}
	free(text);
	return result;
}

static int script_load(struct script *script, const char *path, struct error *error)
{
	FILE *file = fopen(path, "re");
	int result;

	if (!file)
		return error_set(error, -errno, "script %s: %s", path, error_text(errno));
	result = script_read(script, file);
	fclose(file);
	if (result < 0)
		return error_set(error, result, "script %s: %s", path, error_text(result));
	return 0;
}

int script_new(struct script **ret_script, struct ev_loop *loop, struct view *view,
	       const char *path, const struct tui_handler *handler, struct error *error)
{
	struct script *script = calloc(1, sizeof(*script));
	int result;

	if (!script)
		return error_set(error, -ENOMEM, "no memory for the script");
	script->loop = loop;
	script->view = view;
	script->seconds = SCRIPT_PATIENCE;
	script->handler = *handler;
	script->lines = ARRAY_OF(struct script_line);
	ev_idle_init(&script->step, script_on_step);
	ev_timer_init(&script->patience, script_on_patience, 0, 0);
	script->step.data = script->patience.data = script;
	result = script_load(script, path, error);
	if (!result)
		result = frame_resize(&script->frame, 24, 80);
	if (result < 0) {
		script_free(script);
		return result;
	}
	ev_idle_start(loop, &script->step);
	*ret_script = script;
	return 0;
}

void script_free(struct script *script)
{
	ev_idle_stop(script->loop, &script->step);
	ev_timer_stop(script->loop, &script->patience);
	for (size_t i = 0; i < script->lines.count; i++)
		free(array_at(&script->lines, struct script_line, i)->text);
	array_free(&script->lines);
	frame_free(&script->frame);
	free(script);
}
