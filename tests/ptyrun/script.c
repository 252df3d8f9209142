/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a script can say. A command waits for a state of the screen, or does what a person does. */
#include "script.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "keys.h"

struct script {
	struct terminal *terminal;
	char *mark; /* what marked_rows() gave at "mark" */
	char marked[256]; /* the text whose rows are marked; "" for all */
};

/* Why a command failed; NULL is success. Static texts only. */
typedef const char *verdict;

static bool screen_has(const struct script *script, const char *text)
{
	char *now = screen_text(script->terminal->screen);
	bool found = now && strstr(now, text);

	free(now);
	return found;
}

/* The rows that hold the marked text, joined; the caller frees it. */
static char *marked_rows(const struct script *script)
{
	char *rows = screen_text(script->terminal->screen);
	char *to = rows, *row = rows;

	while (row && *row) {
		size_t length = strcspn(row, "\n") + 1;

		if (memmem(row, length, script->marked, strlen(script->marked))) {
			memmove(to, row, length);
			to += length;
		}
		row += length;
	}
	if (to)
		*to = '\0';
	return rows;
}

static bool screen_changed(const struct script *script)
{
	char *now = marked_rows(script);
	bool changed = now && script->mark && strcmp(now, script->mark) != 0;

	free(now);
	return changed;
}

static verdict script_wait(struct script *script, const char *text)
{
	while (!screen_has(script, text))
		if (!terminal_pump(script->terminal, -1))
			return screen_has(script, text) ? NULL : "it never came";
	return NULL;
}

/* Of a frame that has come in part, what is missing says nothing. */
static bool screen_is_whole(const struct script *script)
{
	return !screen_has_mode(script->terminal->screen, "sync");
}

static verdict script_gone(struct script *script, const char *text)
{
	while (screen_has(script, text) || !screen_is_whole(script))
		if (!terminal_pump(script->terminal, -1))
			return script->terminal->ended && !screen_has(script, text) ? NULL : "it never went";
	return NULL;
}

static verdict script_mark(struct script *script, const char *text)
{
	snprintf(script->marked, sizeof(script->marked), "%s", text);
	free(script->mark);
	script->mark = marked_rows(script);
	return NULL;
}

static verdict script_changed(struct script *script, const char *argument)
{
	(void)argument;
	while (!screen_is_whole(script) || !screen_changed(script))
		if (!terminal_pump(script->terminal, -1))
			return "it stayed as it was marked";
	return NULL;
}

static verdict script_key(struct script *script, const char *name)
{
	const char *bytes = key_bytes(name);

	if (!bytes)
		return "this terminal has no such key";
	return terminal_type(script->terminal, bytes, strlen(bytes)) < 0 ? "it could not be typed" : NULL;
}

static verdict script_type(struct script *script, const char *text)
{
	return terminal_type(script->terminal, text, strlen(text)) < 0 ? "it could not be typed" : NULL;
}

/* "\\e[A", "\\x07": what a terminal may send beside keys. Writes the bytes over TEXT; how many. */
static size_t unescape(char *text)
{
	char *to = text;
	unsigned byte;

	for (const char *at = text; *at; at++) {
		if (*at != '\\' || !at[1]) {
			*to++ = *at;
		} else if (at[1] == 'x' && sscanf(at + 2, "%2x", &byte) == 1) {
			*to++ = (char)byte;
			at += 3;
		} else {
			at++;
			*to++ = *at == 'e' ? '\033' : *at == 'r' ? '\r' : *at == 'n' ? '\n' : *at;
		}
	}
	return (size_t)(to - text);
}

static verdict send_between(const struct script *script, const char *before, const char *text,
			    const char *after)
{
	char bytes[1024];
	size_t first = strlen(before);
	size_t count;

	snprintf(bytes, sizeof(bytes) - 16, "%s%s", before, text);
	count = first + unescape(bytes + first);
	memcpy(bytes + count, after, strlen(after));
	count += strlen(after);
	return terminal_type(script->terminal, bytes, count) < 0 ? "it could not be sent" : NULL;
}

static verdict script_send(struct script *script, const char *text)
{
	return send_between(script, "", text, "");
}

