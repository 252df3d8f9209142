vdpatop_libvdpatop_a_SOURCES += \
	vdpatop/view/column.c vdpatop/view/column.h vdpatop/view/column.def \
	vdpatop/view/column_get.c vdpatop/view/column_get.h
