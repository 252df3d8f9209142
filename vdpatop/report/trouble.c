/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/trouble.h"

#include <errno.h>
#include <stdio.h>

#include "base/clock.h"
#include "base/error.h"
#include "engine/engine.h"
#include "model/model.h"
#include "report/session.h"

int trouble_of_code(int code)
{
	return code == -EPERM || code == -EACCES ? EXIT_PERMISSION : EXIT_FAILED;
}

int trouble_of_family(const struct model *model)
{
	const struct snapshot_info *info = model->info;

	if (info->family == SNAPSHOT_FAMILY_PRESENT)
		return EXIT_DONE;
	session_complain("%s", model->reason[0] ? model->reason : error_text(info->code));
	return info->family == SNAPSHOT_FAMILY_UNKNOWN ? trouble_of_code(info->code) : EXIT_NO_FAMILY;
}

/* What keeps the first sample from coming does not go away. */
int trouble_of_engine(const struct engine_status *status)
{
	if (status->state == ENGINE_DEAD)
		return EXIT_FAILED;
	return !status->samples && status->code < 0 ? trouble_of_code(status->code) : EXIT_DONE;
}

void trouble_say_events(const struct model *model, uint64_t *until)
{
	for (size_t i = 0; i < model->event_count; i++) {
		const struct model_event *event = &model->events[i];
		bool is_ours = event->kind == MODEL_EVENT_ERROR || event->kind == MODEL_EVENT_CLOCK;

		if (!is_ours || event->number <= *until)
			continue;
		session_complain("%s", event->words);
		*until = event->number;
	}
}

/* The sample is there and waits for the host's facts, or the kernel holds it. */
void trouble_say_no_answer(struct engine *engine, double seconds, const char *unsent)
{
	struct engine_status status = engine_get_status(engine);
	const struct model *model = engine_model(engine);
	char rest[192] = "";

	if (*unsent)
		snprintf(rest, sizeof(rest), "; nothing was sent to %s", unsent);
	if (model->has_sample)
		session_complain("no answer from sysfs and /proc within %g s%s", seconds, rest);
	else
		session_complain("no answer from the kernel within %g s%s%s%s: another request holds generic "
				 "netlink; ours goes on in the kernel until that one is over, then ends unseen%s",
				 seconds, *status.request ? " (" : "", status.request, *status.request ? ")" : "", rest);
	trouble_name_suspects(model);
}

void trouble_say_blocked(const struct engine_status *status)
{
	int64_t since = status->time - (int64_t)(status->seconds * CLOCK_SECOND);
	char time[32];

	clock_iso8601(time, sizeof(time), since);
	session_complain("no answer from the kernel since %s (%s): there is no sample until it answers", time,
			 status->request);
}

void trouble_name_suspects(const struct model *model)
{
	for (size_t i = 0; i < model->suspect_count; i++) {
		const struct model_suspect *suspect = &model->suspects[i];

		session_complain("process %d (%s) waits in the kernel in %s%s", suspect->pid,
				 suspect->command, suspect->wchan,
				 suspect->is_deleting ? ", for a device's node to be closed" : "");
	}
	for (size_t i = 0; i < model->device_count; i++) {
		const struct model_device *device = &model->devices[i];

		if (device->user_pid)
			session_complain("process %d (%s) holds %s of %s open", device->user_pid,
					 device->vm[0] ? device->vm : device->user, device->node,
					 device->name);
	}
}
