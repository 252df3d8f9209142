/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From the words of "dev add", "dev set" and "dev del" to a task, and from what came of it to an exit status.
 * What is checked, and by which words it is refused, is manage/'s, as for the dialogs.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "manage/job_words.h"
#include "manage/usage.h"
#include "manage/words.h"
#include "oneshot/change.h"
#include "oneshot/find.h"
#include "report/json.h"
#include "report/session.h"
#include "report/trouble.h"
#include "vdpa/class.h"

#define CHANGE_SUBMISSION 1

const char *change_device(const struct oneshot *oneshot)
{
	const struct oneshot_command *command = oneshot->command;

	return command->verb == ONESHOT_ADD ? command->wish.name : command->device;
}

const struct job *change_job(const struct oneshot *oneshot)
{
	size_t count;
	const struct job *jobs = engine_jobs(oneshot->engine, &count);

	return count ? jobs : NULL;
}

/* Whether the management device is there; if not, it says so. */
static bool has_mgmtdev(const struct model *model, const struct wish *wish)
{
	char said[TASK_BUS_SIZE + TASK_MGMTDEV_SIZE];
	char words[FIND_MISS_SIZE];

	if (wish_mgmtdev(wish, model))
		return true;
	snprintf(said, sizeof(said), "%s%s%s", wish->bus, *wish->bus ? "/" : "", wish->mgmtdev);
	session_complain("%s", find_miss_mgmtdev(model, said, words));
	return false;
}

static void complain_of(const struct finding *finding)
{
	const char *word = task_field_word(finding->field);

	session_complain("%s%s%s", word, *word ? ": " : "", finding->words);
}

/* Whether nothing is wrong with WISH. Errors are said; where there are none, warnings. */
static bool check_wish(const struct wish *wish, const struct model *model)
{
	struct array findings = ARRAY_OF(struct finding);
	int errors = wish_check(wish, model, &findings);
	enum model_level level = errors ? MODEL_ERROR : MODEL_WARNING;

	for (size_t i = 0; i < findings.count; i++)
		if (array_at(&findings, struct finding, i)->level == level)
			complain_of(array_at(&findings, struct finding, i));
	if (errors < 0)
		session_complain("out of memory");
	array_free(&findings);
	return !errors;
}

/* vdpa(8) takes a name as it stands, whatever a dialog would make of its braces. */
static bool plan_add(struct oneshot *oneshot, const struct model *model, struct task *ret_task)
{
	struct array tasks = ARRAY_OF(struct task);
	struct wish wish = oneshot->command->wish;
	bool is_right;

	wish.is_literal = true;
	if (!has_mgmtdev(model, &wish) || !check_wish(&wish, model))
		return false;
	is_right = wish_expand(&wish, model, &tasks) == 0 && tasks.count == 1;
	if (is_right)
		*ret_task = *array_at(&tasks, struct task, 0);
	else
		session_complain("out of memory");
	array_free(&tasks);
	return is_right;
}

/* The device that the command is about; NULL, with words, when there is none. */
static const struct model_device *device_of(const struct oneshot *oneshot, const struct model *model)
{
	const char *said = oneshot->command->device;
	const struct model_device *device = find_device(model, said);
	char words[FIND_MISS_SIZE];

	if (strlen(said) >= TASK_NAME_SIZE)
		session_complain("%s has more than %d bytes, so sysfs cannot tell who uses it: it is left alone",
				 words_name(said).text, TASK_NAME_SIZE - 1);
	else if (!device)
		session_complain("%s", find_miss_device(model, said, words));
	else
		return device;
	return NULL;
}

static struct task task_of(enum task_kind kind, const struct model_device *device)
{
	struct task task = { .kind = kind, .class_id = device->class_id, .device = device->id,
			     .identity = device->identity };

	text_copy(task.name, sizeof(task.name), device->name);
	return task;
}

/* The kernel is not told a class: where several are made, only the device itself has what came of it. */
static bool has_class_to_check(const struct oneshot *oneshot)
{
	const struct wish *wish = &oneshot->command->wish;
	const struct model_mgmtdev *mgmtdev;

	if (oneshot->command->verb != ONESHOT_ADD || !wish->class_id)
		return false;
	mgmtdev = wish_mgmtdev(wish, engine_model(oneshot->engine));
	return mgmtdev && mgmtdev->classes & (mgmtdev->classes - 1);
}

void change_check_class(const struct oneshot *oneshot)
{
	uint32_t wanted = oneshot->command->wish.class_id;
	const struct model_device *device;

	if (!has_class_to_check(oneshot))
		return;
	device = find_device(engine_model(oneshot->engine), change_device(oneshot));
	if (device && device->valid & VDPA_HAS_CLASS && device->class_id != wanted)
		session_complain("%s is a %s device, though %s was asked for: the driver chose",
				 words_name(device->name).text, vdpa_class_name(device->class_id),
				 vdpa_class_name(wanted));
}

/* It is over, or looked at with the next sample. */
static void end_well(struct oneshot *oneshot)
{
	if (oneshot->options.is_json || has_class_to_check(oneshot))
		oneshot_show_later(oneshot);
	else
		oneshot_finish(oneshot, EXIT_DONE);
}

