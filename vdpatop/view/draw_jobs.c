/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What was asked for: a line for each job, the newest last; what to do where some are held; below, what
 * came of the selected one and the line that does the same in a shell.
 *
 *    ─ Commands ─ 3 added, 1 failed, 4 held ──────
 *    vm3 failed; 4 wait: g goes on, s stops
 *    14:02:56   added   0.01s vm2          /dev/vhost-vdpa-2 (vhost_vdpa)
 *    14:02:56   failed  0.01s add vm3      …
 *    14:02:56   held       4s add vm4
 *    ─ add vm3 ───────────────────────────────────
 *    vm3 was not added: …
 *    vdpa dev add name vm3 mgmtdev vdpasim_net
 */
#include "view/jobs_page.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "manage/job_words.h"
#include "manage/words.h"
#include "view/draw.h"
#include "view/layout.h"
#include "view/page.h"
#include "view/rule.h"

#define JOBS_CLOCK 9      /* cells of a time and the blank behind it */
#define JOBS_STATE 10     /* the same of a state */
#define JOBS_SECONDS 7    /* and of seconds */
#define JOBS_TASK 20      /* cells at most of what is done to whom, where words stand behind them */
#define JOBS_LEAST 24     /* cells that this keeps before a time is shown */
#define JOBS_RULE 4       /* cells beside the words of a line */
#define JOBS_WHOLE 8      /* rows at most for the selected one */
#define JOBS_MORE_ROWS 5  /* rows that the list keeps beside them */
#define JOBS_COMMAND 2048 /* bytes of a command line */
#define JOBS_NAME 640     /* and of what is done to whom */

static enum model_level job_level(const struct job *job)
{
	if (job->state == JOB_FAILED)
		return MODEL_ERROR;
	return job->state == JOB_DONE ? job->outcome.level : MODEL_INFO;
}

static enum style job_style(const struct job *job)
{
	if (job->state == JOB_FAILED)
		return STYLE_BAD;
	if (job->is_held || job_level(job) == MODEL_WARNING)
		return STYLE_CAUTION;
	if (job->state == JOB_DONE)
		return STYLE_OK;
	return job->state == JOB_WAITING || job->state == JOB_SKIPPED ? STYLE_DIM : STYLE_NORMAL;
}

static const char *job_title(const struct job *job)
{
	bool is_held = job->state == JOB_WAITING && job->is_held;

	return is_held ? "held" : job_word(job);
}

/* Of what is over how long it took; else how long it has been as it is. */
static void job_seconds(const struct draw *draw, const struct job *job, char *to, size_t size)
{
	to[0] = '\0';
	if (!job_is_over(job))
		draw_seconds(to, size, job->since, draw->status->now);
	else if (job->began)
		job_duration(job, to, size);
}

/* What came of JOB; what it waits for while that is known. */
static void job_words(const struct job *job, char *to, size_t size)
{
	to[0] = '\0';
	if (job_is_over(job))
		job_result_words(job, to, size);
	else if (job->state == JOB_UNBINDING || job_is_half_done(job))
		job_pending_words(job, to, size);
}

/* Whom it is done to, and what where the state does not say so. */
static void job_label(const struct job *job, char *to, size_t size)
{
	if (job->state == JOB_DONE || job->state == JOB_ASKING)
		text_copy(to, size, words_name(job->task.name).text);
	else
		task_describe(&job->task, to, size);
}

/* What stands in WORDS behind BEGINNING and the mark after it; NULL when they begin otherwise. */
static const char *words_behind(const char *words, const char *beginning)
{
	size_t length = strlen(beginning);

	if (strncmp(words, beginning, length))
		return NULL;
	words += length;
	return words + strspn(words, ",:;") + (*words && words[strspn(words, ",:;")] == ' ');
}

/* Of WORDS what neither the label nor the state of JOB says: its node, or the reason. */
static const char *job_essence(const struct job *job, const char *words)
{
	static const struct {
		enum job_state state;
		const char *words;
	} said[] = {
		{ JOB_DONE, " was added" },       { JOB_DONE, " was deleted" },
		{ JOB_FAILED, " was not added" }, { JOB_FAILED, " was not deleted" },
		{ JOB_UNBINDING, " is being unbound" }, { JOB_FAILED, " was" },
	};
	struct words_name name = words_name(job->task.name);
	size_t length = strlen(name.text);
	char task[JOBS_NAME];

	task_describe(&job->task, task, sizeof(task));
	if (words_behind(words, task))
		return words_behind(words, task);
	if (strncmp(words, name.text, length) || words[length] != ' ')
		return words;
	words += length;
	for (size_t i = 0; i < sizeof(said) / sizeof(said[0]); i++) {
		const char *rest = words_behind(words, said[i].words);

		if (rest && job->state == said[i].state)
			return rest;
	}
	return words + 1;
}

