/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The netlink worker of a replay: the same sampler over what was recorded. Nobody waits in a kernel here,
 * nothing is changed, and a sample is answered at once.
 */
#include "engine/worker.h"

#include <errno.h>

#include "base/error.h"
#include "engine/contact.h"
#include "engine/news.h"
#include "engine/sampler.h"
#include "source/recording.h"

struct player {
	struct replay *replay;
	struct source source;
	struct contact contact;
	struct sampler *sampler; /* NULL: it has to begin again */
	struct sampler_options options;
	struct progress *progress;
};

/* The sampler remembers what it has seen: who begins again takes another. */
static int player_begin(struct player *player, struct error *error)
{
	if (player->sampler) {
		sampler_free(player->sampler);
		contact_close(&player->contact);
		player->sampler = NULL;
	}
	replay_rewind(player->replay);
	source_replay(&player->source, player->replay);
	if (!contact_open(&player->contact, &player->source, player->progress)) {
		player->sampler = sampler_new(&player->contact, &player->options);
		if (player->sampler)
			return 0;
		contact_close(&player->contact);
	}
	return error_set(error, -ENOMEM, "out of memory");
}

static int player_prepare(struct player *player, bool begins, struct error *error)
{
	const char *trouble = replay_trouble(player->replay);
	struct recording_place place;
	int result = begins || !player->sampler ? player_begin(player, error) : 0;

	if (result < 0)
		return result;
	place = replay_place(player->replay);
	if (place.number < place.samples)
		return 0;
	return error_set(error, -ENODATA, "no whole sample is in it%s%s", trouble[0] ? ": " : "", trouble);
}

static void player_answer(struct worker *worker, struct player *player)
{
	const struct engine_sample *sample = &worker->sample;
	const struct flat_writer *writer;
	struct news news = { 0 };

	sampler_read_news(player->sampler, &news);
	writer = sampler_take(player->sampler, replay_place(player->replay).number + 1, 0, sample->questions,
			      sample->question_bytes);
	worker->place = replay_place(player->replay);
	worker->trouble = replay_trouble(player->replay);
	worker_answer(worker, writer, sampler_kernel_time(player->sampler), &news);
}

void worker_replay(struct worker *worker, const struct engine_start *start, void *progress)
{
	struct player player = {
		.options = { .device_glob = start->device_glob, .mgmtdev_glob = start->mgmtdev_glob,
			     .wants_vendor = start->wants_vendor },
		.progress = progress,
	};
	struct error error = { 0 };
	int opened = replay_open(&player.replay, worker->file, &error);

	for (;;) {
		struct engine_sample *sample = &worker->sample;

		worker_await_sample(worker);
		if (sample->question_bytes)
			sample->questions[sample->question_bytes - 1] = '\0';
		if (opened < 0 || player_prepare(&player, sample->begins_again, &error) < 0)
			worker_answer_failure(worker, &error);
		else
			player_answer(worker, &player);
	}
}
