/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The grammar of one-shot commands: what is taken as vdpa(8) takes it, and what is refused with which words. */
#include "oneshot/command.h"

#include <errno.h>
#include <string.h>

#include "base/error.h"

#include "unit.h"

#define WORDS 24

/* Words are split at each blank, so two of them make an empty word. */
static int parse(struct oneshot_command *command, struct error *error, const char *line)
{
	static char text[4096];
	char *words[WORDS];
	char *rest = text;
	int count = 0;

	strcpy(text, line);
	while (rest && count < WORDS)
		words[count++] = strsep(&rest, " ");
	return oneshot_parse(command, words, count, error);
}

static struct oneshot_command taken(const char *line)
{
	struct oneshot_command command;
	struct error error = { 0 };

	if (parse(&command, &error, line) < 0)
		fail_msg("%s: refused: %s", line, error.words);
	return command;
}

static const struct {
	const char *line;
	enum oneshot_verb verb;
	const char *name; /* of a device or a management device, NULL for all */
} shown[] = {
	{ "mgmtdev", ONESHOT_MGMTDEVS, NULL },
	{ "mgmtdev show", ONESHOT_MGMTDEVS, NULL },
	{ "mgmtdev list", ONESHOT_MGMTDEVS, NULL },
	{ "m l", ONESHOT_MGMTDEVS, NULL },
	{ "mgmtdev show vdpasim_net", ONESHOT_MGMTDEVS, "vdpasim_net" },
	{ "mgmtdev show pci/0000:03:00.2", ONESHOT_MGMTDEVS, "pci/0000:03:00.2" },
	{ "dev", ONESHOT_DEVICES, NULL },
	{ "d", ONESHOT_DEVICES, NULL },
	{ "dev show", ONESHOT_DEVICES, NULL },
	{ "dev list", ONESHOT_DEVICES, NULL },
	{ "d s foo0", ONESHOT_DEVICES, "foo0" },
	{ "d l foo0", ONESHOT_DEVICES, "foo0" },
	{ "dev show help", ONESHOT_DEVICES, "help" },
	{ "dev show -x", ONESHOT_DEVICES, "-x" },
	{ "dev config", ONESHOT_CONFIG, NULL },
	{ "dev config show", ONESHOT_CONFIG, NULL },
	{ "d c s foo0", ONESHOT_CONFIG, "foo0" },
	{ "dev features", ONESHOT_FEATURES, NULL },
	{ "dev features show foo0", ONESHOT_FEATURES, "foo0" },
	{ "dev feat show foo0", ONESHOT_FEATURES, "foo0" },
	{ "d f", ONESHOT_FEATURES, NULL },
	{ "dev stat sho foo0", ONESHOT_STATS, "foo0" },
	{ "d st s foo0", ONESHOT_STATS, "foo0" },
	{ "dev stats show foo0", ONESHOT_STATS, "foo0" },
	{ "dev vstats show foo0", ONESHOT_STATS, "foo0" },
	{ "dev del foo0", ONESHOT_DELETE, "foo0" },
	{ "d d foo0", ONESHOT_DELETE, "foo0" },
	{ "help", ONESHOT_HELP, NULL },
	{ "h", ONESHOT_HELP, NULL },
	{ "dev help", ONESHOT_COMMANDS, NULL },
	{ "dev h", ONESHOT_COMMANDS, NULL },
	{ "mgmtdev help", ONESHOT_COMMANDS, NULL },
	{ "dev config help", ONESHOT_COMMANDS, NULL },
	{ "dev features help", ONESHOT_COMMANDS, NULL },
	{ "dev vstats help", ONESHOT_COMMANDS, NULL },
};

static void objects_and_verbs_may_be_cut_and_names_may_be_left_out(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(shown) / sizeof(shown[0]); i++) {
		struct oneshot_command command = taken(shown[i].line);
		const char *name = command.verb == ONESHOT_MGMTDEVS ? command.mgmtdev : command.device;

		if (command.verb != shown[i].verb)
			fail_msg("%s: is command %d", shown[i].line, (int)command.verb);
		assert_int_equal(!name, !shown[i].name);
		if (name)
			assert_string_equal(name, shown[i].name);
		assert_false(command.has_queue);
	}
}

