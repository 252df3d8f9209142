/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The rules of health, one by one and in their order. */
#include "model/health.h"

#include <errno.h>

#include "base/clock.h"
#include "unit.h"

/* A tx queue that could be read, has all counters and on which nothing moves. */
static struct health_input quiet(int64_t seconds)
{
	return (struct health_input){
		.role = VDPA_ROLE_TX,
		.is_negotiated = true,
		.has_counters = true,
		.has_wqes = true,
		.time = seconds * CLOCK_SECOND,
	};
}

static struct health_input ringing(int64_t seconds)
{
	struct health_input input = quiet(seconds);

	input.kicks_moved = input.any_moved = true;
	return input;
}

static struct health_input working(int64_t seconds)
{
	struct health_input input = ringing(seconds);

	input.wqes_moved = true;
	return input;
}

static struct health_input waiting(int64_t seconds, enum vdpa_role role)
{
	struct health_input input = quiet(seconds);

	input.role = role;
	input.has_in_flight = true;
	input.in_flight = 7;
	return input;
}

static struct health_memory memory;

static int forget(void **state)
{
	(void)state;
	memory = (struct health_memory){ 0 };
	return 0;
}

static void expect(struct health_input input, enum health expected)
{
	assert_string_equal(health_name(health_judge(&input, &memory)), health_name(expected));
}

static enum health judge_alone(struct health_input input)
{
	struct health_memory nothing = { 0 };

	return health_judge(&input, &nothing);
}

static void a_queue_that_completes_elements_is_ok(void **state)
{
	(void)state;
	expect(working(1), HEALTH_OK);
}

static void a_queue_on_which_nothing_moves_is_idle(void **state)
{
	(void)state;
	expect(quiet(1), HEALTH_IDLE);
}

static void the_kernels_answer_says_why_there_is_nothing(void **state)
{
	const struct {
		int code;
		enum health health;
	} answers[] = {
		{ -EPERM, HEALTH_NO_ACCESS }, { -EACCES, HEALTH_NO_ACCESS },
		{ -EOPNOTSUPP, HEALTH_NO_DATA }, { -EAGAIN, HEALTH_OFF },
	};

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		struct health_input input = quiet(1);

		input.code = answers[i].code;
		input.has_counters = false;
		assert_int_equal(judge_alone(input), answers[i].health);
	}
}

static void an_answer_without_counters_is_no_data(void **state)
{
	struct health_input input = quiet(1);

	(void)state;
	input.has_counters = false;
	expect(input, HEALTH_NO_DATA);
}

static void without_negotiated_features_it_is_off_even_when_it_can_be_read(void **state)
{
	struct health_input input = working(1);

	(void)state;
	input.is_negotiated = false;
	expect(input, HEALTH_OFF);
}

static void the_worse_of_two_rules_is_the_answer(void **state)
{
	struct health_input input = quiet(1);

	(void)state;
	input.is_negotiated = false;
	input.code = -EPERM;
	assert_int_equal(judge_alone(input), HEALTH_NO_ACCESS);
	input.code = -EOPNOTSUPP;
	assert_int_equal(judge_alone(input), HEALTH_NO_DATA);
	input.has_reset = true;
	assert_int_equal(judge_alone(input), HEALTH_RESET);
	input.is_stale = true;
	assert_int_equal(judge_alone(input), HEALTH_STALE);
}

static void worst_comes_first(void **state)
{
	(void)state;
	for (enum health health = 1; health < HEALTH_COUNT; health++) {
		assert_true(health_is_worse(health - 1, health));
		assert_false(health_is_worse(health, health - 1));
		assert_false(health_is_worse(health, health));
	}
	assert_string_equal(health_name(HEALTH_STALLED), "stalled");
	assert_string_equal(health_name(HEALTH_NO_ACCESS), "no_access");
	assert_string_equal(health_name(HEALTH_OK), "ok");
}

static void doorbells_without_completions_for_3_samples_and_3_seconds_are_stalled(void **state)
{
	(void)state;
	expect(working(0), HEALTH_OK);
	expect(ringing(1), HEALTH_OK);
	expect(ringing(2), HEALTH_OK);
	expect(ringing(3), HEALTH_STALLED);
	expect(ringing(4), HEALTH_STALLED);
	expect(working(5), HEALTH_OK);
	expect(ringing(6), HEALTH_OK);
}

static void two_samples_are_not_enough_however_long_they_take(void **state)
{
	(void)state;
	expect(working(0), HEALTH_OK);
	expect(ringing(60), HEALTH_OK);
	expect(ringing(120), HEALTH_OK);
	expect(ringing(180), HEALTH_STALLED);
}

static void many_samples_in_less_than_3_seconds_are_not_enough(void **state)
{
	struct health_input input = working(0);

	(void)state;
	expect(input, HEALTH_OK);
	for (int i = 1; i < 30; i++) {
		input = ringing(0);
		input.time = i * CLOCK_SECOND / 10;
		expect(input, HEALTH_OK);
	}
	expect(ringing(3), HEALTH_STALLED);
}

static void the_time_counts_from_the_last_reading_that_was_well(void **state)
{
	(void)state;
	expect(quiet(0), HEALTH_IDLE);
	expect(quiet(100), HEALTH_IDLE);
	expect(ringing(101), HEALTH_OK);
	expect(ringing(102), HEALTH_OK);
	expect(ringing(103), HEALTH_STALLED);
}

