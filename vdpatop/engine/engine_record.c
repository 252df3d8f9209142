/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A recording as main sees it: facts that go into it, trouble that comes of it, and its end. */
#include "engine/engine_private.h"

#include <errno.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"

/* The worker writes what it was told last in no time, unless the kernel or a disk holds it. */
#define RECORD_PATIENCE 1000 /* ms */

static bool engine_is_recording(const struct engine *engine)
{
	return engine->options.record && !engine->record_trouble[0];
}

void engine_record_facts(struct engine *engine, const struct engine_done *done, const void *data)
{
	struct engine_facts facts = { .is_held = engine->is_held, .after = engine->joined,
				      .bytes = done->bytes };

	if (!engine_is_recording(engine) || engine_send_facts(engine, &facts, data) == 0 ||
	    engine->said_no_facts)
		return;
	engine->said_no_facts = true;
	engine_add_event(engine, "the recording lacks drivers and users from now on: the netlink worker does "
				 "not listen");
}

static void record_say(struct engine *engine, const char *words)
{
	const char *name = engine->options.record_name;

	text_format(engine->record_trouble, sizeof(engine->record_trouble),
		    "recording into %s has ended: %s; the samples before that are in it", name ? name : "a file",
		    words);
}

void engine_take_trouble(struct engine *engine, const char *words)
{
	record_say(engine, words);
	engine_add_event(engine, engine->record_trouble);
}

int engine_end_recording(struct engine *engine, struct error *error)
{
	if (!engine->options.record)
		return 0;
	/* Nobody is told: who started the engine may be gone. */
	if (engine_is_recording(engine) && link_finish(&engine->netlink, RECORD_PATIENCE))
		record_say(engine, engine->netlink.trouble);
	return engine->record_trouble[0] ? error_set(error, -EIO, "%s", engine->record_trouble) : 0;
}
