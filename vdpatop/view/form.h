/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A form: fields below each other, one of which has the keys.
 *
 *	─ Add devices ─────────────────────────── rows 1-9 of 14 ─
 *	   Bus driver     ‹ vhost_vdpa ›
 *	 › MAC address    01:00:5e:00:00:01
 *	                  ▲ a multicast address is nobody's own
 *	   [x] features   provision those that are ticked
 *	   [ Send ]  [ Cancel ]
 *	───────────────────────────────────────────────────────────
 *	 what the focused field means
 *	 what will be sent
 *
 * Whoever opens it says what it shows anew whenever it is drawn or a key comes, so that fields come and
 * go with what is typed; the focus follows a field's id. The form keeps focus and scrolling, nothing of
 * the fields. Only one form is open at a time: it is the view's.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/array.h"
#include "model/level.h"
#include "view/line.h"
#include "view/view.h"

struct area;
struct draw;

enum form_kind {
	FORM_HEADING, /* LABEL alone; takes no focus */
	FORM_WORDS,   /* VALUE over the whole width, in STYLE; takes no focus */
	FORM_TEXT,    /* LINE is typed in */
	FORM_CHOICE,  /* VALUE is what is chosen: Left, Right and Space choose another */
	FORM_OPTION,  /* one of a choice's, listed below it: IS_ON; a click chooses it; takes no focus */
	FORM_CHECK,   /* IS_ON; VALUE stands beside the label */
	FORM_BUTTON,  /* several on a row */
};

/* All text is safe (base/text.h), and copied. */
struct form_field {
	unsigned id; /* the same for the same thing; 0 for what nobody asks for */
	enum form_kind kind;
	enum style style; /* of WORDS */
	bool is_on;
	struct line *line;
	char label[64];
	char value[400];
	char hint[96];      /* of a TEXT that is empty: what that means */
	char meaning[400];  /* near the bottom while it has the focus */
	char off[200];      /* why it cannot be used now; "" when it can */
	enum model_level level; /* of the remark */
	char remark[800];   /* beside it, or below; "" for none */
	bool is_lacking;       /* nothing can be sent before something is put right here */
	int row, rows, column; /* the form's own: where it stands, */
	bool is_off;           /* and whether it cannot be used now */
};

enum form_deed {
	FORM_EDITED,  /* its line is another text */
	FORM_NEXT,    /* the next choice is wanted */
	FORM_BEFORE,  /* the one before */
	FORM_TOGGLED,
	FORM_PRESSED, /* a button; an option was clicked */
	FORM_VISITED, /* the focus has left it */
	FORM_SENDING, /* all is to be sent: whatever is wrong is to be said now */
};

struct form;

/* What a form is for. All but describe() may be NULL. */
struct form_use {
	const char *title;
	unsigned send; /* the button that the key "send" goes to, unless something is to be put right first */
	/* Says with form_add() and the like what there is to see. */
	void (*describe)(struct view *view, const struct model *model, struct form *form);
	/* DEED was done to field ID, which is not off. */
	enum view_wish (*did)(struct view *view, const struct model *model, unsigned id,
			      enum form_deed deed);
	/* An action that is not the form's own. */
	enum view_wish (*act)(struct view *view, const struct model *model, enum action action);
	/* NULL: it is left. */
	enum view_wish (*cancelled)(struct view *view, const struct model *model);
};

struct form {
	const struct form_use *use;
	unsigned focus;      /* id; 0: the first field that takes it */
	size_t place;        /* of that field when it was last described */
	int top;             /* first row in sight */
	int columns;         /* as last drawn */
	struct array fields; /* struct form_field */
	struct array foot;   /* struct form_foot */
	struct form_field spare; /* handed out when memory is out */
	char locked[200];    /* why nothing but buttons can be used now; "" when all can */
	unsigned refused;    /* the field that would not take what was pasted */
	char why[240];
};

void form_free(struct form *form);

/* Empties the form of VIEW for USE (static): FOCUS is the field that has the keys first, 0 for the first. */
void form_open(struct view *view, const struct form_use *use, unsigned focus);

/* Gives field ID the focus. */
void form_go(struct form *form, unsigned id);

/* Adds a field, to be filled in before the next is added. Never NULL. LABEL is safe text. */
struct form_field *form_add(struct form *form, unsigned id, enum form_kind kind, const char *label);

/* Adds words over the whole width. */
void form_say(struct form *form, enum style style, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Gives FIELD a remark, unless it has one of the same level or a higher one. */
void form_remark(struct form_field *field, enum model_level level, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* Nothing but buttons can be used now: WORDS say why. */
void form_lock(struct form *form, const char *words);

/* Adds safe WORDS at the bottom, always in sight where there is room: what will be sent. */
void form_foot(struct form *form, enum style style, const char *words);

/* The same of a line for a shell: it can be copied from where it is shown. */
void form_foot_command(struct form *form, enum style style, const char *line);

/* What a mode with a form does (struct mode_ops), on the form of VIEW. */
void form_draw(struct view *view, const struct draw *draw, const struct area *area);
enum view_wish form_act(struct view *view, const struct model *model, enum action action);
enum view_wish form_type(struct view *view, const struct model *model, const char *character);
enum view_wish form_paste(struct view *view, const struct model *model, const char *text);
enum view_wish form_click(struct view *view, const struct model *model, size_t item, bool is_double);