static void a_doorbell_or_two_when_a_vm_starts_are_nothing(void **state)
{
	(void)state;
	expect(quiet(0), HEALTH_IDLE);
	expect(ringing(1), HEALTH_OK);
	expect(ringing(2), HEALTH_OK);
	expect(quiet(3), HEALTH_IDLE);
	expect(quiet(5), HEALTH_IDLE);
	expect(ringing(6), HEALTH_OK);
	expect(quiet(7), HEALTH_IDLE);
}

static void a_short_silence_does_not_excuse_it(void **state)
{
	(void)state;
	expect(working(0), HEALTH_OK);
	expect(ringing(1), HEALTH_OK);
	expect(quiet(2), HEALTH_IDLE);
	expect(ringing(3), HEALTH_OK);
	expect(quiet(4), HEALTH_IDLE);
	expect(ringing(5), HEALTH_STALLED);
}

static void once_stalled_silence_is_no_recovery(void **state)
{
	(void)state;
	expect(working(0), HEALTH_OK);
	for (int i = 1; i <= 3; i++)
		expect(ringing(i), i < 3 ? HEALTH_OK : HEALTH_STALLED);
	expect(quiet(4), HEALTH_STALLED);
	expect(quiet(400), HEALTH_STALLED);
	expect(working(401), HEALTH_OK);
	expect(quiet(402), HEALTH_IDLE);
}

static void without_known_wqes_doorbells_prove_nothing(void **state)
{
	(void)state;
	for (int i = 0; i < 10; i++) {
		struct health_input input = ringing(i);

		input.has_wqes = false;
		expect(input, HEALTH_OK);
	}
}

static void elements_that_wait_stall_tx_ctrl_and_request_queues(void **state)
{
	static const enum vdpa_role roles[] = { VDPA_ROLE_TX, VDPA_ROLE_CTRL, VDPA_ROLE_REQUEST };

	for (size_t i = 0; i < 3; i++) {
		forget(state);
		expect(waiting(0, roles[i]), HEALTH_IDLE);
		expect(waiting(1, roles[i]), HEALTH_IDLE);
		expect(waiting(2, roles[i]), HEALTH_IDLE);
		expect(waiting(3, roles[i]), HEALTH_STALLED);
	}
}

static void buffers_posted_on_an_rx_queue_wait_by_design(void **state)
{
	(void)state;
	for (int i = 0; i < 10; i++)
		expect(waiting(i, VDPA_ROLE_RX), HEALTH_IDLE);
}

static void elements_in_flight_that_move_on_are_well(void **state)
{
	(void)state;
	for (int i = 0; i < 10; i++) {
		struct health_input input = waiting(i, VDPA_ROLE_TX);

		input.completed_moved = input.any_moved = true;
		expect(input, HEALTH_OK);
	}
}

static void a_reset_ends_the_suspicion(void **state)
{
	struct health_input input = ringing(3);

	(void)state;
	expect(working(0), HEALTH_OK);
	expect(ringing(1), HEALTH_OK);
	expect(ringing(2), HEALTH_OK);
	input.has_reset = true;
	expect(input, HEALTH_RESET);
	expect(ringing(4), HEALTH_OK);
	expect(ringing(5), HEALTH_OK);
	expect(ringing(6), HEALTH_STALLED);
}

static void a_failed_reading_neither_stalls_nor_excuses(void **state)
{
	struct health_input lost = quiet(3);

	(void)state;
	lost.is_stale = true;
	lost.code = -ENODATA;
	expect(working(0), HEALTH_OK);
	expect(ringing(1), HEALTH_OK);
	expect(ringing(2), HEALTH_OK);
	expect(lost, HEALTH_STALE);
	expect(ringing(4), HEALTH_STALLED);
	expect(lost, HEALTH_STALE);
	expect(quiet(6), HEALTH_STALLED);
}

static void a_driver_that_lets_go_clears_the_past(void **state)
{
	struct health_input off = quiet(4);

	(void)state;
	off.is_negotiated = false;
	expect(working(0), HEALTH_OK);
	for (int i = 1; i <= 3; i++)
		expect(ringing(i), i < 3 ? HEALTH_OK : HEALTH_STALLED);
	expect(off, HEALTH_OFF);
	expect(quiet(5), HEALTH_IDLE);
}

#define rule(test) cmocka_unit_test_setup(test, forget)

static const struct CMUnitTest tests[] = {
	rule(a_queue_that_completes_elements_is_ok),
	rule(a_queue_on_which_nothing_moves_is_idle),
	rule(the_kernels_answer_says_why_there_is_nothing),
	rule(an_answer_without_counters_is_no_data),
	rule(without_negotiated_features_it_is_off_even_when_it_can_be_read),
	rule(the_worse_of_two_rules_is_the_answer),
	rule(worst_comes_first),
	rule(doorbells_without_completions_for_3_samples_and_3_seconds_are_stalled),
	rule(two_samples_are_not_enough_however_long_they_take),
	rule(many_samples_in_less_than_3_seconds_are_not_enough),
	rule(the_time_counts_from_the_last_reading_that_was_well),
	rule(a_doorbell_or_two_when_a_vm_starts_are_nothing),
	rule(a_short_silence_does_not_excuse_it),
	rule(once_stalled_silence_is_no_recovery),
	rule(without_known_wqes_doorbells_prove_nothing),
	rule(elements_that_wait_stall_tx_ctrl_and_request_queues),
	rule(buffers_posted_on_an_rx_queue_wait_by_design),
	rule(elements_in_flight_that_move_on_are_well),
	rule(a_reset_ends_the_suspicion),
	rule(a_failed_reading_neither_stalls_nor_excuses),
	rule(a_driver_that_lets_go_clears_the_past),
};

UNIT_MAIN(health)