static void a_queue_is_asked_for_by_its_index(void **state)
{
	struct oneshot_command command;

	(void)state;
	command = taken("dev vstats show foo0 qidx 0");
	assert_true(command.has_queue);
	assert_int_equal(command.queue, 0);
	command = taken("dev stats show foo0 qidx 4294967295");
	assert_int_equal(command.queue, UINT32_MAX);
}

static void a_wish_is_as_it_was_typed(void **state)
{
	struct oneshot_command command;

	(void)state;
	command = taken("dev add name foo0 mgmtdev vdpasim_net");
	assert_int_equal(command.verb, ONESHOT_ADD);
	assert_string_equal(command.wish.name, "foo0");
	assert_string_equal(command.wish.bus, "");
	assert_string_equal(command.wish.mgmtdev, "vdpasim_net");
	assert_int_equal(command.wish.class_id, 0);
	assert_string_equal(command.wish.feature_words, "");
	command = taken("dev add mtu 9000 max_vqp 8 device_features 0x300030008 mac 52:54:00:12:34:5f type net "
			"mgmtdev pci/0000:03:00.2 name foo0");
	assert_string_equal(command.wish.bus, "pci");
	assert_string_equal(command.wish.mgmtdev, "0000:03:00.2");
	assert_string_equal(command.wish.name, "foo0");
	assert_string_equal(command.wish.mtu, "9000");
	assert_string_equal(command.wish.pairs, "8");
	assert_string_equal(command.wish.mac, "52:54:00:12:34:5f");
	assert_string_equal(command.wish.feature_words, "0x300030008");
	assert_int_equal(command.wish.class_id, 1);
	assert_null(command.device);
}

static void what_vdpa_takes_short_is_taken_short(void **state)
{
	struct oneshot_command command;

	(void)state;
	command = taken("d a n foo0 m vdpasim_net ma 2");
	assert_int_equal(command.verb, ONESHOT_ADD);
	assert_string_equal(command.wish.name, "foo0");
	assert_string_equal(command.wish.mgmtdev, "vdpasim_net");
	assert_string_equal(command.wish.pairs, "2");
	command = taken("d set n foo0 mac 52:54:00:12:34:5f");
	assert_int_equal(command.verb, ONESHOT_SET);
	assert_string_equal(command.device, "foo0");
	assert_string_equal(command.mac, "52:54:00:12:34:5f");
}

static void features_of_a_class_that_is_not_known_yet_are_taken(void **state)
{
	(void)state;
	taken("dev add name a mgmtdev b device_features MAC,mtu,bit_50,VERSION_1");
	taken("dev add name a mgmtdev b device_features FLUSH");
	taken("dev add name a mgmtdev b device_features FLUSH type block");
	taken("dev add name a mgmtdev b device_features 300030008 type network");
	taken("dev add name a mgmtdev b device_features ffffffffffffffff");
}

