/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A recording that is gone about in, with the real workers. */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "base/index.h"
#include "source/recording.h"

#include "engine_run.h"
#include "unit.h"

#define SAMPLES 8

/* What a model held when it was shown. */
struct sight {
	int64_t time;
	uint32_t hash;
};

/* A run that was recorded, and what was to be seen in it. */
struct film {
	char path[64];
	int fd;
	struct sight sights[SAMPLES + 1]; /* from 1 on */
	struct run run;
};

static uint32_t mix(uint32_t hash, uint64_t value)
{
	uint64_t parts[] = { hash, value };

	return index_hash(parts, sizeof(parts));
}

static struct sight see(const struct model *model)
{
	struct sight sight = { .time = model->time };

	for (size_t i = 0; i < model->device_count; i++) {
		sight.hash = mix(sight.hash, index_hash_text(model->devices[i].name));
		sight.hash = mix(sight.hash, index_hash_text(model->devices[i].driver));
		sight.hash = mix(sight.hash, model->devices[i].id);
		sight.hash = mix(sight.hash, (uint64_t)model->devices[i].first_seen);
	}
	for (size_t i = 0; i < model->queue_count; i++) {
		const struct model_queue *queue = &model->queues[i];

		sight.hash = mix(sight.hash, queue->id);
		sight.hash = mix(sight.hash, queue->kicks);
		sight.hash = mix(sight.hash, queue->wqes);
		sight.hash = mix(sight.hash, (uint64_t)queue->interval);
		sight.hash = mix(sight.hash, queue->health);
	}
	return sight;
}

/* Records a host whose devices come and go. */
static void film_open(struct film *film)
{
	struct engine_options options = { .delay = 0.02, .iterations = SAMPLES, .waits_for_host = true };

	*film = (struct film){ .path = "/tmp/vdpatop-film-XXXXXX" };
	film->fd = mkstemp(film->path);
	assert_true(film->fd > 0);
	options.record = film->fd;
	options.record_name = film->path;
	run_start(&film->run, DEMO_FAULT_CHURN, options);
	for (uint64_t i = 1; i <= SAMPLES; i++) {
		run_until_samples(&film->run, i);
		film->sights[i] = see(engine_model(film->run.engine));
	}
	assert_int_equal(engine_end_recording(film->run.engine, NULL), 0);
	run_end(&film->run);
}

static void film_play(struct film *film, struct engine_options options)
{
	options.replay = film->fd;
	options.replay_name = film->path;
	options.keeps_history = true;
	options.delay = 1;
	run_start(&film->run, DEMO_FAULT_NONE, options);
}

static void film_close(struct film *film)
{
	run_end(&film->run);
	close(film->fd);
	unlink(film->path);
}

static struct engine_replay replay(const struct film *film)
{
	return engine_get_replay(film->run.engine);
}

/* Sample NUMBER is what is to be seen, as it was. */
static void assert_sight(const struct film *film, uint64_t number)
{
	struct sight sight = see(engine_model(film->run.engine));

	assert_int_equal(replay(film).sample, number);
	assert_int_equal(sight.time, film->sights[number].time);
	assert_int_equal(sight.hash, film->sights[number].hash);
}

static void seek(struct film *film, uint64_t number)
{
	uint64_t seen = film->run.samples;

	engine_replay_seek(film->run.engine, number);
	run_until_samples(&film->run, seen + 1);
	assert_int_equal(film->run.samples, seen + 1); /* the others went by unseen */
	assert_false(replay(film).is_seeking);
}

static void pause_at_first(struct film *film)
{
	film_open(film);
	film_play(film, (struct engine_options){ 0 });
	engine_set_paused(film->run.engine, true);
	run_until_samples(&film->run, 1);
}

