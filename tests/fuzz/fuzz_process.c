/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Fuzz target: what /proc says of a process. The bytes are taken for a command line, a stat line, a
 * line of maps and a port's name; none of them may lead a parser out of itself.
 */
#include "fuzz.h"

#include <string.h>

#include "source/host/maps.h"
#include "source/host/process.h"
#include "source/host/representor.h"

static void try_arguments(const char *bytes, size_t size)
{
	const char *device = process_deletes(bytes, size);
	char text[32];

	if (device)
		FUZZ_REQUIRE(device > bytes && device + strlen(device) < bytes + size);
	if (process_vm_name(text, sizeof(text), bytes, size))
		FUZZ_REQUIRE(*text);
	FUZZ_REQUIRE(strlen(text) < sizeof(text));
	process_command_line(text, sizeof(text), bytes, size);
	FUZZ_REQUIRE(strlen(text) < sizeof(text));
}

static void try_line(const char *text)
{
	const struct port port = { PORT_VF, 0, 3 };
	struct process_stat stat;
	struct maps_line line;
	int32_t pid = 0;

	if (process_parse_stat(text, &stat))
		FUZZ_REQUIRE(strlen(stat.command) < sizeof(stat.command));
	if (process_parse_pid(text, &pid))
		FUZZ_REQUIRE(pid > 0);
	if (!maps_parse_line(text, 4096, &line))
		FUZZ_REQUIRE(line.pages <= UINT64_MAX / 4096);
	representor_is_port(text, &port);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *bytes = malloc(size + !size);
	char *line = malloc(size + 1);

	FUZZ_REQUIRE(bytes && line);
	memcpy(bytes, data, size);
	memcpy(line, data, size);
	line[size] = '\0';
	try_arguments(bytes, size);
	try_line(line);
	free(bytes);
	free(line);
	return 0;
}

size_t fuzz_seed(unsigned int index, uint8_t *to, size_t room)
{
#define SEED(text) { text, sizeof(text) }
	static const struct {
		const char *bytes;
		size_t size;
	} seeds[] = {
		SEED("/usr/bin/qemu-system-x86_64\0-name\0guest=vm,,1,debug-threads=on\0-m\0" "1G"),
		SEED("kvm\0--name\0vm1"),
		SEED("vdpa\0-j\0dev\0del\0foo0"),
		SEED("4711 (qemu (x)) D 1 1 1 0 -1 4194560 0 0 0 0 1 2 0 0 20 0 1 0 4321 9 9"),
		SEED("7f0000000000-7f0000001000 -w-s 00003000 00:06 101 /dev/vhost-vdpa-0"),
		SEED("4194304"),
		SEED("c1pf0vf3"),
	};

	if (index >= sizeof(seeds) / sizeof(seeds[0]))
		return 0;
	FUZZ_REQUIRE(seeds[index].size <= room);
	memcpy(to, seeds[index].bytes, seeds[index].size);
	return seeds[index].size;
}
