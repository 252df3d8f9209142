/* SPDX-License-Identifier: GPL-2.0-or-later */
/* vdpatop: from the command line to an exit status. The order matters: rights first. */
#include <config.h>

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <ev.h>

#include "base/error.h"
#include "conf/configuration.h"
#include "conf/screen.h"
#include "conf/settings.h"
#include "engine/engine.h"
#include "engine/rights.h"
#include "oneshot/oneshot.h"
#include "report/session.h"
#include "source/recording.h"
#include "tui/program.h"
#include "tui/tui.h"

struct app {
	struct engine *engine;
	struct report *report; /* of batch mode */
	struct settings settings;
	struct configuration configuration;
	struct recording_start replayed; /* how the recording was made that is replayed */
	int signal; /* that asked the program to end, 0 for none */
	ev_signal watchers[4];
	ev_io reader; /* of what batch mode writes: when there is none any more */
};

/*
 * How many signals asked the program to end. Counted by the handler itself: a write to a slow reader must end
 * although no event loop runs then.
 */
static volatile sig_atomic_t app_stop;

/* SIGUSR1: the file of -o was moved away, and the next sample goes to one of its name. */
static volatile sig_atomic_t app_reopen;

static void app_note_reopen(int number)
{
	app_reopen = number;
}

/* First of all: the rotation of a log tells every vdpatop, one that has just begun too. */
static void app_watch_rotation(void)
{
	const struct sigaction reopen = { .sa_handler = app_note_reopen, .sa_flags = SA_RESTART };

	sigaction(SIGUSR1, &reopen, NULL);
}

static void app_note_signal(int number)
{
	app_stop = app_stop < 2 ? app_stop + 1 : 2;
	ev_feed_signal(number);
}

static void app_on_signal(struct ev_loop *loop, ev_signal *watcher, int events)
{
	struct app *app = watcher->data;

	(void)loop;
	(void)events;
	app->signal = watcher->signum;
	engine_stop(app->engine);
}

static void app_watch_signals(struct app *app)
{
	static const int numbers[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT };
	const struct sigaction note = { .sa_handler = app_note_signal, .sa_flags = SA_RESTART };

	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN); /* a file that may grow no more is an error of write(2) */
	for (int i = 0; i < 4; i++) {
		ev_signal_init(&app->watchers[i], app_on_signal, numbers[i]);
		app->watchers[i].data = app;
		ev_signal_start(engine_loop(app->engine), &app->watchers[i]);
		sigaction(numbers[i], &note, NULL);
	}
}

/* Checks what goes into batch mode's output before a worker is started, and opens it. 0 or exit status. */
static int app_open_report(struct app *app)
{
	const struct settings *settings = &app->settings;
	struct error error = { 0 };
	const struct report_options options = {
		.format = settings->format,
		.columns = settings->columns,
		.output = settings->output,
		.may_append = settings->may_append,
		.may_overwrite = settings->may_overwrite,
		.stop = &app_stop,
		.reopen = &app_reopen,
	};
	int result = settings->is_batch ? report_open(&app->report, &options, &error) : 0;

	if (result >= 0)
		return EXIT_DONE;
	session_complain("%s", error.words);
	return result == -EINVAL ? EXIT_USAGE : EXIT_FAILED;
}

static void app_on_reader_gone(struct ev_loop *loop, ev_io *watcher, int events)
{
	struct app *app = watcher->data;

	(void)loop;
	(void)events;
	engine_stop(app->engine);
}

/* A delay may be long, and a shell waits for all of a pipeline. */
static void app_watch_reader(struct app *app)
{
	int fd = report_watch(app->report);

	if (fd < 0)
		return;
	ev_io_init(&app->reader, app_on_reader_gone, fd, EV_READ);
	app->reader.data = app;
	ev_io_start(engine_loop(app->engine), &app->reader);
}

static int app_run_batch(struct app *app)
{
	struct engine_options options = app->settings.engine;
	struct session *session;
	int status = EXIT_FAILED;

	options.timeout = app->settings.timeout;
	session = session_start(app->engine, app->report, &options);
	if (session) {
		app_watch_reader(app);
		engine_run(app->engine);
		status = session_status(session);
		session_free(session);
	}
	return status;
}

/* A full disk may show only now. Returns STATUS, or that of this when STATUS is none. */
static int app_close_report(struct app *app, int status)
{
	struct error error = { 0 };

	if (!app->report || report_close(app->report, &error) >= 0 || status)
		return status;
	session_complain("%s", error.words);
	return EXIT_FAILED;
}

