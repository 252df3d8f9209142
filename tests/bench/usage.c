/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "usage.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#define CHILDREN 32

static FILE *usage_open(pid_t pid, const char *name)
{
	char path[96];

	snprintf(path, sizeof(path), "/proc/%d/%s", pid, name);
	return fopen(path, "re");
}

/* The number behind NAME in the process's status. */
static bool usage_field(pid_t pid, const char *name, uint64_t *ret_value)
{
	FILE *from = usage_open(pid, "status");
	bool is_found = false;
	char line[256];

	while (from && !is_found && fgets(line, sizeof(line), from))
		is_found = !strncmp(line, name, strlen(name)) &&
			   sscanf(line + strlen(name), ": %lu", ret_value) == 1;
	if (from)
		fclose(from);
	return is_found;
}

static int usage_children(pid_t pid, pid_t *children)
{
	char name[64];
	FILE *from;
	int count = 0;

	snprintf(name, sizeof(name), "task/%d/children", pid);
	from = usage_open(pid, name);
	while (from && count < CHILDREN && fscanf(from, "%d", &children[count]) == 1)
		count++;
	if (from)
		fclose(from);
	return count;
}

static bool usage_add(pid_t pid, struct usage *usage)
{
	struct timespec cpu;
	uint64_t resident;
	clockid_t clock;

	if (clock_getcpuclockid(pid, &clock) || clock_gettime(clock, &cpu) < 0 ||
	    !usage_field(pid, "VmRSS", &resident))
		return false;
	usage->cpu += (double)cpu.tv_sec + (double)cpu.tv_nsec / 1e9;
	usage->resident += resident;
	return true;
}

bool usage_read(pid_t pid, struct usage *ret_usage)
{
	struct usage usage = { 0 };
	pid_t children[CHILDREN];
	int count = usage_children(pid, children);

	if (!usage_field(pid, "voluntary_ctxt_switches", &usage.wakes) || !usage_add(pid, &usage))
		return false;
	for (int i = 0; i < count; i++)
		if (!usage_add(children[i], &usage))
			return false;
	*ret_usage = usage;
	return true;
}

pid_t usage_child(pid_t pid, const char *name)
{
	pid_t children[CHILDREN];
	int count = usage_children(pid, children);

	for (int i = 0; i < count; i++) {
		FILE *from = usage_open(children[i], "comm");
		char comm[32] = "";

		if (from && fgets(comm, sizeof(comm), from))
			comm[strcspn(comm, "\n")] = '\0';
		if (from)
			fclose(from);
		if (!strcmp(comm, name))
			return children[i];
	}
	return 0;
}

bool usage_is_running(pid_t pid)
{
	FILE *from = usage_open(pid, "stat");
	char state = 0;

	if (from && fscanf(from, "%*d (%*[^)]) %c", &state) != 1)
		state = 0;
	if (from)
		fclose(from);
	return state == 'R';
}
