/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The state of the screen, shared by the modes. Only the files of modes and view.c see it. */
#pragma once

#include "view/add_form.h"
#include "view/change_form.h"
#include "view/delete_form.h"
#include "view/detail_page.h"
#include "view/form.h"
#include "view/graph.h"
#include "view/help.h"
#include "view/jobs_page.h"
#include "view/keymap.h"
#include "view/leave.h"
#include "view/log.h"
#include "view/prompt.h"
#include "view/setup.h"
#include "view/sort_menu.h"
#include "view/target.h"
#include "view/tree.h"
#include "view/tree_plan.h"
#include "view/turns.h"
#include "view/view.h"
#include "view/zero.h"

#define VIEW_DEPTH 8

/* What a mode does. */
struct mode_ops {
	/*
	 * A key asks for the mode: enters it by view_enter(), or says why not. NULL: it is entered. All but
	 * draw() may be NULL.
	 */
	enum view_wish (*open)(struct view *view, const struct model *model);
	/* The mode was laid over the others. */
	void (*enter)(struct view *view);
	/* Takes notice of how things stand before a frame is drawn, of the topmost mode only; it may leave. */
	void (*follow)(struct view *view, const struct model *model, const struct view_status *status);
	/* Draws into AREA: of a page all between header and status, of a line the status line. */
	void (*draw)(struct view *view, const struct draw *draw, const struct area *area);
	enum view_wish (*act)(struct view *view, const struct model *model, enum action action);
	/* A character was typed (UTF-8, ended by NUL), or pasted. */
	enum view_wish (*type)(struct view *view, const struct model *model, const char *character);
	/* TEXT (raw bytes) was pasted; NULL: its characters are typed, and what is none is left out. */
	enum view_wish (*paste)(struct view *view, const struct model *model, const char *text);
	/* TARGET_ITEM number ITEM was clicked; IS_DOUBLE for the second time at once. */
	enum view_wish (*click)(struct view *view, const struct model *model, size_t item,
				bool is_double);
};

/*
 * The details below the tree. Rows of their share that they have no words for go to a tree that lacks
 * them. Their border would be a nuisance if it moved with each row that is selected: it only rises, to
 * the most that anything selected has needed since the screen had this size.
 */
struct view_pane {
	int rows, columns; /* of the page they are on */
	int needed;        /* rows, the title's among them */
	int spare;         /* rows that the tree got */
};

struct view {
	bool is_ascii;
	bool has_header, has_pane, has_mouse;
	struct view_pane pane;
	struct keymap keymap;
	enum mode modes[VIEW_DEPTH]; /* from the tree up */
	size_t depth;                /* at least 1 */
	struct tree tree;
	struct tree_columns columns;
	struct array columns_text;   /* char: as words, for who asks for options */
	struct array visible;        /* char: names of devices, each ended by NUL */
	struct help help;
	struct detail_page detail;
	struct graph graph;
	struct zero zero;
	struct prompt prompt;
	struct add_form add;
	struct change_form change;
	struct delete_form delete_form;
	struct form form;            /* of the dialog that is open */
	struct leave leave;
	struct log log;
	struct jobs_page jobs_page;
	struct setup setup;
	struct sort_menu sort_menu;
	struct targets targets;      /* of the last frame */
	enum mode pressed;           /* that had the keys when the mouse was last pressed */
	struct turns turns;          /* on the status line */
	int64_t turn_end;            /* 0 when nobody waits for it */
	double interval;             /* seconds between samples, as last drawn */
	double delay;                /* that VIEW_DELAY asks for */
	struct view_replay replay;   /* as last drawn */
	int32_t utc_offset;          /* the same, of local time, s */
	struct view_seek seek;       /* that VIEW_SEEK asks for */
	double speed;                /* that VIEW_SPEED asks for */
	size_t nth_key;              /* which of its action's keys was pressed, from 1 */
	const char *no_change, *no_bind; /* as in struct view_status, as last drawn */
	struct array jobs;           /* struct job: a copy of those last drawn, for keys */
	struct view_command command; /* what VIEW_COMMAND asks for */
	uint64_t submissions;        /* so far */
	uint64_t seed;               /* of the next random MAC address */
	uint64_t notice_end;         /* it goes with an event from this number on; 0: with a key alone */
	char notice[160];            /* what the last key was answered with, safe; "" for nothing */
};

/* The mode that has the keys. */
enum mode view_mode(const struct view *view);

/* Lays MODE over the others; nothing when it is the topmost already. */
enum view_wish view_enter(struct view *view, enum mode mode);

/* Takes the topmost mode away; the tree stays. */
enum view_wish view_leave(struct view *view);

/* Takes all of them away. */
void view_leave_all(struct view *view);

/*
 * Asks for COUNT tasks, which hold until the next key, to be carried out as one submission: with STOPS the
 * rest is held when one fails. Returns VIEW_COMMAND; the submission is view->submissions then.
 */
enum view_wish view_submit(struct view *view, const struct task *tasks, size_t count, bool stops);

/* The same as a submission for each, so that none waits for another; the last is view->submissions then. */
enum view_wish view_submit_apart(struct view *view, const struct task *tasks, size_t count);

/* Writes a MAC address that nobody has, another one each time. */
void view_propose_mac(struct view *view, const struct model *model, char *to, size_t size);

/* Says WORDS (safe) on the status line until the next key. */
enum view_wish view_notice(struct view *view, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* The notice goes with the next event, too: it says what is being done, and the event what came of it. */
void view_end_notice_with_news(struct view *view, const struct model *model);
