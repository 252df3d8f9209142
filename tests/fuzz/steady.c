/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Runs a fuzz target without libFuzzer: every seed as it is, then spoiled in ways that are the
 * same each time, so that make check does it everywhere and a failure can be repeated.
 *
 * usage: TARGET [ROUNDS [SEED]]     TARGET --write FOLDER (the seeds as files, for libFuzzer)
 */
#include "fuzz.h"

#include <inttypes.h>
#include <string.h>

#define ROOM 8192
#define ROUNDS 20000

struct input {
	uint8_t *data;
	size_t size;
};

/* splitmix64: a full period and no state but its counter. */
static uint64_t draw(uint64_t *state)
{
	uint64_t mixed = *state += UINT64_C(0x9e3779b97f4a7c15);

	mixed = (mixed ^ mixed >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	mixed = (mixed ^ mixed >> 27) * UINT64_C(0x94d049bb133111eb);
	return mixed ^ mixed >> 31;
}

static size_t draw_below(uint64_t *state, size_t limit)
{
	return limit ? (size_t)(draw(state) % limit) : 0;
}

static void flip_bit(struct input *input, uint64_t *state)
{
	input->data[draw_below(state, input->size)] ^= (uint8_t)(1u << draw_below(state, 8));
}

static void set_byte(struct input *input, uint64_t *state)
{
	input->data[draw_below(state, input->size)] = (uint8_t)draw(state);
}

/* A number at an edge, at an offset where numbers stand. */
static void set_edge(struct input *input, uint64_t *state)
{
	static const uint32_t edges[] = { 0, 1, 3, 4, 8, 0x7f, 0xff, 0x7fff, 0x8000, 0xffff, 0x10000,
					  INT32_MAX, UINT32_C(0x80000000), UINT32_MAX - 3, UINT32_MAX };
	uint32_t edge = edges[draw_below(state, sizeof(edges) / sizeof(edges[0]))];
	size_t width = draw_below(state, 2) ? 2 : 4;
	size_t at = draw_below(state, input->size) & ~(size_t)1;

	if (at + width <= input->size)
		memcpy(input->data + at, &edge, width);
}

static void cut(struct input *input, uint64_t *state)
{
	input->size = 1 + draw_below(state, input->size);
}

/* Copies a stretch over another: headers land in the middle of texts, texts on headers. */
static void copy_stretch(struct input *input, uint64_t *state)
{
	size_t length = 1 + draw_below(state, input->size);
	size_t from = draw_below(state, input->size - length + 1);
	size_t to = draw_below(state, input->size - length + 1);

	memmove(input->data + to, input->data + from, length);
}

/* Puts a stretch in once more. */
static void repeat_stretch(struct input *input, uint64_t *state)
{
	size_t at = draw_below(state, input->size) & ~(size_t)3;
	size_t length = 4 + (draw_below(state, 64) & ~(size_t)3);

	if (at + length > input->size || input->size + length > ROOM)
		return;
	memmove(input->data + at + length, input->data + at, input->size - at);
	input->size += length;
}

static void spoil(struct input *input, uint64_t *state)
{
	static void (*const ways[])(struct input *, uint64_t *) = {
		flip_bit, set_byte, set_edge, set_edge, cut, copy_stretch, repeat_stretch,
	};
	size_t times = 1 + draw_below(state, 6);

	while (times-- && input->size)
		ways[draw_below(state, sizeof(ways) / sizeof(ways[0]))](input, state);
}

/* The target gets memory that ends where its input ends, so that ASan sees a read past it. */
static void run(const struct input *input)
{
	uint8_t *exact = malloc(input->size + !input->size);

	FUZZ_REQUIRE(exact);
	memcpy(exact, input->data, input->size);
	LLVMFuzzerTestOneInput(exact, input->size);
	free(exact);
}

static unsigned int count_seeds(uint8_t *room)
{
	unsigned int count = 0;

	while (fuzz_seed(count, room, ROOM))
		count++;
	FUZZ_REQUIRE(count);
	return count;
}

static int write_seeds(const char *folder, uint8_t *room)
{
	unsigned int count = count_seeds(room);

	for (unsigned int i = 0; i < count; i++) {
		size_t size = fuzz_seed(i, room, ROOM);
		char path[512];
		FILE *file;

		snprintf(path, sizeof(path), "%s/seed-%u", folder, i);
		file = fopen(path, "w");
		if (!file || fwrite(room, 1, size, file) != size || fclose(file)) {
			perror(path);
			return 1;
		}
	}
	return 0;
}

int main(int argc, char **argv)
{
	static uint8_t room[ROOM];
	uint64_t rounds = argc > 1 ? strtoull(argv[1], NULL, 10) : ROUNDS;
	uint64_t state = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
	struct input input = { .data = room };
	unsigned int seeds;

	if (argc == 3 && !strcmp(argv[1], "--write"))
		return write_seeds(argv[2], room);
	seeds = count_seeds(room);
	for (unsigned int i = 0; i < seeds; i++) {
		input.size = fuzz_seed(i, room, ROOM);
		run(&input);
	}
	for (uint64_t i = 0; i < rounds; i++) {
		input.size = fuzz_seed((unsigned int)draw_below(&state, seeds), room, ROOM);
		spoil(&input, &state);
		run(&input);
	}
	printf("%u seeds and %" PRIu64 " spoiled ones did no harm\n", seeds, rounds);
	return 0;
}
