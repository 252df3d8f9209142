/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A demo host for a test, asked through the floors that the program asks it through. */
#pragma once

#include <stdbool.h>
#include <string.h>

#include <libmnl/libmnl.h>

#include "base/error.h"
#include "netlink/genl.h"
#include "source/demo_options.h"
#include "source/source.h"
#include "vdpa/counter.h"
#include "vdpa/message.h"
#include "vdpa/numbers.h"

#include "unit.h"

#define SECOND INT64_C(1000000000)
#define DEMO_TEST_START (INT64_C(1795356187) * SECOND)
#define DEMO_TEST_PAIRS 16

struct demo_test {
	struct source source;
	struct genl *genl;
	struct genl_family family;
	/* Of the answer that came last. */
	struct answer answer;
	bool has_reply;
	_Alignas(NLMSG_ALIGNTO) char reply[GENL_RECEIVE_SIZE];
	struct vdpa_vstats vstats;
	size_t pair_count;
	struct {
		char name[64];
		uint64_t value;
	} pairs[DEMO_TEST_PAIRS];
};

static inline struct demo_options demo_test_options(bool is_patched)
{
	struct demo_options options = DEMO_OPTIONS_DEFAULT;

	options.is_patched = is_patched;
	return options;
}

static inline struct demo_test *demo_test_open(const struct demo_options *options)
{
	struct demo_test *test = calloc(1, sizeof(*test));
	struct error error = { 0 };

	assert_non_null(test);
	assert_int_equal(source_open_demo(&test->source, options, &error), 0);
	test->genl = genl_new(test->source.transport);
	assert_int_equal(genl_family_find(test->genl, VDPA_GENL_NAME, &test->family, &error), 0);
	return test;
}

static inline void demo_test_close(struct demo_test *test)
{
	genl_free(test->genl);
	test->source.close(test->source.self);
	free(test);
}

/* A sample SECONDS after the first. */
static inline void demo_test_begin(struct demo_test *test, double seconds)
{
	int64_t due = DEMO_TEST_START + (int64_t)(seconds * 1e9);

	assert_int_equal(test->source.begin(test->source.self, due), due);
}

static inline void demo_test_on_answer(void *context, size_t request, const struct nlmsghdr *reply,
				       const struct answer *answer)
{
	struct demo_test *test = context;

	(void)request;
	test->answer = *answer;
	test->has_reply = reply;
	if (reply)
		memcpy(test->reply, reply, reply->nlmsg_len);
}

/* Asks one thing. Returns its code; the reply, if any, lies in test->reply. */
static inline int demo_test_ask(struct demo_test *test, const struct vdpa_request *request)
{
	bool is_change = request->command == VDPA_CMD_DEV_NEW ||
			 request->command == VDPA_CMD_DEV_DEL ||
			 request->command == VDPA_CMD_DEV_ATTR_SET;
	struct nlmsghdr *message = genl_add(test->genl, &test->family, request->command,
					    is_change ? NLM_F_ACK : 0);

	assert_int_equal(vdpa_encode(message, GENL_REQUEST_SIZE, request), 0);
	genl_commit(test->genl);
	assert_int_equal(genl_run(test->genl, demo_test_on_answer, test), 0);
	return test->answer.code;
}

static inline void demo_test_on_pair(void *context, const char *name, uint64_t value)
{
	struct demo_test *test = context;

	assert_in_range(test->pair_count, 0, DEMO_TEST_PAIRS - 1);
	strncpy(test->pairs[test->pair_count].name, name, sizeof(test->pairs[0].name) - 1);
	test->pairs[test->pair_count++].value = value;
}

/* Asks for a queue's counters; with 0 they lie in test->pairs. */
static inline int demo_test_ask_stats(struct demo_test *test, const char *device, uint32_t index)
{
	struct vdpa_request request = { .command = VDPA_CMD_DEV_VSTATS_GET, .device = device,
					.index = index, .valid = VDPA_HAS_INDEX };
	int code = demo_test_ask(test, &request);
	const char *name;

	memset(test->pairs, 0, sizeof(test->pairs));
	test->pair_count = 0;
	if (!code) {
		code = vdpa_decode_vstats((struct nlmsghdr *)test->reply, &test->vstats, &name,
					  demo_test_on_pair, test);
		assert_int_equal(code, 0);
		assert_string_equal(name, device);
	}
	return code;
}

static inline bool demo_test_has(const struct demo_test *test, const char *name)
{
	for (size_t i = 0; i < test->pair_count; i++)
		if (!strcmp(test->pairs[i].name, name))
			return true;
	return false;
}

/* The value of the counter NAME in the last answer, which must have it. */
static inline uint64_t demo_test_counter(const struct demo_test *test, const char *name)
{
	for (size_t i = 0; i < test->pair_count; i++)
		if (!strcmp(test->pairs[i].name, name))
			return test->pairs[i].value;
	fail_msg("there is no counter \"%s\"", name);
	return 0;
}

struct demo_test_list {
	size_t count;
	uint32_t class_id[256], max_vqs[256];
	char name[256][64];
};

static inline void demo_test_on_device(void *context, const struct nlmsghdr *message)
{
	struct demo_test_list *list = context;
	struct vdpa_device device;

	assert_int_equal(vdpa_decode_device(message, &device), 0);
	assert_in_range(list->count, 0, 255);
	strncpy(list->name[list->count], device.name, 63);
	list->class_id[list->count] = device.class_id;
	list->max_vqs[list->count++] = device.max_vqs;
}

/* The devices, by a dump. Returns what genl_dump() does. */
static inline int demo_test_list(struct demo_test *test, struct demo_test_list *list)
{
	memset(list, 0, sizeof(*list));
	return genl_dump(test->genl, &test->family, VDPA_CMD_DEV_GET, demo_test_on_device, list,
			 &test->answer);
}
