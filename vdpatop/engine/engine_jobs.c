/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Carries out what was submitted, a step after the other, and waits for none of them. */
#include "engine/engine_private.h"

#include <errno.h>

#include "base/error.h"
#include "manage/job.h"

struct engine_rights engine_get_rights(const struct engine *engine)
{
	(void)engine;
	return (struct engine_rights){ "", "" };
}

void engine_scan_host(struct engine *engine)
{
	engine_ask_host(engine);
}

int engine_submit(struct engine *engine, uint64_t submission, const struct task *tasks, size_t count,
		  bool stops, struct error *error)
{
	(void)engine;
	(void)submission;
	(void)tasks;
	(void)count;
	(void)stops;
	return error_set(error, -ENOSYS, "not built yet");
}

void engine_go_on(struct engine *engine, uint64_t submission)
{
	(void)engine;
	(void)submission;
}

void engine_give_up(struct engine *engine, uint64_t submission)
{
	(void)engine;
	(void)submission;
}

const struct job *engine_jobs(const struct engine *engine, size_t *ret_count)
{
	(void)engine;
	*ret_count = 0;
	return NULL;
}
