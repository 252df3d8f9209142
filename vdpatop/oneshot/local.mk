vdpatop_libvdpatop_a_SOURCES += \
	vdpatop/oneshot/change.c \
	vdpatop/oneshot/command.c vdpatop/oneshot/command.def vdpatop/oneshot/command.h \
	vdpatop/oneshot/oneshot.c vdpatop/oneshot/oneshot.h vdpatop/oneshot/private.h \
	vdpatop/oneshot/show.c
