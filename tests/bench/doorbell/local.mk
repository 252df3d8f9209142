# What counting a doorbell costs: by hand, for reading.
EXTRA_PROGRAMS += tests/bench/doorbell/native
CLEANFILES += tests/bench/doorbell/native
tests_bench_doorbell_native_SOURCES = tests/bench/doorbell/native.c
tests_bench_doorbell_native_CFLAGS = $(AM_CFLAGS) -O2 -pthread
tests_bench_doorbell_native_LDADD =
EXTRA_DIST += tests/bench/doorbell/run tests/bench/doorbell/vdpabell.c tests/bench/doorbell/Kbuild \
	tests/bench/doorbell/guest/bell.sh

bench-doorbell: tests/bench/doorbell/native
	@$(srcdir)/tests/bench/doorbell/run -b $(builddir) tests/bench/doorbell/native || test $$? = 77

clean-local: clean-doorbell
clean-doorbell:
	rm -rf $(builddir)/tests/bench/doorbell/guest
.PHONY: bench-doorbell clean-doorbell
