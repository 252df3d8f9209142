vdpatop_libvdpatop_a_SOURCES += \
	vdpatop/report/report.h \
	vdpatop/report/session.c vdpatop/report/session.h
