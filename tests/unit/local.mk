UNIT_TESTS = tests/unit/test_base

check_PROGRAMS += $(UNIT_TESTS)

tests_unit_test_base_SOURCES = tests/unit/test_base.c tests/unit/unit.h
tests_unit_test_base_LDADD = $(UNIT_LDADD)
