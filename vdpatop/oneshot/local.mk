vdpatop_libvdpatop_a_SOURCES += \
	vdpatop/oneshot/change.c vdpatop/oneshot/change.h \
	vdpatop/oneshot/command.c vdpatop/oneshot/command.def vdpatop/oneshot/command.h \
	vdpatop/oneshot/delete.c vdpatop/oneshot/leave.c \
	vdpatop/oneshot/oneshot.c vdpatop/oneshot/oneshot.h vdpatop/oneshot/private.h \
	vdpatop/oneshot/sheet.c vdpatop/oneshot/sheet.h \
	vdpatop/oneshot/sheet_cell.c vdpatop/oneshot/sheet_cell.h \
	vdpatop/oneshot/sheet_json.c vdpatop/oneshot/sheet_lines.c vdpatop/oneshot/sheet_screen.c \
	vdpatop/oneshot/show.c vdpatop/oneshot/show.h vdpatop/oneshot/show_private.h \
	vdpatop/oneshot/show_config.c vdpatop/oneshot/show_device.c vdpatop/oneshot/show_stats.c
