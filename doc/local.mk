# The manual: its text is vdpatop.1.in, its tables come from the program's.
EXTRA_PROGRAMS += doc/manual
doc_manual_SOURCES = doc/manual.c
doc_manual_LDADD = $(vdpatop_vdpatop_LDADD)

man1_MANS = doc/vdpatop.1
doc/vdpatop.1: $(srcdir)/doc/vdpatop.1.in doc/manual$(EXEEXT)
	$(AM_V_GEN)sed 's/[@]VERSION@/$(VERSION)/' $(srcdir)/doc/vdpatop.1.in | ./doc/manual$(EXEEXT) >$@.new && \
		mv $@.new $@
CLEANFILES += doc/manual$(EXEEXT) doc/vdpatop.1 doc/vdpatop.1.new
EXTRA_DIST += doc/vdpatop.1.in doc/architecture.md README.md NEWS CONTRIBUTING.md
