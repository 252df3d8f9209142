vdpatop_libvdpatop_a_SOURCES += \
	vdpatop/source/demo_options.h \
	vdpatop/source/host.h \
	vdpatop/source/kernel.c \
	vdpatop/source/source.h