/* Cells that what is done to whom takes in all rows. */
static int task_width(const struct draw *draw)
{
	int width = 0;

	for (size_t i = 0; i < draw->status->job_count && width < JOBS_TASK; i++) {
		char task[JOBS_NAME];

		job_label(&draw->status->jobs[i], task, sizeof(task));
		width = (int)text_width(task) > width ? (int)text_width(task) : width;
	}
	return width < JOBS_TASK ? width : JOBS_TASK;
}

/* What is done to whom, and in a few words what came of it where there is room. */
static void draw_job_words(struct pen *pen, const struct job *job, int width, enum style style)
{
	char task[JOBS_NAME], words[JOB_WORDS_SIZE];

	job_label(job, task, sizeof(task));
	text_copy(words, sizeof(words), job->outcome.words);
	if (job->state == JOB_UNBINDING || job_is_half_done(job))
		job_pending_words(job, words, sizeof(words));
	if (!*words || pen_room(pen) - width - 1 < JOBS_LEAST)
		width = pen_room(pen);
	pen_field(pen, style, task, width, false);
	pen->column++;
	if (pen_room(pen) > 0)
		pen_field(pen, style, job_essence(job, words), pen_room(pen), false);
}

static void draw_job(const struct draw *draw, struct pen *pen, const struct job *job, int width,
		     bool is_selected)
{
	enum style plain = is_selected ? STYLE_SELECTED : STYLE_NORMAL;
	enum style label = is_selected ? STYLE_SELECTED : STYLE_LABEL;
	char clock[16], seconds[24];

	if (is_selected)
		frame_restyle(draw->frame, &pen->area, pen->row, STYLE_SELECTED);
	pen->column = layout_margin(pen->area.columns);
	draw_clock(clock, sizeof(clock), draw->status, job->submitted);
	job_seconds(draw, job, seconds, sizeof(seconds));
	if (pen_room(pen) >= JOBS_CLOCK + 2 + JOBS_STATE + JOBS_SECONDS + JOBS_LEAST)
		pen_field(pen, label, clock, JOBS_CLOCK, false);
	pen_field(pen, is_selected ? plain : job_style(job), draw_level_sign(job_level(job), draw->is_ascii),
		  2, false);
	pen_field(pen, is_selected ? plain : job_style(job), job_title(job), JOBS_STATE, false);
	pen_field(pen, label, seconds, JOBS_SECONDS - 1, true);
	pen->column++;
	draw_job_words(pen, job, width, plain);
}

/* "4 added, 1 failed, 1 at work, 250 wait": of the newest, and all that is still to be done. */
static void sum_words(const struct jobs_sum *sum, char *to, size_t size)
{
	const struct {
		size_t count;
		const char *words;
	} parts[] = {
		{ sum->done[TASK_ADD], "added" },
		{ sum->done[TASK_SET_MAC] + sum->done[TASK_REBIND], "changed" },
		{ sum->done[TASK_DELETE], "deleted" },
		{ sum->failed, "failed" },
		{ sum->skipped, "skipped" },
		{ sum->working, "at work" },
		{ sum->waiting, sum->waiting == 1 ? "waits" : "wait" },
		{ sum->held, "held" },
	};
	size_t used = 0;

	to[0] = '\0';
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]) && used < size; i++)
		if (parts[i].count)
			used += (size_t)snprintf(to + used, size - used, "%s%zu %s", used ? ", " : "",
						 parts[i].count, parts[i].words);
}

static void draw_title(const struct draw *draw, const struct area *area, const struct jobs_page *page)
{
	size_t count = draw->status->job_count, top = page->list.position - page->list.line;
	struct pen pen = draw_pen(draw, area);
	struct jobs_sum sum;
	char words[160], rows[64] = "";

	jobs_sum(draw->status->jobs, count, &sum);
	sum_words(&sum, words, sizeof(words));
	if (page->list.height && count > page->list.height)
		snprintf(rows, sizeof(rows), "rows %zu-%zu of %zu", top + 1, top + page->list.height, count);
	rule_begin(&pen);
	rule_words(&pen, STYLE_HEADING, mode_info(MODE_JOBS)->title);
	if (*words)
		rule_words(&pen, sum.working + sum.waiting + sum.held + sum.failed ? STYLE_CAUTION : STYLE_LABEL,
			   words);
	rule_end(&pen, rows);
}

static void jobs_key(const struct draw *draw, enum mode mode, enum action action, char *to, size_t size)
{
	keymap_first_key(draw->keymap, mode, action, to, size);
}

/* What to do about what is held: "" when nothing is. */
static void held_words(const struct draw *draw, char *to, size_t size)
{
	char go_on[24], give_up[24], name[128] = "One";
	struct jobs_sum sum;

	to[0] = '\0';
	jobs_sum(draw->status->jobs, draw->status->job_count, &sum);
	if (!sum.held)
		return;
	if (sum.stopped)
		text_cut(name, sizeof(name), words_name(sum.stopped->task.name).text, JOBS_TASK,
			 glyph_text(GLYPH_ELLIPSIS, draw->is_ascii));
	jobs_key(draw, MODE_JOBS, ACTION_GO_ON, go_on, sizeof(go_on));
	jobs_key(draw, MODE_JOBS, ACTION_GIVE_UP, give_up, sizeof(give_up));
	snprintf(to, size, "%s failed; %zu wait%s: %s goes on, %s stops", name, sum.held,
		 sum.held == 1 ? "s" : "", go_on, give_up);
}

