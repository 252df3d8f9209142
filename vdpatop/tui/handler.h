/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the screen asks of the program, whether a terminal or a script drives it. */
#pragma once

#include "view/status.h"
#include "view/view.h"

struct error;
struct model;

struct tui_handler {
	/* What to draw now; both stay as they are until the handler is called again. */
	void (*look)(void *context, const struct model **ret_model, struct view_status *ret_status);
	void (*pause)(void *context);   /* pause, or go on */
	void (*refresh)(void *context); /* a sample, please; a script's next one */
	void (*wake)(void *context);    /* of a script: the sample that the next change is worth */
	void (*set_delay)(void *context); /* samples every view_get_delay() seconds */
	void (*seek)(void *context);      /* a replay goes to view_get_seek() */
	void (*set_speed)(void *context); /* and on at view_get_speed() */
	void (*save)(void *context);    /* view_get_options() in the configuration */
	void (*reload)(void *context);  /* the configuration and the theme */
	void (*look_at_host)(void *context); /* now */
	void (*command)(void *context); /* view_get_command() */
	void (*quit)(void *context);    /* the user, or the script, is through */
	/* The terminal is gone (-EIO), or the script is wrong. */
	void (*failed)(void *context, const struct error *error);
	void *context;
};

/* Calls the function for what an action asked, if any. */
void handler_obey(const struct tui_handler *handler, enum view_wish wish);
