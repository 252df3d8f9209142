# What is made of the program's own tables is built and never kept, so that it cannot drift: the tables
# of the manuals (their text is in *.in), completions for shells, a configuration of all defaults.
EXTRA_PROGRAMS += doc/manual doc/complete
doc_manual_SOURCES = doc/manual.c
doc_manual_LDADD = $(vdpatop_vdpatop_LDADD)
doc_complete_SOURCES = doc/complete.c
doc_complete_LDADD = $(vdpatop_vdpatop_LDADD)

FILL_PLACES = sed -e 's/[@]VERSION@/$(VERSION)/' -e 's|[@]SYSCONFDIR@|$(sysconfdir)|' -e 's|[@]PKGDATADIR@|$(pkgdatadir)|' -e 's|[@]BINDIR@|$(bindir)|' -e 's|[@]DOCDIR@|$(docdir)|'

man_MANS = doc/vdpatop.1 doc/vdpatop.conf.5
doc/vdpatop.1: $(srcdir)/doc/vdpatop.1.in doc/manual$(EXEEXT)
	$(AM_V_GEN)$(FILL_PLACES) $(srcdir)/doc/vdpatop.1.in | ./doc/manual$(EXEEXT) >$@.new && mv $@.new $@
doc/vdpatop.conf.5: $(srcdir)/doc/vdpatop.conf.5.in doc/manual$(EXEEXT)
	$(AM_V_GEN)$(FILL_PLACES) $(srcdir)/doc/vdpatop.conf.5.in | ./doc/manual$(EXEEXT) >$@.new && mv $@.new $@

bashcompletiondir = $(datadir)/bash-completion/completions
zshcompletiondir = $(datadir)/zsh/site-functions
bashcompletion_DATA = doc/completion/vdpatop
zshcompletion_DATA = doc/completion/_vdpatop
doc/completion/vdpatop: $(srcdir)/doc/completion/vdpatop.bash.in $(srcdir)/doc/completion/common.sh.in doc/complete$(EXEEXT)
	$(AM_V_GEN)$(MKDIR_P) $(@D) && $(FILL_PLACES) -e '/^# @common@$$/{r $(srcdir)/doc/completion/common.sh.in' -e 'd;}' $(srcdir)/doc/completion/vdpatop.bash.in | \
		./doc/complete$(EXEEXT) bash >$@.new && mv $@.new $@
doc/completion/_vdpatop: $(srcdir)/doc/completion/vdpatop.zsh.in $(srcdir)/doc/completion/common.sh.in doc/complete$(EXEEXT)
	$(AM_V_GEN)$(MKDIR_P) $(@D) && $(FILL_PLACES) -e '/^# @common@$$/{r $(srcdir)/doc/completion/common.sh.in' -e 'd;}' $(srcdir)/doc/completion/vdpatop.zsh.in | \
		./doc/complete$(EXEEXT) zsh >$@.new && mv $@.new $@

# What the manual refers to, and the images in it.
imagesdir = $(docdir)/images
dist_doc_DATA = doc/commands.md doc/fleet.md doc/recording.md doc/rights.md doc/screens.md
dist_images_DATA = $(IMAGES)
doc_DATA = doc/vdpatop.conf.example
doc/vdpatop.conf.example: vdpatop/vdpatop$(EXEEXT)
	$(AM_V_GEN)./vdpatop/vdpatop$(EXEEXT) --dump-config >$@.new && mv $@.new $@

DOCS_BUILT = $(man_MANS) $(bashcompletion_DATA) $(zshcompletion_DATA) $(doc_DATA)
CLEANFILES += doc/manual$(EXEEXT) doc/complete$(EXEEXT) $(DOCS_BUILT) $(DOCS_BUILT:=.new)
IMAGES = doc/images/tree.png doc/images/graphs.png doc/images/features.png doc/images/queues.png \
	doc/images/tree-light.png doc/images/graphs-light.png doc/images/features-light.png doc/images/queues-light.png \
	doc/images/add.png doc/images/add-light.png doc/images/delete.png doc/images/delete-light.png
EXTRA_DIST += doc/vdpatop.1.in doc/vdpatop.conf.5.in doc/completion/common.sh.in doc/completion/vdpatop.bash.in doc/completion/vdpatop.zsh.in \
	doc/architecture.md README.md NEWS CONTRIBUTING.md
