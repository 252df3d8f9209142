vdpatop_libvdpatop_a_SOURCES += \
	vdpatop/vdpa/class.h \
	vdpatop/vdpa/counter.h \
	vdpatop/vdpa/feature.h \
	vdpatop/vdpa/message.c vdpatop/vdpa/message.h \
	vdpatop/vdpa/numbers.h \
	vdpatop/vdpa/queue.h
