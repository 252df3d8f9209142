vdpatop_libvdpatop_a_SOURCES += \
	vdpatop/view/action.c vdpatop/view/action.def vdpatop/view/action.h \
	vdpatop/view/column.c vdpatop/view/column.h vdpatop/view/column.def \
	vdpatop/view/column_get.c vdpatop/view/column_get.h \
	vdpatop/view/column_list.c vdpatop/view/column_list.h \
	vdpatop/view/draw.c vdpatop/view/draw.h \
	vdpatop/view/draw_banner.c \
	vdpatop/view/draw_detail.c \
	vdpatop/view/draw_device.c \
	vdpatop/view/draw_features.c \
	vdpatop/view/draw_header.c \
	vdpatop/view/draw_help.c \
	vdpatop/view/draw_queue.c \
	vdpatop/view/draw_reason.c \
	vdpatop/view/draw_status.c \
	vdpatop/view/draw_tree.c \
	vdpatop/view/folds.c vdpatop/view/folds.h \
	vdpatop/view/frame.c vdpatop/view/frame.h \
	vdpatop/view/glyph.c vdpatop/view/glyph.def vdpatop/view/glyph.h \
	vdpatop/view/layout.c vdpatop/view/layout.h \
	vdpatop/view/pen.c vdpatop/view/pen.h \
	vdpatop/view/rows.c vdpatop/view/rows.h \
	vdpatop/view/status.h \
	vdpatop/view/style.c vdpatop/view/style.def vdpatop/view/style.h \
	vdpatop/view/tree_column.c vdpatop/view/tree_column.h \
	vdpatop/view/turns.c vdpatop/view/turns.h \
	vdpatop/view/view.c vdpatop/view/view.h