static bool has_mac(const struct model_device *device, const char *text)
{
	const struct vdpa_config *config = &device->config;
	uint8_t mac[TASK_MAC_SIZE];

	return config->valid & VDPA_HAS_MAC && wish_parse_mac(text, mac, NULL) == 0 &&
	       !memcmp(mac, config->mac, sizeof(mac));
}

static bool plan_set(struct oneshot *oneshot, const struct model *model, struct task *ret_task)
{
	const struct model_device *device = device_of(oneshot, model);
	struct error error = { 0 };

	if (!device)
		return false;
	if (has_mac(device, oneshot->command->mac)) {
		end_well(oneshot); /* whoever runs it twice has what is wanted */
		return false;
	}
	*ret_task = task_of(TASK_SET_MAC, device);
	ret_task->valid = VDPA_HAS_MAC;
	if (wish_check_mac(oneshot->command->mac, model, device, ret_task->mac, &error) < 0) {
		session_complain("mac: %s", error.words);
		return false;
	}
	return true;
}

static bool plan_delete(struct oneshot *oneshot, const struct model *model, struct task *ret_task)
{
	const struct model_device *device = device_of(oneshot, model);

	if (!device)
		return false;
	*ret_task = task_of(TASK_DELETE, device);
	ret_task->is_forced = oneshot->options.is_forced;
	if (!strcmp(device->driver, task_driver_name(TASK_DRIVER_VHOST)))
		ret_task->driver = TASK_DRIVER_VHOST;
	return delete_may_begin(oneshot, model, device);
}

/* False: nothing is to be sent. It has failed, unless its stage says otherwise. */
static bool plan(struct oneshot *oneshot, struct task *ret_task)
{
	const struct model *model = engine_model(oneshot->engine);

	switch (oneshot->command->verb) {
	case ONESHOT_ADD:
		return plan_add(oneshot, model, ret_task);
	case ONESHOT_SET:
		return plan_set(oneshot, model, ret_task);
	default:
		return plan_delete(oneshot, model, ret_task);
	}
}

void change_begin(struct oneshot *oneshot)
{
	const char *refused = engine_get_rights(oneshot->engine).change;
	struct error error = { 0 };
	struct task task;
	char what[128];
	int result;

	if (*refused) {
		session_complain("nothing is changed: %s", refused);
		oneshot_finish(oneshot, EXIT_PERMISSION);
		return;
	}
	if (!plan(oneshot, &task)) {
		if (oneshot->stage == ONESHOT_STARTING)
			oneshot_finish(oneshot, EXIT_FAILED);
		return;
	}
	oneshot->stage = ONESHOT_CHANGING; /* what the kernel is not asked for may be over at once */
	result = engine_submit(oneshot->engine, CHANGE_SUBMISSION, &task, 1, false, &error);
	if (result == 0)
		return;
	task_describe(&task, what, sizeof(what));
	session_complain("%s: %s", what, error.words);
	oneshot_finish(oneshot, trouble_of_code(result));
}

/* Without how long it took, which a shell can tell. */
static void complain_of_outcome(const struct job *job)
{
	struct job quiet = *job;
	char words[JOB_WORDS_SIZE];

	quiet.began = 0;
	job_result_words(&quiet, words, sizeof(words));
	session_complain("%s", words);
}

/* What is left of a device that was deleted, in the words of "dev show". */
static void write_nothing(struct oneshot *oneshot)
{
	struct array lines = ARRAY_OF(char);
	struct json json = json_begin(&lines, oneshot->options.is_pretty);

	json_begin_object(&json);
	json_key(&json, "dev");
	json_begin_object(&json);
	json_end_object(&json);
	json_end_object(&json);
	if (json_end(&json) < 0) {
		session_complain("out of memory");
		oneshot_finish(oneshot, EXIT_FAILED);
	} else {
		oneshot_finish(oneshot, oneshot_write(oneshot, &lines, EXIT_DONE));
	}
	array_free(&lines);
}

static void take_success(struct oneshot *oneshot, const struct job *job)
{
	if (job->outcome.level != MODEL_INFO)
		complain_of_outcome(job);
	if (oneshot->options.is_json && job->task.kind == TASK_DELETE)
		write_nothing(oneshot);
	else
		end_well(oneshot);
}

static void take_failure(struct oneshot *oneshot, const struct job *job)
{
	int status = job->outcome.is_unknown ? EXIT_TIMEOUT : trouble_of_code(job->outcome.code);

	if (!delete_refuse(oneshot, job))
		complain_of_outcome(job);
	oneshot_finish(oneshot, status);
}

/* What takes the kernel long is worth a line, once. */
static void say_pending(struct oneshot *oneshot, const struct job *job)
{
	const struct model *model = engine_model(oneshot->engine);
	bool is_pending = false;
	char words[JOB_WORDS_SIZE];

	for (size_t i = 0; i < model->event_count; i++)
		is_pending |= model->events[i].kind == MODEL_EVENT_PENDING;
	if (!is_pending || oneshot->said_pending)
		return;
	oneshot->said_pending = true;
	job_pending_words(job, words, sizeof(words));
	session_complain("%s", words);
}

void change_go_on(struct oneshot *oneshot)
{
	const struct job *job = change_job(oneshot);

	if (!job)
		return;
	if (!job_is_over(job))
		say_pending(oneshot, job);
	else if (job->state == JOB_DONE)
		take_success(oneshot, job);
	else
		take_failure(oneshot, job);
}
