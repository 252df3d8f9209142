/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who makes the devices that are to be added: the list to choose from, and the class. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "manage/words.h"
#include "vdpa/class.h"
#include "vdpa/parent.h"
#include "view/add_private.h"
#include "view/view_private.h"

#define ADD_LISTED 6  /* management devices in sight at once */
#define ADD_HANDLE 28 /* cells of one's handle at most */

static void add_put_classes(struct words *words, const struct model_mgmtdev *mgmtdev)
{
	bool is_first = true;

	for (uint32_t id = 0; id < VDPA_CLASS_COUNT; id++)
		if (mgmtdev->classes >> id & 1) {
			words_print(words, "%s%s", is_first ? "" : ",", vdpa_class_name(id));
			is_first = false;
		}
}

static void add_put_devices(struct words *words, const struct model_mgmtdev *mgmtdev)
{
	const struct vdpa_parent *parent = vdpa_parent_find(mgmtdev->driver);

	if (parent && parent->most)
		words_print(words, "%" PRIu32 " of %" PRIu32 " device%s", mgmtdev->devices, parent->most,
			    parent->most == 1 ? "" : "s");
	else
		words_print(words, "%" PRIu32 " device%s", mgmtdev->devices,
			    mgmtdev->devices == 1 ? "" : "s");
}

static void add_put_limits(struct words *words, const struct model_mgmtdev *mgmtdev)
{
	uint32_t pairs = wish_most_pairs(mgmtdev);

	if (pairs)
		words_print(words, "up to %" PRIu32 " pair%s, ", pairs, pairs == 1 ? "" : "s");
	add_put_devices(words, mgmtdev);
}

/* Its handle in WIDTH cells, what it can make, and how many it has made. */
static void add_mgmtdev_words(const struct model_mgmtdev *mgmtdev, int width, bool is_ascii, char *to,
			      size_t size)
{
	char handle[256], cut[256];
	struct words words;
	int cells;

	text_safe(handle, sizeof(handle), mgmtdev->handle, strlen(mgmtdev->handle));
	cells = (int)text_cut(cut, sizeof(cut), handle, (size_t)width,
			      glyph_text(GLYPH_ELLIPSIS, is_ascii));
	words_begin(&words, to, size);
	words_print(&words, "%s%*s", cut, width - cells + 2, "");
	add_put_classes(&words, mgmtdev);
	words_put(&words, "  ");
	add_put_limits(&words, mgmtdev);
	words_end(&words);
}

static int add_handle_width(const struct model *model, size_t first, size_t count)
{
	int most = 0;

	for (size_t i = first; i < first + count; i++) {
		char handle[256];
		int width;

		text_safe(handle, sizeof(handle), model->mgmtdevs[i].handle, strlen(model->mgmtdevs[i].handle));
		width = (int)text_width(handle);
		most = width > most ? width : most;
	}
	return most < ADD_HANDLE ? most : ADD_HANDLE;
}

/* The list around the one that is chosen. */
static void add_list_mgmtdevs(const struct view *view, const struct model *model, struct form *form,
			      size_t chosen)
{
	size_t most = model->mgmtdev_count;
	size_t count = most < ADD_LISTED ? most : ADD_LISTED;
	size_t first = chosen < ADD_LISTED / 2 || chosen >= most ? 0 : chosen - ADD_LISTED / 2;
	int width;

	first = first + count > most ? most - count : first;
	width = add_handle_width(model, first, count);
	for (size_t i = first; i < first + count; i++) {
		struct form_field *option = form_add(form, (unsigned)(ADD_MGMTDEV + i), FORM_OPTION, "");

		option->is_on = i == chosen;
		add_mgmtdev_words(&model->mgmtdevs[i], width, view->is_ascii, option->value,
				  sizeof(option->value));
	}
}

void add_form_mgmtdev(const struct view *view, const struct model *model, struct form *form)
{
	const struct wish *chosen = &view->add.now.chosen;
	const struct model_mgmtdev *mgmtdev = wish_mgmtdev(chosen, model);
	bool is_open = form->focus == TASK_FIELD_MGMTDEV && model->mgmtdev_count > 1;
	struct form_field *field = form_add(form, TASK_FIELD_MGMTDEV, FORM_CHOICE, "Management device");
	struct words words;

	words_begin(&words, field->value, sizeof(field->value));
	if (*chosen->bus)
		words_print(&words, "%s/", words_name(chosen->bus).text);
	words_put(&words, *chosen->mgmtdev ? words_name(chosen->mgmtdev).text : "none");
	if (!mgmtdev && *chosen->mgmtdev)
		words_put(&words, "  (gone)");
	if (mgmtdev && !is_open) {
		words_put(&words, "  ");
		add_put_classes(&words, mgmtdev);
		words_put(&words, "  ");
		add_put_devices(&words, mgmtdev);
	} else if (mgmtdev) {
		words_print(&words, "  %zu of %zu", (size_t)(mgmtdev - model->mgmtdevs) + 1,
			    model->mgmtdev_count);
	}
	words_end(&words);
	text_copy(field->meaning, sizeof(field->meaning), "Who makes the device. Left and Right choose another "
		  "one: what it can make stands beside it, and how many devices it has made.");
	add_form_remark(view, field, TASK_FIELD_MGMTDEV);
	if (is_open && !view->add.submission)
		add_list_mgmtdevs(view, model, form,
				  mgmtdev ? (size_t)(mgmtdev - model->mgmtdevs) : SIZE_MAX);
}

void add_form_class(const struct view *view, const struct model *model, struct form *form)
{
	uint64_t classes = add_form_classes(&view->add, model);
	struct form_field *field;

	if (!(classes & (classes - 1)))
		return;
	field = form_add(form, TASK_FIELD_CLASS, FORM_CHOICE, "Class");
	text_copy(field->value, sizeof(field->value), vdpa_class_name(view->add.now.chosen.class_id));
	text_copy(field->meaning, sizeof(field->meaning), "What kind of device it is. The management device can "
		  "make several kinds.");
	add_form_remark(view, field, TASK_FIELD_CLASS);
}
