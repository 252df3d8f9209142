vdpatop_libvdpatop_a_SOURCES += \
	vdpatop/netlink/answer.c vdpatop/netlink/answer.h \
	vdpatop/netlink/attribute.h \
	vdpatop/netlink/family.c \
	vdpatop/netlink/genl.c vdpatop/netlink/genl.h \
	vdpatop/netlink/transport.h \
	vdpatop/netlink/uevent.c vdpatop/netlink/uevent.h
