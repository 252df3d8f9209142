vdpatop_libvdpatop_a_SOURCES += \
	vdpatop/conf/demo.c \
	vdpatop/conf/demo.def \
	vdpatop/conf/number.c vdpatop/conf/number.h \
	vdpatop/conf/option.def \
	vdpatop/conf/settings.c vdpatop/conf/settings.h
