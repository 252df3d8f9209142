vdpatop_libvdpatop_a_SOURCES += \
	vdpatop/vdpa/attribute.c vdpatop/vdpa/attribute.def vdpatop/vdpa/attribute.h \
	vdpatop/vdpa/block.def \
	vdpatop/vdpa/class.c vdpatop/vdpa/class.def vdpatop/vdpa/class.h \
	vdpatop/vdpa/command.c vdpatop/vdpa/command.def vdpatop/vdpa/command.h \
	vdpatop/vdpa/counter.c vdpatop/vdpa/counter.def vdpatop/vdpa/counter.h \
	vdpatop/vdpa/feature.c vdpatop/vdpa/feature.def vdpatop/vdpa/feature.h \
	vdpatop/vdpa/message.c vdpatop/vdpa/message.h \
	vdpatop/vdpa/mac.c vdpatop/vdpa/mac.h \
	vdpatop/vdpa/name.c vdpatop/vdpa/name.h \
	vdpatop/vdpa/numbers.h \
	vdpatop/vdpa/parent.c vdpatop/vdpa/parent.def vdpatop/vdpa/parent.h \
	vdpatop/vdpa/queue.c vdpatop/vdpa/queue.h \
	vdpatop/vdpa/request.c
