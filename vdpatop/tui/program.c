/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the engine says becomes what the screen shows, and what keys ask reaches the engine. */
#include "tui/program.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/utsname.h>
#include <time.h>

#include "base/clock.h"
#include "base/error.h"
#include "base/text.h"
#include "manage/job_words.h"
#include "model/model.h"
#include "source/recording.h"
#include "tui/tui.h"

#define LEAVE_MOST 5 /* jobs that are named at the end */

struct program {
	struct engine *engine;
	struct view *view;
	struct tui *tui;
	struct utsname machine;
	struct error error; /* why the screen ended by itself, code 0 when it did not */
	struct program_choices choices; /* but for those that the view has */
	struct program_keeper keeper;
	void (*say)(const char *words);
	size_t answers;   /* notes since the key that save() or reload() answers */
	char answer[320]; /* the first of them */
	const struct recording_start *replayed; /* NULL: a host is shown */
	bool is_scripted, is_demo;
	char message[320];
	char filter[2 * 256 + 16]; /* -D and -M as they were given */
};

static enum view_connection program_connection(enum engine_state state)
{
	switch (state) {
	case ENGINE_WAITING:
		return VIEW_WAITING;
	case ENGINE_BLOCKED:
		return VIEW_BLOCKED;
	case ENGINE_RESTARTED:
		return VIEW_RESTARTED;
	case ENGINE_DEAD:
		return VIEW_LOST;
	case ENGINE_LIVE:
		break;
	}
	return VIEW_CONNECTED;
}

/* Events and scrape errors the view finds in the model by itself; this is the engine's own. */
static void program_fill_message(struct program *program, const struct engine_status *engine,
				 struct view_status *status)
{
	program->message[0] = '\0';
	if (engine->state == ENGINE_BLOCKED)
		snprintf(program->message, sizeof(program->message), "the kernel is busy: %s",
			 engine->request);
	else if (engine->host_seconds > 0)
		snprintf(program->message, sizeof(program->message), "sysfs or /proc has not answered for "
			 "%.0f s: drivers and users shown are old", engine->host_seconds);
	status->level = MODEL_WARNING;
	status->message = program->message;
}

static int32_t program_utc_offset(int64_t now)
{
	time_t seconds = (time_t)(now / CLOCK_SECOND);
	struct tm local;

	return localtime_r(&seconds, &local) ? (int32_t)local.tm_gmtoff : 0;
}

static enum view_record program_record(const struct engine_status *engine)
{
	if (engine->record_trouble[0])
		return VIEW_RECORDS_NO_MORE;
	return engine->is_recording ? VIEW_RECORDS : VIEW_RECORDS_NOT;
}

/* What is shown is of another host and another time. */
static void program_fill_replay(struct program *program, const struct model *model, struct view_status *status)
{
	struct engine_replay replay = engine_get_replay(program->engine);

	if (!program->replayed)
		return;
	status->replay = (struct view_replay){
		.is_replay = true,
		.is_seeking = replay.is_seeking,
		.is_over = replay.is_over,
		.sample = replay.sample,
		.samples = replay.samples,
		.sought = replay.is_seeking ? replay.sought : 0,
		.found = replay.found,
		.rounds = replay.rounds,
		.first = replay.first,
		.last = replay.last,
		.speed = replay.speed,
	};
	status->now = model->has_sample ? model->time : replay.first;
	status->is_demo = program->replayed->is_demo;
	status->host = program->replayed->host;
	status->kernel = program->replayed->kernel;
}

static void program_look(void *context, const struct model **ret_model,
			 struct view_status *ret_status)
{
	struct program *program = context;
	struct engine_status engine = engine_get_status(program->engine);
	const struct model *model = engine_model(program->engine);
	struct view_status status = VIEW_STATUS_NONE;
	const char *others;
	size_t bytes;