static void a_report_has_each_sample_and_then_its_end(void **state)
{
	struct film film;

	(void)state;
	film_open(&film);
	film_play(&film, (struct engine_options){ .hurries = true, .waits_for_host = true });
	for (uint64_t i = 1; i <= SAMPLES; i++) {
		run_until_samples(&film.run, i);
		assert_sight(&film, i);
	}
	while (!film.run.is_finished)
		ev_run(film.run.engine->loop, EVRUN_ONCE);
	assert_int_equal(film.run.samples, SAMPLES);
	assert_true(replay(&film).is_over);
	assert_string_equal(replay(&film).trouble, "");
	film_close(&film);
}

static void forward_and_back_is_what_it_was(void **state)
{
	static const uint64_t way[] = { 5, 6, 2, SAMPLES, 1, 3, 3 };
	struct film film;

	(void)state;
	pause_at_first(&film);
	for (size_t i = 0; i < sizeof(way) / sizeof(way[0]) - 1; i++) {
		seek(&film, way[i]);
		assert_sight(&film, way[i]);
	}
	assert_int_equal(replay(&film).rounds, 2);
	engine_replay_seek(film.run.engine, way[6]); /* it is there */
	assert_false(replay(&film).is_seeking);
	film_close(&film);
}

static void what_is_shown_stays_until_what_lies_back_is_there(void **state)
{
	const struct model *shown;
	uint64_t changes;
	struct film film;

	(void)state;
	pause_at_first(&film);
	seek(&film, 7);
	shown = engine_model(film.run.engine);
	changes = shown->changes;
	engine_replay_seek(film.run.engine, 6);
	while (replay(&film).is_seeking) {
		assert_ptr_equal(engine_model(film.run.engine), shown);
		assert_sight(&film, 7);
		ev_run(film.run.engine->loop, EVRUN_ONCE);
	}
	assert_sight(&film, 6);
	assert_true(engine_model(film.run.engine)->changes > changes);
	film_close(&film);
}

static void a_time_is_found(void **state)
{
	struct film film;
	uint64_t seen;

	(void)state;
	pause_at_first(&film);
	seen = film.run.samples;
	engine_replay_seek_time(film.run.engine, film.sights[4].time + 1);
	run_until_samples(&film.run, seen + 1);
	assert_sight(&film, 4);
	engine_replay_seek_time(film.run.engine, film.sights[3].time);
	run_until_samples(&film.run, seen + 2);
	assert_sight(&film, 3);
	engine_replay_seek_time(film.run.engine, 1);
	run_until_samples(&film.run, seen + 3);
	assert_sight(&film, 1);
	engine_replay_seek_time(film.run.engine, INT64_MAX / 2);
	run_until_samples(&film.run, seen + 4);
	assert_sight(&film, SAMPLES);
	film_close(&film);
}

static void a_seek_takes_the_place_of_another(void **state)
{
	struct film film;

	(void)state;
	pause_at_first(&film);
	seek(&film, 7);
	engine_replay_seek(film.run.engine, 2);
	ev_run(film.run.engine->loop, EVRUN_ONCE);
	engine_replay_seek(film.run.engine, SAMPLES + 5);
	ev_run(film.run.engine->loop, EVRUN_ONCE);
	seek(&film, 5);
	assert_sight(&film, 5);
	film_close(&film);
}

static void while_it_is_paused_one_step_is_one_sample(void **state)
{
	struct film film;

	(void)state;
	pause_at_first(&film);
	engine_refresh(film.run.engine);
	run_until_samples(&film.run, 2);
	assert_sight(&film, 2);
	assert_false(film.run.engine->netlink.is_in_flight);
	assert_false(ev_is_active(&film.run.engine->due));
	engine_set_paused(film.run.engine, false);
	run_until_samples(&film.run, SAMPLES);
	assert_sight(&film, SAMPLES);
	assert_true(replay(&film).is_over);
	assert_false(film.run.is_finished); /* there may be somebody who wants to see it again */
	film_close(&film);
}

