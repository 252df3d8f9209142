/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "view/turns.h"

#include "base/clock.h"
#include "model/model.h"

#define TURN (4 * CLOCK_SECOND)

static uint64_t newest_event(const struct model *model)
{
	return model->event_count ? model->events[model->event_count - 1].number : 0;
}

/* Scrape errors have no number: they are news as long as there are some. */
static bool has_news(const struct turns *turns, const struct model *model)
{
	return newest_event(model) > turns->told || (model->info && model->info->errors);
}

static void turns_begin(struct turns *turns, bool is_news, int64_t now)
{
	turns->is_news = is_news;
	turns->since = now;
}

bool turns_take(struct turns *turns, const struct model *model, struct row_name row, int64_t now)
{
	bool is_over = now < turns->since || now - turns->since >= TURN;
	bool is_first = turns->row.kind == ROW_NONE;
	bool is_moved = !is_first && (row.kind != turns->row.kind || row.id != turns->row.id);

	turns->row = row;
	if (is_moved || (is_over && turns->is_news))
		turns_begin(turns, false, now);
	else if (is_over && has_news(turns, model))
		turns_begin(turns, true, now);
	if (turns->is_news)
		turns->told = newest_event(model);
	return !turns->is_news;
}

bool turns_take_replayed(struct turns *turns, struct row_name row, int64_t now, int64_t behind)
{
	bool is_first = turns->row.kind == ROW_NONE;

	if (!is_first && (row.kind != turns->row.kind || row.id != turns->row.id))
		turns->since = now;
	turns->row = row;
	return turns->since == now || behind / TURN % 2;
}

int64_t turns_end(const struct turns *turns, const struct model *model, int64_t now)
{
	return (turns->is_news || has_news(turns, model) ? turns->since : now) + TURN;
}
