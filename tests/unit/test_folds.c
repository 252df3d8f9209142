/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is folded, as words for a file and back. */
#include "view/fold_words.h"

#include <string.h>

#include "view/folds.h"

#include "unit.h"

static const char *word(const struct fold_words *words, size_t place)
{
	assert_true(place < words->words.count);
	return *array_at(&words->words, char *, place);
}

static void folds_are_said_whole_whatever_devices_start_as(void **state)
{
	struct fold_words words;
	struct folds folds;

	(void)state;
	fold_words_init(&words);
	folds_init(&folds, true);
	folds_set(&folds, "web0", true, false);
	folds_set(&folds, "pci/0000:03:00.2", false, true);
	folds_set(&folds, "db0", true, true); /* as it is anyway */
	assert_int_equal(fold_words_write(&words, &folds), 0);
	assert_int_equal(words.words.count, 2);
	assert_string_equal(word(&words, 0), "folded mgmtdev pci/0000:03:00.2");
	assert_string_equal(word(&words, 1), "unfolded device web0");
	folds_free(&folds);

	folds_init(&folds, false); /* a taller screen */
	fold_words_apply(&words, &folds);
	assert_false(folds_is_folded(&folds, "web0", true));
	assert_false(folds_is_folded(&folds, "db0", true));
	assert_true(folds_is_folded(&folds, "pci/0000:03:00.2", false));
	folds_free(&folds);
	fold_words_free(&words);
}

static void folding_all_is_said_only_when_somebody_did(void **state)
{
	struct fold_words words;
	struct folds folds;

	(void)state;
	fold_words_init(&words);
	folds_init(&folds, true);
	folds.is_start_chosen = true;
	folds_set(&folds, "web0", true, false);
	assert_int_equal(fold_words_write(&words, &folds), 0);
	assert_string_equal(word(&words, 0), "folded devices");
	folds_free(&folds);

	folds_init(&folds, false);
	fold_words_apply(&words, &folds);
	assert_true(folds_is_folded(&folds, "db0", true));
	assert_false(folds_is_folded(&folds, "web0", true));
	folds_free(&folds);
	fold_words_free(&words);
}

static void words_that_make_no_sense_are_passed_over(void **state)
{
	static const char *const nonsense[] = { "", "folded", "folded ", "folded table x", "opened device x",
						"folded device", "unfolded devices x" };
	struct fold_words words;
	struct folds folds;
	struct fold_state first;

	(void)state;
	fold_words_init(&words);
	folds_init(&folds, true);
	assert_int_equal(fold_words_set(&words, nonsense, sizeof(nonsense) / sizeof(nonsense[0])), 0);
	fold_words_apply(&words, &folds);
	assert_false(folds_at(&folds, 0, &first));
	assert_true(folds.devices_start_folded && !folds.is_start_chosen);
	folds_free(&folds);
	fold_words_free(&words);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(folds_are_said_whole_whatever_devices_start_as),
	cmocka_unit_test(folding_all_is_said_only_when_somebody_did),
	cmocka_unit_test(words_that_make_no_sense_are_passed_over),
};

UNIT_MAIN(folds)
