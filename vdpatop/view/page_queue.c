/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The page of a queue: how it does, every counter it has over the time that is remembered. */
#include "view/page.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "vdpa/counter.h"
#include "view/layout.h"
#include "view/zero.h"

#define QUEUE_NAME 18  /* cells of a counter's name */
#define QUEUE_TOTAL 13
#define QUEUE_RATE 7
#define QUEUE_GRAPH 60 /* a sparkline says no more than this */

static void queue_place(const struct draw *draw, struct pen *pen, const struct model_queue *queue)
{
	const struct model_device *device = &draw->model->devices[queue->device];
	struct column_row row = column_queue_row(draw->model, (size_t)(queue - draw->model->queues));
	struct column_value share;

	draw_pair_of(pen, "virtqueue", "%" PRIu32, queue->index);
	draw_pair(pen, "of", device->name);
	draw_pair(pen, "role", vdpa_role_name(queue->role));
	if (queue->has_in_flight)
		draw_pair_of(pen, "in flight", "%" PRIu64, queue->in_flight);
	column_get(COLUMN_SHARE, &row, &share);
	if (share.kind == VALUE_PERCENT)
		draw_pair_of(pen, "share of the device", "%.0f%%", share.real);
	if (queue->is_mapped)
		draw_pair(pen, "", "mapped doorbell");
	page_end_row(pen);
}

static void queue_health(const struct draw *draw, struct pen *pen, const struct model_queue *queue)
{
	char words[256], health[32];

	draw_health(health, sizeof(health), draw, queue->health, 0);
	snprintf(words, sizeof(words), "%s: %s", health, health_meaning(queue->health));
	page_words(pen, draw->is_old ? STYLE_STALE : draw_health_style(queue->health), words);
}

/* A figure stands there with all its cells, or not at all: one that is cut is another one. */
static void queue_cell(struct pen *pen, enum style style, const char *text, int width)
{
	if (width > pen_room(pen) - layout_margin(pen->area.columns))
		pen->column += width; /* and nothing that comes behind it fits */
	else
		pen_field(pen, style, text, width, true);
}

static void queue_figure(struct pen *pen, enum style style, bool is_known, double value)
{
	char text[16];

	if (is_known)
		text_count(text, sizeof(text), value);
	else
		text_copy(text, sizeof(text), glyph_text(GLYPH_UNKNOWN, pen->is_ascii));
	queue_cell(pen, is_known ? style : STYLE_UNKNOWN, text, QUEUE_RATE);
}

/* The kernel's own two have histories in every queue, others where somebody looks. */
static const struct history *queue_history(const struct model_queue *queue,
					   const struct model_counter *counter)
{
	enum vdpa_counter_use use = counter->known ? counter->known->use : VDPA_COUNTER_PLAIN;

	if (use == VDPA_COUNTER_DOORBELLS)
		return queue->kicks_history;
	if (use == VDPA_COUNTER_ELEMENTS)
		return queue->wqes_history;
	return counter->history;
}

/* How much time the figures before it are of: each counter has its own, from its first reading on. */
static void queue_time(struct pen *pen, enum style style, int64_t time)
{
	char text[16];

	text_duration(text, sizeof(text), (double)time / 1e9);
	if (!time)
		text_copy(text, sizeof(text), glyph_text(GLYPH_UNKNOWN, pen->is_ascii));
	queue_cell(pen, time ? style : STYLE_UNKNOWN, text, QUEUE_RATE);
}

static void queue_graph(struct pen *pen, enum style style, const struct history *history)
{
	int width = pen_room(pen) - layout_margin(pen->area.columns) - 2;

	if (width < 4 || !history)
		return;
	pen->column += 2;
	pen_history(pen, style, width < QUEUE_GRAPH ? width : QUEUE_GRAPH, history);
}