static const struct {
	const char *line;
	const char *word, *expected; /* both are in the message */
} refused[] = {
	{ "", "''", "expected mgmtdev, dev or help" },
	{ "extra", "'extra'", "expected mgmtdev, dev or help" },
	{ "devs", "'devs'", "mgmtdev, dev or help" },
	{ "help me", "'me'", "no more words" },
	{ "mgmtdev shw", "'shw' is not expected behind 'mgmtdev'", "show, list or help" },
	{ "mgmtdev show ", "''", "NAME or BUS/NAME" },
	{ "mgmtdev show a/b/c", "'a/b/c'", "NAME or BUS/NAME" },
	{ "mgmtdev show /b", "'/b'", "NAME or BUS/NAME" },
	{ "mgmtdev show a/", "'a/'", "NAME or BUS/NAME" },
	{ "mgmtdev show a b", "'b'", "no more words" },
	{ "mgmtdev add", "'add'", "show, list or help" },
	{ "dev shw", "'shw'", "show, list, add, del, set, config, features, stats, vstats or help" },
	{ "dev delete foo0", "'delete'", "del" },
	{ "dev se name a mac 2:0:0:0:0:1", "'se'", "set" },
	{ "dev vs show foo0", "'vs'", "vstats" },
	{ "dev se name a mac b", "'se'", "did you mean set?" },
	{ "dev sats show foo0", "'sats'", "did you mean stats?" },
	{ "dev vstats s foo0", "'s'", "did you mean show?" },
	{ "dev show foo0 foo1", "'foo1' is not expected behind 'foo0'", "no more words" },
	{ "dev show ", "''", "a device's name" },
	{ "dev help me", "'me'", "no more words" },
	{ "dev config list", "'list'", "show or help" },
	{ "dev config show a b", "'b'", "no more words" },
	{ "dev features shaw", "'shaw'", "show or help" },
	{ "dev stats", "'stats'", "expected show DEV" },
	{ "dev stats foo0", "'foo0'", "show or help" },
	{ "dev stats show", "'show'", "a device's name" },
	{ "dev vstats show foo0 queue 1", "'queue'", "qidx" },
	{ "dev vstats show foo0 qidx", "'qidx'", "a queue's index" },
	{ "dev vstats show foo0 q 1", "'q'", "qidx" },
	{ "dev vstats show foo0 qidx one", "qidx 'one'", "a whole number from 0 to 4294967295" },
	{ "dev vstats show foo0 qidx -1", "qidx '-1'", "a whole number" },
	{ "dev vstats show foo0 qidx 0x1", "qidx '0x1'", "a whole number" },
	{ "dev vstats show foo0 qidx 4294967296", "'4294967296'", "to 4294967295" },
	{ "dev vstats show foo0 qidx 1 qidx 2", "'qidx'", "once" },
	{ "dev vstats show foo0 qidx 1 2", "'2'", "no more words" },
	{ "dev del", "'del'", "a device's name" },
	{ "dev del ", "''", "a device's name" },
	{ "dev del foo0 foo1", "'foo1'", "no more words" },
	{ "dev add", "'add'", "name NAME" },
	{ "dev add name", "'name'", "a name" },
	{ "dev add name ", "''", "a name" },
	{ "dev add name foo0", "'foo0'", "mgmtdev MGMTDEV" },
	{ "dev add mgmtdev vdpasim_net", "'vdpasim_net'", "name NAME" },
	{ "dev add mgmtdev a/b/c name x", "mgmtdev 'a/b/c'", "BUS/NAME" },
	{ "dev add name a name b mgmtdev c", "'name'", "once" },
	{ "dev add name a mgmtdev b m c", "'mgmtdev'", "once" },
	{ "dev add name a mgmtdev b colour red", "'colour'",
	  "type, mac, mtu, max_vqp or device_features" },
	{ "dev add foo0", "'foo0'", "name, mgmtdev" },
	{ "dev add name a mgmtdev b type nett", "type 'nett'", "a class, as net or block" },
	{ "dev add name a mgmtdev b type", "'type'", "a class" },
	{ "dev add name a mgmtdev b mac", "'mac'", "a MAC address" },
	{ "dev add name a mgmtdev b mac 02:11", "mac '02:11'", "6 pairs" },
	{ "dev add name a mgmtdev b mac 10.0.0.1", "mac '10.0.0.1'", "6 pairs" },
	{ "dev add name a mgmtdev b mac 00:00:00:00:00:00", "00:00:00:00:00:00", "is no address" },
	{ "dev add name a mgmtdev b mac 01:00:5e:00:00:01", "01:00:5e:00:00:01", "multicast" },
	{ "dev add name a mgmtdev b mac 52:54:00:12:34:5g", "5g'", "hexadecimal" },
	{ "dev add name a mgmtdev b mtu 67", "mtu '67'", "from 68 to 65535" },
	{ "dev add name a mgmtdev b mtu 65536", "mtu '65536'", "from 68 to 65535" },
	{ "dev add name a mgmtdev b mtu 1500x", "mtu '1500x'", "whole number" },
	{ "dev add name a mgmtdev b mt 1500", "'mt'", "mtu" },
	{ "dev add name a mgmtdev b max_vqp 0", "max_vqp '0'", "from 1 to 32768" },
	{ "dev set name a mac 02:00:00:00:00:01 mtu 1400", "'mtu'", "expected no more words" },
	{ "dev add name a\033b mgmtdev c", "name: byte 2 of the name, \\x1b,", "is a control character" },
	{ "dev add mgmtdev c name ..", "name: ..", "could not be found" },
	{ "dev set name a mtu 1400", "'mtu' is not expected behind 'a'", "expected mac" },
	{ "dev add name a mgmtdev b max_vqp -1", "max_vqp '-1'", "from 1" },
	{ "dev add name a mgmtdev b max_vqp 99999", "max_vqp '99999'", "to 32768" },
	{ "dev add name a mgmtdev b device_features", "'device_features'", "a hexadecimal number" },
	{ "dev add name a mgmtdev b device_features ", "''", "a hexadecimal number" },
	{ "dev add name a mgmtdev b device_features MACC", "'MACC'", "did you mean MAC?" },
	{ "dev add name a mgmtdev b device_features 0x", "'0x'", "a hexadecimal number" },
	{ "dev add name a mgmtdev b device_features 0x12345678123456789", "'0x12345678123456789'",
	  "a hexadecimal number" },
	{ "dev add name a mgmtdev b device_features MAC,", "''", "names with commas" },
	{ "dev add name a mgmtdev b type net device_features MAC,mac", "'mac'", "twice" },
	{ "dev add name a mgmtdev b device_features MTU,MAC,mac", "'mac'", "twice" },
	{ "dev add name a mgmtdev b type net device_features MAC,bit_5", "'bit_5'", "twice" },
	{ "dev add name a mgmtdev b device_features VIRTIO_NET_F_MAC", "'VIRTIO_NET_F_MAC'", "did you mean MAC?" },
	{ "dev add name a mgmtdev b device_features f_mtu", "'f_mtu'", "did you mean MTU?" },
	{ "dev add name a mgmtdev b device_features bit_64", "'bit_64'", "is no feature" },
	{ "dev add name a mgmtdev b type net device_features FLUSH", "'FLUSH'", "class net" },
	{ "dev add name a mgmtdev b device_features CSUM,FLSH", "'FLSH'", "FLUSH" },
	{ "dev set", "'set'", "name DEV" },
	{ "dev set name foo0", "'foo0'", "mac MAC" },
	{ "dev set foo0 mac 52:54:00:12:34:5f", "'foo0'", "name or mac" },
	{ "dev set name foo0 mtu 1500", "'mtu'", "expected mac" },
	{ "dev set name foo0 mac 02:11", "mac '02:11'", "6 pairs" },
};

