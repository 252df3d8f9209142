vdpatop_libvdpatop_a_SOURCES += \
	vdpatop/base/array.c vdpatop/base/array.h \
	vdpatop/base/clock.c vdpatop/base/clock.h \
	vdpatop/base/error.c vdpatop/base/error.h \
	vdpatop/base/index.c vdpatop/base/index.h \
	vdpatop/base/nearest.c vdpatop/base/nearest.h \
	vdpatop/base/replace.c vdpatop/base/replace.h \
	vdpatop/base/same_file.c vdpatop/base/same_file.h \
	vdpatop/base/text.c vdpatop/base/text.h