static void queue_counter(const struct draw *draw, struct pen *pen, const struct model_queue *queue,
			  uint32_t nth)
{
	const struct model_counter *counter = &draw->model->counters[queue->first_counter + nth];
	const struct history *history = queue_history(queue, counter);
	uint64_t count = counter->value;
	bool is_known = zero_counter(draw->zero, draw->model, queue, nth, &count);
	struct history_summary past = { 0 };
	bool is_old = draw->is_old || counter->rate.state == RATE_STALE;
	enum style style = is_old ? STYLE_STALE : STYLE_FIGURE;
	char name[128], total[24];

	if (history)
		past = history_summarize(history, draw->model->times);
	pen_safe(name, sizeof(name), counter->name);
	draw_total(total, sizeof(total), draw, is_known, count);
	if (text_width(total) >= QUEUE_TOTAL)
		text_count(total, sizeof(total), (double)count);
	pen_field(pen, STYLE_LABEL, name, QUEUE_NAME, false);
	if (model_counter_is_blind(queue, counter)) {
		queue_cell(pen, STYLE_UNKNOWN, "mapped", QUEUE_TOTAL);
		page_end_row(pen);
		return;
	}
	queue_cell(pen, style, total, QUEUE_TOTAL);
	queue_figure(pen, style, counter->rate.has_value, counter->rate.per_second);
	queue_figure(pen, style, past.time, past.least);
	queue_figure(pen, style, past.time, past.mean);
	queue_figure(pen, style, past.time, past.most);
	queue_time(pen, style, past.time);
	queue_graph(pen, is_old ? STYLE_STALE : STYLE_GRAPH, history);
	page_end_row(pen);
}

static void queue_titles(const struct draw *draw, struct pen *pen)
{
	static const char *const titles[] = { "now/s", "min/s", "avg/s", "max/s", "over" };

	page_section(pen, "Counters");
	pen->row--;
	pen->column += QUEUE_NAME;
	queue_cell(pen, STYLE_LABEL, draw->zero ? "since then" : "total", QUEUE_TOTAL);
	for (size_t i = 0; i < sizeof(titles) / sizeof(titles[0]); i++)
		queue_cell(pen, STYLE_LABEL, titles[i], QUEUE_RATE);
	page_end_row(pen);
}

/* A driver's counter remembers less than the kernel's two do. */
static bool queue_is_read_since_selected(const struct model_queue *queue,
					 const struct model_counter *counter)
{
	const struct history *history = queue_history(queue, counter);
	uint32_t kicks = queue->kicks_history->count, wqes = queue->wqes_history->count;

	if (history == queue->kicks_history || history == queue->wqes_history)
		return false;
	return (history ? history->count : 0) < (kicks > wqes ? kicks : wqes);
}

static void queue_note(struct pen *pen, const struct model_queue *queue,
		       const struct model_counter *counters)
{
	for (uint32_t i = 0; i < queue->counters; i++) {
		if (!queue_is_read_since_selected(queue, &counters[i]))
			continue;
		page_words(pen, STYLE_LABEL, "A driver's counters are read at every sample only while "
					     "their device is selected, so less of them is remembered.");
		return;
	}
}

static void queue_meaning(struct pen *pen, const struct model_counter *counter)
{
	char name[128], words[512];

	pen_safe(name, sizeof(name), counter->name);
	snprintf(words, sizeof(words), "%s: %s", name,
		 counter->known ? counter->known->meaning : "a counter that vdpatop knows nothing of");
	page_words(pen, STYLE_NORMAL, words);
}

void page_queue_head(const struct draw *draw, struct pen *pen, const struct model_queue *queue)
{
	struct column_row row = column_queue_row(draw->model, (size_t)(queue - draw->model->queues));

	row.zero = draw->zero;
	page_section(pen, "Queue");
	queue_place(draw, pen, queue);
	queue_health(draw, pen, queue);
	if (queue->counters)
		queue_titles(draw, pen);
	for (uint32_t i = 0; i < queue->counters; i++)
		queue_counter(draw, pen, queue, i);
	page_unknown(pen, &row);
}

void page_queue(const struct draw *draw, struct pen *pen, const struct model_queue *queue)
{
	const struct model_counter *counters = &draw->model->counters[queue->first_counter];

	page_queue_head(draw, pen, queue);
	if (queue->counters)
		page_section(pen, "What they count");
	for (uint32_t i = 0; i < queue->counters; i++)
		queue_meaning(pen, &counters[i]);
	queue_note(pen, queue, counters);
}
