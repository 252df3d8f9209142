/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Handlers of deadly signals. Everything in here is safe inside a signal handler. */
#include "tui/crash.h"

#include <signal.h>
#include <stdbool.h>
#include <unistd.h>

#include "tui/capture.h"

#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define CRASH_SANITIZED
#endif
#endif
#if defined(CRASH_SANITIZED) || defined(__SANITIZE_ADDRESS__)
#include <sanitizer/common_interface_defs.h>
/* A sanitizer ends the program without a signal, its report being on standard error by then. */
#define crash_on_sanitizer(restore) __sanitizer_set_death_callback(restore)
#else
#define crash_on_sanitizer(restore) ((void)0)
#endif

#define CRASH_STACK 32768 /* the handler's own, for when the stack itself overflowed */

static const int crash_signals[] = { SIGSEGV, SIGBUS,  SIGILL,    SIGFPE,  SIGABRT, SIGSYS,
				     SIGTRAP, SIGALRM, SIGVTALRM, SIGPROF, SIGUSR2, SIGXCPU };

#define CRASH_SIGNALS (sizeof(crash_signals) / sizeof(crash_signals[0]))

/* The terminal's edge: a signal handler has nothing else to find it by. */
static struct crash_plan crash_plan;
static volatile sig_atomic_t crash_is_prepared;
static struct sigaction crash_before[CRASH_SIGNALS];
static char crash_stack[CRASH_STACK];

static void crash_restore(void)
{
	if (!crash_is_prepared)
		return;
	crash_is_prepared = 0;
	if (write(crash_plan.terminal, crash_plan.leave, crash_plan.leave_bytes) < 0)
		return;
	tcsetattr(crash_plan.terminal, TCSANOW, &crash_plan.modes);
	capture_give_back(crash_plan.standard_error, crash_plan.kept_error);
}

/* Whether the instruction that raised the signal will raise it again when it is taken up. */
static bool crash_comes_again(int signal_number, const siginfo_t *info)
{
	return info->si_code > 0 && (signal_number == SIGSEGV || signal_number == SIGBUS ||
				     signal_number == SIGILL || signal_number == SIGFPE);
}

/* Back under its former handler, the signal comes again: by the instruction, or sent here. */
static void crash_handle(int signal_number, siginfo_t *info, void *context)
{
	(void)context;
	crash_restore();
	for (size_t i = 0; i < CRASH_SIGNALS; i++)
		sigaction(crash_signals[i], &crash_before[i], NULL);
	if (!crash_comes_again(signal_number, info))
		raise(signal_number);
}

void crash_prepare(const struct crash_plan *plan)
{
	struct sigaction action = { .sa_sigaction = crash_handle, .sa_flags = SA_SIGINFO | SA_ONSTACK };
	stack_t stack = { .ss_sp = crash_stack, .ss_size = sizeof(crash_stack) };

	crash_plan = *plan;
	sigemptyset(&action.sa_mask);
	sigaltstack(&stack, NULL);
	for (size_t i = 0; i < CRASH_SIGNALS; i++)
		sigaction(crash_signals[i], &action, &crash_before[i]);
	crash_is_prepared = 1;
	crash_on_sanitizer(crash_restore);
}

void crash_forget(void)
{
	if (!crash_is_prepared)
		return;
	crash_is_prepared = 0;
	for (size_t i = 0; i < CRASH_SIGNALS; i++)
		sigaction(crash_signals[i], &crash_before[i], NULL);
}