	status.connection = program_connection(engine.state);
	status.now = engine.time;
	status.since = engine.time - (int64_t)(engine.seconds * 1e9);
	status.interval = (int64_t)(engine.interval * 1e9);
	status.is_stretched = engine.is_stretched;
	status.is_paused = engine.is_paused;
	status.is_demo = program->is_demo;
	status.record = program_record(&engine);
	status.filter = program->filter;
	status.host = program->is_scripted ? "host" : program->machine.nodename;
	status.kernel = program->is_scripted ? "6.12" : program->machine.release;
	program_fill_message(program, &engine, &status);
	program_fill_replay(program, model, &status);
	status.utc_offset = program->is_scripted ? 0 : program_utc_offset(status.now);
	status.no_change = engine_get_rights(program->engine).change;
	status.no_bind = engine_get_rights(program->engine).bind;
	status.jobs = engine_jobs(program->engine, &status.job_count);
	others = view_visible_devices(program->view, &bytes);
	engine_look_closer(program->engine, view_selected_device(program->view, model), others, bytes);
	*ret_model = model;
	*ret_status = status;
}

static void program_pause(void *context)
{
	struct program *program = context;

	engine_set_paused(program->engine, !engine_get_status(program->engine).is_paused);
	tui_redraw(program->tui);
}

static void program_refresh(void *context)
{
	struct program *program = context;

	if (program->is_scripted)
		engine_step(program->engine);
	else
		engine_refresh(program->engine);
}

static void program_wake(void *context)
{
	struct program *program = context;

	engine_step_changed(program->engine);
}

static void program_seek(void *context)
{
	struct program *program = context;
	const struct view_seek *seek = view_get_seek(program->view);

	if (seek->pauses)
		engine_set_paused(program->engine, true);
	if (seek->is_time)
		engine_replay_seek_time(program->engine, seek->time);
	else
		engine_replay_seek(program->engine, seek->sample);
	tui_redraw(program->tui);
}

static void program_set_speed(void *context)
{
	struct program *program = context;

	engine_replay_speed(program->engine, view_get_speed(program->view));
	tui_redraw(program->tui);
}

static void program_set_delay(void *context)
{
	struct program *program = context;

	program->choices.delay = view_get_delay(program->view);
	engine_set_delay(program->engine, program->choices.delay);
	tui_redraw(program->tui);
}

static struct program_choices program_choices(struct program *program)
{
	struct program_choices now = program->choices;

	view_get_options(program->view, &now.view);
	return now;
}

static void program_tell_taken(struct program *program)
{
	struct program_choices now = program_choices(program);

	program->keeper.taken(program->keeper.context, &now);
}

/* Who pressed the key reads what came of it, whatever else happens just then. */
static void program_answer(struct program *program)
{
	char words[sizeof(program->answer) + 64];

	if (program->answers > 1)
		snprintf(words, sizeof(words), "%zu mistakes, see the event log: %s",
			 program->answers, program->answer);
	else
		snprintf(words, sizeof(words), "%s", program->answer);
	if (program->answers)
		view_tell(program->view, words);
	tui_redraw(program->tui);
}

static void program_save(void *context)
{
	struct program *program = context;
	struct program_choices now = program_choices(program);

	program->answers = 0;
	program->keeper.save(program->keeper.context, &now);
	program_answer(program);
}

static void program_reload(void *context)
{
	struct program *program = context;
	struct program_choices now = program_choices(program);

	program->answers = 0;
	program->keeper.reload(program->keeper.context, &now);
	view_configure(program->view, &now.view);
	if (view_set_keymap(program->view, now.keymap) < 0)
		program_note(program, true, "out of memory: keys stay as they were");
	if (now.delay != program->choices.delay)
		engine_set_delay(program->engine, now.delay);
	program->choices.delay = now.delay;
	program_tell_taken(program);
	tui_set_theme(program->tui, now.theme, now.has_colour);
	program_answer(program);
}

void program_note(struct program *program, bool is_wrong, const char *words)
{
	if (!program->answers++)
		text_format(program->answer, sizeof(program->answer), "%s", words);
	model_add_event(engine_model(program->engine), engine_get_status(program->engine).time,
			is_wrong ? MODEL_EVENT_CONFIG : MODEL_EVENT_SAVED, words);
}

static void program_look_at_host(void *context)
{
	struct program *program = context;

	engine_scan_host(program->engine);
}

static int program_submit(struct program *program, const struct view_command *command,
			  struct error *error)
{
	int result = 0;

