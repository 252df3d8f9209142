# What is done to the kernel patches by hand: make check-kernel-debug, make check-kunit. Neither is
# part of make check or ./tools/check; doc/kernel-debug.md has the last results.
DEBUG_TOOLS = tests/kernel/debug/vdpafail tests/kernel/debug/vdpafuzz tests/kernel/debug/vdpastress \
	tests/kernel/debug/vdusegone
EXTRA_PROGRAMS += $(DEBUG_TOOLS)
CLEANFILES += $(DEBUG_TOOLS)

debug_ask = tests/kernel/debug/ask.c tests/kernel/debug/ask.h
tests_kernel_debug_vdpafail_SOURCES = tests/kernel/debug/vdpafail.c $(debug_ask)
tests_kernel_debug_vdpafail_LDADD = $(MNL_LIBS)
tests_kernel_debug_vdpafuzz_SOURCES = tests/kernel/debug/vdpafuzz.c $(debug_ask)
tests_kernel_debug_vdpafuzz_LDADD = $(MNL_LIBS)
tests_kernel_debug_vdpastress_SOURCES = tests/kernel/debug/vdpastress.c $(debug_ask)
tests_kernel_debug_vdpastress_LDADD = $(MNL_LIBS)
tests_kernel_debug_vdusegone_SOURCES = tests/kernel/debug/vdusegone.c
tests_kernel_debug_vdusegone_LDADD =

EXTRA_DIST += \
	tests/kernel/debug/check tests/kernel/debug/config tests/kernel/debug/known-reports tests/kernel/debug/reports \
	tests/kernel/debug/lib/tree.sh tests/kernel/debug/lib/build.sh \
	tests/kernel/debug/guest/debug.sh \
	tests/kernel/debug/guest/10-allocations.sh tests/kernel/debug/guest/20-listeners.sh \
	tests/kernel/debug/guest/30-stress.sh tests/kernel/debug/guest/40-fuzz.sh \
	kernel/kunit/check kernel/kunit/kunitconfig kernel/kunit/vdpa_test.c \
	doc/kernel-debug.md

DEBUG_GUEST = tests/kernel/sendframes tests/kernel/vdusemini tests/kernel/vhostkick \
	tests/kernel/vdpalisten $(DEBUG_TOOLS)
check-kernel-debug: $(DEBUG_GUEST)
	@$(srcdir)/tests/kernel/debug/check -b $(builddir) \
		$$(for program in $(DEBUG_GUEST); do printf -- '-p %s ' "$$program"; done) \
		-s "$(SCRIPTS)" || test $$? = 77

check-kunit:
	@$(srcdir)/kernel/kunit/check $(CASES) || test $$? = 77

clean-local: clean-kernel-debug
clean-kernel-debug:
	rm -rf $(builddir)/tests/kernel/debug/run
.PHONY: check-kernel-debug check-kunit clean-kernel-debug
