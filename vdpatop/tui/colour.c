/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Palettes and contrast. */
#include "tui/colour.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#define COLOUR_GREY 48 /* between the most and the least of red, green and blue */
#define COLOUR_HUE 6   /* what a degree, squared, is beside a step of red, green or blue, squared */

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

struct colour_parts {
	int red, green, blue;
	int most, spread; /* the most of them, and how much more it is than the least */
};

static struct colour_parts colour_parts(uint32_t rgb)
{
	struct colour_parts parts = { (int)(rgb >> 16), (int)(rgb >> 8 & 0xff), (int)(rgb & 0xff), 0, 0 };
	int least = parts.red < parts.green ? parts.red : parts.green;

	parts.most = parts.red > parts.green ? parts.red : parts.green;
	parts.most = parts.most > parts.blue ? parts.most : parts.blue;
	parts.spread = parts.most - (least < parts.blue ? least : parts.blue);
	return parts;
}

/* A grey, more or less. */
static bool colour_is_grey(uint32_t rgb)
{
	return colour_parts(rgb).spread < COLOUR_GREY;
}

/* The place on the circle of hues in degrees: red 0, green 120, blue 240. Not of a grey. */
static int colour_hue(uint32_t rgb)
{
	struct colour_parts parts = colour_parts(rgb);

	if (parts.most == parts.red)
		return (360 + 60 * (parts.green - parts.blue) / parts.spread) % 360;
	if (parts.most == parts.green)
		return 120 + 60 * (parts.blue - parts.red) / parts.spread;
	return 240 + 60 * (parts.red - parts.green) / parts.spread;
}

/* How far apart they are for a text, in which the hue says something: a light red is no yellow. */
static int colour_strangeness(uint32_t one, uint32_t other)
{
	int turn;

	if (colour_is_grey(one) || colour_is_grey(other))
		return colour_distance(one, other);
	turn = abs(colour_hue(one) - colour_hue(other));
	if (turn > 180)
		turn = 360 - turn;
	return colour_distance(one, other) + COLOUR_HUE * turn * turn;
}

uint32_t colour_nearest(uint32_t rgb, uint32_t first, uint32_t end)
{
	uint32_t best = first;

	for (uint32_t index = first; index < end; index++)
		if (colour_distance(rgb, colour_of_index(index)) <
		    colour_distance(rgb, colour_of_index(best)))
			best = index;
	return best;
}

/* A grey stays a grey where blue would be nearer, and what is none does not become one. */
uint32_t colour_nearest_text(uint32_t rgb, uint32_t first, uint32_t end, uint32_t ground,
			     double contrast)
{
	uint32_t nearest = end, clearest = first;

	for (uint32_t index = first; index < end; index++) {
		uint32_t colour = colour_of_index(index);
		double has = colour_contrast(colour, ground);

		if (has > colour_contrast(colour_of_index(clearest), ground))
			clearest = index;
		if (has < contrast || colour_is_grey(colour) != colour_is_grey(rgb))
			continue;
		if (nearest == end || colour_strangeness(rgb, colour) <
					      colour_strangeness(rgb, colour_of_index(nearest)))
			nearest = index;
	}
	return nearest < end ? nearest : clearest;
}
