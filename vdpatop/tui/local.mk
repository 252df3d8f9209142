vdpatop_libvdpatop_a_SOURCES += \
	vdpatop/tui/attribute.def \
	vdpatop/tui/capture.c vdpatop/tui/capture.h \
	vdpatop/tui/colour.c vdpatop/tui/colour.h \
	vdpatop/tui/crash.c vdpatop/tui/crash.h \
	vdpatop/tui/handler.c vdpatop/tui/handler.h \
	vdpatop/tui/input.c vdpatop/tui/input.h \
	vdpatop/tui/keys.c vdpatop/tui/keys.h \
	vdpatop/tui/palette.c vdpatop/tui/palette.h \
	vdpatop/tui/program.c vdpatop/tui/program.h \
	vdpatop/tui/reader.c vdpatop/tui/reader.h \
	vdpatop/tui/screen.c vdpatop/tui/screen.h \
	vdpatop/tui/script.c vdpatop/tui/script.h \
	vdpatop/tui/shorten.c vdpatop/tui/shorten.h \
	vdpatop/tui/terminfo.c vdpatop/tui/terminfo.h \
	vdpatop/tui/theme.c vdpatop/tui/theme.h \
	vdpatop/tui/tty.c vdpatop/tui/tty.h \
	vdpatop/tui/tui.c vdpatop/tui/tui.h
