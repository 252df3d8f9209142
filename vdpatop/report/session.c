/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Batch mode: which sample is written, what is said once on the side, when it ends and how. */
#include "report/session.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "model/model.h"
#include "report/trouble.h"

#define SESSION_PATIENCE 1.5 /* seconds: by then the engine has looked for who holds the kernel */

struct session {
	struct engine *engine;
	struct report *report;
	struct engine_options options;
	struct format_run run;
	int status;
	bool has_match; /* something that -D and -M let through was there */
	bool said_no_match, said_no_row, said_no_access, said_errors, said_gone, said_missing;
	bool said_blocked, said_suspects; /* of the request that the kernel holds now */
	uint64_t said_until; /* number of the last event that was said */
};

void session_complain(const char *format, ...)
{
	char words[1024];
	char safe[2048];
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = vsnprintf(words, sizeof(words), format, arguments);
	va_end(arguments);
	if (length < 0)
		return;
	text_safe(safe, sizeof(safe), words, strlen(words));
	fprintf(stderr, "vdpatop: %s\n", safe);
}

static void session_end(struct session *session, int status)
{
	session->status = status;
	engine_stop(session->engine);
}

/* A name that no driver uses is a slip; without any counter that cannot be told. */
static void session_name_missing(struct session *session, const struct model *model)
{
	const char *name, *last = "";
	size_t place = 0;

	if (session->said_missing || model->info->code || !model->counter_count)
		return;
	session->said_missing = true;
	while ((name = report_missing_counter(session->report, model, &place))) {
		if (strcmp(name, last))
			session_complain("no queue has a counter '%s'", name);
		last = name;
	}
}

static bool session_goes_on(const struct session *session)
{
	uint64_t iterations = session->options.iterations;

	return !iterations || engine_get_status(session->engine).samples < iterations;
}

/* Devices that there are, and no queue of any: the table stays empty, and looks as if it were broken. */
static void session_explain_no_row(struct session *session, const struct model *model)
{
	const struct model_device *device = model->devices;
	const char *why;

	if (session->said_no_row || model->queue_count || !model->device_count)
		return;
	session->said_no_row = true;
	why = !device->is_from_netlink ?
		      "known from sysfs only: netlink has not named it, so its queues are not known" :
		      "the kernel names no virtqueue of it";
	if (model->device_count == 1)
		session_complain("no row for %s: %s", device->name, why);
	else
		session_complain("no row for %s and %zu more: %s", device->name, model->device_count - 1,
				 why);
}

/* A management device that -M names may have no device, and that is no slip. */
static void session_look_for_match(struct session *session, const struct model *model)
{
	const struct engine_options *options = &session->options;

	if (model->device_count || (!options->device_glob && model->mgmtdev_count))
		session->has_match = true;
	if (model->device_count || (!options->device_glob && !options->mgmtdev_glob) ||
	    session->said_no_match)
		return;
	session_complain("%s '%s' matches no device%s", options->device_glob ? "-D" : "-M",
			 options->device_glob ? options->device_glob : options->mgmtdev_glob,
			 session_goes_on(session) ? " yet; going on, since one may still come" : "");
	session->said_no_match = true;
}

/* What is worth a word but no end: each is said once. */
static void session_remark(struct session *session, const struct model *model)
{
	session_look_for_match(session, model);
	session_explain_no_row(session, model);
	if (model->info->no_access && !session->said_no_access) {
		session_complain("counters stay empty: reading them needs CAP_NET_ADMIN in the initial "
				 "user namespace (run as root)");
		session->said_no_access = true;
	}
	if (model->info->errors && !session->said_errors) {
		session_complain("%s (%u in this sample; said once)",
				 model->reason[0] ? model->reason : "answers that make no sense",
				 model->info->errors);
		session->said_errors = true;
	}
	session_name_missing(session, model);
}

