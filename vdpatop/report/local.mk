vdpatop_libvdpatop_a_SOURCES += \
	vdpatop/report/counter_name.c vdpatop/report/counter_name.h \
	vdpatop/report/csv.c \
	vdpatop/report/csv_line.c vdpatop/report/csv_line.h \
	vdpatop/report/csv_long.c \
	vdpatop/report/exposition.c vdpatop/report/exposition.h \
	vdpatop/report/figure.c vdpatop/report/figure.h \
	vdpatop/report/exit.def vdpatop/report/format.c vdpatop/report/format.def vdpatop/report/format.h \
	vdpatop/report/json.c vdpatop/report/json.h \
	vdpatop/report/jsonl.c \
	vdpatop/report/members.c vdpatop/report/members.h \
	vdpatop/report/metric.c vdpatop/report/metric.def vdpatop/report/metric.h \
	vdpatop/report/output.c vdpatop/report/output.h \
	vdpatop/report/prometheus.c \
	vdpatop/report/report.c vdpatop/report/report.h \
	vdpatop/report/session.c vdpatop/report/session.h \
	vdpatop/report/sheet.c vdpatop/report/sheet.h \
	vdpatop/report/sheet_cell.c vdpatop/report/sheet_cell.h \
	vdpatop/report/sheet_json.c vdpatop/report/sheet_lines.c vdpatop/report/sheet_screen.c \
	vdpatop/report/text.c \
	vdpatop/report/trouble.c vdpatop/report/trouble.h
