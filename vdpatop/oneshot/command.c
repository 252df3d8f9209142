/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words to a command, by tables of the words that may come next. */
#include "oneshot/command.h"

#include <errno.h>
#include <string.h>

#include "base/error.h"
#include "base/nearest.h"
#include "base/text.h"
#include "manage/mac.h"
#include "manage/names.h"
#include "manage/words.h"
#include "vdpa/class.h"

#define HANDLE_EXPECTED "a management device, NAME or BUS/NAME"

static const struct oneshot_info commands[] = {
#define X(verb, words, arguments, help) { words, arguments, help },
#include "oneshot/command.def"
#undef X
};

struct reader {
	char *const *words;
	int count, at; /* at: the next one */
	struct oneshot_command *command;
	struct error *error;
};

/* A word that may come next: a verb, or what a value follows. */
struct word {
	const char *name;
	bool is_whole;       /* no beginning of it will do */
	bool is_ours;        /* vdpa(8) has it not: a beginning will do that no other word has */
	bool is_needed;      /* of what a value follows */
	const char *value;   /* that follows, as --help has it */
	const char *meaning; /* the same for a refusal: "a name" */
	int (*take)(struct oneshot_command *command, const char *value, struct error *error);
	int (*read)(struct reader *reader); /* what stands behind a verb */
	enum oneshot_verb verb;
};

const struct oneshot_info *oneshot_info(enum oneshot_verb verb)
{
	return &commands[verb];
}

bool oneshot_is_change(enum oneshot_verb verb)
{
	return verb == ONESHOT_ADD || verb == ONESHOT_SET || verb == ONESHOT_DELETE;
}

static bool is_over(const struct reader *reader)
{
	return reader->at == reader->count;
}

static bool begins(const struct word *table, size_t place, const char *word)
{
	return *word && !strncmp(table[place].name, word, strlen(word));
}

/* Whether WORD is the beginning of no other word. */
static bool is_alone(const struct word *table, size_t count, size_t place, const char *word)
{
	for (size_t i = 0; i < count; i++)
		if (i != place && begins(table, i, word))
			return false;
	return true;
}

static bool is_meant(const struct word *table, size_t count, size_t place, const char *word)
{
	if (!begins(table, place, word) || !strcmp(table[place].name, word))
		return begins(table, place, word);
	return !table[place].is_whole && (!table[place].is_ours || is_alone(table, count, place, word));
}

/* The place in TABLE, of COUNT, of what WORD means; COUNT when it is nothing there. */
static size_t find_word(const struct word *table, size_t count, const char *word)
{
	size_t i = 0;

	while (i < count && !is_meant(table, count, i, word))
		i++;
	return i;
}

static int refuse_word(const struct reader *reader, const char *expected)
{
	struct words_name word = words_name(reader->words[reader->at]);

	if (!reader->at)
		return error_set(reader->error, -EINVAL, "'%s' is no command, expected %s", word.text,
				 expected);
	return error_set(reader->error, -EINVAL, "'%s' is not expected behind '%s', expected %s",
			 word.text, words_name(reader->words[reader->at - 1]).text, expected);
}

/* Something is to follow what is the last word. */
static int refuse_end(const struct reader *reader, const char *expected)
{
	return error_set(reader->error, -EINVAL, "expected %s behind '%s'", expected,
			 words_name(reader->words[reader->count - 1]).text);
}

/* None of the COUNT words of TABLE; those that SEEN has a bit for have been said. */
static int refuse_unknown(const struct reader *reader, const struct word *table, size_t count, uint32_t seen)
{
	size_t left = count - (size_t)__builtin_popcount(seen);
	char text[256], hint[64];
	struct words expected;
	struct nearest nearest = NEAREST_TO(reader->words[reader->at]);

	if (!left)
		return refuse_word(reader, "no more words");
	words_begin(&expected, text, sizeof(text));
	for (size_t i = 0, at = 0; i < count; i++) {
		if (seen >> i & 1)
			continue;
		words_print(&expected, "%s%s", !at ? "" : at + 1 < left ? ", " : " or ", table[i].name);
		at++;
		if (nearest.distance && begins(table, i, nearest.word))
			nearest = (struct nearest){ nearest.word, table[i].name, 0 };
		nearest_try(&nearest, table[i].name);
	}
	words_print(&expected, "%s", nearest_ask(&nearest, hint, sizeof(hint)));
	words_end(&expected);
	return refuse_word(reader, text);
}

