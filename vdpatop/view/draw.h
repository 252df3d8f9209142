/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The parts of the screen. Each draws one area of a frame; only modes and view.c call them. */
#pragma once

#include "model/model.h"
#include "view/column.h"
#include "view/keymap.h"
#include "view/pen.h"
#include "view/rows.h"
#include "view/status.h"
#include "view/target.h"

struct features;
struct order;
struct pattern;
struct tags;
struct tree_columns;

/* What the header says of the view itself: what is shown, and what the figures are. */
struct draw_notes {
	const char *filter;    /* words of the live filter, raw bytes; NULL or "" for none */
	size_t matches, among; /* rows that match it, of so many */
	const char *rows;      /* what these rows are: "devices" */
	size_t tagged;
	bool is_frozen;        /* rows keep their order */
	int64_t since;         /* counts are from then on, ns since 1970; 0: totals */
};

struct draw {
	struct frame *frame;
	const struct model *model;
	const struct view_status *status;
	const struct rows *rows;
	const struct tree_columns *columns; /* of the tree */
	const struct keymap *keymap;
	enum mode mode;          /* that has the keys */
	struct targets *targets; /* what is drawn notes here what a click on it means */
	const char *notice;      /* what the last key was answered with, safe; "" for nothing */
	bool is_ascii;
	bool is_old;         /* all figures are: nothing new comes */
	size_t top;          /* position of the first row shown */
	size_t height;       /* rows of the tree on the screen */
	size_t selected;     /* position of the selected row */
	struct row row;      /* the selected row; ROW_NONE when there is none */
	const struct order *order; /* of the rows */
	const struct tags *tags;
	const struct pattern *search; /* what is to be highlighted, NULL for nothing */
	const struct zero *zero;      /* counts are since then, NULL for totals */
	struct draw_notes notes;
	bool is_reasons_turn; /* where news and a reason do not fit side by side */
};

struct pen draw_pen(const struct draw *draw, const struct area *area);

void draw_header(const struct draw *draw, const struct area *area);
void draw_totals(const struct draw *draw, const struct area *area);
void draw_titles(const struct draw *draw, const struct area *area);
void draw_tree(const struct draw *draw, const struct area *area);
void draw_detail(const struct draw *draw, const struct area *area, int share);

/* Rows of AREA that the details take. What is in AREA is lost. */
int draw_detail_rows(const struct draw *draw, const struct area *area);
/*
 * Returns whether news and a reason both want the line, and one of them has to wait. RET_UNTIL gets when
 * what is shown becomes old, ns since 1970, 0 for what does not by itself.
 */
bool draw_status(const struct draw *draw, const struct area *area, int64_t *ret_until);
void draw_keys(const struct draw *draw, const struct area *area);

/*
 * Why figures of the selected row are missing, or of the totals where it has none: safe text, "" when
 * there is nothing to say.
 */
void draw_reason(const struct draw *draw, char *to, size_t size);

/* Why column ID of ROW is not known: safe text, "" when it is known. */
void draw_why(const struct column_row *row, enum column_id id, char *to, size_t size);

/* The banner says what is wrong with the whole, and what to do. Rows it wants; 0 for none. */
int draw_banner_rows(const struct draw *draw);
void draw_banner(const struct draw *draw, const struct area *area);

/*
 * The help that lies over mode BELOW, from its row FIRST on, in as many columns as AREA has room for.
 * Returns how many rows its text has.
 */
int draw_help_columns(const struct area *area);
int draw_help(const struct draw *draw, const struct area *area, int first, enum mode below);

/* What the selected row is called, safe text: "foo0 tx 0" for a queue, since its own name says little. */
void draw_row_name(const struct draw *draw, char *to, size_t size);

/* Details of one thing, below their title. */
void draw_device_detail(const struct draw *draw, struct pen *pen, const struct model_device *device);
void draw_queue_detail(const struct draw *draw, struct pen *pen, const struct model_queue *queue);
void draw_mgmtdev_detail(const struct draw *draw, struct pen *pen,
			 const struct model_mgmtdev *mgmtdev);

/* What a device's configuration holds, in pairs: what matters most, and of a disk all the rest. */
void draw_net_config(struct pen *pen, const struct vdpa_config *config);
void draw_block_config(struct pen *pen, const struct vdpa_block_config *block);
void draw_block_limits(struct pen *pen, const struct vdpa_block_config *block);

/* How long the queues of DEVICE may be, as a pair. */
void draw_queue_size(struct pen *pen, const struct model_device *device);

struct features draw_features_of(const struct draw *draw, const struct model_device *device);

/* Writes a word and its value, if it has one, on the next row where they do not fit on this one. */
void draw_pair(struct pen *pen, const char *label, const char *raw);
void draw_pair_of(struct pen *pen, const char *label, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* NEGOTIATED, PROVISIONED and SUPPORTED features of a class, flowing; what is left out is counted. */
void draw_features(struct pen *pen, uint32_t class_id, uint64_t negotiated, uint64_t provisioned,
		   uint64_t supported);

/*
 * The name of a health, with COUNT before it unless that is 0: a sign goes before one that calls
 * for someone, and a "?" behind what was so when the kernel last answered.
 */
void draw_health(char *to, size_t size, const struct draw *draw, enum health health, uint32_t count);
enum style draw_health_style(enum health health);

/* The sign of what calls for someone, other for a warning than for an error; "" for news. Static. */
const char *draw_level_sign(enum model_level level, bool is_ascii);

/* A rate for people, or the sign for what is not known. */
void draw_rate(char *to, size_t size, const struct rate *rate, bool is_ascii);

/* A total, or what has come since counting began; the sign for what is not known. */
void draw_total(char *to, size_t size, const struct draw *draw, bool is_known, uint64_t count);

/* What devices without a management device stand under. Static. */
const char *draw_unmanaged(const struct model *model);

#define DRAW_BUSY_SIZE 48

/*
 * What is being done to DEVICE (an id), and for how long: "unbinding 4m12s", safe. The job that does it,
 * NULL when none does; TO is then untouched.
 */
const struct job *draw_busy(const struct draw *draw, uint64_t device, char *to, size_t size);

/* The same with what it waits for on a row of its own, or several; nothing when nothing is done. */
void draw_busy_row(const struct draw *draw, struct pen *pen, const struct model_device *device);

/* What is being done and what waits for it: "adding vm3 4s, 4 wait"; in short "adding"; "" for nothing. */
void draw_jobs_note(const struct draw *draw, bool is_short, char *to, size_t size);

/* Whole seconds from SINCE to NOW: 4s, 4m12s. */
void draw_seconds(char *to, size_t size, int64_t since, int64_t now);

/* TIME as 2026-11-22, local time. */
void draw_date(char *to, size_t size, const struct view_status *status, int64_t time);

/* TIME as 14:03:07, local time. */
void draw_clock(char *to, size_t size, const struct view_status *status, int64_t time);