	if (!command->is_apart)
		return engine_submit(program->engine, command->submission, command->tasks, command->count,
				     command->stops, error);
	for (size_t i = 0; i < command->count && !result; i++)
		result = engine_submit(program->engine, command->submission + i, &command->tasks[i], 1, false,
				       error);
	return result;
}

static void program_command(void *context)
{
	struct program *program = context;
	const struct view_command *command = view_get_command(program->view);
	struct error error = { 0 };

	switch (command->kind) {
	case VIEW_SUBMIT:
		if (command->gives_up)
			engine_give_up(program->engine, command->gives_up);
		if (program_submit(program, command, &error) < 0)
			view_refuse_command(program->view, error.words);
		break;
	case VIEW_GO_ON:
		engine_go_on(program->engine, command->submission);
		break;
	case VIEW_GIVE_UP:
		engine_give_up(program->engine, command->submission);
		break;
	}
	tui_redraw(program->tui);
}

static void program_quit(void *context)
{
	struct program *program = context;

	engine_stop(program->engine);
}

static void program_fail(void *context, const struct error *error)
{
	struct program *program = context;

	program->error = *error;
	engine_stop(program->engine);
}

static bool program_has_told(const struct model *model, enum model_event_kind kind)
{
	for (size_t i = 0; i < model->event_count; i++)
		if (model->events[i].kind == kind)
			return true;
	return false;
}

/* Once where it ends, and again in each round: what is shown of a sample is the same each time. */
static void program_tell_torn(struct program *program)
{
	struct engine_replay replay = engine_get_replay(program->engine);
	struct model *model = engine_model(program->engine);

	if (replay.is_over && replay.trouble[0] && !program_has_told(model, MODEL_EVENT_TORN))
		model_add_event(model, model->time, MODEL_EVENT_TORN, replay.trouble);
}

static void program_on_sample(void *context)
{
	struct program *program = context;

	program_tell_torn(program);
	tui_sampled(program->tui);
}

/* Nothing can be shown any more: a script's run, or a recording without a sample. "" while something can. */
static const char *program_lost(const struct program *program)
{
	struct engine_replay replay = engine_get_replay(program->engine);

	if (program->is_scripted && engine_get_status(program->engine).state == ENGINE_DEAD)
		return engine_get_status(program->engine).words;
	return replay.is_replay && !replay.samples ? replay.trouble : "";
}

static void program_on_change(void *context)
{
	struct program *program = context;
	const char *lost = program_lost(program);

	if (lost[0]) {
		struct error error = { 0 };

		error_set(&error, -ECHILD, "%s", lost);
		program_fail(program, &error);
		return;
	}
	/* The host's facts alone would show every device as unmanaged for a blink. */
	if (program->tui && engine_get_status(program->engine).state != ENGINE_WAITING)
		tui_redraw(program->tui);
}

static void program_fill_filter(struct program *program, const struct engine_options *options)
{
	const char *device = options->device_glob;
	const char *mgmtdev = options->mgmtdev_glob;

	snprintf(program->filter, sizeof(program->filter), "%s%s%s%s%s%s%s", device ? "-D '" : "",
		 device ? device : "", device ? "'" : "", device && mgmtdev ? " " : "",
		 mgmtdev ? "-M '" : "", mgmtdev ? mgmtdev : "", mgmtdev ? "'" : "");
}

/* Of random MAC addresses: a script's are the same in every run. */
static uint64_t program_seed(const struct program_options *options)
{
	uint64_t seed = 1;

	if (!options->script && getrandom(&seed, sizeof(seed), GRND_NONBLOCK) != sizeof(seed))
		seed = (uint64_t)clock_monotonic();
	return seed;
}

static int program_open(struct program *program, const struct program_options *options,
			struct error *error)
{
	const struct tui_handler handler = {
		.look = program_look,
		.pause = program_pause,
		.refresh = program_refresh,
		.wake = program_wake,
		.set_delay = program_set_delay,
		.seek = program_seek,
		.set_speed = program_set_speed,
		.save = program_save,
		.reload = program_reload,
		.look_at_host = program_look_at_host,
		.command = program_command,
		.quit = program_quit,
		.failed = program_fail,
		.context = program,
	};
	const struct engine_handler events = {
		.sampled = program_on_sample,
		.changed = program_on_change,
		.finished = program_quit,
		.timed_out = program_on_sample,
		.context = program,
	};
	const struct tui_options tui = {
		.has_colour = options->choices.has_colour,
		.theme = options->choices.theme,
		.script = options->script,
	};
	struct engine_options engine = options->engine;
	int result;