static int expect_end(struct reader *reader)
{
	return is_over(reader) ? 0 : refuse_word(reader, "no more words");
}

static int copy_value(char *to, size_t size, const char *value, struct error *error)
{
	if (text_copy(to, size, value))
		return 0;
	return error_set(error, -EINVAL, "is longer than %zu bytes", size - 1);
}

static int check_name(const char *name, struct error *error)
{
	char copy[TASK_NAME_SIZE];

	return copy_value(copy, sizeof(copy), name, error);
}

/* NAME or BUS/NAME. */
static int read_mgmtdev(const char *handle, char *bus, size_t bus_size, char *name, size_t name_size,
			struct error *error)
{
	const char *slash = strchr(handle, '/');
	size_t length = slash ? (size_t)(slash - handle) : 0;

	if (slash && (!length || !slash[1] || strchr(slash + 1, '/')))
		return error_set(error, -EINVAL, "expected " HANDLE_EXPECTED);
	if (length >= bus_size)
		return error_set(error, -EINVAL, "its bus is longer than %zu bytes", bus_size - 1);
	memcpy(bus, handle, length);
	bus[length] = '\0';
	return copy_value(name, name_size, slash ? slash + 1 : handle, error);
}

static int take_name(struct oneshot_command *command, const char *value, struct error *error)
{
	command->device = value;
	text_copy(command->wish.name, sizeof(command->wish.name), value);
	return check_name(value, error);
}

static int take_mgmtdev(struct oneshot_command *command, const char *value, struct error *error)
{
	struct wish *wish = &command->wish;

	return read_mgmtdev(value, wish->bus, sizeof(wish->bus), wish->mgmtdev, sizeof(wish->mgmtdev),
			    error);
}

static int take_type(struct oneshot_command *command, const char *value, struct error *error)
{
	if (vdpa_class_find(value, &command->wish.class_id))
		return 0;
	return error_set(error, -EINVAL, "expected a class, as net or block");
}

static int take_mac(struct oneshot_command *command, const char *value, struct error *error)
{
	uint8_t mac[TASK_MAC_SIZE];

	command->mac = value;
	if (wish_parse_mac(value, mac, error) < 0 || mac_check(mac, error) < 0)
		return -EINVAL;
	return copy_value(command->wish.mac, sizeof(command->wish.mac), value, error);
}

static int take_number(char *to, const char *value, const char *what, uint32_t least, uint32_t most,
		       struct error *error)
{
	uint32_t number;

	if (wish_parse_number(value, what, least, most, &number, error) < 0)
		return -EINVAL;
	return copy_value(to, WISH_TEXT_SIZE, value, error);
}

static int take_mtu(struct oneshot_command *command, const char *value, struct error *error)
{
	return take_number(command->wish.mtu, value, "the MTU", WISH_LEAST_MTU, WISH_MOST_MTU, error);
}

static int take_max_vqp(struct oneshot_command *command, const char *value, struct error *error)
{
	return take_number(command->wish.pairs, value, "the number of queue pairs", 1, WISH_MOST_PAIRS,
			   error);
}

/* They are read when the type is known, which may follow. */
static int take_features(struct oneshot_command *command, const char *value, struct error *error)
{
	char *words = command->wish.feature_words;

	return copy_value(words, sizeof(command->wish.feature_words), value, error);
}

static int take_queue(struct oneshot_command *command, const char *value, struct error *error)
{
	command->has_queue = true;
	return wish_parse_number(value, "the queue's index", 0, UINT32_MAX, &command->queue, error);
}

static const struct word add_words[] = {
	{ .name = "name", .is_needed = true, .value = "NAME", .meaning = "a name", .take = take_name },
	{ .name = "mgmtdev", .is_needed = true, .value = "MGMTDEV", .meaning = HANDLE_EXPECTED,
	  .take = take_mgmtdev },
	{ .name = "type", .is_ours = true, .meaning = "a class, as net or block", .take = take_type },
	{ .name = "mac", .is_whole = true, .meaning = "a MAC address", .take = take_mac },
	{ .name = "mtu", .is_whole = true, .meaning = "an MTU", .take = take_mtu },
	{ .name = "max_vqp", .meaning = "a number of queue pairs", .take = take_max_vqp },
	{ .name = "device_features", .is_whole = true,
	  .meaning = "a hexadecimal number, or names with commas as MAC,MTU", .take = take_features },
};

