EXTRA_DIST += tests/unit/unit.h tests/unit/demo.h tests/unit/screens.h

check_PROGRAMS += tests/unit/test_base
check_PROGRAMS += tests/unit/test_numbers
check_PROGRAMS += tests/unit/test_names
check_PROGRAMS += tests/unit/test_queue
check_PROGRAMS += tests/unit/test_frame
check_PROGRAMS += tests/unit/test_pen
check_PROGRAMS += tests/unit/test_tty
check_PROGRAMS += tests/unit/test_input
check_PROGRAMS += tests/unit/test_shorten
check_PROGRAMS += tests/unit/test_theme
check_PROGRAMS += tests/unit/test_themes
check_PROGRAMS += tests/unit/test_view
check_PROGRAMS += tests/unit/test_view_keys
check_PROGRAMS += tests/unit/test_view_modes
check_PROGRAMS += tests/unit/test_status
STAGE = tests/unit/scene.c tests/unit/scene.h tests/unit/scene_rack.c tests/unit/stage.c tests/unit/stage.h
tests_unit_test_view_SOURCES = tests/unit/test_view.c $(STAGE)
tests_unit_test_view_keys_SOURCES = tests/unit/test_view_keys.c $(STAGE)
tests_unit_test_view_modes_SOURCES = tests/unit/test_view_modes.c $(STAGE)
tests_unit_test_status_SOURCES = tests/unit/test_status.c $(STAGE)
check_PROGRAMS += tests/unit/test_line
check_PROGRAMS += tests/unit/test_add_form
tests_unit_test_add_form_SOURCES = tests/unit/test_add_form.c $(STAGE)
check_PROGRAMS += tests/unit/test_screens_add
tests_unit_test_screens_add_SOURCES = tests/unit/test_screens_add.c tests/unit/screens.h $(STAGE)
check_PROGRAMS += tests/unit/test_log
tests_unit_test_log_SOURCES = tests/unit/test_log.c $(STAGE)
check_PROGRAMS += tests/unit/test_go
tests_unit_test_go_SOURCES = tests/unit/test_go.c $(STAGE)
check_PROGRAMS += tests/unit/test_header
tests_unit_test_header_SOURCES = tests/unit/test_header.c $(STAGE)
check_PROGRAMS += tests/unit/test_link
check_PROGRAMS += tests/unit/test_zero
tests_unit_test_zero_SOURCES = tests/unit/test_zero.c $(STAGE) tests/unit/world.c
check_PROGRAMS += tests/unit/test_page
tests_unit_test_page_SOURCES = tests/unit/test_page.c $(STAGE) tests/unit/world.c
check_PROGRAMS += tests/unit/test_sampler
check_PROGRAMS += tests/unit/test_sampler_news
check_PROGRAMS += tests/unit/test_engine
check_PROGRAMS += tests/unit/test_engine_jobs
check_PROGRAMS += tests/unit/test_engine_bind
check_PROGRAMS += tests/unit/test_engine_news
RUN = tests/unit/engine_run.c tests/unit/engine_run.h
tests_unit_test_engine_SOURCES = tests/unit/test_engine.c $(RUN)
tests_unit_test_engine_jobs_SOURCES = tests/unit/test_engine_jobs.c $(RUN)
tests_unit_test_engine_bind_SOURCES = tests/unit/test_engine_bind.c $(RUN)
tests_unit_test_engine_news_SOURCES = tests/unit/test_engine_news.c $(RUN)
check_PROGRAMS += tests/unit/test_demo_news
check_PROGRAMS += tests/unit/test_uevent
check_PROGRAMS += tests/unit/test_schedule
check_PROGRAMS += tests/unit/test_settings
EXTRA_DIST += tests/unit/home.h
check_PROGRAMS += tests/unit/test_configuration
tests_unit_test_configuration_SOURCES = tests/unit/test_configuration.c tests/unit/home.c
check_PROGRAMS += tests/unit/test_save
check_PROGRAMS += tests/unit/test_folds
tests_unit_test_save_SOURCES = tests/unit/test_save.c tests/unit/home.c
check_PROGRAMS += tests/unit/test_theme_file
tests_unit_test_theme_file_SOURCES = tests/unit/test_theme_file.c tests/unit/home.c

# Netlink messages written by hand, a transport that plays them, snapshots to be spoiled.
check_LIBRARIES += tests/unit/libhelp.a
tests_unit_libhelp_a_SOURCES = \
	tests/unit/pieces.c tests/unit/pieces.h \
	tests/unit/script.c tests/unit/script.h \
	tests/unit/wire.c tests/unit/wire.h

