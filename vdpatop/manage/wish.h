/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A device to be added, as a person typed it, and every check that can be made of it before the
 * kernel is asked. Dialog and command line fill the same wish and show the same words.
 *
 * Errors keep it from being sent. Warnings do not: the kernel will do it, and the person may wonder.
 */
#pragma once

#include "base/array.h"
#include "manage/task.h"
#include "model/model.h"

struct job;

#define WISH_TEXT_SIZE 512 /* bytes of a field with its NUL: more than any field may have */
#define WISH_FEATURES_SIZE 1024 /* of one that names every feature there is */
#define WISH_MOST 256      /* devices of one wish */

#define WISH_LEAST_MTU 68      /* drivers/vdpa/vdpa.c vdpa_nl_policy[] */
#define WISH_MOST_MTU 65535
#define WISH_MOST_PAIRS 32768  /* virtio spec 5.1.4.2, max_virtqueue_pairs */

struct wish {
	char bus[TASK_BUS_SIZE], mgmtdev[TASK_MGMTDEV_SIZE]; /* of the mgmtdev; mgmtdev "" for none chosen */
	uint32_t class_id;          /* 0: the mgmtdev's only one */
	char name[WISH_TEXT_SIZE];  /* a name or a pattern: vm{0..7}; with a count above 1 its end counts up */
	bool is_literal;            /* NAME stands as it is, whatever a pattern would make of it */
	char count[WISH_TEXT_SIZE]; /* "": as many as the name says; each other "" is the driver's default */
	char mac[WISH_TEXT_SIZE];   /* of the first one; the others' count up */
	char mtu[WISH_TEXT_SIZE];
	char pairs[WISH_TEXT_SIZE];
	bool has_features;          /* FEATURES are to be provisioned; else those that the driver gives */
	uint64_t features;
	char feature_words[WISH_FEATURES_SIZE]; /* as typed: what it says takes the place of FEATURES; else "" */
	enum task_driver driver;
	uint64_t replaces;          /* a device (the model's id) that will be gone by then: its name, its MAC
				     * and its place are free; 0 for none */
};

struct finding {
	enum task_field field;
	enum model_level level; /* ERROR, WARNING, or INFO: what the kernel adds or expects by itself */
	char words[240];        /* safe text, without a full stop at its end */
};

/*
 * Checks WISH against what MODEL knows and appends what is found (struct finding) to FINDINGS, errors of
 * each field first. Returns the number of errors, or -ENOMEM.
 */
int wish_check(const struct wish *wish, const struct model *model, struct array *findings);

/*
 * Appends the tasks (struct task) that WISH makes, in order. To be called when nothing is wrong. 0,
 * -EINVAL when something is, or -ENOMEM.
 */
int wish_expand(const struct wish *wish, const struct model *model, struct array *tasks);

/* The first finding about FIELD of the highest level, NULL for none. */
const struct finding *finding_of(const struct array *findings, enum task_field field);

/* The mgmtdev that WISH names, NULL when it is not there (any more). */
const struct model_mgmtdev *wish_mgmtdev(const struct wish *wish, const struct model *model);

/* What MGMTDEV can provision for the class of WISH: 0 when it does not say. */
uint64_t wish_supported(const struct wish *wish, const struct model *model);

/* Features that WISH cannot do without, and why: F_MAC with a MAC, F_MQ with more than one pair … */
uint64_t wish_needed(const struct wish *wish);

/* The most pairs of queues that MGMTDEV can give a device; 0: it does not say. */
uint32_t wish_most_pairs(const struct model_mgmtdev *mgmtdev);

/*
 * Writes a name that no device has yet, nor one that JOBS are adding: the next after those that MGMTDEV's
 * devices have, else "vdpa0".
 */
void wish_propose_name(const struct model *model, const struct model_mgmtdev *mgmtdev,
		       const struct job *jobs, size_t job_count, char *to, size_t size);

/* Whether MGMTDEV can make another device, as far as its driver's limit is known. */
bool wish_has_room(const struct model_mgmtdev *mgmtdev);

/* Writes a locally administered unicast MAC made of RANDOM that no device of MODEL has. */
void wish_propose_mac(const struct model *model, uint64_t random, char *to, size_t size);

/* A MAC address in any usual form (6 pairs of hexadecimal digits). 0; -EINVAL with words in ERROR. */
int wish_parse_mac(const char *text, uint8_t *ret_mac, struct error *error);

/*
 * Features as typed: a hexadecimal number, with or without 0x, or names with commas between, in any case;
 * bit_N is the one that has no name. 0; -EINVAL with words; -EAGAIN with words when CLASS_ID, 0 here, has
 * to be known to tell.
 */
int wish_parse_features(const char *text, uint32_t class_id, uint64_t *ret_features,
			struct error *error);

/* A whole number from LEAST to MOST. 0; -EINVAL with words that name WHAT. */
int wish_parse_number(const char *text, const char *what, uint32_t least, uint32_t most,
		      uint32_t *ret_number, struct error *error);

/* Checks a new MAC address for a device that there is: that of TASK_SET_MAC. 0; -EINVAL with words. */
int wish_check_mac(const char *text, const struct model *model, const struct model_device *device,
		   uint8_t *ret_mac, struct error *error);
