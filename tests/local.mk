# A unit test links the archive and cmocka, nothing else of the program. LDADD serves every test
# that names no other, and its source is its name: one line in unit/local.mk adds a test.
UNIT_LDADD = vdpatop/libvdpatop.a $(NCURSES_LIBS) $(MNL_LIBS) $(CONFIG_LIBS) $(EV_LIBS) $(CMOCKA_LIBS)
LDADD = $(UNIT_LDADD)

# Memory that runs out is tested too: the sanitizer's allocator must say so and not abort.
AM_TESTS_ENVIRONMENT = \
	ASAN_OPTIONS="$${ASAN_OPTIONS:-allocator_may_return_null=1}"; export ASAN_OPTIONS;

include tests/unit/local.mk
include tests/kernel/local.mk

TESTS += $(check_PROGRAMS) $(check_SCRIPTS)
EXTRA_DIST += $(check_SCRIPTS)