/* Without a family the first sample ends it; one that went away later may come back. */
static bool session_has_family(struct session *session, const struct model *model)
{
	if (model->info->family == SNAPSHOT_FAMILY_PRESENT) {
		session->said_gone = false;
		return true;
	}
	if (engine_get_status(session->engine).samples > 1) {
		if (!session->said_gone)
			session_complain("%s; waiting for it to come back", model->reason);
		session->said_gone = true;
		return false;
	}
	session_end(session, trouble_of_family(model));
	return false;
}

/* Without a first sample the timeout tells; later nothing else would, however long it takes. */
static void session_look_for_block(struct session *session, const struct engine_status *status)
{
	const struct model *model = engine_model(session->engine);

	if (status->state != ENGINE_BLOCKED || !status->samples || status->seconds < SESSION_PATIENCE)
		return;
	if (!session->said_blocked)
		trouble_say_blocked(status);
	session->said_blocked = true;
	if (!session->said_suspects && model->suspect_count) {
		trouble_name_suspects(model);
		session->said_suspects = true;
	}
}

static void session_say_answered(struct session *session)
{
	if (session->said_blocked)
		session_complain("the kernel answers again");
	session->said_blocked = session->said_suspects = false;
}

static void session_on_sample(void *context)
{
	struct session *session = context;
	const struct model *model = engine_model(session->engine);
	struct error error = { 0 };
	int result;

	session_say_answered(session);
	if (session->status || !session_has_family(session, model))
		return;
	session->run.errors = model->errors;
	result = report_sample(session->report, model, &session->run, &error);
	session->run.samples++;
	if (result == -EINTR)
		return; /* by the signal that ends the program next */
	if (result == -EPIPE) {
		session_end(session, EXIT_DONE);
	} else if (result < 0) {
		session_complain("%s", error.words);
		session_end(session, EXIT_FAILED);
	} else {
		session_remark(session, model);
	}
}

static void session_on_change(void *context)
{
	struct session *session = context;
	struct engine_status status = engine_get_status(session->engine);
	int trouble = trouble_of_engine(&status);

	trouble_say_events(engine_model(session->engine), &session->said_until);
	if (session->status)
		return;
	if (trouble)
		session_end(session, trouble);
	else
		session_look_for_block(session, &status);
}

/* A script that names what it wants is told when there was none of it in all samples. */
static void session_on_finish(void *context)
{
	struct session *session = context;
	struct engine_replay replay = engine_get_replay(session->engine);
	const struct engine_options *options = &session->options;

	if (replay.is_over && replay.trouble[0] && !session->status) {
		session_complain("%s", replay.trouble);
		session->status = EXIT_FAILED;
	}
	if (!session->status && !session->has_match && (options->device_glob || options->mgmtdev_glob))
		session->status = EXIT_FAILED;
	engine_stop(session->engine);
}

static void session_on_timeout(void *context)
{
	struct session *session = context;

	trouble_say_no_answer(session->engine, session->options.timeout, "");
	session_end(session, EXIT_TIMEOUT);
}

struct session *session_start(struct engine *engine, struct report *report,
			      const struct engine_options *options)
{
	struct session *session = calloc(1, sizeof(*session));
	const struct engine_handler handler = {
		.sampled = session_on_sample,
		.changed = session_on_change,
		.finished = session_on_finish,
		.timed_out = session_on_timeout,
		.context = session,
	};
	struct error error = { 0 };

	if (!session) {
		session_complain("out of memory");
		return NULL;
	}
	session->engine = engine;
	session->report = report;
	session->options = *options;
	session->options.waits_for_host = session->options.hurries = true;
	session->options.keeps_every_tick = options->is_demo;
	session->options.wants_vendor |= report_wants_vendor(report);
	if (engine_start(engine, &session->options, &handler, &error) < 0) {
		session_complain("%s", error.words);
		free(session);
		return NULL;
	}
	return session;
}

int session_status(const struct session *session)
{
	return session->status;
}

void session_free(struct session *session)
{
	free(session);
}
