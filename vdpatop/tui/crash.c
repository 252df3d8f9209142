/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Handlers of deadly signals. Everything in here is safe inside a signal handler. */
#include "tui/crash.h"

#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "tui/capture.h"
#include "view/frame.h"

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
#define crash_on_sanitizer(restore) ((void)(restore))
#endif

#define CRASH_STACK 32768 /* the handler's own, for when the stack itself overflowed */
#define CRASH_PATIENCE 200 /* ms for a slow terminal */
#define CRASH_TRIES 8

static const int crash_signals[] = { SIGSEGV, SIGBUS,  SIGILL,    SIGFPE,  SIGABRT, SIGSYS,
				     SIGTRAP, SIGALRM, SIGVTALRM, SIGPROF, SIGUSR2, SIGXCPU };

#define CRASH_SIGNALS (sizeof(crash_signals) / sizeof(crash_signals[0]))

/* The terminal's edge: a signal handler has nothing else to find it by. */
static struct crash_plan crash_plan;
static volatile sig_atomic_t crash_is_prepared;
static struct sigaction crash_before[CRASH_SIGNALS];
static char crash_stack[CRASH_STACK];

/* A terminal that does not take it in a while loses what it has not shown of the last frame. */
static void crash_write(int fd, const char *bytes, size_t count)
{
	struct pollfd output = { .fd = fd, .events = POLLOUT };

	for (int tries = 0; count && tries < CRASH_TRIES; tries++) {
		ssize_t written = write(fd, bytes, count);

		if (written > 0) {
			bytes += written;
			count -= (size_t)written;
		} else if (poll(&output, 1, CRASH_PATIENCE) <= 0) {
			tcflush(fd, TCOFLUSH);
		}
	}
}

/* Text on its way to FD, a write for many cells. */
struct crash_text {
	int fd;
	size_t count;
	char bytes[1024];
};

static void crash_flush(struct crash_text *text)
{
	crash_write(text->fd, text->bytes, text->count);
	text->count = 0;
}

static void crash_add(struct crash_text *text, const char *string)
{
	for (; *string; string++) {
		if (text->count == sizeof(text->bytes))
			crash_flush(text);
		text->bytes[text->count++] = *string;
	}
}

/* Up to the last cell of a row that is not blank. */
static int crash_length(const struct frame_cell *cells, int columns)
{
	while (columns && cells[columns - 1].width && !strcmp(cells[columns - 1].glyph, " "))
		columns--;
	return columns;
}

static void crash_print_frame(const struct frame *frame)
{
	struct crash_text text = { .fd = crash_plan.terminal };
	int rows = frame && frame->cells ? frame->rows : 0;

	while (rows && !crash_length(frame->cells + (rows - 1) * frame->columns, frame->columns))
		rows--;
	for (int row = 0; row < rows; row++) {
		const struct frame_cell *cells = frame->cells + row * frame->columns;
		int length = crash_length(cells, frame->columns);

		for (int column = 0; column < length; column++)
			crash_add(&text, cells[column].glyph);
		crash_add(&text, "\n");
	}
	crash_flush(&text);
}

static void crash_say(int signal_number)
{
	struct crash_text text = { .fd = STDERR_FILENO };
	const char *name = signal_number ? sigabbrev_np(signal_number) : NULL;

	crash_add(&text, "vdpatop crashed");
	if (name) {
		crash_add(&text, " (SIG");
		crash_add(&text, name);
		crash_add(&text, ")");
	}
	crash_add(&text, ". Above is its last screen, and its standard error.\n"
			 "Please report both, and what vdpatop --version says, where you have it from.\n");
	crash_flush(&text);
}

/* Sent by somebody, or by a limit or a timer: no fault of ours, and no news. */
static bool crash_is_fault(int signal_number)
{
	return signal_number == SIGSEGV || signal_number == SIGBUS || signal_number == SIGILL ||
	       signal_number == SIGFPE || signal_number == SIGABRT || signal_number == SIGSYS ||
	       signal_number == SIGTRAP;
}

/* The terminal first: should the rest fail, it is in order at least. */
static void crash_restore(int signal_number)
{
	bool is_fault = !signal_number || crash_is_fault(signal_number);

	if (!crash_is_prepared)
		return;
	crash_is_prepared = 0;
	crash_write(crash_plan.terminal, crash_plan.leave, crash_plan.leave_bytes);
	tcsetattr(crash_plan.terminal, TCSANOW, &crash_plan.modes);
	if (is_fault)
		crash_print_frame(crash_plan.last);
	capture_give_back(crash_plan.standard_error, crash_plan.kept_error);
	if (is_fault)
		crash_say(signal_number);
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
	crash_restore(signal_number);
	for (size_t i = 0; i < CRASH_SIGNALS; i++)
		sigaction(crash_signals[i], &crash_before[i], NULL);
	if (!crash_comes_again(signal_number, info))
		raise(signal_number);
}

static void crash_on_death(void)
{
	crash_restore(0);
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
	crash_on_sanitizer(crash_on_death);
}

void crash_forget(void)
{
	if (!crash_is_prepared)
		return;
	crash_is_prepared = 0;
	for (size_t i = 0; i < CRASH_SIGNALS; i++)
		sigaction(crash_signals[i], &crash_before[i], NULL);
}
