/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The children that change bindings: one for each job that needs it just now. */
#include "engine/engine_private.h"

#include <errno.h>
#include <stdlib.h>

size_t engine_setters_at_work(const struct engine *engine)
{
	size_t count = 0;

	for (const struct engine_setter *setter = engine->setters; setter; setter = setter->next)
		count += setter->job != 0;
	return count;
}

void engine_setters_reap(struct engine *engine)
{
	struct engine_setter **at = &engine->setters;

	while (*at) {
		struct engine_setter *setter = *at;

		if (setter->job || !setter_is_gone(&setter->setter)) {
			at = &setter->next;
			continue;
		}
		*at = setter->next;
		free(setter);
	}
}

static void setter_on_answer(struct ev_loop *loop, ev_io *io, int events)
{
	struct engine_setter *setter = io->data;
	uint64_t number = setter->job;
	struct setter_answer answer;

	(void)events;
	if (!setter_receive(&setter->setter, &answer))
		return;
	ev_io_stop(loop, io);
	setter->job = 0;
	engine_jobs_take_binding(setter->engine, number, setter->is_unbinding, &answer);
}

static void setter_keep(struct engine *engine, struct engine_setter *setter)
{
	setter->engine = engine;
	setter->next = engine->setters;
	engine->setters = setter;
	ev_io_init(&setter->io, setter_on_answer, setter->setter.child.socket, EV_READ);
	setter->io.data = setter;
	ev_io_start(engine->loop, &setter->io);
}

int engine_setter_start(struct engine *engine, const struct job *job, bool is_unbinding)
{
	const struct task *task = &job->task;
	struct demo_options demo = engine->options.demo;
	const struct setter_order order = {
		.demo = engine->options.is_demo ? &demo : NULL,
		.root = engine->host.start.root,
		.request = { is_unbinding ? HOST_UNBIND : HOST_BIND, task->name, task->identity,
			     task->kind == TASK_DELETE ? "" : task_driver_name(task->driver) },
	};
	struct engine_setter *setter = calloc(1, sizeof(*setter));
	int result;

	if (!setter)
		return -ENOMEM;
	demo.ledger = engine->ledger;
	setter->job = job->number;
	setter->is_unbinding = is_unbinding;
	result = setter_start(&setter->setter, &order);
	if (result < 0)
		free(setter);
	else
		setter_keep(engine, setter);
	return result;
}

void engine_setters_free(struct engine *engine)
{
	while (engine->setters) {
		struct engine_setter *setter = engine->setters;

		engine->setters = setter->next;
		ev_io_stop(engine->loop, &setter->io);
		setter_release(&setter->setter);
		free(setter);
	}
}
