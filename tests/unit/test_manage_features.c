/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Features as words: which bits they are, and when that takes the class. */
#include <errno.h>
#include <string.h>

#include "base/error.h"
#include "manage/wish.h"
#include "model/flat.h"
#include "vdpa/feature.h"
#include "vdpa/numbers.h"

#include "unit.h"

#define F(name) (UINT64_C(1) << VDPA_##name)

static void expect_features(const char *text, uint32_t class_id, uint64_t expected)
{
	struct error error = { 0 };
	uint64_t features = 0x77;

	if (wish_parse_features(text, class_id, &features, &error) < 0)
		fail_msg("%s: refused: %s", text, error.words);
	assert_int_equal(features, expected);
}

static void expect_refused(const char *text, uint32_t class_id, int code, const char *words)
{
	struct error error = { 0 };
	uint64_t features = 0x77;

	assert_int_equal(wish_parse_features(text, class_id, &features, &error), code);
	assert_string_equal(error.words, words);
	assert_int_equal(features, 0x77);
}

static void a_number_is_hexadecimal(void **state)
{
	(void)state;
	expect_features("0x300030008", 0, UINT64_C(0x300030008));
	expect_features("300030008", VDPA_CLASS_NET, UINT64_C(0x300030008));
	expect_features("0XfF", 0, 0xff);
	expect_features("0", 0, 0);
	expect_features("ffffffffffffffff", 0, UINT64_MAX);
	expect_features("0x00000000000000000000001", 0, 1);
}

static void names_are_taken_in_any_case(void **state)
{
	(void)state;
	expect_features("MAC", VDPA_CLASS_NET, F(NET_F_MAC));
	expect_features("mac,Mtu,VERSION_1,bit_50", VDPA_CLASS_NET,
			F(NET_F_MAC) | F(NET_F_MTU) | F(TRANSPORT_F_VERSION_1) | UINT64_C(1) << 50);
	expect_features("VERSION_1,bit_5", 0, F(TRANSPORT_F_VERSION_1) | F(NET_F_MAC));
}

static void every_name_that_is_shown_is_taken(void **state)
{
	size_t count;
	const struct vdpa_feature *table = vdpa_feature_table(&count);

	(void)state;
	for (size_t i = 0; i < count; i++)
		expect_features(table[i].name, table[i].class_id ? table[i].class_id : VDPA_CLASS_NET,
				UINT64_C(1) << table[i].bit);
}

static void a_name_means_what_the_class_makes_of_it(void **state)
{
	(void)state;
	expect_features("MQ", VDPA_CLASS_NET, F(NET_F_MQ));
	expect_features("MQ", VDPA_CLASS_BLOCK, UINT64_C(1) << 12);
	expect_refused("VERSION_1,MQ", 0, -EAGAIN, "which bit MQ is depends on the class: say its type");
	expect_refused("FLUSH", VDPA_CLASS_NET, -EINVAL, "'FLUSH' is no feature of class net");
}

static void what_is_no_feature_is_found_behind_what_takes_the_class(void **state)
{
	(void)state;
	expect_refused("MQ,MACC", 0, -EINVAL,
		       "'MACC' is no feature, expected a hexadecimal number, or names with commas as "
		       "MAC,MTU; did you mean MAC?");
	expect_refused("CSUM,", VDPA_CLASS_NET, -EINVAL,
		       "'' is no feature, expected a hexadecimal number, or names with commas as MAC,MTU");
	expect_refused("0x10000000000000000", 0, -EINVAL,
		       "'0x10000000000000000' is no feature, expected a hexadecimal number, or names with "
		       "commas as MAC,MTU");
	expect_refused("bit_ 5", 0, -EINVAL,
		       "'bit_ 5' is no feature, expected a hexadecimal number, or names with commas as "
		       "MAC,MTU");
	expect_refused("MAC,bit_5", VDPA_CLASS_NET, -EINVAL, "'bit_5' stands twice");
}

/* The names of all features of a net device are a line that there is room for. */
static void a_wish_has_room_for_all_names(void **state)
{
	size_t used = 0;
	size_t count;
	const struct vdpa_feature *table = vdpa_feature_table(&count);

	(void)state;
	for (size_t i = 0; i < count; i++)
		if (table[i].class_id == VDPA_CLASS_NET || table[i].class_id == VDPA_CLASS_ANY)
			used += strlen(table[i].name) + 1;
	assert_true(used <= WISH_FEATURES_SIZE);
}

/* A wish for one device, of a management device that makes devices of both classes and takes any features. */
static struct array read_wish(const char *feature_words, const char *mac, int errors,
			      struct array *findings)
{
	static struct model_mgmtdev mgmtdev = {
		.id = 1, .bus = "pci", .name = "0000:05:00.0", .handle = "pci/0000:05:00.0", .driver = "",
		.valid = VDPA_HAS_CLASSES, .classes = 1 << VDPA_CLASS_NET | 1 << VDPA_CLASS_BLOCK,
	};
	struct array tasks = ARRAY_OF(struct task);
	struct wish wish = { .bus = "pci", .mgmtdev = "0000:05:00.0", .name = "vm0" };
	struct model *empty = model_new(1);
	struct model model = *empty;

	model.mgmtdevs = &mgmtdev;
	model.mgmtdev_count = 1;
	strcpy(wish.feature_words, feature_words);
	strcpy(wish.mac, mac);
	assert_int_equal(wish_check(&wish, &model, findings), errors);
	assert_int_equal(wish_expand(&wish, &model, &tasks), errors ? -EINVAL : 0);
	model_free(empty);
	return tasks;
}

static void a_wish_in_words_becomes_a_task_with_bits(void **state)
{
	struct array findings = ARRAY_OF(struct finding);
	struct array tasks = read_wish("MAC,version_1,ACCESS_PLATFORM", "52:54:00:12:34:5f", 0, &findings);
	const struct task *task = array_at(&tasks, struct task, 0);

	(void)state;
	assert_int_equal(tasks.count, 1);
	assert_true(task->valid & VDPA_HAS_FEATURES);
	assert_int_equal(task->features,
			 F(NET_F_MAC) | F(TRANSPORT_F_VERSION_1) | F(TRANSPORT_F_ACCESS_PLATFORM));
	array_free(&tasks);
	array_free(&findings);
}

static void words_that_take_a_class_are_an_error_of_the_wish_while_it_is_open(void **state)
{
	struct array findings = ARRAY_OF(struct finding);
	struct array tasks = read_wish("MQ", "", 1, &findings);
	const struct finding *finding = finding_of(&findings, TASK_FIELD_FEATURES);

	(void)state;
	assert_int_equal(tasks.count, 0);
	assert_string_equal(finding->words, "which bit MQ is depends on the class: say its type");
	array_free(&tasks);
	array_free(&findings);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_number_is_hexadecimal),
	cmocka_unit_test(names_are_taken_in_any_case),
	cmocka_unit_test(every_name_that_is_shown_is_taken),
	cmocka_unit_test(a_name_means_what_the_class_makes_of_it),
	cmocka_unit_test(what_is_no_feature_is_found_behind_what_takes_the_class),
	cmocka_unit_test(a_wish_has_room_for_all_names),
	cmocka_unit_test(a_wish_in_words_becomes_a_task_with_bits),
	cmocka_unit_test(words_that_take_a_class_are_an_error_of_the_wish_while_it_is_open),
};

UNIT_MAIN(manage_features)