static void what_is_refused_is_named_with_what_was_expected(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		struct oneshot_command command = { .queue = 7777 };
		struct error error = { 0 };

		if (parse(&command, &error, refused[i].line) != -EINVAL)
			fail_msg("taken: %s", refused[i].line);
		if (!strstr(error.words, refused[i].word) || !strstr(error.words, refused[i].expected))
			fail_msg("%s: '%s' does not hold \"%s\" and \"%s\"", refused[i].line, error.words,
				 refused[i].word, refused[i].expected);
		if (strchr(error.words, '\n'))
			fail_msg("%s: more than a line", refused[i].line);
		assert_int_equal(error.code, -EINVAL);
		assert_int_equal(command.queue, 7777);
	}
}

static void names_too_long_for_any_request_are_refused(void **state)
{
	static const char *const starts[] = { "dev del ", "dev add mgmtdev b name ",
					      "dev set mac 52:54:00:12:34:5f name ", "dev add name a mgmtdev " };
	char line[2048];

	(void)state;
	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++) {
		struct oneshot_command command;
		struct error error = { 0 };

		memset(line, 'x', sizeof(line));
		memcpy(line, starts[i], strlen(starts[i]));
		line[strlen(starts[i]) + TASK_NAME_SIZE] = '\0';
		assert_int_equal(parse(&command, &error, line), -EINVAL);
		assert_non_null(strstr(error.words, "is longer than"));
		/* The word is cut, what is wrong with it is not. */
		assert_non_null(strstr(error.words, "bytes"));
	}
}

static void a_hostile_word_is_safe_in_its_refusal(void **state)
{
	struct oneshot_command command;
	struct error error = { 0 };

	(void)state;
	assert_int_equal(parse(&command, &error, "dev \033[2J\nx\xff"), -EINVAL);
	assert_non_null(strstr(error.words, "'\\x1b[2J\\x0ax\\xff'"));
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(objects_and_verbs_may_be_cut_and_names_may_be_left_out),
	cmocka_unit_test(a_queue_is_asked_for_by_its_index),
	cmocka_unit_test(a_wish_is_as_it_was_typed),
	cmocka_unit_test(what_vdpa_takes_short_is_taken_short),
	cmocka_unit_test(features_of_a_class_that_is_not_known_yet_are_taken),
	cmocka_unit_test(what_is_refused_is_named_with_what_was_expected),
	cmocka_unit_test(names_too_long_for_any_request_are_refused),
	cmocka_unit_test(a_hostile_word_is_safe_in_its_refusal),
};

UNIT_MAIN(oneshot_command)
