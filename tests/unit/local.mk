EXTRA_DIST += tests/unit/unit.h

check_PROGRAMS += tests/unit/test_base
check_PROGRAMS += tests/unit/test_numbers
check_PROGRAMS += tests/unit/test_names
check_PROGRAMS += tests/unit/test_queue
check_PROGRAMS += tests/unit/test_frame
check_PROGRAMS += tests/unit/test_link
check_PROGRAMS += tests/unit/test_sampler
check_PROGRAMS += tests/unit/test_schedule
check_PROGRAMS += tests/unit/test_settings
