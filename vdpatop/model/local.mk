vdpatop_libvdpatop_a_SOURCES += \
	vdpatop/model/changes.c \
	vdpatop/model/event.c vdpatop/model/event.def vdpatop/model/event.h \
	vdpatop/model/facts.c vdpatop/model/facts.h \
	vdpatop/model/flat.c vdpatop/model/flat.h \
	vdpatop/model/generation.c \
	vdpatop/model/health.c vdpatop/model/health.def vdpatop/model/health.h \
	vdpatop/model/history.c vdpatop/model/history.h \
	vdpatop/model/join.c \
	vdpatop/model/join_facts.c \
	vdpatop/model/join_queue.c \
	vdpatop/model/level.h \
	vdpatop/model/model.c vdpatop/model/model.h \
	vdpatop/model/past.c \
	vdpatop/model/private.h \
	vdpatop/model/rate.c vdpatop/model/rate.h \
	vdpatop/model/settle.c \
	vdpatop/model/skew.c vdpatop/model/skew.h \
	vdpatop/model/slot.c vdpatop/model/slot.h \
	vdpatop/model/snapshot.c vdpatop/model/snapshot.h \
	vdpatop/model/texts.c vdpatop/model/texts.h \
	vdpatop/model/timeline.c vdpatop/model/timeline.h \
	vdpatop/model/update_facts.c
