vdpatop_libvdpatop_a_SOURCES += \
	vdpatop/oneshot/change.c vdpatop/oneshot/change.h \
	vdpatop/oneshot/command.c vdpatop/oneshot/command.def vdpatop/oneshot/command.h \
	vdpatop/oneshot/delete.c \
	vdpatop/oneshot/find.c vdpatop/oneshot/find.h \
	vdpatop/oneshot/leave.c \
	vdpatop/oneshot/oneshot.c vdpatop/oneshot/oneshot.h vdpatop/oneshot/private.h \
	vdpatop/oneshot/show.c vdpatop/oneshot/show.h vdpatop/oneshot/show_private.h \
	vdpatop/oneshot/show_config.c vdpatop/oneshot/show_device.c vdpatop/oneshot/show_stats.c
