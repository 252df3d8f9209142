/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Palettes and contrast. */
#include "tui/colour.h"

#include <math.h>
#include <stdbool.h>

#define COLOUR_GREY 48 /* between the most and the least of red, green and blue */

static const uint32_t colour_sixteen[] = {
	0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
	0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
};

/* A step of xterm's cube of 6 x 6 x 6 colours. */
static uint32_t colour_step(uint32_t level)
{
	return level ? 55 + 40 * level : 0;
}

uint32_t colour_of_index(uint32_t index)
{
	uint32_t cube = index - 16;

	if (index < 16)
		return colour_sixteen[index];
	if (index >= 232)
		return (8 + 10 * (index - 232)) * 0x010101;
	return colour_step(cube / 36) << 16 | colour_step(cube / 6 % 6) << 8 | colour_step(cube % 6);
}

/* WCAG 2.1, "relative luminance": sRGB made linear, weighed as the eye does. */
static double colour_luminance(uint32_t rgb)
{
	static const double weights[] = { 0.0722, 0.7152, 0.2126 };
	double sum = 0;

	for (int i = 0; i < 3; i++) {
		double part = (double)(rgb >> (8 * i) & 0xff) / 255;

		sum += weights[i] * (part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4));
	}
	return sum;
}

double colour_contrast(uint32_t one, uint32_t other)
{
	double a = colour_luminance(one) + 0.05;
	double b = colour_luminance(other) + 0.05;

	return a > b ? a / b : b / a;
}

static int colour_distance(uint32_t one, uint32_t other)
{
	int sum = 0;

	for (int shift = 0; shift < 24; shift += 8) {
		int difference = (int)(one >> shift & 0xff) - (int)(other >> shift & 0xff);

		sum += difference * difference;
	}
	return sum;
}

/* A grey, more or less. */
static bool colour_is_grey(uint32_t rgb)
{
	int red = (int)(rgb >> 16), green = (int)(rgb >> 8 & 0xff), blue = (int)(rgb & 0xff);
	int most = red > green ? red : green, least = red < green ? red : green;

	return (most > blue ? most : blue) - (least < blue ? least : blue) < COLOUR_GREY;
}

/* A grey stays a grey, where blue would be nearer. */
static bool colour_may_stand(uint32_t index, uint32_t rgb)
{
	return !colour_is_grey(rgb) || colour_is_grey(colour_of_index(index));
}

/* Whether number INDEX is nearer to RGB than BEST is. */
static bool colour_is_nearer(uint32_t index, uint32_t best, uint32_t rgb)
{
	return colour_distance(rgb, colour_of_index(index)) < colour_distance(rgb, colour_of_index(best));
}

uint32_t colour_nearest(uint32_t rgb, uint32_t first, uint32_t end)
{
	uint32_t best = first;

	for (uint32_t index = first; index < end; index++)
		if (colour_may_stand(index, rgb) && colour_is_nearer(index, best, rgb))
			best = index;
	return best;
}

uint32_t colour_nearest_legible(uint32_t rgb, uint32_t first, uint32_t end, uint32_t ground,
				double contrast)
{
	uint32_t nearest = end, clearest = first;

	for (uint32_t index = first; index < end; index++) {
		double has = colour_contrast(colour_of_index(index), ground);

		if (has > colour_contrast(colour_of_index(clearest), ground))
			clearest = index;
		if (has >= contrast && colour_may_stand(index, rgb) &&
		    (nearest == end || colour_is_nearer(index, nearest, rgb)))
			nearest = index;
	}
	return nearest < end ? nearest : clearest;
}