static verdict script_paste(struct script *script, const char *text)
{
	if (!screen_has_mode(script->terminal->screen, "paste"))
		return send_between(script, "", text, "");
	return send_between(script, "\033[200~", text, "\033[201~");
}

/* Row and column from 1, as xterm counts them. BUTTON is its number. */
static verdict mouse_send(struct script *script, int button, const char *place)
{
	char bytes[64];
	int row, column;

	if (!script_read_size(place, &row, &column))
		return "a place is written ROWxCOLUMN";
	if (!screen_has_mode(script->terminal->screen, "mouse"))
		return "the mouse is not reported now";
	snprintf(bytes, sizeof(bytes), "\\e[<%d;%d;%dM\\e[<%d;%d;%dm", button, column, row, button,
		 column, row);
	return send_between(script, "", bytes, "");
}

static verdict script_click(struct script *script, const char *place)
{
	return mouse_send(script, 0, place);
}

static verdict script_wheel_up(struct script *script, const char *place)
{
	return mouse_send(script, 64, place);
}

static verdict script_wheel_down(struct script *script, const char *place)
{
	return mouse_send(script, 65, place);
}

static verdict script_on(struct script *script, const char *mode)
{
	while (!screen_has_mode(script->terminal->screen, mode))
		if (!terminal_pump(script->terminal, -1))
			return "it was never switched on";
	return NULL;
}

static verdict script_off(struct script *script, const char *mode)
{
	while (screen_has_mode(script->terminal->screen, mode))
		if (!terminal_pump(script->terminal, -1))
			return "it was never switched off";
	return NULL;
}

static verdict script_deaf(struct script *script, const char *argument)
{
	(void)argument;
	script->terminal->is_deaf = true;
	return NULL;
}

static verdict script_hear(struct script *script, const char *argument)
{
	(void)argument;
	script->terminal->is_deaf = false;
	return NULL;
}

bool script_read_size(const char *text, int *ret_rows, int *ret_columns)
{
	char *end;
	long rows = strtol(text, &end, 10), columns;

	if (*end != 'x')
		return false;
	columns = strtol(end + 1, &end, 10);
	if (*end || rows < 1 || rows > 1000 || columns < 1 || columns > 1000)
		return false;
	*ret_rows = (int)rows;
	*ret_columns = (int)columns;
	return true;
}

static verdict script_resize(struct script *script, const char *size)
{
	int rows, columns;

	if (!script_read_size(size, &rows, &columns))
		return "a size is written ROWSxCOLUMNS";
	return terminal_resize(script->terminal, rows, columns) < 0 ? "it could not be resized" : NULL;
}

static int signal_number(const char *name)
{
	for (int number = 1; number < NSIG; number++) {
		const char *abbreviation = sigabbrev_np(number);

		if (abbreviation && strcasecmp(abbreviation, name) == 0)
			return number;
	}
	return 0;
}

static verdict script_signal(struct script *script, const char *name)
{
	int number = signal_number(name);

	if (!number)
		return "there is no such signal";
	return kill(script->terminal->pid, number) < 0 ? "it could not be sent" : NULL;
}

/* The screen goes on being read while COMMAND runs. */
static verdict script_do(struct script *script, const char *command)
{
	pid_t pid = fork();
	int process, status = 0;

	if (pid == 0) {
		char number[16];

		snprintf(number, sizeof(number), "%d", script->terminal->pid);
		setenv("COMMAND", number, 1);
		execl("/bin/sh", "sh", "-c", command, NULL);
		_exit(127);
	}
	process = pid < 0 ? -1 : pidfd_open(pid, 0);
	if (process < 0)
		return "it could not be started";
	while (waitpid(pid, &status, WNOHANG) == 0)
		if (!terminal_pump(script->terminal, process)) {
			close(process);
			return "it did not end in time";
		}
	close(process);
	return status == 0 ? NULL : "it failed";
}

static verdict script_dump(struct script *script, const char *path)
{
	char *text = screen_text(script->terminal->screen);
	FILE *to = text ? fopen(path, "w") : NULL;
	verdict words = "it could not be written";

	if (to && fputs(text, to) >= 0)
		words = NULL;
	if (to && fclose(to) != 0)
		words = "it could not be written";
	free(text);
	return words;
}

