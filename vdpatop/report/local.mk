vdpatop_libvdpatop_a_SOURCES += \
	vdpatop/report/csv.c vdpatop/report/csv.h \
	vdpatop/report/output.c vdpatop/report/output.h \
	vdpatop/report/report.c vdpatop/report/report.h \
	vdpatop/report/session.c vdpatop/report/session.h