static const struct word set_words[] = {
	{ .name = "name", .is_needed = true, .value = "DEV", .meaning = "a device's name",
	  .take = take_name },
	{ .name = "mac", .is_whole = true, .is_needed = true, .value = "MAC",
	  .meaning = "a MAC address", .take = take_mac },
};

static const struct word stats_words[] = {
	{ .name = "qidx", .is_whole = true, .meaning = "a queue's index", .take = take_queue },
};

#define COUNT(table) (sizeof(table) / sizeof(table[0]))

static int read_value(struct reader *reader, const struct word *word)
{
	const char *value;
	int result;

	reader->at++;
	if (is_over(reader))
		return refuse_end(reader, word->meaning);
	value = reader->words[reader->at];
	if (!*value)
		return refuse_word(reader, word->meaning);
	reader->at++;
	result = word->take(reader->command, value, reader->error);
	if (result < 0)
		error_prefix(reader->error, "%s '%s'", word->name, words_name(value).text);
	return result;
}

/* Words with a value each, in any order. */
static int read_values(struct reader *reader, const struct word *table, size_t count)
{
	uint32_t seen = 0;

	while (!is_over(reader)) {
		size_t place = find_word(table, count, reader->words[reader->at]);
		int result;

		if (place == count)
			return refuse_unknown(reader, table, count, seen);
		if (seen >> place & 1)
			return error_set(reader->error, -EINVAL, "'%s' stands twice, expected once",
					 table[place].name);
		seen |= UINT32_C(1) << place;
		result = read_value(reader, &table[place]);
		if (result < 0)
			return result;
	}
	for (size_t i = 0; i < count; i++)
		if (table[i].is_needed && !(seen >> i & 1)) {
			char expected[32];

			text_format(expected, sizeof(expected), "%s %s", table[i].name, table[i].value);
			return refuse_end(reader, expected);
		}
	return 0;
}

/* What is wrong with a name on every host is a malformed line. */
static int check_new_name(const char *name, struct error *error)
{
	struct array list = ARRAY_OF(struct finding);
	struct findings findings = { .list = &list };
	int result = 0;

	if (!name_check_form(name, &findings))
		result = error_set(error, -EINVAL, "name: %s",
				   list.count ? array_at(&list, struct finding, 0)->words : "out of memory");
	array_free(&list);
	return result;
}

static int read_add(struct reader *reader)
{
	struct wish *wish = &reader->command->wish;
	uint64_t features;
	int result = read_values(reader, add_words, COUNT(add_words));

	if (!result)
		result = check_new_name(wish->name, reader->error);

	reader->command->device = reader->command->mac = NULL;
	if (result < 0 || !*wish->feature_words)
		return result;
	result = wish_parse_features(wish->feature_words, wish->class_id, &features, reader->error);
	if (result == -EINVAL)
		return error_prefix(reader->error, "device_features");
	return 0;
}

static int read_set(struct reader *reader)
{
	return read_values(reader, set_words, COUNT(set_words));
}

/* The one word that is left, a device's name. */
static int read_device(struct reader *reader)
{
	if (is_over(reader))
		return refuse_end(reader, "a device's name");
	if (!*reader->words[reader->at])
		return refuse_word(reader, "a device's name");
	reader->command->device = reader->words[reader->at++];
	return 0;
}

static int read_delete(struct reader *reader)
{
	struct words_name name;
	int result = read_device(reader);

	if (result < 0)
		return result;
	name = words_name(reader->command->device);
	result = check_name(reader->command->device, reader->error);
	return result < 0 ? error_prefix(reader->error, "'%s'", name.text) : expect_end(reader);
}

static int read_show(struct reader *reader)
{
	if (is_over(reader))
		return 0;
	return read_device(reader) < 0 ? -EINVAL : expect_end(reader);
}

static int read_mgmtdev_show(struct reader *reader)
{
	char bus[TASK_BUS_SIZE], name[TASK_MGMTDEV_SIZE];
	const char *word;

	if (is_over(reader))
		return 0;
	word = reader->words[reader->at];
	if (!*word)
		return refuse_word(reader, HANDLE_EXPECTED);
	if (read_mgmtdev(word, bus, sizeof(bus), name, sizeof(name), reader->error) < 0)
		return error_prefix(reader->error, "'%s'", words_name(word).text);
	reader->command->mgmtdev = word;
	reader->at++;
	return expect_end(reader);
}

static int read_stats_show(struct reader *reader)
{
	return read_device(reader) < 0 ? -EINVAL : read_values(reader, stats_words, COUNT(stats_words));
}

