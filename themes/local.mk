# Looks for --theme NAME; tests/unit/test_themes.c checks that each can be read.
themesdir = $(pkgdatadir)/themes
dist_themes_DATA = \
	themes/dark.conf \
	themes/high-contrast.conf \
	themes/light.conf \
	themes/mono.conf \
	themes/solarized-light.conf \
	themes/solarized.conf
