# What a desktop's menu shows of the program.
applicationsdir = $(datadir)/applications
applications_DATA = doc/desktop/vdpatop.desktop
iconsdir = $(datadir)/icons/hicolor/scalable/apps
icons_DATA = doc/desktop/vdpatop.svg
EXTRA_DIST += $(applications_DATA) $(icons_DATA)
