/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Entries in shared memory: written whole, then counted; what is counted never changes again. */
#include "source/demo/ledger.h"

#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>

#include "base/text.h"
#include "source/demo/machine.h"

#define ENTRIES 1024

struct entry {
	char name[128];
	bool is_gone;
	int32_t mgmtdev;
	uint32_t class_id, nvqs;
	uint64_t features;
	uint16_t max_vqp, mtu;
	uint8_t mac[DEMO_MAC_SIZE];
};

struct demo_ledger {
	_Atomic uint32_t count;
	_Atomic int64_t start;
	struct entry entries[ENTRIES];
};

struct demo_ledger *demo_ledger_new(void)
{
	void *memory = mmap(NULL, sizeof(struct demo_ledger), PROT_READ | PROT_WRITE,
			    MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	return memory == MAP_FAILED ? NULL : memory;
}

void demo_ledger_free(struct demo_ledger *ledger)
{
	if (ledger)
		munmap(ledger, sizeof(*ledger));
}

static void entry_apply(const struct entry *entry, struct demo_machine *machine)
{
	struct demo_device *device = demo_machine_find(machine, entry->name);

	if (entry->is_gone) {
		if (device)
			demo_machine_remove(machine, device);
		return;
	}
	if (!device)
		device = demo_machine_add(machine, entry->mgmtdev, entry->class_id, entry->name);
	if (!device)
		return;
	device->features = entry->features;
	device->nvqs = entry->nvqs;
	device->max_vqp = entry->max_vqp;
	device->mtu = entry->mtu;
	memcpy(device->mac, entry->mac, sizeof(device->mac));
}

uint32_t demo_ledger_apply(const struct demo_ledger *ledger, uint32_t seen,
			   struct demo_machine *machine)
{
	uint32_t count = ledger ? atomic_load(&ledger->count) : seen;

	for (; seen < count; seen++)
		entry_apply(&ledger->entries[seen], machine);
	return seen;
}

static void ledger_append(struct demo_ledger *ledger, const struct demo_device *device,
			  bool is_gone)
{
	uint32_t count = ledger ? atomic_load(&ledger->count) : ENTRIES;
	struct entry *entry;

	if (count >= ENTRIES)
		return;
	entry = &ledger->entries[count];
	if (!text_copy(entry->name, sizeof(entry->name), device->name))
		return;
	entry->is_gone = is_gone;
	entry->mgmtdev = device->mgmtdev;
	entry->class_id = device->class_id;
	entry->nvqs = device->nvqs;
	entry->features = device->features;
	entry->max_vqp = device->max_vqp;
	entry->mtu = device->mtu;
	memcpy(entry->mac, device->mac, sizeof(entry->mac));
	atomic_store(&ledger->count, count + 1);
}

void demo_ledger_enter(struct demo_ledger *ledger, const struct demo_device *device)
{
	ledger_append(ledger, device, false);
}

void demo_ledger_enter_gone(struct demo_ledger *ledger, const struct demo_device *device)
{
	ledger_append(ledger, device, true);
}

int64_t demo_ledger_start(struct demo_ledger *ledger, int64_t due)
{
	if (!ledger)
		return due;
	if (!atomic_load(&ledger->start))
		atomic_store(&ledger->start, due);
	return atomic_load(&ledger->start);
}
