/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The details of a queue: how it does and why, its figures, and every counter it has. */
#include "view/draw.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "view/layout.h"
#include "view/zero.h"

#define QUEUE_COUNTER 48 /* cells of one counter: its name, value and rate */
#define QUEUE_GRAPH 24
#define QUEUE_SOURCE 8 /* cells that say something of where wqes come from */

static void queue_health(const struct draw *draw, struct pen *pen, const struct model_queue *queue)
{
	char words[32], meaning[160];

	draw_health(words, sizeof(words), draw, queue->health, 0);
	snprintf(meaning, sizeof(meaning), ": %s", health_meaning(queue->health));
	pen_print(pen, STYLE_LABEL, "virtqueue %u  ", queue->index);
	if (queue->has_in_flight)
		pen_print(pen, STYLE_LABEL, "in flight %" PRIu64 "  ", queue->in_flight);
	pen_put(pen, draw->is_old ? STYLE_STALE : draw_health_style(queue->health), words);
	pen_field(pen, STYLE_LABEL, meaning, pen_room(pen) - layout_margin(pen->area.columns), false);
}

/* A figure that is cut is another figure: it stands there with all of WIDTH, or not at all. */
static bool queue_put_whole(struct pen *pen, enum style style, const char *text, int width)
{
	width = width ? width : (int)text_width(text);
	if (width > pen_room(pen)) {
		pen->column = pen->area.columns;
		return false;
	}
	pen_field(pen, style, text, width, true);
	return true;
}

void draw_total(char *to, size_t size, const struct draw *draw, bool is_known, uint64_t count)
{
	if (is_known)
		snprintf(to, size, "%" PRIu64, count);
	else
		text_copy(to, size, glyph_text(GLYPH_UNKNOWN, draw->is_ascii));
}

static void queue_figure(const struct draw *draw, struct pen *pen, const struct model_queue *queue,
			 bool is_kicks)
{
	const struct history *history = is_kicks ? queue->kicks_history : queue->wqes_history;
	uint64_t count = is_kicks ? queue->kicks : queue->wqes;
	char per_second[16], total[24], text[48];
	int graph = pen->area.columns / 2 - 34;
	bool is_since = zero_queue(draw->zero, draw->model, queue, is_kicks, &count);

	pen_print(pen, STYLE_LABEL, "%s ", is_kicks ? "kicks" : "wqes");
	if (!(is_kicks ? queue->has_kicks : queue->has_wqes)) {
		pen_put(pen, STYLE_UNKNOWN, is_kicks && queue->is_mapped ?
			"mapped" : glyph_text(GLYPH_UNKNOWN, pen->is_ascii));
		pen->column += 3;
		return;
	}
	draw_rate(per_second, sizeof(per_second), is_kicks ? &queue->kicks_rate : &queue->wqes_rate,
		  pen->is_ascii);
	draw_total(total, sizeof(total), draw, is_since, count);
	snprintf(text, sizeof(text), "%s  %s/s", total, per_second);
	if (!queue_put_whole(pen, draw->is_old ? STYLE_STALE : STYLE_FIGURE, text, 0))
		return;
	pen->column++;
	if (graph > 3)
		pen_history(pen, draw->is_old ? STYLE_STALE : STYLE_GRAPH,
			    graph < QUEUE_GRAPH ? graph : QUEUE_GRAPH, history);
	pen->column += 2;
}

static void queue_source(struct pen *pen, const char *source)
{
	char words[96] = "from ";

	if (!*source)
		return;
	pen_safe(words + strlen(words), sizeof(words) - strlen(words), source);
	/* A word cut short says less than none. */
	if (pen_room(pen) > QUEUE_SOURCE)
		pen_field(pen, STYLE_LABEL, words, pen_room(pen), false);
}

static void queue_counter(const struct draw *draw, struct pen *pen, const struct model_queue *queue,
			  uint32_t nth)
{
	const struct model_counter *counter = &draw->model->counters[queue->first_counter + nth];
	uint64_t count = counter->value;
	bool is_since = zero_counter(draw->zero, draw->model, queue, nth, &count);
	struct pen inside = *pen;
	enum style figure = draw->is_old ? STYLE_STALE : STYLE_FIGURE;
	char name[64], value[24], rate[20];

	pen_safe(name, sizeof(name), counter->name);
	draw_total(value, sizeof(value), draw, is_since, count);
	draw_rate(rate, sizeof(rate) - 2, &counter->rate, pen->is_ascii);
	pen_field(&inside, STYLE_LABEL, name, pen_room(&inside) < 18 ? pen_room(&inside) : 18, false);
	if (model_counter_is_blind(queue, counter))
		queue_put_whole(&inside, STYLE_UNKNOWN, "mapped", 20);
	else if (queue_put_whole(&inside, figure, value, 20) && pen_room(&inside) >= 8) {
		pen_field(&inside, figure, rate, 6, true);
		pen_put(&inside, STYLE_LABEL, "/s");
	}
}

/* Side by side when the screen is wide enough. */
static void queue_counters(const struct draw *draw, struct pen *pen, const struct model_queue *queue)
{
	int margin = layout_margin(pen->area.columns);
	int across = (pen->area.columns - margin) / QUEUE_COUNTER;
	uint32_t columns = across > 1 ? (uint32_t)across : 1;

	for (uint32_t i = 0; i < queue->counters && pen->row < pen->area.rows; i++) {
		pen->column = margin + (int)(i % columns) * QUEUE_COUNTER;
		queue_counter(draw, pen, queue, i);
		if (i % columns == columns - 1)
			pen->row++;
	}
}

void draw_queue_detail(const struct draw *draw, struct pen *pen, const struct model_queue *queue)
{
	int margin = layout_margin(pen->area.columns);

	queue_health(draw, pen, queue);
	pen_next_row(pen, margin);
	queue_figure(draw, pen, queue, true);
	queue_figure(draw, pen, queue, false);
	queue_source(pen, queue->wqes_source);
	pen_next_row(pen, margin);
	queue_counters(draw, pen, queue);
}
