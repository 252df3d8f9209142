# A unit test links the archive and cmocka, nothing else of the program. LDADD serves every test
# that names no other, and its source is its name: one line in unit/local.mk adds a test.
UNIT_LDADD = tests/unit/libhelp.a vdpatop/libvdpatop.a $(NCURSES_LIBS) $(MNL_LIBS) $(CONFIG_LIBS) $(PCAP_LIBS) $(EV_LIBS) $(CMOCKA_LIBS)
LDADD = $(UNIT_LDADD)

# Memory that runs out is tested too: the sanitizer's allocator must say so and not abort.
AM_TESTS_ENVIRONMENT = \
	ASAN_OPTIONS="$${ASAN_OPTIONS:-allocator_may_return_null=1}"; export ASAN_OPTIONS; \
	LSAN_OPTIONS="suppressions=$(abs_srcdir)/tests/lsan.supp:print_suppressions=0"; export LSAN_OPTIONS; \
	CC="$(CC)"; export CC; \
	VDPATOP="$(abs_builddir)/vdpatop/vdpatop"; export VDPATOP; \
	PTYRUN="$(abs_builddir)/tests/ptyrun/ptyrun"; export PTYRUN; \
	STILL="$(abs_builddir)/tests/script/still"; export STILL; \
	THEMES="$(abs_srcdir)/themes"; export THEMES; \
	DOCS="$(abs_builddir)/doc"; export DOCS;

include tests/unit/local.mk
include tests/fuzz/local.mk
include tests/kernel/local.mk
include tests/kernel/debug/local.mk
include tests/bench/local.mk
include tests/bench/doorbell/local.mk
include tests/ptyrun/local.mk
include tests/script/local.mk

check_SCRIPTS += tests/check-includes tests/check-features tests/check-manual tests/check-symbols tests/check-texture tests/script/add.sh tests/script/batch.sh tests/script/change.sh tests/script/columns.sh tests/script/delete.sh tests/script/formats.sh tests/script/jobs.sh tests/script/modes.sh tests/script/rights.sh tests/script/screen.sh tests/script/wakes.sh tests/script/workers.sh
check_SCRIPTS += tests/script/replay.sh
check_SCRIPTS += tests/script/replay-kernel.sh
EXTRA_DIST += tests/recordings/README.md tests/recordings/patched-6.12.csv tests/recordings/patched-6.12.pcap \
	tests/recordings/patched-6.1.csv tests/recordings/patched-6.1.pcap tests/recordings/stock-6.12.csv tests/recordings/stock-6.12.pcap
check_SCRIPTS += tests/check-completion tests/check-fleet tests/script/config.sh
check_SCRIPTS += tests/script/record.sh tests/script/player.sh
check_SCRIPTS += tests/check-commands tests/check-examples tests/script/oneshot-show.sh
check_SCRIPTS += tests/script/kernel-stage.sh tests/script/kernel-install.sh
EXTRA_DIST += tests/lsan.supp tests/script/kernel-lib.sh tests/script/play.sh tests/script/recording.sh tests/script/tap.sh
check_SCRIPTS += tests/script/oneshot-change.sh
TEST_EXTENSIONS = .sh
TERMINAL_TESTS = tests/terminal/config.sh tests/terminal/looks.sh tests/terminal/leave.sh tests/terminal/hands.sh tests/terminal/hang.sh tests/terminal/player.sh
TESTS += $(check_PROGRAMS) $(check_SCRIPTS)
EXTRA_DIST += $(check_SCRIPTS)

# Documents that come from the program's tables, against the program.
check-docs: all
	@$(MAKE) $(AM_MAKEFLAGS) check TESTS="tests/check-manual tests/check-completion tests/check-commands tests/check-examples"

# Tests that need a real terminal (tmux), the real Prometheus, or the real DKMS and a while; make check does not run them,
# ./tools/check does.
DKMS_TESTS = tests/script/kernel-dkms.sh
PROMETHEUS_TESTS = tests/fleet/prometheus.sh
EXTRA_DIST += $(TERMINAL_TESTS) tests/terminal/lib.sh $(DKMS_TESTS) $(PROMETHEUS_TESTS) tests/fleet/rules.test.yml
# Ten thousand samples in every format, and what must hold of them.
SOAK_TESTS = tests/soak/soak.sh
EXTRA_DIST += $(SOAK_TESTS) tests/soak/samples.py
check-terminal: all
	@$(MAKE) $(AM_MAKEFLAGS) check TESTS="$(TERMINAL_TESTS)"
check-prometheus: all
	@$(MAKE) $(AM_MAKEFLAGS) check TESTS="tests/check-fleet $(PROMETHEUS_TESTS)"
WIRESHARK_TESTS = tests/script/record-wireshark.sh
EXTRA_DIST += $(WIRESHARK_TESTS)
check-wireshark: all
	@$(MAKE) $(AM_MAKEFLAGS) check TESTS="$(WIRESHARK_TESTS)"
check-soak: all
	@$(MAKE) $(AM_MAKEFLAGS) check TESTS="$(SOAK_TESTS)"
check-dkms: all
	@$(MAKE) $(AM_MAKEFLAGS) check TESTS="$(DKMS_TESTS)"

# The flags that the program is compiled with, for tools that read the code.
print-flags:
	@echo $(DEFS) $(DEFAULT_INCLUDES) $(AM_CPPFLAGS) -I$(srcdir)/tests/unit $(CPPFLAGS) $(AM_CFLAGS) $(CMOCKA_CFLAGS)
.PHONY: check-docs check-dkms check-prometheus check-soak check-terminal check-wireshark print-flags

EXTRA_DIST += tools/run tools/check tools/kernel-install tools/kernel-dkms.sh tools/lib.sh .ci/run .clang-tidy .cppcheck-suppressions
