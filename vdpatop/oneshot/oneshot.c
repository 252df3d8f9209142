/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The life of a one-shot command: one sample, one deadline, one exit status. */
#include "oneshot/oneshot.h"

#include <errno.h>
#include <stdlib.h>

#include "base/error.h"
#include "model/model.h"
#include "oneshot/private.h"
#include "oneshot/show.h"
#include "report/output.h"
#include "report/session.h"
#include "report/trouble.h"

#define ONESHOT_DELAY 1.0 /* seconds, between samples while a job is under way */

void oneshot_finish(struct oneshot *oneshot, int status)
{
	oneshot->stage = ONESHOT_OVER;
	oneshot->status = status;
	engine_stop(oneshot->engine);
}

int oneshot_write(const struct oneshot *oneshot, const struct array *lines, int status)
{
	struct error error = { 0 };
	struct output output;
	int result, closed;

	output_open_standard(&output);
	output.stop = oneshot->options.stop;
	result = output_write(&output, lines->data, lines->count, &error);
	closed = output_close(&output, result ? NULL : &error);
	result = result ? result : closed;
	if (!result || result == -EINTR || result == -EPIPE)
		return status; /* EINTR: by the signal that ends the program next */
	session_complain("%s", error.words);
	return EXIT_FAILED;
}

static void oneshot_show(struct oneshot *oneshot, const struct oneshot_command *command)
{
	struct array lines = ARRAY_OF(char);
	int status = show_run(oneshot, command, &lines);

	oneshot_finish(oneshot, oneshot_write(oneshot, &lines, status));
	array_free(&lines);
}

void oneshot_show_later(struct oneshot *oneshot)
{
	oneshot->stage = ONESHOT_SHOWING;
	engine_refresh(oneshot->engine);
}

/* What an ADD or a SET made of the device, in the same words as "dev show". */
static void oneshot_show_changed(struct oneshot *oneshot)
{
	const struct oneshot_command *command = oneshot->command;
	const struct oneshot_command show = {
		.verb = ONESHOT_DEVICES,
		.device = command->verb == ONESHOT_ADD ? command->wish.name : command->device,
	};

	change_check_class(oneshot);
	if (oneshot->options.is_json)
		oneshot_show(oneshot, &show);
	else
		oneshot_finish(oneshot, EXIT_DONE);
}

static void oneshot_begin(struct oneshot *oneshot)
{
	int trouble = trouble_of_family(engine_model(oneshot->engine));

	if (trouble)
		oneshot_finish(oneshot, trouble);
	else if (oneshot_is_change(oneshot->command->verb))
		change_begin(oneshot);
	else
		oneshot_show(oneshot, oneshot->command);
}

static void oneshot_on_sample(void *context)
{
	struct oneshot *oneshot = context;

	if (oneshot->stage == ONESHOT_STARTING)
		oneshot_begin(oneshot);
	else if (oneshot->stage == ONESHOT_SHOWING)
		oneshot_show_changed(oneshot);
}

static void oneshot_on_change(void *context)
{
	struct oneshot *oneshot = context;
	struct engine_status status = engine_get_status(oneshot->engine);
	int trouble = trouble_of_engine(&status);

	trouble_say_events(engine_model(oneshot->engine), &oneshot->said_until);
	if (oneshot->stage == ONESHOT_CHANGING)
		change_go_on(oneshot); /* a job comes to an end of its own, whatever happens */
	else if (oneshot->stage != ONESHOT_OVER && trouble)
		oneshot_finish(oneshot, trouble);
}

/* One sample is all that is asked for; a change goes on behind it. */
static void oneshot_on_finish(void *context)
{
	(void)context;
}

static void oneshot_on_timeout(void *context)
{
	struct oneshot *oneshot = context;

	if (oneshot->stage == ONESHOT_OVER)
		return;
	oneshot_leave(oneshot, false);
	oneshot_finish(oneshot, EXIT_TIMEOUT);
}

static struct engine_options oneshot_engine_options(const struct oneshot_command *command,
						    const struct oneshot_options *options)
{
	bool is_change = oneshot_is_change(command->verb);
	struct engine_options engine = options->engine;

	if (oneshot_is_change(command->verb))
		engine.scope = ENGINE_CONFIGS;
	else
		show_choose(command, &engine);
	engine.waits_for_host = true;
	engine.iterations = is_change ? 0 : 1; /* a demo's time goes on by samples, until the job is over */
	engine.delay = ONESHOT_DELAY;
	engine.max_load = 100;
	engine.timeout = 0; /* the command has one, of its own */
	return engine;
}

static int oneshot_start_engine(struct oneshot *oneshot, struct error *error)
{
	const struct engine_options options =
		oneshot_engine_options(oneshot->command, &oneshot->options);
	const struct engine_handler handler = {
		.sampled = oneshot_on_sample,
		.changed = oneshot_on_change,
		.finished = oneshot_on_finish,
		.timed_out = oneshot_on_timeout,
		.context = oneshot,
	};
	int result;

	result = engine_start(oneshot->engine, &options, &handler, error);
	if (!result)
		engine_set_timeout(oneshot->engine, oneshot->options.timeout);
	return result;
}

struct oneshot *oneshot_start(struct engine *engine, const struct oneshot_command *command,
			      const struct oneshot_options *options)
{
	struct oneshot *oneshot = calloc(1, sizeof(*oneshot));
	struct error error = { 0 };

	if (!oneshot) {
		session_complain("out of memory");
		return NULL;
	}
	oneshot->engine = engine;
	oneshot->command = command;
	oneshot->options = *options;
	if (oneshot_start_engine(oneshot, &error) < 0) {
		session_complain("%s", error.words);
		free(oneshot);
		return NULL;
	}
	return oneshot;
}

int oneshot_end(struct oneshot *oneshot)
{
	int status = oneshot->status;

	if (oneshot->stage != ONESHOT_OVER)
		oneshot_leave(oneshot, true);
	free(oneshot);
	return status;
}
