/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A recording that is replayed, from its opening on. */
#include "source/replay_private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"

static int recording_open_file(const char *path, struct error *error)
{
	struct stat status;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	int code = -errno;

	if (fd < 0)
		return error_set(error, code, "%s: %s", path, error_text(code));
	if (!fstat(fd, &status) && S_ISREG(status.st_mode))
		return fd;
	close(fd);
	return error_set(error, -EINVAL, "%s is no regular file", path);
}

int recording_open(const char *path, struct recording_start *ret_start, struct error *error)
{
	struct recording_start start = { 0 };
	struct replay_file *file;
	int fd = recording_open_file(path, error);
	int result;

	if (fd < 0)
		return fd;
	result = replay_file_open(&file, fd, error);
	if (!result) {
		result = replay_read_start(file, &start, error);
		replay_file_close(file);
	}
	if (result < 0) {
		close(fd);
		return error_prefix(error, "%s", path);
	}
	*ret_start = start;
	return fd;
}

static struct replay *replay_new(void)
{
	struct replay *replay = calloc(1, sizeof(*replay));

	if (!replay)
		return NULL;
	replay->samples = ARRAY_OF(struct replay_sample);
	replay->facts = ARRAY_OF(struct replay_facts);
	replay->contents = replay->old_contents = ARRAY_OF(char);
	replay->requests = ARRAY_OF(struct replay_request);
	replay->exchanges = ARRAY_OF(struct replay_exchange);
	replay->lacks = ARRAY_OF(struct replay_lack);
	replay->old = ARRAY_OF(struct replay_old);
	return replay;
}

int replay_open(struct replay **ret_replay, int fd, struct error *error)
{
	struct replay *replay = replay_new();
	struct recording_start start;
	int result;

	if (!replay)
		return error_set(error, -ENOMEM, "out of memory");
	result = replay_file_open(&replay->file, fd, error);
	if (!result)
		result = replay_index(replay, &start, error);
	if (result < 0)
		replay_close(replay);
	else
		*ret_replay = replay;
	return result;
}

void replay_close(struct replay *replay)
{
	if (!replay)
		return;
	replay_file_close(replay->file);
	array_free(&replay->samples);
	array_free(&replay->facts);
	array_free(&replay->contents);
	array_free(&replay->requests);
	array_free(&replay->exchanges);
	array_free(&replay->lacks);
	array_free(&replay->old);
	array_free(&replay->old_contents);
	index_free(&replay->by_content);
	index_free(&replay->old_by_content);
	free(replay);
}

void replay_rewind(struct replay *replay)
{
	replay->sample = replay->fact = 0;
	replay->old.count = replay->old_contents.count = 0;
	index_clear(&replay->old_by_content);
	replay_clear(replay);
	for (int i = 0; i < SOURCE_CHANNELS; i++)
		replay->news_at[i] = 0;
}

struct recording_place replay_place(const struct replay *replay)
{
	struct recording_place place = { .number = replay->sample, .samples = replay->samples.count };
	const struct replay_sample *sample, *before;

	if (!place.samples)
		return place;
	place.first = replay_sample_at(replay, 0)->time;
	place.last = replay_sample_at(replay, place.samples - 1)->time;
	if (place.number < place.samples)
		place.next = replay_sample_at(replay, place.number)->time;
	if (!place.number)
		return place;
	sample = replay_sample_at(replay, place.number - 1);
	before = place.number > 1 ? sample - 1 : sample;
	place.is_extra = sample->is_extra;
	place.shift = sample->clock_offset - before->clock_offset;
	place.facts_before = sample->facts_before;
	place.facts_held = sample->facts_held;
	place.facts_after = sample->facts_after;
	if (place.next)
		place.wait = place.next - sample->time - (sample[1].clock_offset - sample->clock_offset);
	return place;
}

const char *replay_trouble(const struct replay *replay)
{
	return replay->trouble;
}
