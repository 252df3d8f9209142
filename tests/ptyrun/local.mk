# ptyrun drives a command in a pseudo-terminal: for guests and tests, not installed.
EXTRA_PROGRAMS += tests/ptyrun/ptyrun
CLEANFILES += tests/ptyrun/ptyrun
tests_ptyrun_ptyrun_SOURCES = \
	tests/ptyrun/ptyrun.c \
	tests/ptyrun/grid.c tests/ptyrun/grid.h tests/ptyrun/parse.c tests/ptyrun/screen.h \
	tests/ptyrun/keys.c tests/ptyrun/keys.h tests/ptyrun/script.c tests/ptyrun/script.h \
	tests/ptyrun/terminal.c tests/ptyrun/terminal.h
tests_ptyrun_ptyrun_LDADD = $(NCURSES_LIBS)

check_SCRIPTS += tests/ptyrun/test-ptyrun
check_DATA += tests/ptyrun/ptyrun
