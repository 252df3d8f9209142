/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a keyboard sends. Apart, because <term.h> takes words like "lines" for itself. */
#pragma once

/*
 * The bytes of a key: "q", "^C", "Enter", or one that $TERM's entry in terminfo knows ("Up", "F5").
 * Static; NULL when this terminal has no such key.
 */
const char *key_bytes(const char *name);

/* Gives back what was read of terminfo. */
void keys_free(void);
