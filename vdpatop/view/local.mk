vdpatop_libvdpatop_a_SOURCES += \
	vdpatop/view/action.c vdpatop/view/action.def vdpatop/view/action.h \
	vdpatop/view/add_fields.c vdpatop/view/add_form.c vdpatop/view/add_form.h vdpatop/view/add_mgmtdev.c \
	vdpatop/view/add_private.h vdpatop/view/add_send.c \
	vdpatop/view/change_describe.c vdpatop/view/change_form.c vdpatop/view/change_form.h \
	vdpatop/view/change_plan.c vdpatop/view/change_private.h \
	vdpatop/view/chart.c vdpatop/view/chart.h \
	vdpatop/view/column.c vdpatop/view/column.h vdpatop/view/column.def \
	vdpatop/view/column_figure.c \
	vdpatop/view/column_get.c vdpatop/view/column_get.h \
	vdpatop/view/column_list.c vdpatop/view/column_list.h \
	vdpatop/view/column_parse.c vdpatop/view/column_parse.h \
	vdpatop/view/device_words.c vdpatop/view/device_words.h \
	vdpatop/view/draw.c vdpatop/view/draw.h \
	vdpatop/view/draw_banner.c \
	vdpatop/view/draw_busy.c \
	vdpatop/view/draw_detail.c \
	vdpatop/view/draw_device.c \
	vdpatop/view/draw_features.c \
	vdpatop/view/command.c \
	vdpatop/view/delay.c vdpatop/view/delay.h \
	vdpatop/view/delete_form.c vdpatop/view/delete_form.h \
	vdpatop/view/delete_outlook.c vdpatop/view/delete_outlook.h \
	vdpatop/view/detail_page.c vdpatop/view/detail_page.h \
	vdpatop/view/draw_header.c \
	vdpatop/view/draw_help.c \
	vdpatop/view/draw_jobs.c \
	vdpatop/view/draw_keys.c \
	vdpatop/view/draw_log.c \
	vdpatop/view/draw_queue.c \
	vdpatop/view/draw_reason.c \
	vdpatop/view/draw_status.c \
	vdpatop/view/draw_tree.c \
	vdpatop/view/features.h \
	vdpatop/view/filter.c vdpatop/view/filter.h vdpatop/view/filter_apply.c \
	vdpatop/view/fold_words.c vdpatop/view/fold_words.h \
	vdpatop/view/folds.c vdpatop/view/folds.h \
	vdpatop/view/form.c vdpatop/view/form.h vdpatop/view/form_draw.c \
	vdpatop/view/form_place.c vdpatop/view/form_place.h vdpatop/view/form_private.h \
	vdpatop/view/frame.c vdpatop/view/frame.h \
	vdpatop/view/glyph.c vdpatop/view/glyph.def vdpatop/view/glyph.h \
	vdpatop/view/go.c vdpatop/view/go.h \
	vdpatop/view/graph.c vdpatop/view/graph.h \
	vdpatop/view/graph_series.c vdpatop/view/graph_series.h \
	vdpatop/view/help.c vdpatop/view/help.h \
	vdpatop/view/jobs_page.c vdpatop/view/jobs_page.h \
	vdpatop/view/keymap.c vdpatop/view/keymap.h \
	vdpatop/view/lacks.c vdpatop/view/lacks.h \
	vdpatop/view/layout.c vdpatop/view/layout.h \
	vdpatop/view/line.c vdpatop/view/line.h \
	vdpatop/view/leave.c vdpatop/view/leave.h \
	vdpatop/view/log.c vdpatop/view/log.h \
	vdpatop/view/menu.c vdpatop/view/menu.h \
	vdpatop/view/mode.c vdpatop/view/mode.def vdpatop/view/mode.h \
	vdpatop/view/motion.c vdpatop/view/motion.h \
	vdpatop/view/options.h \
	vdpatop/view/order.c vdpatop/view/order.h \
	vdpatop/view/page.c vdpatop/view/page.h \
	vdpatop/view/page_device.c \
	vdpatop/view/page_mgmtdev.c \
	vdpatop/view/page_queue.c \
	vdpatop/view/pattern.c vdpatop/view/pattern.h \
	vdpatop/view/pen.c vdpatop/view/pen.h \
	vdpatop/view/prompt.c vdpatop/view/prompt.h \
	vdpatop/view/player.c vdpatop/view/player.h \
	vdpatop/view/player_place.c vdpatop/view/player_place.h \
	vdpatop/view/row_name.h \
	vdpatop/view/row_text.c vdpatop/view/row_text.h \
	vdpatop/view/rule.c vdpatop/view/rule.h \
	vdpatop/view/rows.c vdpatop/view/rows.h \
	vdpatop/view/search.c vdpatop/view/search.h \
	vdpatop/view/setup.c vdpatop/view/setup.h \
	vdpatop/view/sort_menu.c vdpatop/view/sort_menu.h \
	vdpatop/view/status.h \
	vdpatop/view/stream.c vdpatop/view/stream.h \
	vdpatop/view/style.c vdpatop/view/style.def vdpatop/view/style.h \
	vdpatop/view/tags.c vdpatop/view/tags.h \
	vdpatop/view/target.c vdpatop/view/target.h \
	vdpatop/view/tree.c vdpatop/view/tree.h vdpatop/view/tree_private.h \
	vdpatop/view/tree_act.c vdpatop/view/tree_find.c vdpatop/view/tree_sort.c \
	vdpatop/view/tree_column.c vdpatop/view/tree_column.h \
	vdpatop/view/tree_plan.c vdpatop/view/tree_plan.h \
	vdpatop/view/turns.c vdpatop/view/turns.h \
	vdpatop/view/value_text.c vdpatop/view/value_text.h \
	vdpatop/view/visible.c vdpatop/view/visible.h \
	vdpatop/view/view.c vdpatop/view/view.h vdpatop/view/view_private.h \
	vdpatop/view/wrap.c vdpatop/view/wrap.h \
	vdpatop/view/zero.c vdpatop/view/zero.h
