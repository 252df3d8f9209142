vdpatop_libvdpatop_a_SOURCES += \
	vdpatop/conf/colour.c vdpatop/conf/colour.h \
	vdpatop/conf/complaint.c vdpatop/conf/complaint.h \
	vdpatop/conf/config_file.c vdpatop/conf/config_file.h \
	vdpatop/conf/configuration.c vdpatop/conf/configuration.h \
	vdpatop/conf/demo.c \
	vdpatop/conf/demo.def \
	vdpatop/conf/document.c vdpatop/conf/document.h \
	vdpatop/conf/dump.c vdpatop/conf/dump.h \
	vdpatop/conf/edit.c vdpatop/conf/edit.h \
	vdpatop/conf/keys.c vdpatop/conf/keys.h \
	vdpatop/conf/layers.h \
	vdpatop/conf/number.c vdpatop/conf/number.h \
	vdpatop/conf/option.c vdpatop/conf/option.def vdpatop/conf/option.h \
	vdpatop/conf/place.c vdpatop/conf/place.h \
	vdpatop/conf/save.c \
	vdpatop/conf/scan.c vdpatop/conf/scan.h \
	vdpatop/conf/screen.c vdpatop/conf/screen.h \
	vdpatop/conf/setting.c vdpatop/conf/setting.def vdpatop/conf/setting.h \
	vdpatop/conf/settings.c vdpatop/conf/settings.h vdpatop/conf/settings_check.c \
	vdpatop/conf/settings_private.h \
	vdpatop/conf/state.c vdpatop/conf/state.h \
	vdpatop/conf/text_file.c vdpatop/conf/text_file.h \
	vdpatop/conf/theme.c vdpatop/conf/theme.h \
	vdpatop/conf/usage.c \
	vdpatop/conf/value.c vdpatop/conf/value.h
