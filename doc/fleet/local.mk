# For doc/fleet.md: units for systemd, alerts for Prometheus, a dashboard for Grafana. tests/check-fleet and
# tests/fleet/ hold them to what the program writes.
fleetdir = $(pkgdatadir)/fleet
FLEET_UNITS = doc/fleet/vdpatop-textfile.service doc/fleet/vdpatop-textfile-once.service
dist_fleet_DATA = \
	doc/fleet/vdpatop-dashboard.json \
	doc/fleet/vdpatop-textfile-once.timer \
	doc/fleet/vdpatop.rules.yml
nodist_fleet_DATA = $(FLEET_UNITS)
$(FLEET_UNITS): %: $(srcdir)/%.in
	$(AM_V_GEN)$(MKDIR_P) $(@D) && $(FILL_PLACES) $(srcdir)/$@.in >$@.new && mv $@.new $@
EXTRA_DIST += $(FLEET_UNITS:=.in)
CLEANFILES += $(FLEET_UNITS) $(FLEET_UNITS:=.new)
