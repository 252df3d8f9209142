/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Standard error while the screen is up: kept in memory, so that no library writes over it. */
#pragma once

struct capture {
	int before; /* what fd 2 was, -1 when it is not captured */
	int kept;   /* the memory */
};

/* Begins, when fd 2 is a terminal; else, or without memory, it stays as it is. */
void capture_begin(struct capture *capture);

/* Sets fd 2 back and writes there what was kept, of very much the beginning. */
void capture_end(struct capture *capture);

/* The same in a signal handler: BEFORE and KEPT of the capture; nothing is closed. */
void capture_give_back(int before, int kept);
