# make bench: what it costs, for reading. screenbench is its terminal.
EXTRA_PROGRAMS += tests/bench/screenbench
CLEANFILES += tests/bench/screenbench
tests_bench_screenbench_SOURCES = \
	tests/bench/screenbench.c \
	tests/bench/pty.c tests/bench/pty.h tests/bench/usage.c tests/bench/usage.h \
	tests/ptyrun/grid.c tests/ptyrun/grid.h tests/ptyrun/parse.c tests/ptyrun/screen.h \
	tests/ptyrun/keys.c tests/ptyrun/keys.h
tests_bench_screenbench_LDADD = $(NCURSES_LIBS)

# Built by make check, too, so that it keeps building.
check_DATA += tests/bench/screenbench

EXTRA_DIST += tests/bench/bench.sh
bench: all tests/bench/screenbench
	@VDPATOP="$(abs_builddir)/vdpatop/vdpatop" SCREENBENCH="$(abs_builddir)/tests/bench/screenbench" \
		$(srcdir)/tests/bench/bench.sh
.PHONY: bench
