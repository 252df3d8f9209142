/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A scene, its model and a view of it, with what a test asks of the screen. */
#pragma once

#include "scene.h"
#include "view/frame.h"
#include "view/view.h"

struct stage {
	struct scene scene;
	struct model *model;
	struct view *view;
	struct view_status status;
	struct frame frame;
	int seconds, base;
};

/* A screen of 24×80 on SCENE after so many seconds. */
struct stage stage_of(struct scene scene, int seconds);
/* The same on a screen of this size. */
struct stage stage_sized(struct scene scene, int seconds, int rows, int columns);
void stage_in_ascii(struct stage *stage);
void stage_end(struct stage *stage);
void stage_draw(struct stage *stage);

/* Presses a key on the screen as it is, and draws what comes of it. */
enum view_wish press(struct stage *stage, const char *key);

/* Presses KEYS, names between blanks, of at most 255 bytes in all. */
void press_all(struct stage *stage, const char *keys);

/* Types TEXT, ASCII. */
void type_text(struct stage *stage, const char *text);

/* One more second, with what the scene holds now. */
void pass_a_second(struct stage *stage);

/* A row without the blanks at its end. Static. */
const char *row_text(struct stage *stage, int row);

/* The row that holds WORDS, or -1. */
int row_with(struct stage *stage, const char *words);

/* The style of the first cell of WORDS. */
enum style style_of(struct stage *stage, const char *words);

/* In a picture: all the blank rows that stand here, were it none. */
#define BLANK_ROWS "(blank rows)"
/* Rows that a picture leaves out, up to one that is as its next row. */
#define MORE_ROWS "(more rows)"

/* The whole screen, row by row; PICTURE ends with NULL. */
void expect_picture(struct stage *stage, const char *const *picture);
void expect_screen(struct stage *stage, const char *const *picture);
void expect_row(struct stage *stage, int row, const char *expected);
void expect_words(struct stage *stage, const char *words);
void expect_no_words(struct stage *stage, const char *words);
