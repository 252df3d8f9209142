/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * ptyrun: runs a command in a pseudo-terminal and drives it by a script on standard input. A test
 * program: where tmux is not, as in the kernel check's guest, this is the person at the screen.
 *
 * Prints how the command ended ("exit 0", "signal TERM", "running") and "restored" or what it
 * left behind in the terminal. Exit status: 0 the script went through, 1 a line failed, 2 usage.
 */
#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "keys.h"
#include "script.h"
#include "terminal.h"

static int usage(void)
{
	fputs("usage: ptyrun [-s ROWSxCOLUMNS] [-t SECONDS] [-o RAW-OUTPUT] COMMAND [ARGUMENT]... <SCRIPT\n"
	      "a script's lines:\n",
	      stderr);
	script_help(stderr);
	return 2;
}

int main(int argc, char **argv)
{
	struct terminal terminal = { .master = -1, .slave = -1, .process = -1 };
	int rows = 24, columns = 80, seconds = 30, option, status;

	setlocale(LC_ALL, "");
	while ((option = getopt(argc, argv, "+s:t:o:")) != -1) {
		if (option == 's' && script_read_size(optarg, &rows, &columns))
			continue;
		if (option == 't' && (seconds = (int)strtol(optarg, NULL, 10)) > 0)
			continue;
		if (option == 'o' && (terminal.raw = fopen(optarg, "w")))
			continue;
		return usage();
	}
	if (optind == argc)
		return usage();
	status = terminal_start(&terminal, argv + optind, rows, columns, seconds);
	if (status < 0)
		fprintf(stderr, "ptyrun: no terminal: %s\n", strerror(-status));
	else
		status = script_run(&terminal, stdin);
	if (terminal.screen)
		terminal_report(&terminal, stdout);
	terminal_end(&terminal);
	keys_free();
	if (terminal.raw)
		fclose(terminal.raw);
	return status < 0;
}
