/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Colours as figures: what a number of the palette looks like, what is nearest, what is legible. No
 * terminal is known here.
 */
#pragma once

#include <stdint.h>

/*
 * Number INDEX (0 to 255) of xterm's palette as 0xrrggbb. The first sixteen are as xterm shows them:
 * what somebody set them to is not known.
 */
uint32_t colour_of_index(uint32_t index);

/* How well one is read on the other, 1 to 21: the contrast ratio of WCAG 2.1, either way round. */
double colour_contrast(uint32_t one, uint32_t other);

/* The number from FIRST to END - 1 that is nearest to RGB. */
uint32_t colour_nearest(uint32_t rgb, uint32_t first, uint32_t end);

/*
 * The same for a text, in which the hue counts for more, among those with a contrast to GROUND of at
 * least CONTRAST; where there is none of its kind, the one with the most contrast.
 */
uint32_t colour_nearest_text(uint32_t rgb, uint32_t first, uint32_t end, uint32_t ground,
			     double contrast);
