/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What tests of the tree's keys do and see, on a stage. */
#pragma once

#include "stage.h"

#define PCI "pci/0000:03:00.2"

/* Presses the keys of WORDS one after the other. */
void type(struct stage *stage, const char *words);
void go_down(struct stage *stage, int rows);

/* The rows of the tree: ">foo0, *tx 0, foo1", the selected one behind ">", tagged ones behind "*". Static. */
const char *shown(struct stage *stage);

/* The scene's host with its devices folded. */
struct stage folded_stage(void);
