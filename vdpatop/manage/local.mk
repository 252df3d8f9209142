vdpatop_libvdpatop_a_SOURCES += \
	vdpatop/manage/job.h \
	vdpatop/manage/task.h \
	vdpatop/manage/usage.h \
	vdpatop/manage/verdict.h \
	vdpatop/manage/wish.h