static void draw_held(const struct draw *draw, const struct area *area, const char *words)
{
	struct pen pen = draw_pen(draw, area);

	pen.column = layout_margin(area->columns);
	pen_field(&pen, STYLE_CAUTION, words, pen_room(&pen), false);
}

static void draw_nothing(const struct draw *draw, struct pen *pen)
{
	char add[24], delete[24], change[24], words[256];

	jobs_key(draw, MODE_TREE, ACTION_ADD, add, sizeof(add));
	jobs_key(draw, MODE_TREE, ACTION_DELETE, delete, sizeof(delete));
	jobs_key(draw, MODE_TREE, ACTION_CHANGE, change, sizeof(change));
	pen->column = layout_margin(pen->area.columns);
	page_words(pen, STYLE_LABEL, "Nothing was asked for yet. What is, stands here with how far it is and what "
				     "came of it.");
	if (*draw->status->no_change)
		text_copy(words, sizeof(words), draw->status->no_change);
	else
		snprintf(words, sizeof(words), "In the tree, %s adds devices, %s deletes and %s changes the one "
			 "that is selected.", add, delete, change);
	page_words(pen, STYLE_LABEL, words);
}

/* What came of JOB, and the same for a shell; on no rows, only counts them. */
static void draw_whole(struct pen *pen, const struct job *job)
{
	char task[JOBS_NAME], title[JOBS_NAME], words[JOB_WORDS_SIZE], command[JOBS_COMMAND];
	int margin = layout_margin(pen->area.columns);
	int room = pen->area.columns - 2 * margin - JOBS_RULE;

	task_describe(&job->task, task, sizeof(task));
	text_cut(title, sizeof(title), task, room > 1 ? (size_t)room : 1,
		 glyph_text(GLYPH_ELLIPSIS, pen->is_ascii));
	job_words(job, words, sizeof(words));
	task_command_line(&job->task, command, sizeof(command));
	rule_begin(pen);
	rule_words(pen, STYLE_DEVICE, title);
	rule_end(pen, "");
	pen_next_row(pen, margin);
	if (*words)
		page_words(pen, job_level(job) ? job_style(job) : STYLE_NORMAL, words);
	pen->column = margin;
	page_command(pen, STYLE_LABEL, command);
}

/* Rows that the selected one takes below the list; 0 where there is no room. */
static int whole_rows(const struct draw *draw, const struct area *area, const struct jobs_page *page)
{
	struct area nowhere = *area;
	struct pen pen;

	if (page->list.position >= draw->status->job_count || area->columns < JOBS_LEAST)
		return 0;
	nowhere.rows = 0;
	pen = draw_pen(draw, &nowhere);
	draw_whole(&pen, &draw->status->jobs[page->list.position]);
	pen.row = pen.row > JOBS_WHOLE ? JOBS_WHOLE : pen.row;
	return area->rows - pen.row >= JOBS_MORE_ROWS ? pen.row : 0;
}

static void draw_list(const struct draw *draw, const struct area *area, const struct jobs_page *page)
{
	struct pen pen = draw_pen(draw, area);
	size_t at = page->list.position - page->list.line;
	int width = task_width(draw);

	if (!draw->status->job_count)
		draw_nothing(draw, &pen);
	for (; at < draw->status->job_count && pen.row < area->rows; at++, pen.row++) {
		target_add(draw->targets, area, (struct area){ pen.row, 0, 1, area->columns }, TARGET_ITEM, at);
		draw_job(draw, &pen, &draw->status->jobs[at], width, at == page->list.position);
	}
}

void draw_jobs(const struct draw *draw, const struct area *area, struct jobs_page *page)
{
	const struct view_status *status = draw->status;
	struct area title = *area, held = *area, list = *area, whole = *area;
	char words[256];
	struct pen pen;

	if (area->rows < 1)
		return;
	held_words(draw, words, sizeof(words));
	title.rows = area->rows > 1;
	held.rows = *words && area->rows > 2;
	jobs_page_settle(page, status->jobs, status->job_count,
			 page->list.height ? page->list.height : (size_t)area->rows);
	whole.rows = whole_rows(draw, area, page);
	held.row += title.rows;
	list.row += title.rows + held.rows;
	list.rows -= title.rows + held.rows + whole.rows;
	whole.row = list.row + list.rows;
	jobs_page_settle(page, status->jobs, status->job_count, (size_t)list.rows);
	if (title.rows)
		draw_title(draw, &title, page);
	if (held.rows)
		draw_held(draw, &held, words);
	draw_list(draw, &list, page);
	pen = draw_pen(draw, &whole);
	if (whole.rows)
		draw_whole(&pen, &status->jobs[page->list.position]);
}
