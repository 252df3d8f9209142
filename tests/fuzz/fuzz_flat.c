/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Fuzz target: what a worker hands over. It is opened as a snapshot and as facts, every index is
 * followed, and the model takes it in between two whole ones.
 */
#include "fuzz.h"

#include <string.h>

#include "model/model.h"
#include "../unit/pieces.h"

static void try_model(const struct piece *piece)
{
	struct piece whole = piece_make_snapshot();
	struct model *model = model_new(4);
	struct snapshot before, between;
	struct facts facts;

	FUZZ_REQUIRE(model);
	FUZZ_REQUIRE(!snapshot_open(&before, whole.data, whole.bytes));
	FUZZ_REQUIRE(!model_update(model, &before));
	if (!facts_open(&facts, piece->data, piece->bytes))
		FUZZ_REQUIRE(!model_update_facts(model, &facts));
	if (!snapshot_open(&between, piece->data, piece->bytes))
		FUZZ_REQUIRE(!model_update(model, &between));
	FUZZ_REQUIRE(!model_update(model, &before));
	FUZZ_REQUIRE(model->device_count >= 2 && model->queue_count >= 3);
	model_free(model);
	free(whole.data);
}

/* The bytes move to memory of their own: what a worker maps is aligned, and so is this. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct piece piece = { malloc(size + !size), size };

	FUZZ_REQUIRE(piece.data);
	memcpy(piece.data, data, size);
	if (piece_try(&piece))
		try_model(&piece);
	free(piece.data);
	return 0;
}

size_t fuzz_seed(unsigned int index, uint8_t *to, size_t room)
{
	struct piece piece;
	size_t size;

	if (index > 1)
		return 0;
	piece = index ? piece_make_facts() : piece_make_snapshot();
	size = piece.bytes;
	FUZZ_REQUIRE(size <= room);
	memcpy(to, piece.data, size);
	free(piece.data);
	return size;
}
