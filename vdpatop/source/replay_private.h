/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the files of a replay share: replay_index.c finds samples and facts in the file, replay.c goes from
 * one to the next, replay_sample.c finds who asked what in one, replay_source.c answers, replay_host.c gives
 * facts.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/array.h"
#include "base/index.h"
#include "source/recording.h"
#include "source/replay_file.h"

/* Places are bytes of the file where a packet begins. */
struct replay_sample {
	uint64_t news;       /* what came unasked since the sample before begins here, */
	uint64_t begin, end; /* and ends at BEGIN; END's packet */
	uint64_t number;
	int64_t time, clock_offset, kernel_time;
	bool is_extra;
	uint32_t facts_before, facts_held, facts_after;
};

struct replay_facts {
	uint64_t at; /* the packet that FACTS is in */
	uint64_t after;
	bool is_held;
};

/* A datagram that was sent, and what came until the next one was. */
struct replay_exchange {
	uint64_t first, end;
	int code;            /* with which sending it failed */
	uint32_t requests;
	uint32_t first_request;
	bool is_dump;
	bool is_touched;     /* something of it was answered already */
	bool is_awaited;
};

struct replay_request {
	uint32_t content, length; /* what it asks, in the sample's contents */
	uint32_t exchange;
	uint32_t sequence;        /* as it was recorded, */
	uint32_t asked_as;        /* and as it is asked now */
	uint32_t next;            /* that asks the same, INDEX_NONE: none */
	uint32_t last, unused;    /* of the first that asks so: the last one, and the first not asked yet */
	bool is_awaited;          /* its answers are to be delivered */
};

/* An answer that stays good when the same is asked again and was not when it was recorded. */
struct replay_old {
	uint32_t content, length; /* in old_contents */
	uint32_t sequence;
	uint64_t first, end;
};

/* What is asked of what is not in the sample: of OLD, or, for INDEX_NONE, of nothing. */
struct replay_lack {
	uint32_t old;
	uint32_t sequence; /* as it is asked now */
};

struct replay {
	struct replay_file *file;
	struct array samples; /* struct replay_sample */
	struct array facts;   /* struct replay_facts */
	char trouble[256];
	uint64_t sample;      /* samples that were begun */
	uint64_t fact;        /* facts that were given */
	int64_t facts_time;   /* when the last ones were read, ns since 1970 */
	/* Of the sample: */
	struct array contents;  /* char */
	struct array requests;  /* struct replay_request */
	struct array exchanges; /* struct replay_exchange */
	struct index by_content;
	int missing;          /* why there was no family, 0: it was not asked */
	int64_t now;
	uint32_t awaited;     /* the exchange that is being answered; the number of them for none */
	uint32_t latest;      /* behind the last one that was asked for */
	uint64_t at;          /* what of it comes next */
	struct array lacks;   /* struct replay_lack, to be answered behind it */
	size_t lack;          /* the next of them */
	uint64_t news_at[SOURCE_CHANNELS];
	/* Of all samples so far: */
	struct array old;     /* struct replay_old */
	struct array old_contents;
	struct index old_by_content;
};

#define replay_sample_at(replay, index) array_at(&(replay)->samples, struct replay_sample, index)
#define replay_request_at(replay, index) array_at(&(replay)->requests, struct replay_request, index)
#define replay_exchange_at(replay, index) array_at(&(replay)->exchanges, struct replay_exchange, index)

/* Finds all samples and facts. 0, or a negative errno with words; what is wrong at the end is trouble. */
int replay_index(struct replay *replay, struct recording_start *ret_start, struct error *error);

/* Reads START, which must be first. 0 or a negative errno with words. */
int replay_read_start(struct replay_file *file, struct recording_start *ret_start, struct error *error);

struct nlmsghdr;

/* What MESSAGE asks, apart from who and when: appended to TO. 0, -ENOMEM, or -EBADMSG. */
int replay_put_content(struct array *to, const struct nlmsghdr *message);

/* Forgets what the sample asked. */
void replay_clear(struct replay *replay);

/* Takes in what sample replay->sample - 1 asked, and what came before it. 0 or a negative errno. */
int replay_load(struct replay *replay);

/*
 * The request that asks CONTENT (LENGTH bytes) and was not asked yet, INDEX_NONE: none; it is then asked.
 * Of dumps that were not recorded so, one of the same command is.
 */
uint32_t replay_find_request(struct replay *replay, const void *content, size_t length, bool is_dump);
uint32_t replay_find_old(const struct replay *replay, const void *content, size_t length);
