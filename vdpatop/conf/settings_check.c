/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Options that need each other, and options that exclude each other. What would be ignored is refused: whoever
 * typed it expects something of it.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/error.h"
#include "base/same_file.h"
#include "conf/settings_private.h"
#include "manage/words.h"

/* An option as it was said: "-o 'samples.csv'". */
struct phrase {
	char text[OPTION_NAME_SIZE + WORDS_NAME_SIZE + 4];
};

static struct phrase said_as(const struct said *said, enum option_id id)
{
	struct phrase phrase;
	char name[OPTION_NAME_SIZE];

	option_name(id, name, sizeof(name));
	if (said->words[id][0])
		snprintf(phrase.text, sizeof(phrase.text), "%s '%s'", name,
			 words_name(said->words[id]).text);
	else
		snprintf(phrase.text, sizeof(phrase.text), "%s", name);
	return phrase;
}

bool settings_have_file(const struct settings *settings)
{
	return settings->output && strcmp(settings->output, "-");
}

static int refuse_use(const struct settings *settings, const struct said *said, enum option_id id,
		      struct error *error)
{
	enum option_use use = option_info(id)->use;
	struct phrase phrase = said_as(said, id);

	if (settings->is_oneshot)
		return error_set(error, -EINVAL, "%s is for %sbatch mode, not for the command '%s'",
				 phrase.text, use == OPTION_FOR_SAMPLES ? "the screen and " : "",
				 oneshot_info(settings->oneshot.verb)->words);
	if (use == OPTION_FOR_COMMAND)
		return error_set(error, -EINVAL, "%s needs a command, as vdpatop %s", phrase.text,
				 id == OPTION_FORCE ? "dev del DEV" : "dev show");
	return error_set(error, -EINVAL, "%s needs batch mode, -b%s", phrase.text,
			 use == OPTION_FOR_ANSWERS ? ", or a command" : "");
}

static int check_uses(const struct settings *settings, const struct said *said, struct error *error)
{
	enum option_use use = settings->is_oneshot ? OPTION_FOR_COMMAND :
			      settings->is_batch   ? OPTION_FOR_BATCH :
						     OPTION_FOR_SCREEN;

	for (enum option_id id = 0; id < OPTION_COUNT; id++)
		if (said->words[id] && !(option_info(id)->use & use))
			return refuse_use(settings, said, id, error);
	return 0;
}

static int refuse_both(const struct said *said, enum option_id one, enum option_id other,
		       struct error *error)
{
	return error_set(error, -EINVAL, "%s and %s exclude each other", said_as(said, one).text,
			 said_as(said, other).text);
}

static int check_pairs(const struct said *said, struct error *error)
{
	static const struct { enum option_id one, other; } pairs[] = {
		{ OPTION_APPEND, OPTION_OVERWRITE },
		{ OPTION_RECORD, OPTION_REPLAY },
		{ OPTION_REPLAY, OPTION_DEMO },
	};

	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
		if (said->words[pairs[i].one] && said->words[pairs[i].other])
			return refuse_both(said, pairs[i].one, pairs[i].other, error);
	return 0;
}

/* What a recording has settled, or has no need of. That nothing is changed holds in a replay by itself. */
static int check_replay(const struct said *said, struct error *error)
{
	static const struct { enum option_id id; const char *why; } idle[] = {
		{ OPTION_DELAY, "samples come as they were recorded" },
		{ OPTION_MAX_LOAD, "samples come as they were recorded" },
		{ OPTION_TIMEOUT, "no kernel is waited for" },
	};

	for (size_t i = 0; said->words[OPTION_REPLAY] && i < sizeof(idle) / sizeof(idle[0]); i++)
		if (said->words[idle[i].id])
			return error_set(error, -EINVAL, "%s does nothing with --replay: %s",
					 said_as(said, idle[i].id).text, idle[i].why);
	return 0;
}

static bool is_folder(const char *path)
{
	struct stat status;

	return !stat(path, &status) && S_ISDIR(status.st_mode);
}

/* What else can be wrong with a file is told by who opens it. */
static int check_folders(const struct said *said, struct error *error)
{
	static const enum option_id files[] = { OPTION_OUTPUT, OPTION_RECORD, OPTION_REPLAY };

	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		if (said->words[files[i]] && is_folder(said->words[files[i]]))
			return error_set(error, -EINVAL, "%s is a directory, expected a file",
					 said_as(said, files[i]).text);
	return 0;
}

static int check_files(const struct settings *settings, const struct said *said, struct error *error)
{
	static const enum option_id others[] = { OPTION_RECORD, OPTION_REPLAY };

	if (settings->may_append && !settings_have_file(settings))
		return error_set(error, -EINVAL, "--append needs -o FILE");
	if (settings->may_overwrite && !settings_have_file(settings) && !settings->record)
		return error_set(error, -EINVAL, "--overwrite needs -o FILE or --record FILE");
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		const char *word = said->words[others[i]];

		if (word && !strcmp(word, "-"))
			return error_set(error, -EINVAL, "%s: expected the name of a file",
					 said_as(said, others[i]).text);
		if (word && settings_have_file(settings) && is_same_file(word, settings->output))
			return error_set(error, -EINVAL, "%s and %s name the same file, expected two",
					 said_as(said, OPTION_OUTPUT).text, said_as(said, others[i]).text);
	}
	return check_folders(said, error);
}

/* Each sample is the whole of what it replaces; two of them in a row are no document. */
static int check_format(const struct settings *settings, const struct said *said, struct error *error)
{
	if (!format_of(settings->format)->replaces)
		return 0;
	if (settings->may_append)
		return refuse_both(said, OPTION_FORMAT, OPTION_APPEND, error);
	if (!settings_have_file(settings) && settings->engine.iterations != 1)
		return error_set(error, -EINVAL, "%s needs -o FILE, which each sample replaces, or -n 1",
				 said_as(said, OPTION_FORMAT).text);
	return 0;
}

static int check_command(const struct settings *settings, struct error *error)
{
	const char *words = oneshot_info(settings->oneshot.verb)->words;

	if (settings->is_forced && settings->oneshot.verb != ONESHOT_DELETE)
		return error_set(error, -EINVAL, "--force is for 'dev del', not for the command '%s'", words);
	if (settings->engine.is_read_only && oneshot_is_change(settings->oneshot.verb))
		return error_set(error, -EINVAL, "--read-only: expected a command that shows, and '%s' "
						 "changes something", words);
	return 0;
}

int settings_check(const struct settings *settings, const struct said *said, struct error *error)
{
	int result = check_uses(settings, said, error);

	if (!result && settings->engine.demo.is_fast && !settings->is_batch)
		result = error_set(error, -EINVAL, "--demo=clock=fast needs batch mode, -b");
	if (!result)
		result = check_pairs(said, error);
	if (!result)
		result = check_replay(said, error);
	if (!result)
		result = check_files(settings, said, error);
	if (!result && settings->is_batch)
		result = check_format(settings, said, error);
	if (!result && settings->is_oneshot)
		result = check_command(settings, error);
	return result;
}