/* Columns of the terminal that standard output is, 0 when it is none or does not say. */
static int app_width(void)
{
	struct winsize size = { 0 };

	return isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

static int app_run_oneshot(struct app *app)
{
	const struct settings *settings = &app->settings;
	const struct oneshot_options options = {
		.engine = settings->engine,
		.is_json = settings->is_json,
		.is_pretty = settings->is_pretty,
		.is_forced = settings->is_forced,
		.timeout = settings->timeout,
		.width = app_width(),
		.stop = &app_stop,
	};
	struct oneshot *oneshot = oneshot_start(app->engine, &settings->oneshot, &options);

	if (!oneshot)
		return EXIT_FAILED;
	engine_run(app->engine);
	return oneshot_end(oneshot);
}

static void app_say(const char *words)
{
	session_complain("%s", words);
}

/* File with the keys of a run that needs no terminal, NULL for none. */
static const char *app_script(void)
{
	const char *script = getenv("VDPATOP_SCRIPT");

	return script && script[0] ? script : NULL;
}

/* 0 or exit status. */
static int app_check_terminal(const struct app *app)
{
	struct error error = { 0 };

	if (app->settings.is_batch || app->settings.is_oneshot || app_script() || tui_can_run(&error) >= 0)
		return EXIT_DONE;
	session_complain("%s", error.words);
	return EXIT_USAGE;
}

static int app_run_screen(struct app *app)
{
	struct error error = { 0 };
	struct error ended = { 0 };
	struct screen_keeper keeper = { .configuration = &app->configuration, .ended = &ended };
	struct program_options options = {
		.engine = app->settings.engine,
		.replayed = app->settings.replay ? &app->replayed : NULL,
		.keeper = screen_keeper(&keeper),
		.script = app_script(),
		.say = app_say,
	};
	struct program *program;
	int result;

	screen_choose(&app->configuration, &options.choices);
	if (program_start(&program, app->engine, &options, &error) < 0) {
		session_complain("%s", error.words);
		return EXIT_FAILED;
	}
	keeper.program = program;
	screen_complain(&app->configuration, program);
	engine_run(app->engine);
	result = program_end(program, &error);
	screen_keeper_free(&keeper);
	if (ended.words[0])
		session_complain("%s", ended.words);
	if (error.words[0])
		session_complain("%s", error.words);
	return result < 0 ? EXIT_FAILED : EXIT_DONE;
}

/* Dies of the signal that ended the program, so that a shell sees what happened. */
static void app_die_of(int number)
{
	sigset_t only;

	signal(number, SIG_DFL);
	sigemptyset(&only);
	sigaddset(&only, number);
	sigprocmask(SIG_UNBLOCK, &only, NULL);
	raise(number);
}

static int app_print(const struct settings *settings)
{
	settings_print(settings, stdout);
	if (!fflush(stdout))
		return EXIT_DONE;
	session_complain("writing standard output: %s", error_text(errno));
	return EXIT_FAILED;
}

/* What was said on the command line is in the settings; here come the files below it. */
static int app_configure(struct app *app, bool is_trusted)
{
	struct configuration *configuration = &app->configuration;
	struct settings *settings = &app->settings;
	struct error error = { 0 };
	int result = configuration_load(configuration, &settings->command, settings->config, is_trusted,
					&error);

	if (result < 0) {
		session_complain("%s", error.words);
		return result;
	}
	settings->engine.delay = configuration_number(configuration, SETTING_DELAY);
	settings->engine.max_load = (uint32_t)configuration_number(configuration, SETTING_MAX_LOAD);
	for (size_t i = 0; settings->is_batch && i < complaints_count(&configuration->complaints); i++)
		session_complain("%s", complaints_at(&configuration->complaints, i));
	return 0;
}

/* As whoever started the program: borrowed rights were given up before. 0 or exit status. */
static int app_open_recording(struct app *app)
{
	struct settings *settings = &app->settings;
	struct error error = { 0 };
	int fd;

	if (!settings->record)
		return EXIT_DONE;
	fd = recording_create(settings->record, settings->may_overwrite, &error);
	if (fd < 0) {
		session_complain("%s", error.words);
		return EXIT_FAILED;
	}
	settings->engine.record = fd;
	settings->engine.record_name = settings->record;
	return EXIT_DONE;
}

/* What was not said on the command line is as it was when it was recorded. 0 or exit status. */
static int app_open_replay(struct app *app)
{
	struct settings *settings = &app->settings;
	struct engine_options *engine = &settings->engine;
	const struct recording_start *start = &app->replayed;
	struct error error = { 0 };
	int fd;

	if (!settings->replay)
		return EXIT_DONE;
	fd = recording_open(settings->replay, &app->replayed, &error);
	if (fd < 0) {
		session_complain("%s", error.words);
		return EXIT_FAILED;
	}
	engine->replay = fd;
	engine->replay_name = settings->replay;
	engine->wants_vendor |= start->wants_vendor;
	if (!engine->device_glob && start->device_glob[0])
		engine->device_glob = start->device_glob;
	if (!engine->mgmtdev_glob && start->mgmtdev_glob[0])
		engine->mgmtdev_glob = start->mgmtdev_glob;
	if (!settings->command.values[SETTING_DELAY] && start->delay)
		engine->delay = (double)start->delay / 1e9;
	return EXIT_DONE;
}

/* Returns STATUS, or what becomes of it with a recording that is not whole: batch mode has said so then. */
static int app_end_recording(struct app *app, int status)
{
	bool was_said = app->settings.is_batch && engine_get_status(app->engine).record_trouble[0];
	struct error error = { 0 };

	if (!app->settings.record || engine_end_recording(app->engine, &error) == 0)
		return status;
	if (!was_said)
		session_complain("%s", error.words);
	return status ? status : EXIT_FAILED;
}

/* With borrowed rights the workers come first, and then nothing of them is left here. */
static int app_start_workers(struct app *app, bool is_borrowed)
{
	struct error error = { 0 };
	int result = engine_new(&app->engine, &error);

	if (result < 0) {
		session_complain("%s", error.words);
		return result;
	}
	if (!is_borrowed)
		return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	rights_clean_environment();
	result = rights_keep(RIGHTS_NONE);
	if (result < 0)
		session_complain("giving up rights: %s", error_text(result));
	return result;
}

/*
 * A descriptor of 0 to 2 that is closed would be given to the next thing that is opened, and samples
 * would be written into it. Returns whether standard output was there.
 */
static bool app_fill_descriptors(void)
{
	bool has_output = fcntl(STDOUT_FILENO, F_GETFD) >= 0;
	int fd;

	do
		fd = open("/dev/null", O_RDWR);
	while (fd >= 0 && fd <= STDERR_FILENO);
	close(fd);
	return has_output;
}

static int app_run(struct app *app)
{
	app_watch_signals(app);
	if (app->settings.is_oneshot)
		return app_run_oneshot(app);
	return app->settings.is_batch ? app_run_batch(app) : app_run_screen(app);
}

/* Everything that can be refused is looked at before something is started, sent or written. */
static int app_main(struct app *app, bool is_borrowed, bool has_output)
{
	int status;

	if (!has_output && !app->settings.output) {
		session_complain("standard output is closed: there is nowhere to write to");
		return EXIT_FAILED;
	}
	if (!app->settings.is_oneshot && app_configure(app, !is_borrowed) < 0)
		return EXIT_USAGE; /* nothing of a configuration concerns a command */
	status = app_check_terminal(app);
	if (!status)
		status = app_open_replay(app);
	if (!status)
		status = app_open_report(app);
	if (!status)
		status = app_open_recording(app);
	if (!status && !is_borrowed && app_start_workers(app, false) < 0)
		status = EXIT_FAILED;
	if (!status)
		status = app_end_recording(app, app_run(app));
	return app_close_report(app, status);
}

int main(int argc, char **argv)
{
	struct app app = { 0 };
	struct error error = { 0 };
	bool is_borrowed = rights_are_borrowed();
	bool has_output = app_fill_descriptors();
	int status;

	app_watch_rotation();
	if (is_borrowed && app_start_workers(&app, true) < 0)
		return EXIT_FAILED;
	setlocale(LC_ALL, "");
	setlocale(LC_NUMERIC, "C"); /* CSV and options have a decimal point everywhere */
	if (settings_parse(&app.settings, argc, argv, &error) < 0) {
		session_complain("%s", error.words);
		return EXIT_USAGE;
	}
	if (settings_print_only(&app.settings))
		return app_print(&app.settings);
	status = app_main(&app, is_borrowed, has_output);
	engine_free(app.engine);
	configuration_free(&app.configuration);
	settings_free(&app.settings);
	if (app.signal)
		app_die_of(app.signal);
	return status;
}