static void kill_reader(struct film *film, bool is_host)
{
	struct engine *engine = film->run.engine;
	struct link *link = is_host ? &engine->host : &engine->netlink;
	pid_t pid = link->child.pid;

	kill(pid, SIGKILL);
	while (link->child.pid == pid)
		ev_run(engine->loop, EVRUN_ONCE);
}

static void await_found(struct film *film)
{
	while (replay(film).is_seeking)
		ev_run(film->run.engine->loop, EVRUN_ONCE);
}

static void a_reader_that_died_is_followed_by_one_at_the_same_place(void **state)
{
	struct film film;

	(void)state;
	for (int is_host = 0; is_host < 2; is_host++) {
		pause_at_first(&film);
		seek(&film, 5);
		kill_reader(&film, is_host);
		await_found(&film);
		assert_sight(&film, 5);
		seek(&film, 6);
		assert_sight(&film, 6);
		engine_replay_seek(film.run.engine, 3);
		kill_reader(&film, is_host);
		await_found(&film);
		assert_sight(&film, 3);
		seek(&film, SAMPLES);
		kill_reader(&film, is_host);
		await_found(&film);
		assert_sight(&film, SAMPLES);
		assert_true(replay(&film).is_over);
		film_close(&film);
	}
}

static void readers_that_die_at_one_place_are_not_followed_for_ever(void **state)
{
	struct film film;

	(void)state;
	pause_at_first(&film);
	seek(&film, 5);
	for (int i = 1; i < ENGINE_DEATHS; i++) {
		kill_reader(&film, false);
		assert_true(replay(&film).is_seeking);
		await_found(&film);
		assert_sight(&film, 5);
	}
	kill_reader(&film, false);
	assert_int_equal(engine_get_status(film.run.engine).state, ENGINE_DEAD);
	assert_sight(&film, 5);
	engine_replay_seek(film.run.engine, 6);
	engine_replay_seek_time(film.run.engine, 1);
	assert_false(replay(&film).is_seeking);
	assert_sight(&film, 5);
	film_close(&film);
}

static void nothing_can_be_changed_in_it(void **state)
{
	struct error error = { 0 };
	struct task task;
	struct film film;

	(void)state;
	pause_at_first(&film);
	task = run_add("new", "vdpasim_net");
	assert_int_equal(engine_submit(film.run.engine, 1, &task, 1, false, &error), -EPERM);
	assert_string_equal(error.words, "this is a recording: nothing can be changed in it");
	film_close(&film);
}

static void a_file_that_spoils_meanwhile_is_said_and_ends_it(void **state)
{
	struct film film;

	(void)state;
	film_open(&film);
	assert_int_equal(ftruncate(film.fd, lseek(film.fd, 0, SEEK_END) - 5), 0);
	film_play(&film, (struct engine_options){ .hurries = true });
	while (!film.run.is_finished)
		ev_run(film.run.engine->loop, EVRUN_ONCE);
	assert_true(film.run.samples >= SAMPLES - 1);
	assert_non_null(strstr(replay(&film).trouble, ": cut off at byte "));
	assert_non_null(strstr(replay(&film).trouble, film.path));
	film_close(&film);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_report_has_each_sample_and_then_its_end),
	cmocka_unit_test(forward_and_back_is_what_it_was),
	cmocka_unit_test(what_is_shown_stays_until_what_lies_back_is_there),
	cmocka_unit_test(a_time_is_found),
	cmocka_unit_test(a_seek_takes_the_place_of_another),
	cmocka_unit_test(while_it_is_paused_one_step_is_one_sample),
	cmocka_unit_test(a_reader_that_died_is_followed_by_one_at_the_same_place),
	cmocka_unit_test(readers_that_die_at_one_place_are_not_followed_for_ever),
	cmocka_unit_test(nothing_can_be_changed_in_it),
	cmocka_unit_test(a_file_that_spoils_meanwhile_is_said_and_ends_it),
};

UNIT_MAIN(engine_replay)
