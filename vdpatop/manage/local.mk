vdpatop_libvdpatop_a_SOURCES += \
	vdpatop/manage/findings.c vdpatop/manage/findings.h \
	vdpatop/manage/job.c vdpatop/manage/job.h \
	vdpatop/manage/job_words.c vdpatop/manage/job_words.h \
	vdpatop/manage/mac.c vdpatop/manage/mac.h \
	vdpatop/manage/names.c vdpatop/manage/names.h \
	vdpatop/manage/names_check.c \
	vdpatop/manage/shell.c vdpatop/manage/shell.h \
	vdpatop/manage/task.c vdpatop/manage/task.h \
	vdpatop/manage/usage.c vdpatop/manage/usage.h \
	vdpatop/manage/verdict.c vdpatop/manage/verdict.def vdpatop/manage/verdict.h \
	vdpatop/manage/verdict_lost.c \
	vdpatop/manage/verdict_why.c vdpatop/manage/verdict_why.h \
	vdpatop/manage/wish.c vdpatop/manage/wish.h \
	vdpatop/manage/wish_check.c vdpatop/manage/wish_features.c vdpatop/manage/wish_private.h \
	vdpatop/manage/wish_words.c \
	vdpatop/manage/words.c vdpatop/manage/words.h
