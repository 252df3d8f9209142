/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What /proc/PID/stat and cmdline say: parsers of bytes that any process may have chosen. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct process_stat {
	char command[64];    /* comm: the program's short name, raw bytes */
	char state;          /* 'R', 'S', 'D' … */
	uint64_t start_time; /* clock ticks since boot */
};

/* Whether NAME, an entry of /proc, is a process. */
bool process_parse_pid(const char *name, int32_t *ret_pid);

/* Takes a stat line apart: proc_pid_stat(5). False when it is none. */
bool process_parse_stat(const char *text, struct process_stat *ret_stat);

/* Reads and parses file PATH below AT. 0 or a negative errno. */
int process_read_stat(int at, const char *path, struct process_stat *ret_stat);

/*
 * The VM's name from QEMU's ARGUMENTS (LENGTH bytes, each argument ended by NUL): "-name NAME",
 * "-name guest=NAME,…". False, and "" in TO, when this is no QEMU or has no name. May be cut.
 */
bool process_vm_name(char *to, size_t size, const char *arguments, size_t length);

/* ARGUMENTS as one line for a person: blanks between, cut to SIZE - 1 bytes. Raw bytes. */
void process_command_line(char *to, size_t size, const char *arguments, size_t length);

/* The device's name when ARGUMENTS are of "vdpa dev del NAME" as iproute2 and we take it, else NULL. */
const char *process_deletes(const char *arguments, size_t length);