check_PROGRAMS += tests/unit/test_answer
check_PROGRAMS += tests/unit/test_genl
check_PROGRAMS += tests/unit/test_dump
check_PROGRAMS += tests/unit/test_family
check_PROGRAMS += tests/unit/test_message
check_PROGRAMS += tests/unit/test_counters
check_PROGRAMS += tests/unit/test_request

# What tests of the model and of what shows it tell them.
EXTRA_DIST += tests/unit/world.h
WORLD = tests/unit/world.c

check_PROGRAMS += tests/unit/test_model
tests_unit_test_model_SOURCES = tests/unit/test_model.c $(WORLD)
check_PROGRAMS += tests/unit/test_flat
check_PROGRAMS += tests/unit/test_demo
check_PROGRAMS += tests/unit/test_demo_change
check_PROGRAMS += tests/unit/test_demo_traffic
check_PROGRAMS += tests/unit/test_demo_fault
check_PROGRAMS += tests/unit/test_demo_bus
check_PROGRAMS += tests/unit/test_demo_host
check_PROGRAMS += tests/unit/test_tree_random
tests_unit_test_tree_random_SOURCES = tests/unit/test_tree_random.c $(WORLD)
check_PROGRAMS += tests/unit/test_tree_keys
check_PROGRAMS += tests/unit/test_tree_find
TREE_STAGE = tests/unit/tree_stage.c tests/unit/tree_stage.h $(STAGE)
tests_unit_test_tree_keys_SOURCES = tests/unit/test_tree_keys.c $(TREE_STAGE)
tests_unit_test_tree_find_SOURCES = tests/unit/test_tree_find.c $(TREE_STAGE)
check_PROGRAMS += tests/unit/test_order
tests_unit_test_order_SOURCES = tests/unit/test_order.c $(WORLD)
check_PROGRAMS += tests/unit/test_pattern
check_PROGRAMS += tests/unit/test_filter
tests_unit_test_filter_SOURCES = tests/unit/test_filter.c $(WORLD)
check_PROGRAMS += tests/unit/test_column
tests_unit_test_column_SOURCES = tests/unit/test_column.c $(WORLD)
check_PROGRAMS += tests/unit/test_column_list
check_PROGRAMS += tests/unit/test_value_text
check_PROGRAMS += tests/unit/test_setup
tests_unit_test_setup_SOURCES = tests/unit/test_setup.c $(STAGE) $(WORLD)
check_PROGRAMS += tests/unit/test_csv
tests_unit_test_csv_SOURCES = tests/unit/test_csv.c $(WORLD)
check_PROGRAMS += tests/unit/test_health
check_PROGRAMS += tests/unit/test_keymap
check_PROGRAMS += tests/unit/test_event
tests_unit_test_event_SOURCES = tests/unit/test_event.c $(WORLD)
check_PROGRAMS += tests/unit/test_skew
tests_unit_test_skew_SOURCES = tests/unit/test_skew.c $(WORLD)
check_PROGRAMS += tests/unit/test_rate
check_PROGRAMS += tests/unit/test_model_lost
tests_unit_test_model_lost_SOURCES = tests/unit/test_model_lost.c $(WORLD)
check_PROGRAMS += tests/unit/test_model_facts
tests_unit_test_model_facts_SOURCES = tests/unit/test_model_facts.c $(WORLD)
check_PROGRAMS += tests/unit/test_model_time
tests_unit_test_model_time_SOURCES = tests/unit/test_model_time.c $(WORLD)
check_PROGRAMS += tests/unit/test_model_sums
tests_unit_test_model_sums_SOURCES = tests/unit/test_model_sums.c $(WORLD)
check_PROGRAMS += tests/unit/test_report
tests_unit_test_report_SOURCES = tests/unit/test_report.c $(WORLD)

# A host made of files.
EXTRA_DIST += tests/unit/fake_host.h tests/unit/host_lines.h
FAKE_HOST = tests/unit/fake_host.c tests/unit/host_lines.c

