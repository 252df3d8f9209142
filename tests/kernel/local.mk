# The kernel check boots a guest; make check does not run it. Its programs are built only for it.
GUEST_TOOLS = tests/kernel/sendframes tests/kernel/vhosthold tests/kernel/vdusemini \
	tests/kernel/vhostkick tests/kernel/vdpalisten \
	tests/kernel/vdpatop-requests tests/kernel/vdpatop-host
EXTRA_PROGRAMS += $(GUEST_TOOLS)
CLEANFILES += $(GUEST_TOOLS)

tests_kernel_vdpatop_requests_SOURCES = \
	tests/kernel/requests.c tests/kernel/requests.def \
	tests/kernel/requests_many.c tests/kernel/requests_many.h \
	tests/kernel/requests_print.c tests/kernel/requests_print.h
tests_kernel_vdpatop_requests_LDADD = $(UNIT_LDADD)

tests_kernel_vdpatop_host_SOURCES = tests/kernel/hostfacts.c tests/unit/host_lines.c
tests_kernel_vdpatop_host_CPPFLAGS = $(AM_CPPFLAGS) -I$(srcdir)/tests/unit
tests_kernel_vdpatop_host_LDADD = $(UNIT_LDADD)

tests_kernel_sendframes_SOURCES = tests/kernel/sendframes.c
tests_kernel_sendframes_LDADD =
tests_kernel_vhosthold_SOURCES = tests/kernel/vhosthold.c
tests_kernel_vhosthold_LDADD =
tests_kernel_vhostkick_SOURCES = tests/kernel/vhostkick.c
tests_kernel_vhostkick_LDADD =
tests_kernel_vdpalisten_SOURCES = tests/kernel/vdpalisten.c
tests_kernel_vdpalisten_LDADD = $(MNL_LIBS)
tests_kernel_vdusemini_SOURCES = tests/kernel/vdusemini.c
tests_kernel_vdusemini_LDADD =

EXTRA_DIST += \
	tests/kernel/README.md tests/kernel/check-kernel tests/kernel/variants tests/kernel/known-warnings tests/kernel/judge.awk \
	tests/kernel/lib/arguments.sh tests/kernel/lib/step.sh tests/kernel/lib/packages.sh tests/kernel/lib/modules.sh \
	tests/kernel/lib/selftest.sh tests/kernel/lib/image.sh tests/kernel/lib/guest.sh \
	tests/kernel/sim/Kbuild tests/kernel/sim/files \
	tests/kernel/module/Kbuild tests/kernel/module/vdpatest.c \
	tests/kernel/guest/init tests/kernel/guest/tap.sh tests/kernel/guest/passwd \
	tests/kernel/guest/vdpa.sh tests/kernel/guest/kernel.sh tests/kernel/guest/vhost.sh \
	tests/kernel/guest/10-kernel.sh tests/kernel/guest/20-no-family.sh \
	tests/kernel/guest/30-counters.sh tests/kernel/guest/32-no-counters.sh tests/kernel/guest/33-doorbells.sh \
	tests/kernel/guest/34-ways.sh tests/kernel/guest/35-dump.sh tests/kernel/guest/36-cost.sh tests/kernel/guest/37-patience.sh \
	tests/kernel/guest/40-rights.sh tests/kernel/guest/45-host.sh tests/kernel/guest/46-vm.sh tests/kernel/guest/47-bind.sh tests/kernel/guest/50-changes.sh \
	tests/kernel/guest/55-events.sh tests/kernel/guest/57-wakes.sh tests/kernel/guest/58-stall.sh \
	tests/kernel/guest/59-reload.sh \
	tests/kernel/guest/60-requests.sh tests/kernel/guest/61-selftest.sh \
	tests/kernel/guest/dialog.sh tests/kernel/guest/62-add.sh tests/kernel/guest/63-change.sh tests/kernel/guest/64-delete.sh \
	tests/kernel/guest/65-bulk.sh tests/kernel/guest/66-refuse.sh tests/kernel/guest/67-slow.sh tests/kernel/guest/70-screen.sh tests/kernel/guest/71-commands.sh tests/kernel/guest/73-replay.sh tests/kernel/guest/covers.jq tests/kernel/guest/80-vduse.sh \
	tests/kernel/guest/90-frozen.sh tests/kernel/guest/95-install.sh \
	tests/kernel/expected/stock.many tests/kernel/expected/stock.root tests/kernel/expected/stock.user \
	tests/kernel/expected/patched.many tests/kernel/expected/patched.root tests/kernel/expected/patched.user

EXTRA_DIST += tests/kernel/check-mutants tests/kernel/mutants

check_SCRIPTS += tests/kernel/test-arguments tests/kernel/test-judge tests/kernel/test-requests tests/kernel/test-mutants
check_DATA += tests/kernel/vdpatop-requests

guest_all = vdpatop/vdpatop tests/ptyrun/ptyrun $(GUEST_TOOLS)
guest_arguments = -b $(builddir) $$(for program in $(guest_all); do printf -- '-p %s ' "$$program"; done)

# Exit status 77 says that this machine cannot: not a failure.
check-kernel: $(guest_all)
	@$(srcdir)/tests/kernel/check-kernel $(guest_arguments) -s "$(SCRIPTS)" $(VARIANTS) || test $$? = 77

# By hand: a minute for each deliberate mistake in the kernel series.
check-mutants: $(guest_all)
	@$(srcdir)/tests/kernel/check-mutants $(guest_arguments) $(MUTANTS)

clean-local: clean-kernel
clean-kernel:
	rm -rf $(builddir)/tests/kernel/*-[0-9]*/
.PHONY: check-kernel check-mutants clean-kernel
