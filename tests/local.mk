# A unit test links the archive and cmocka, nothing else of the program.
UNIT_LDADD = vdpatop/libvdpatop.a $(NCURSES_LIBS) $(MNL_LIBS) $(CONFIG_LIBS) $(EV_LIBS) $(CMOCKA_LIBS)

include tests/unit/local.mk

TESTS += $(check_PROGRAMS) $(check_SCRIPTS)
EXTRA_DIST += $(check_SCRIPTS)
