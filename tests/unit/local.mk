# Each test: its program, its source, the same libraries.
check_PROGRAMS += tests/unit/test_base
tests_unit_test_base_SOURCES = tests/unit/test_base.c tests/unit/unit.h
tests_unit_test_base_LDADD = $(UNIT_LDADD)

check_PROGRAMS += tests/unit/test_vocabulary
tests_unit_test_vocabulary_SOURCES = tests/unit/test_vocabulary.c tests/unit/unit.h
tests_unit_test_vocabulary_LDADD = $(UNIT_LDADD)
