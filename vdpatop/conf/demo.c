/* SPDX-License-Identifier: GPL-2.0-or-later */
/* --demo=KEY=VALUE,…: what the simulated host is like. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "conf/number.h"
#include "conf/settings.h"

/* Data queues of a net device, in pairs: the kernel takes no queue index past 0x8000. */
#define MOST_QUEUES 32766

/* Data queues of the whole host: each takes memory in the workers and in the model. */
#define MOST_IN_ALL 200000

enum demo_key {
#define X(id, name, values, help) DEMO_KEY_##id,
#include "conf/demo.def"
#undef X
	DEMO_KEY_COUNT,
};

static const char *const demo_keys[] = {
#define X(id, name, values, help) name,
#include "conf/demo.def"
#undef X
};

static int demo_set_number(uint32_t *number, const char *option, const char *value, uint64_t least,
			   uint64_t most, struct error *error)
{
	uint64_t parsed;
	int result = number_parse(option, value, least, most, &parsed, error);

	if (!result)
		*number = (uint32_t)parsed;
	return result;
}

static int demo_set_choice(bool *is_first, const char *option, const char *value, const char *first,
			   const char *second, struct error *error)
{
	if (strcmp(value, first) && strcmp(value, second))
		return error_set(error, -EINVAL, "%s: '%s' is neither %s nor %s", option, value, first,
				 second);
	*is_first = !strcmp(value, first);
	return 0;
}

static int demo_set_fault(enum demo_fault *fault, const char *option, const char *value,
			  struct error *error)
{
	char names[256] = "";
	size_t used = 0;

	for (int i = 0; i < DEMO_FAULT_COUNT; i++) {
		const char *name = demo_fault_name((enum demo_fault)i);

		if (!strcmp(name, value)) {
			*fault = (enum demo_fault)i;
			return 0;
		}
		used += (size_t)snprintf(names + used, sizeof(names) - used, "%s%s", i ? ", " : "", name);
		if (used >= sizeof(names))
			break;
	}
	return error_set(error, -EINVAL, "%s: '%s' is no fault, expected one of %s", option, value, names);
}

static int demo_set_autoprobe(enum demo_driver *driver, const char *option, const char *value,
			      struct error *error)
{
	static const char *const names[] = {
		[DEMO_UNBOUND] = "none",
		[DEMO_VIRTIO_VDPA] = "virtio_vdpa",
		[DEMO_VHOST_VDPA] = "vhost_vdpa",
	};

	for (int i = DEMO_UNBOUND; i <= DEMO_VHOST_VDPA; i++)
		if (!strcmp(value, names[i])) {
			*driver = (enum demo_driver)i;
			return 0;
		}
	return error_set(error, -EINVAL, "%s: '%s' is neither %s, %s nor %s", option, value,
			 names[DEMO_VHOST_VDPA], names[DEMO_VIRTIO_VDPA], names[DEMO_UNBOUND]);
}

static int demo_set(struct demo_options *options, enum demo_key key, const char *value,
		    struct error *error)
{
	char option[48];

	snprintf(option, sizeof(option), "--demo=%s", demo_keys[key]);
	switch (key) {
	case DEMO_KEY_MGMTDEVS:
		return demo_set_number(&options->mgmtdevs, option, value, 1, 1000, error);
	case DEMO_KEY_DEVICES:
		return demo_set_number(&options->devices, option, value, 0, 10000, error);
	case DEMO_KEY_QUEUES:
		return demo_set_number(&options->queues, option, value, 1, MOST_QUEUES, error);
	case DEMO_KEY_SEED:
		return number_parse(option, value, 0, UINT64_MAX, &options->seed, error);
	case DEMO_KEY_KERNEL:
		return demo_set_choice(&options->is_patched, option, value, "patched", "stock", error);
	case DEMO_KEY_TRAFFIC:
		return demo_set_choice(&options->has_traffic, option, value, "on", "off", error);
	case DEMO_KEY_FAULT:
		return demo_set_fault(&options->fault, option, value, error);
	case DEMO_KEY_ADD_DELAY:
		return number_parse_seconds(option, value, 0, 3600, &options->add_delay, error);
	case DEMO_KEY_AUTOPROBE:
		return demo_set_autoprobe(&options->autoprobe, option, value, error);
	case DEMO_KEY_RELEASE:
		return number_parse_seconds(option, value, 0, 3600, &options->release, error);
	case DEMO_KEY_CLOCK:
		return demo_set_choice(&options->is_fast, option, value, "fast", "real", error);
	case DEMO_KEY_HIDE:
		return demo_set_choice(&options->hides_users, option, value, "on", "off", error);
	case DEMO_KEY_COUNT:
		break;
	}
	return -EINVAL;
}

/* GIVEN has a bit for each key so far. */
static int demo_set_word(struct demo_options *options, char *word, uint32_t *given, struct error *error)
{
	char names[128] = "";
	size_t used = 0;
	char *value = strchr(word, '=');

	if (value)
		*value++ = '\0';
	for (int i = 0; i < DEMO_KEY_COUNT; i++) {
		if (!strcmp(word, demo_keys[i]) && !value)
			return error_set(error, -EINVAL, "--demo: '%s' lacks a value, expected %s=…", word,
					 word);
		if (!strcmp(word, demo_keys[i]) && *given >> i & 1)
			return error_set(error, -EINVAL, "--demo: '%s' stands twice", word);
		if (!strcmp(word, demo_keys[i])) {
			*given |= UINT32_C(1) << i;
			return demo_set(options, (enum demo_key)i, value, error);
		}
		used += (size_t)snprintf(names + used, sizeof(names) - used, "%s%s", i ? ", " : "",
					 demo_keys[i]);
	}
	return error_set(error, -EINVAL, "--demo: '%s' is no key, expected one of %s", word, names);
}

/* What was not given counts as scene.c makes it, or a little more. */
static int demo_check_size(const struct demo_options *options, struct error *error)
{
	uint64_t mgmtdevs = options->mgmtdevs ? options->mgmtdevs : 6;
	uint64_t devices = options->devices != UINT32_MAX ? options->devices : 2;
	uint64_t queues = options->queues ? options->queues : 4;
	uint64_t product = mgmtdevs * devices * queues;

	if (product <= MOST_IN_ALL)
		return 0;
	return error_set(error, -EINVAL,
			 "--demo: %" PRIu64 " mgmtdevs x %" PRIu64 " devices x %" PRIu64
			 " queues are %" PRIu64 " queues, more than the %d that a demo may have",
			 mgmtdevs, devices, queues, product, MOST_IN_ALL);
}

int settings_parse_demo(struct demo_options *ret_options, const char *text, struct error *error)
{
	struct demo_options options = DEMO_OPTIONS_DEFAULT;
	char words[512];
	char *rest = words;
	char *word;
	uint32_t given = 0;
	int result;

	if (!text_copy(words, sizeof(words), text ? text : ""))
		return error_set(error, -EINVAL, "--demo: what follows is longer than %zu bytes",
				 sizeof(words) - 1);
	while (words[0] && (word = strsep(&rest, ","))) {
		result = demo_set_word(&options, word, &given, error);
		if (result < 0)
			return result;
	}
	result = demo_check_size(&options, error);
	if (!result)
		*ret_options = options;
	return result;
}
