vdpatop_libvdpatop_a_SOURCES += \
	vdpatop/model/facts.c vdpatop/model/facts.h \
	vdpatop/model/flat.c vdpatop/model/flat.h \
	vdpatop/model/health.h \
	vdpatop/model/history.h \
	vdpatop/model/model.h \
	vdpatop/model/rate.h \
	vdpatop/model/snapshot.c vdpatop/model/snapshot.h
