vdpatop_libvdpatop_a_SOURCES += \
	vdpatop/manage/job.c vdpatop/manage/job.h \
	vdpatop/manage/job_words.c vdpatop/manage/job_words.h \
	vdpatop/manage/shell.c vdpatop/manage/shell.h \
	vdpatop/manage/task.c vdpatop/manage/task.h \
	vdpatop/manage/usage.c vdpatop/manage/usage.h \
	vdpatop/manage/verdict.h \
	vdpatop/manage/wish.h \
	vdpatop/manage/words.c vdpatop/manage/words.h
