vdpatop_libvdpatop_a_SOURCES += \
	vdpatop/oneshot/command.c vdpatop/oneshot/command.h \
	vdpatop/oneshot/oneshot.h
