vdpatop_libvdpatop_a_SOURCES += \
	vdpatop/engine/buffer.c vdpatop/engine/buffer.h \
	vdpatop/engine/child.c vdpatop/engine/child.h \
	vdpatop/engine/commander.c vdpatop/engine/commander.h \
	vdpatop/engine/contact.c vdpatop/engine/contact.h \
	vdpatop/engine/engine.c vdpatop/engine/engine.h \
	vdpatop/engine/engine_ask.c \
	vdpatop/engine/engine_flow.c \
	vdpatop/engine/engine_jobs.c \
	vdpatop/engine/engine_news.c \
	vdpatop/engine/engine_private.h \
	vdpatop/engine/engine_record.c \
	vdpatop/engine/engine_setters.c \
	vdpatop/engine/engine_steps.c \
	vdpatop/engine/engine_turns.c \
	vdpatop/engine/link.c vdpatop/engine/link.h \
	vdpatop/engine/message.h \
	vdpatop/engine/news.h \
	vdpatop/engine/progress.c vdpatop/engine/progress.h \
	vdpatop/engine/record.c vdpatop/engine/record.h \
	vdpatop/engine/rights.c vdpatop/engine/rights.h \
	vdpatop/engine/sampler.c vdpatop/engine/sampler.h \
	vdpatop/engine/sampler_counters.c \
	vdpatop/engine/sampler_list.c \
	vdpatop/engine/sampler_memory.c \
	vdpatop/engine/sampler_news.c \
	vdpatop/engine/sampler_private.h \
	vdpatop/engine/schedule.c vdpatop/engine/schedule.h \
	vdpatop/engine/setter.c vdpatop/engine/setter.h \
	vdpatop/engine/worker.c vdpatop/engine/worker.h \
	vdpatop/engine/engine_replay.c \
	vdpatop/engine/engine_seek.c \
	vdpatop/engine/worker_replay.c \
	vdpatop/engine/worker_host.c