static verdict script_hangup(struct script *script, const char *argument)
{
	(void)argument;
	terminal_hang_up(script->terminal);
	return NULL;
}

static verdict script_end(struct script *script, const char *argument)
{
	(void)argument;
	while (!script->terminal->ended)
		if (!terminal_pump(script->terminal, -1))
			return script->terminal->ended ? NULL : "the command went on running";
	return NULL;
}

static const struct {
	const char *name, *argument, *help;
	verdict (*run)(struct script *script, const char *argument);
} commands[] = {
	{ "wait", "TEXT", "until TEXT stands on the screen", script_wait },
	{ "gone", "TEXT", "until TEXT stands there no more", script_gone },
	{ "mark", "[TEXT]", "remembers the screen, or the rows with TEXT", script_mark },
	{ "changed", "", "until that differs from what was marked", script_changed },
	{ "key", "NAME", "a key: q, Up, PgDn, F5, Enter, ^Z, ...", script_key },
	{ "type", "TEXT", "several keys", script_type },
	{ "send", "BYTES", "bytes as they are; \\e \\r \\n \\xNN stand for what they are in C", script_send },
	{ "paste", "BYTES", "the same pasted: between marks when the command has asked for them", script_paste },
	{ "click", "ROWxCOLUMN", "the left button there, from 1; wrong when the mouse is off", script_click },
	{ "wheelup", "ROWxCOLUMN", "the wheel", script_wheel_up },
	{ "wheeldown", "ROWxCOLUMN", "the wheel", script_wheel_down },
	{ "on", "MODE", "until it is on: alternate, mouse, paste, ...", script_on },
	{ "off", "MODE", "until it is off", script_off },
	{ "deaf", "", "reads no more of what the command writes", script_deaf },
	{ "hear", "", "reads it again", script_hear },
	{ "resize", "ROWSxCOLUMNS", "gives the terminal another size", script_resize },
	{ "signal", "NAME", "sends the command TERM, WINCH, ...", script_signal },
	{ "do", "COMMAND", "a shell command beside, which must succeed; $COMMAND is our command's pid", script_do },
	{ "dump", "FILE", "writes the screen's text", script_dump },
	{ "hangup", "", "takes the terminal away", script_hangup },
	{ "end", "", "until the command has ended", script_end },
};

#define COMMAND_COUNT (sizeof(commands) / sizeof(commands[0]))

void script_help(FILE *to)
{
	for (size_t i = 0; i < COMMAND_COUNT; i++)
		fprintf(to, "  %-9s %-13s %s\n", commands[i].name, commands[i].argument, commands[i].help);
}

static verdict line_run(struct script *script, char *line)
{
	size_t length = strcspn(line, " ");
	const char *argument = line[length] ? line + length + 1 : line + length;

	for (size_t i = 0; i < COMMAND_COUNT; i++)
		if (strlen(commands[i].name) == length && strncmp(commands[i].name, line, length) == 0)
			return commands[i].run(script, argument);
	return "there is no such command";
}

static int line_fail(const struct script *script, int number, const char *line, verdict words)
{
	char *now = screen_text(script->terminal->screen);
	size_t length = now ? strlen(now) : 0;

	while (length > 1 && now[length - 1] == '\n' && now[length - 2] == '\n')
		now[--length] = '\0'; /* empty rows at the foot say nothing */
	fprintf(stderr, "ptyrun: line %d: %s: %s; the screen was:\n%s", number, line, words, now ? now : "");
	free(now);
	return -1;
}

int script_run(struct terminal *terminal, FILE *from)
{
	struct script script = { .terminal = terminal };
	char line[1024];
	int status = 0;

	for (int number = 1; status == 0 && fgets(line, sizeof(line), from); number++) {
		char *text = line + strspn(line, " \t");
		verdict words;

		text[strcspn(text, "\n")] = '\0';
		words = text[0] && text[0] != '#' ? line_run(&script, text) : NULL;
		if (words)
			status = line_fail(&script, number, text, words);
	}
	free(script.mark);
	return status;
}
