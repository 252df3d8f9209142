# still runs what may do nothing; not installed.
EXTRA_PROGRAMS += tests/script/still
CLEANFILES += tests/script/still
tests_script_still_SOURCES = tests/script/still.c
tests_script_still_LDADD =
check_DATA += tests/script/still
check_SCRIPTS += tests/script/refusals.sh
check_SCRIPTS += tests/script/signals.sh
