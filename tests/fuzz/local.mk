# What parses bytes from outside. make check runs every target on seeds and spoiled seeds, the same
# each time; make fuzz runs libFuzzer on them, FUZZ_SECONDS for each (configure with
# CC=clang --enable-fuzzing). A target is fuzz_NAME.c and its name in the lists below.
FUZZ_TARGETS = message genl flat sampler demo text process uevent config filter wish replay
FUZZ_SECONDS = 60

STEADY = \
	tests/fuzz/steady_message \
	tests/fuzz/steady_genl \
	tests/fuzz/steady_flat \
	tests/fuzz/steady_sampler \
	tests/fuzz/steady_demo \
	tests/fuzz/steady_text \
	tests/fuzz/steady_process \
	tests/fuzz/steady_uevent \
	tests/fuzz/steady_config \
	tests/fuzz/steady_filter \
	tests/fuzz/steady_wish \
	tests/fuzz/steady_replay
check_PROGRAMS += $(STEADY)

tests_fuzz_steady_message_SOURCES = tests/fuzz/steady.c tests/fuzz/fuzz_message.c tests/fuzz/fuzz.h
tests_fuzz_steady_genl_SOURCES = tests/fuzz/steady.c tests/fuzz/fuzz_genl.c tests/fuzz/fuzz.h
tests_fuzz_steady_flat_SOURCES = tests/fuzz/steady.c tests/fuzz/fuzz_flat.c tests/fuzz/fuzz.h
tests_fuzz_steady_sampler_SOURCES = tests/fuzz/steady.c tests/fuzz/fuzz_sampler.c tests/fuzz/fuzz.h
tests_fuzz_steady_demo_SOURCES = tests/fuzz/steady.c tests/fuzz/fuzz_demo.c tests/fuzz/fuzz.h
tests_fuzz_steady_text_SOURCES = tests/fuzz/steady.c tests/fuzz/fuzz_text.c tests/fuzz/fuzz.h
tests_fuzz_steady_process_SOURCES = tests/fuzz/steady.c tests/fuzz/fuzz_process.c tests/fuzz/fuzz.h
tests_fuzz_steady_config_SOURCES = tests/fuzz/steady.c tests/fuzz/fuzz_config.c tests/fuzz/fuzz.h
tests_fuzz_steady_uevent_SOURCES = tests/fuzz/steady.c tests/fuzz/fuzz_uevent.c tests/fuzz/fuzz.h
tests_fuzz_steady_filter_SOURCES = tests/fuzz/steady.c tests/fuzz/fuzz_filter.c tests/fuzz/fuzz.h
tests_fuzz_steady_replay_SOURCES = tests/fuzz/steady.c tests/fuzz/fuzz_replay.c tests/fuzz/fuzz.h
tests_fuzz_steady_wish_SOURCES = tests/fuzz/steady.c tests/fuzz/fuzz_wish.c tests/fuzz/fuzz.h

if FUZZING
FUZZERS = \
	tests/fuzz/fuzz_message \
	tests/fuzz/fuzz_genl \
	tests/fuzz/fuzz_flat \
	tests/fuzz/fuzz_sampler \
	tests/fuzz/fuzz_demo \
	tests/fuzz/fuzz_text \
	tests/fuzz/fuzz_process \
	tests/fuzz/fuzz_uevent \
	tests/fuzz/fuzz_config \
	tests/fuzz/fuzz_filter \
	tests/fuzz/fuzz_wish \
	tests/fuzz/fuzz_replay
EXTRA_PROGRAMS += $(FUZZERS)
tests_fuzz_fuzz_message_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_genl_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_flat_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_sampler_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_demo_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_text_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_process_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_config_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_uevent_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_filter_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_replay_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer
tests_fuzz_fuzz_wish_LDFLAGS = $(AM_LDFLAGS) -fsanitize=fuzzer

# What libFuzzer found before lies in the corpus and is where it goes on from.
fuzz: $(FUZZERS) $(STEADY)
	@set -e; LSAN_OPTIONS=suppressions=$(abs_srcdir)/tests/lsan.supp; export LSAN_OPTIONS; for target in $(FUZZ_TARGETS); do \
		corpus=tests/fuzz/corpus/$$target; mkdir -p $$corpus; \
		tests/fuzz/steady_$$target --write $$corpus; \
		echo "fuzz_$$target: $(FUZZ_SECONDS) seconds"; \
		tests/fuzz/fuzz_$$target -max_total_time=$(FUZZ_SECONDS) -max_len=8192 -timeout=10 \
			-print_final_stats=1 -artifact_prefix=tests/fuzz/crash-$$target- $$corpus; \
	done
CLEANFILES += $(FUZZERS)
else
fuzz:
	@echo "libFuzzer is not built in: configure with CC=clang --enable-fuzzing"; exit 1
endif
.PHONY: fuzz
