/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds the row of verdict.def that an answer is about, and fills its words in. */
#include "manage/verdict_why.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "vdpa/feature.h"
#include "vdpa/message.h"
#include "vdpa/numbers.h"

enum {
	NONE = 0,
	MAC = VDPA_HAS_MAC,
	MTU = VDPA_HAS_MTU,
	PAIRS = VDPA_HAS_MAX_VQP,
	FEATURES = VDPA_HAS_FEATURES,
};

#define TASK_ANY -1

struct rule {
	int kind; /* enum task_kind, or TASK_ANY */
	int code;
	const char *driver;
	uint32_t given;
	const char *kernel;
	enum task_field field;
	const char *words;
};

static const struct rule rules[] = {
#define X(kind, code, driver, given, kernel, field, words) \
	{ TASK_##kind, code, driver, given, kernel, TASK_FIELD_##field, words },
#include "manage/verdict.def"
};

static const struct {
	uint32_t attribute;
	enum task_field field;
	const char *name;
} attributes[] = {
	{ VDPA_ATTR_MGMTDEV_BUS_NAME, TASK_FIELD_MGMTDEV, "bus" },
	{ VDPA_ATTR_MGMTDEV_DEV_NAME, TASK_FIELD_MGMTDEV, "management device" },
	{ VDPA_ATTR_DEV_NAME, TASK_FIELD_NAME, "name" },
	{ VDPA_ATTR_DEV_NET_CFG_MACADDR, TASK_FIELD_MAC, "MAC address" },
	{ VDPA_ATTR_DEV_NET_CFG_MTU, TASK_FIELD_MTU, "MTU" },
	{ VDPA_ATTR_DEV_NET_CFG_MAX_VQP, TASK_FIELD_PAIRS, "number of queue pairs" },
	{ VDPA_ATTR_DEV_FEATURES, TASK_FIELD_FEATURES, "features" },
};

#define ATTRIBUTES (sizeof(attributes) / sizeof(attributes[0]))

enum task_field verdict_field_of(uint32_t attribute)
{
	for (size_t i = 0; i < ATTRIBUTES; i++)
		if (attributes[i].attribute == attribute)
			return attributes[i].field;
	return TASK_FIELD_NONE;
}

const struct model_mgmtdev *verdict_mgmtdev(const struct task *task, const struct model *model)
{
	if (task->kind != TASK_ADD) {
		const struct model_device *device = model_find_device(model, task->device);

		return device && device->mgmtdev != FLAT_NONE ? &model->mgmtdevs[device->mgmtdev] : NULL;
	}
	for (size_t i = 0; i < model->mgmtdev_count; i++)
		if (!strcmp(model->mgmtdevs[i].name, task->mgmtdev) &&
		    !strcmp(model->mgmtdevs[i].bus, task->bus))
			return &model->mgmtdevs[i];
	return NULL;
}

static bool begins_with(const char *text, const char *beginning)
{
	return !strncmp(text, beginning, strlen(beginning));
}

static bool rule_matches(const struct rule *rule, const struct task *task, const char *driver, int code,
			 const char *kernel)
{
	return (rule->kind == TASK_ANY || rule->kind == (int)task->kind) && rule->code == -code &&
	       begins_with(driver, rule->driver) && (task->valid & rule->given) == rule->given &&
	       strstr(kernel, rule->kernel);
}

static const struct rule *find_rule(const struct task *task, const struct model *model, int code,
				    const char *kernel)
{
	const struct model_mgmtdev *mgmtdev = verdict_mgmtdev(task, model);

	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		if (rule_matches(&rules[i], task, mgmtdev ? mgmtdev->driver : "", code, kernel))
			return &rules[i];
	return NULL;
}

/* The number at the end of KERNEL's words: bits of attributes or of features. */
static uint64_t read_bits(const char *kernel)
{
	const char *number = strstr(kernel, "0x");

	return number ? strtoull(number, NULL, 16) : 0;
}

static void put_attributes(struct words *words, uint64_t bits)
{
	bool is_first = true;

	for (size_t i = 0; i < ATTRIBUTES; i++) {
		if (!(bits >> attributes[i].attribute & 1))
			continue;
		words_put(words, is_first ? "" : ", ");
		words_put(words, attributes[i].name);
		is_first = false;
	}
	if (is_first)
		words_put(words, "setting of that kind");
}

static void put_features(struct words *words, uint64_t bits)
{
	bool is_first = true;

	for (uint32_t bit = 0; bit < 64; bit++) {
		char name[32];

		if (!VDPA_HAS_FEATURE(bits, bit))
			continue;
		vdpa_feature_print(name, sizeof(name), VDPA_CLASS_NET, bit);
		words_put(words, is_first ? "" : ", ");
		words_put(words, name);
		is_first = false;
	}
}

static void put_mgmtdev(struct words *words, const struct task *task, const struct model *model)
{
	const struct model_mgmtdev *mgmtdev = verdict_mgmtdev(task, model);

	if (mgmtdev) {
		words_put_name(words, mgmtdev->handle);
		return;
	}
	if (*task->bus) {
		words_put_name(words, task->bus);
		words_put(words, "/");
	}
	words_put_name(words, task->mgmtdev);
}

static void put_rule(struct words *words, const struct rule *rule, const struct task *task,
		     const struct model *model, const char *kernel)
{
	for (const char *at = rule->words; *at; at++) {
		const char byte[] = { *at, '\0' };

		if (*at == '@')
			words_put_name(words, task->name);
		else if (*at == '#')
			put_mgmtdev(words, task, model);
		else if (*at == '$' && rule->field == TASK_FIELD_FEATURES)
			put_features(words, read_bits(kernel));
		else if (*at == '$')
			put_attributes(words, read_bits(kernel));
		else
			words_put(words, byte);
	}
}

/* The first setting that the kernel's number names. */
static enum task_field field_of_bits(const char *kernel)
{
	uint64_t bits = read_bits(kernel);

	for (size_t i = 0; i < ATTRIBUTES; i++)
		if (bits >> attributes[i].attribute & 1)
			return attributes[i].field;
	return TASK_FIELD_NONE;
}

/* "; the kernel said: vdpa: device not found" */
static void put_kernel(struct words *words, const char *kernel)
{
	struct outcome outcome;
	char safe[2 * sizeof(outcome.kernel)];

	if (!*kernel)
		return;
	text_safe(safe, sizeof(safe), kernel, strnlen(kernel, sizeof(outcome.kernel) - 1));
	words_print(words, "; the kernel said: %s", safe);
}

enum task_field verdict_put_why(struct words *words, const struct task *task, const struct model *model,
				int code, const struct verdict_answer *answer)
{
	const struct rule *rule = find_rule(task, model, code, answer->kernel);
	enum task_field field = rule ? rule->field : TASK_FIELD_NONE;

	if (rule)
		put_rule(words, rule, task, model, answer->kernel);
	else
		words_put(words, error_text(code));
	put_kernel(words, answer->kernel);
	if (rule && !field && strchr(rule->words, '$'))
		field = field_of_bits(answer->kernel);
	return answer->attribute ? verdict_field_of(answer->attribute) : field;
}