	program->view = view_new(&options->choices.view);
	if (!program->view || view_set_keymap(program->view, options->choices.keymap) < 0 ||
	    view_set_folds(program->view, options->choices.folds, options->choices.fold_count) < 0)
		return error_set(error, -ENOMEM, "out of memory");
	view_seed(program->view, program_seed(options));
	engine.delay = options->choices.delay;
	engine.is_stepped = options->script;
	engine.wants_news = engine.keeps_history = true;
	result = engine_start(program->engine, &engine, &events, error);
	if (result < 0)
		return result;
	return tui_new(&program->tui, engine_loop(program->engine), program->view, &tui, &handler,
		       error);
}

int program_start(struct program **ret_program, struct engine *engine,
		  const struct program_options *options, struct error *error)
{
	struct program *program = calloc(1, sizeof(*program));
	int result;

	if (!program)
		return error_set(error, -ENOMEM, "out of memory");
	program->engine = engine;
	program->choices = options->choices;
	program->keeper = options->keeper;
	program->say = options->say;
	program->is_scripted = options->script;
	program->is_demo = options->engine.is_demo;
	program->replayed = options->replayed;
	program_fill_filter(program, &options->engine);
	uname(&program->machine);
	result = program_open(program, options, error);
	if (result < 0) {
		view_free(program->view);
		free(program);
		return result;
	}
	program_tell_taken(program);
	*ret_program = program;
	return 0;
}

/* Names the first jobs of which something was done, or is being done, and counts the others. Returns how many. */
static size_t program_say_kernels(struct program *program, const struct job *jobs, size_t count)
{
	char words[JOB_WORDS_SIZE];
	size_t said = 0;

	for (size_t i = 0; i < count; i++) {
		if ((!job_is_with_kernel(&jobs[i]) && !job_is_half_done(&jobs[i])) || said++ >= LEAVE_MOST)
			continue;
		job_leave_words(&jobs[i], words, sizeof(words));
		program->say(words);
	}
	if (said > LEAVE_MOST) {
		snprintf(words, sizeof(words), "%zu more went to the kernel, or are half done",
			 said - LEAVE_MOST);
		program->say(words);
	}
	return said;
}

/* What was asked for and is not over: what the kernel has of it, and what it never got. */
static size_t program_say_jobs(struct program *program)
{
	size_t count;
	const struct job *jobs = engine_jobs(program->engine, &count);
	size_t said = program_say_kernels(program, jobs, count);
	size_t unsent = 0;
	char words[128];

	for (size_t i = 0; i < count; i++)
		unsent += (jobs[i].state == JOB_WAITING && !job_is_half_done(&jobs[i])) ||
			  jobs[i].state == JOB_LOOKING;
	snprintf(words, sizeof(words), "%zu%s %s not sent: nothing of %s was done", unsent,
		 said ? " more" : unsent == 1 ? " command" : " commands", unsent == 1 ? "was" : "were",
		 unsent == 1 ? "it" : "them");
	if (unsent)
		program->say(words);
	return said;
}

int program_end(struct program *program, struct error *error)
{
	struct engine_status engine = engine_get_status(program->engine);
	struct engine_replay replay = engine_get_replay(program->engine);
	struct program_choices now = program_choices(program);
	int code = program->error.code;
	size_t said;

	if (view_get_folds(program->view, &now.folds, &now.fold_count) < 0)
		now.fold_count = 0;
	tui_free(program->tui);
	said = program_say_jobs(program);
	program->keeper.ended(program->keeper.context, &now);
	view_free(program->view);
	if (code)
		*error = program->error;
	else if (engine.state == ENGINE_BLOCKED && !said)
		error_set(error, 0, "the kernel still holds a request (%s, for %.0f s); it ends there by "
			  "itself, unseen", engine.request, engine.seconds);
	else if (replay.trouble[0])
		code = error_set(error, -EBADMSG, "%s", replay.trouble);
	free(program);
	return code;
}