check_PROGRAMS += tests/unit/test_host
tests_unit_test_host_SOURCES = tests/unit/test_host.c $(FAKE_HOST)
check_PROGRAMS += tests/unit/test_host_change
tests_unit_test_host_change_SOURCES = tests/unit/test_host_change.c $(FAKE_HOST)
check_PROGRAMS += tests/unit/test_host_frozen
tests_unit_test_host_frozen_SOURCES = tests/unit/test_host_frozen.c $(FAKE_HOST)
check_PROGRAMS += tests/unit/test_host_mgmtdev
tests_unit_test_host_mgmtdev_SOURCES = tests/unit/test_host_mgmtdev.c $(FAKE_HOST)
check_PROGRAMS += tests/unit/test_process
check_PROGRAMS += tests/unit/test_demo_ledger
check_PROGRAMS += tests/unit/test_model_memory
SCARCE = tests/unit/scarce.c tests/unit/scarce.h
WRAP_MEMORY = $(AM_LDFLAGS) -Wl,--wrap=malloc,--wrap=calloc,--wrap=reallocarray
tests_unit_test_model_memory_SOURCES = tests/unit/test_model_memory.c $(WORLD) $(SCARCE)
tests_unit_test_model_memory_LDFLAGS = $(WRAP_MEMORY)
check_PROGRAMS += tests/unit/test_tree_memory
tests_unit_test_tree_memory_SOURCES = tests/unit/test_tree_memory.c $(TREE_STAGE) $(SCARCE)
tests_unit_test_tree_memory_LDFLAGS = $(WRAP_MEMORY)
check_PROGRAMS += tests/unit/test_model_random
tests_unit_test_model_random_SOURCES = tests/unit/test_model_random.c $(WORLD)
check_PROGRAMS += tests/unit/test_history
tests_unit_test_history_SOURCES = tests/unit/test_history.c $(WORLD)

check_PROGRAMS += tests/unit/test_sweep
tests_unit_test_sweep_SOURCES = tests/unit/test_sweep.c tests/unit/demo_model.c tests/unit/demo_model.h $(STAGE)

# Whole screens at three sizes.
check_PROGRAMS += tests/unit/test_screens_tree
check_PROGRAMS += tests/unit/test_screens_filter
check_PROGRAMS += tests/unit/test_screens_graph
check_PROGRAMS += tests/unit/test_screens_features
check_PROGRAMS += tests/unit/test_screens_help
check_PROGRAMS += tests/unit/test_screens_log
check_PROGRAMS += tests/unit/test_screens_delete
tests_unit_test_screens_delete_SOURCES = tests/unit/test_screens_delete.c $(STAGE)
check_PROGRAMS += tests/unit/test_screens_jobs
tests_unit_test_screens_jobs_SOURCES = tests/unit/test_screens_jobs.c $(STAGE)
check_PROGRAMS += tests/unit/test_screens_trouble
check_PROGRAMS += tests/unit/test_screens_empty
check_PROGRAMS += tests/unit/test_screens_hung
tests_unit_test_screens_hung_SOURCES = tests/unit/test_screens_hung.c $(STAGE)
tests_unit_test_screens_tree_SOURCES = tests/unit/test_screens_tree.c $(STAGE)
tests_unit_test_screens_filter_SOURCES = tests/unit/test_screens_filter.c $(STAGE)
tests_unit_test_screens_graph_SOURCES = tests/unit/test_screens_graph.c $(STAGE)
tests_unit_test_screens_features_SOURCES = tests/unit/test_screens_features.c $(STAGE)
tests_unit_test_screens_help_SOURCES = tests/unit/test_screens_help.c $(STAGE)
tests_unit_test_screens_log_SOURCES = tests/unit/test_screens_log.c $(STAGE)
tests_unit_test_screens_trouble_SOURCES = tests/unit/test_screens_trouble.c $(STAGE)
tests_unit_test_screens_empty_SOURCES = tests/unit/test_screens_empty.c $(STAGE)
check_PROGRAMS += tests/unit/test_chart
check_PROGRAMS += tests/unit/test_graph
tests_unit_test_graph_SOURCES = tests/unit/test_graph.c $(STAGE)

# What a person wants done to a device.
check_PROGRAMS += tests/unit/test_manage_task
check_PROGRAMS += tests/unit/test_manage_usage
tests_unit_test_manage_usage_SOURCES = tests/unit/test_manage_usage.c $(WORLD)
check_PROGRAMS += tests/unit/test_manage_names
check_PROGRAMS += tests/unit/test_manage_mac
tests_unit_test_manage_mac_SOURCES = tests/unit/test_manage_mac.c $(WORLD)
check_PROGRAMS += tests/unit/test_manage_wish
tests_unit_test_manage_wish_SOURCES = tests/unit/test_manage_wish.c $(WORLD)
check_PROGRAMS += tests/unit/test_manage_shell
check_PROGRAMS += tests/unit/test_manage_job
check_PROGRAMS += tests/unit/test_job_words
tests_unit_test_job_words_SOURCES = tests/unit/test_job_words.c tests/unit/world.c
