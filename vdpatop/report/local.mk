vdpatop_libvdpatop_a_SOURCES += \
	vdpatop/report/csv.c \
	vdpatop/report/format.c vdpatop/report/format.def vdpatop/report/format.h \
	vdpatop/report/json.c vdpatop/report/json.h \
	vdpatop/report/metric.c vdpatop/report/metric.def vdpatop/report/metric.h \
	vdpatop/report/output.c vdpatop/report/output.h \
	vdpatop/report/prometheus.c \
	vdpatop/report/report.c vdpatop/report/report.h \
	vdpatop/report/session.c vdpatop/report/session.h \
	vdpatop/report/trouble.c vdpatop/report/trouble.h
