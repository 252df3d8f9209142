/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A table of devices in shared memory, behind a lock that survives the death of who holds it. A row has two
 * pages: the one that is not shown is written, then the row is turned. Who dies while writing has changed
 * nothing.
 */
#include "source/demo/ledger.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/text.h"
#include "source/demo/bell.h"
#include "source/demo/machine.h"

#define NAME_SIZE 256
#define STRING(number) #number
#define TEXT(number) STRING(number)

struct page {
	struct demo_device device; /* its name is the page's */
	char name[NAME_SIZE];
	uint64_t change; /* the number of the change that wrote it */
	bool is_gone;
};

struct row {
	_Atomic uint32_t turns; /* its lowest bit is the page that counts; 0: never written */
	struct page page[2];
};

struct demo_ledger {
	pthread_mutex_t lock;
	_Atomic uint64_t changes;
	_Atomic uint32_t pulse; /* moves with the changes; what waits, waits for it */
	uint32_t rows;          /* so many were ever written, without a gap */
	uint64_t identities;    /* given so far */
	_Atomic int64_t start, now;
	struct demo_bell bell;
	struct row row[DEMO_LEDGER_DEVICES];
};

struct demo_ledger *demo_ledger_new(void)
{
	struct demo_ledger *ledger = mmap(NULL, sizeof(*ledger), PROT_READ | PROT_WRITE,
					  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	pthread_mutexattr_t kind;
	int code;

	if (ledger == MAP_FAILED)
		return NULL;
	pthread_mutexattr_init(&kind);
	pthread_mutexattr_setpshared(&kind, PTHREAD_PROCESS_SHARED);
	pthread_mutexattr_setrobust(&kind, PTHREAD_MUTEX_ROBUST);
	code = pthread_mutex_init(&ledger->lock, &kind);
	pthread_mutexattr_destroy(&kind);
	if (!code)
		return ledger;
	demo_ledger_free(ledger);
	return NULL;
}

void demo_ledger_free(struct demo_ledger *ledger)
{
	if (ledger)
		munmap(ledger, sizeof(*ledger));
}

const char *demo_ledger_words(void)
{
	return "the demo has no room for more than " TEXT(DEMO_LEDGER_DEVICES) " changed devices";
}

/* The page that counts of row NUMBER, NULL when it was never written. */
static const struct page *ledger_page(const struct demo_ledger *ledger, uint32_t number)
{
	const struct row *row = &ledger->row[number];
	uint32_t turns = atomic_load(&row->turns);

	return turns ? &row->page[turns & 1] : NULL;
}

static void reader_tell(const struct demo_reader *reader, const struct demo_device *before,
			const struct demo_device *after)
{
	if (reader->tell)
		reader->tell(reader->context, before, after);
}

static void reader_remove(struct demo_reader *reader, struct demo_device *device)
{
	reader_tell(reader, device, NULL);
	demo_machine_remove(reader->machine, device);
}

/* What stood in row NUMBER before, if its room was given to another one. */
static void reader_remove_former(struct demo_reader *reader, uint32_t number, uint64_t identity)
{
	struct demo_machine *machine = reader->machine;

	for (size_t i = 0; i < machine->devices.count; i++) {
		struct demo_device *device = array_at(&machine->devices, struct demo_device, i);

		if (device->row == number + 1 && device->identity != identity) {
			reader_remove(reader, device);
			return;
		}
	}
}

static void reader_apply(struct demo_reader *reader, uint32_t number, const struct page *page)
{
	struct demo_device *device, before;
	char *name;

	reader_remove_former(reader, number, page->device.identity);
	device = demo_machine_find_identity(reader->machine, page->device.identity);
	if (page->is_gone) {
		if (device)
			reader_remove(reader, device);
		return;
	}
	if (!device) {
		device = demo_machine_put(reader->machine, &page->device, page->name);
		if (device)
			reader_tell(reader, NULL, device);
		return;
	}
	before = *device;
	name = device->name;
	*device = page->device;
	device->name = name;
	reader_tell(reader, &before, device);
}

struct pending {
	uint64_t identity;
	uint32_t number;
};

/* Devices come in the order in which they were made, whatever room they were given. */
static int compare_pending(const void *left, const void *right)
{
	const struct pending *a = left, *b = right;

	return a->identity < b->identity ? -1 : a->identity > b->identity;
}

static void reader_catch_up(struct demo_reader *reader)
{
	const struct demo_ledger *ledger = reader->ledger;
	uint64_t changes = atomic_load(&ledger->changes);
	struct pending pending[DEMO_LEDGER_DEVICES];
	uint32_t count = 0;

	if (reader->seen == changes)
		return;
	for (uint32_t i = 0; i < ledger->rows; i++) {
		const struct page *page = ledger_page(ledger, i);

		if (page && page->change > reader->seen)
			pending[count++] = (struct pending){ page->device.identity, i };
	}
	qsort(pending, count, sizeof(pending[0]), compare_pending);
	for (uint32_t i = 0; i < count; i++)
		reader_apply(reader, pending[i].number, ledger_page(ledger, pending[i].number));
	if (reader->machine->identities < ledger->identities)
		reader->machine->identities = ledger->identities;
	reader->seen = changes;
}

void demo_ledger_lock(struct demo_reader *reader)
{
	if (!reader->ledger)
		return;
	/* Who died with it has left every row whole. */
	if (pthread_mutex_lock(&reader->ledger->lock) == EOWNERDEAD)
		pthread_mutex_consistent(&reader->ledger->lock);
	reader->has_entered = false;
	reader_catch_up(reader);
}

void demo_ledger_unlock(struct demo_reader *reader)
{
	struct demo_ledger *ledger = reader->ledger;
	struct demo_bell bell;

	if (!ledger)
		return;
	bell = ledger->bell;
	pthread_mutex_unlock(&ledger->lock);
	if (!reader->has_entered)
		return;
	demo_bell_wake(&ledger->pulse);
	if (!reader->has_bell)
		demo_bell_ring(&bell);
}

void demo_ledger_sync(struct demo_reader *reader)
{
	if (!reader->ledger || atomic_load(&reader->ledger->changes) == reader->seen)
		return;
	demo_ledger_lock(reader);
	demo_ledger_unlock(reader);
}

void demo_ledger_wait(struct demo_reader *reader)
{
	struct demo_ledger *ledger = reader->ledger;
	uint32_t pulse;

	if (!ledger) {
		pause();
		return;
	}
	pulse = atomic_load(&ledger->pulse);
	demo_ledger_unlock(reader);
	demo_bell_await(&ledger->pulse, pulse);
	demo_ledger_lock(reader);
}

/* Whose room can be given to another: made since the demo began, and gone again. */
static bool page_is_free(const struct page *page, const struct demo_machine *machine)
{
	return page->is_gone && page->device.identity > machine->built;
}

/* The row of DEVICE, else the first that is free; DEMO_LEDGER_DEVICES when there is none. */
static uint32_t ledger_find_row(const struct demo_reader *reader, const struct demo_device *device)
{
	const struct demo_ledger *ledger = reader->ledger;
	uint32_t number = 0;

	if (device && device->row)
		return device->row - 1;
	while (number < ledger->rows && !page_is_free(ledger_page(ledger, number), reader->machine))
		number++;
	return number;
}

bool demo_ledger_has_room(const struct demo_reader *reader, const struct demo_device *device)
{
	return !reader->ledger || ledger_find_row(reader, device) < DEMO_LEDGER_DEVICES;
}

/* Fills the page of ROW that does not count yet. Whether the name fits. */
static bool row_write(struct row *row, const struct demo_device *device, bool is_gone, uint64_t change)
{
	struct page *page = &row->page[(atomic_load(&row->turns) + 1) & 1];

	page->device = *device;
	page->device.name = NULL;
	page->is_gone = is_gone;
	page->change = change;
	return text_copy(page->name, sizeof(page->name), device->name);
}

static void reader_enter(struct demo_reader *reader, struct demo_device *device, bool is_gone)
{
	struct demo_ledger *ledger = reader->ledger;
	uint32_t number = ledger ? ledger_find_row(reader, device) : DEMO_LEDGER_DEVICES;
	uint64_t change;

	if (number == DEMO_LEDGER_DEVICES)
		return;
	change = atomic_load(&ledger->changes) + 1;
	device->row = number + 1;
	if (!row_write(&ledger->row[number], device, is_gone, change)) {
		device->row = 0;
		return;
	}
	ledger->identities = reader->machine->identities;
	atomic_fetch_add(&ledger->row[number].turns, 1);
	if (ledger->rows <= number)
		ledger->rows = number + 1;
	atomic_store(&ledger->changes, change);
	atomic_fetch_add(&ledger->pulse, 1);
	reader->seen = change;
	reader->has_entered = true;
}

void demo_ledger_enter(struct demo_reader *reader, struct demo_device *device)
{
	reader_enter(reader, device, false);
}

void demo_ledger_enter_gone(struct demo_reader *reader, struct demo_device *device)
{
	reader_enter(reader, device, true);
}

int demo_ledger_bell(struct demo_reader *reader)
{
	struct demo_bell bell;
	int fd;

	if (reader->ledger && !reader->has_bell) {
		fd = demo_bell_open(&bell);
		if (fd < 0)
			return -1;
		demo_ledger_lock(reader);
		reader->ledger->bell = bell;
		demo_ledger_unlock(reader);
		reader->bell = fd;
		reader->has_bell = true;
	}
	return reader->has_bell ? reader->bell : -1;
}

void demo_ledger_hush(struct demo_reader *reader)
{
	if (reader->has_bell)
		demo_bell_hush(reader->bell);
}

void demo_reader_close(struct demo_reader *reader)
{
	if (reader->has_bell)
		close(reader->bell);
	reader->has_bell = false;
}

int64_t demo_ledger_start(struct demo_ledger *ledger, int64_t due)
{
	if (!ledger)
		return due;
	if (!atomic_load(&ledger->start))
		atomic_store(&ledger->start, due);
	return atomic_load(&ledger->start);
}

void demo_ledger_set_now(struct demo_ledger *ledger, int64_t due)
{
	if (ledger)
		atomic_store(&ledger->now, due);
}

int64_t demo_ledger_now(const struct demo_ledger *ledger)
{
	return ledger ? atomic_load(&ledger->now) : 0;
}

uint64_t demo_ledger_elapsed(const struct demo_ledger *ledger)
{
	int64_t start = ledger ? atomic_load(&ledger->start) : 0;
	int64_t now = demo_ledger_now(ledger);

	return now > start ? (uint64_t)(now - start) / 1000 : 0;
}