static int read_verb(struct reader *reader, const struct word *table, size_t count)
{
	size_t place = find_word(table, count, reader->words[reader->at]);

	if (place == count)
		return refuse_unknown(reader, table, count, 0);
	reader->command->verb = table[place].verb;
	reader->at++;
	return table[place].read(reader);
}

static const struct word config_verbs[] = {
	{ .name = "show", .read = read_show, .verb = ONESHOT_CONFIG },
	{ .name = "help", .read = expect_end, .verb = ONESHOT_COMMANDS },
};

static const struct word features_verbs[] = {
	{ .name = "show", .read = read_show, .verb = ONESHOT_FEATURES },
	{ .name = "help", .read = expect_end, .verb = ONESHOT_COMMANDS },
};

static const struct word stats_verbs[] = {
	{ .name = "show", .read = read_stats_show, .verb = ONESHOT_STATS },
	{ .name = "help", .read = expect_end, .verb = ONESHOT_COMMANDS },
};

static const struct word vstats_verbs[] = {
	{ .name = "show", .is_whole = true, .read = read_stats_show, .verb = ONESHOT_STATS },
	{ .name = "help", .read = expect_end, .verb = ONESHOT_COMMANDS },
};

/* Alone it shows all of them. */
static int read_config(struct reader *reader)
{
	return is_over(reader) ? 0 : read_verb(reader, config_verbs, COUNT(config_verbs));
}

static int read_features(struct reader *reader)
{
	return is_over(reader) ? 0 : read_verb(reader, features_verbs, COUNT(features_verbs));
}

static int read_stats(struct reader *reader)
{
	return is_over(reader) ? refuse_end(reader, "show DEV") :
				 read_verb(reader, stats_verbs, COUNT(stats_verbs));
}

static int read_vstats(struct reader *reader)
{
	return is_over(reader) ? refuse_end(reader, "show DEV") :
				 read_verb(reader, vstats_verbs, COUNT(vstats_verbs));
}

static const struct word mgmtdev_verbs[] = {
	{ .name = "show", .read = read_mgmtdev_show, .verb = ONESHOT_MGMTDEVS },
	{ .name = "list", .read = read_mgmtdev_show, .verb = ONESHOT_MGMTDEVS },
	{ .name = "help", .read = expect_end, .verb = ONESHOT_COMMANDS },
};

static const struct word dev_verbs[] = {
	{ .name = "show", .read = read_show, .verb = ONESHOT_DEVICES },
	{ .name = "list", .read = read_show, .verb = ONESHOT_DEVICES },
	{ .name = "add", .read = read_add, .verb = ONESHOT_ADD },
	{ .name = "del", .read = read_delete, .verb = ONESHOT_DELETE },
	{ .name = "set", .is_whole = true, .read = read_set, .verb = ONESHOT_SET },
	{ .name = "config", .read = read_config, .verb = ONESHOT_CONFIG },
	{ .name = "features", .is_ours = true, .read = read_features, .verb = ONESHOT_FEATURES },
	{ .name = "stats", .is_ours = true, .read = read_stats, .verb = ONESHOT_STATS },
	{ .name = "vstats", .is_whole = true, .read = read_vstats, .verb = ONESHOT_STATS },
	{ .name = "help", .read = expect_end, .verb = ONESHOT_COMMANDS },
};

static int read_mgmtdev_verb(struct reader *reader)
{
	return is_over(reader) ? 0 : read_verb(reader, mgmtdev_verbs, COUNT(mgmtdev_verbs));
}

static int read_dev_verb(struct reader *reader)
{
	return is_over(reader) ? 0 : read_verb(reader, dev_verbs, COUNT(dev_verbs));
}

static const struct word objects[] = {
	{ .name = "mgmtdev", .read = read_mgmtdev_verb, .verb = ONESHOT_MGMTDEVS },
	{ .name = "dev", .read = read_dev_verb, .verb = ONESHOT_DEVICES },
	{ .name = "help", .read = expect_end, .verb = ONESHOT_HELP },
};

int oneshot_parse(struct oneshot_command *ret_command, char *const *words, int count,
		  struct error *error)
{
	struct error unused = { 0 };
	struct oneshot_command command = { 0 };
	struct reader reader = {
		.words = words,
		.count = count,
		.command = &command,
		.error = error ? error : &unused,
	};
	int result = read_verb(&reader, objects, COUNT(objects));

	if (!result)
		*ret_command = command;
	return result;
}
