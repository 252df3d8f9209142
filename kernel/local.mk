# The patched kernel modules. kbuild builds in the folder where the sources lie, so their tree is made
# in the build folder; kernel/build does nothing when nothing changed.
kernel_tools = kernel/common.sh kernel/find kernel/stage kernel/build \
	kernel/check-patches kernel/guard kernel/install kernel/dkms/step kernel/dkms/tree kernel/dkms/dkms.conf.in
EXTRA_DIST += kernel/README.md kernel/iproute2.md kernel/Kbuild kernel/files $(kernel_tools) kernel/series-6.12 kernel/series-6.1

if KERNEL
all-local: kernel-modules
kernel-modules:
	@$(srcdir)/kernel/build "$(KERNEL_BUILD)" "$(KERNEL_SERIES)" "$(KERNEL_SOURCE)" kernel/modules
install-kernel: kernel-modules
	@$(srcdir)/kernel/install -r "$(DESTDIR)" -k "$(KERNEL_RELEASE)" kernel/modules
else
kernel-modules install-kernel:
	@echo 'kernel modules: none, because $(KERNEL_WHY)' >&2; exit 1
endif

# KERNEL_RELEASE=… on the command line names another kernel than configure found: installed is only for what
# was built, removed for any.
uninstall-kernel:
	@$(srcdir)/kernel/install -r "$(DESTDIR)" -u "$(if $(KERNEL_RELEASE),$(KERNEL_RELEASE),$$(uname -r))"

# The tree that DKMS builds from; tools/kernel-install does this, and the rest.
install-dkms:
	@$(srcdir)/kernel/dkms/tree -r "$(DESTDIR)" $(VERSION)
uninstall-dkms:
	@$(srcdir)/kernel/dkms/tree -r "$(DESTDIR)" -u $(VERSION)

# Exit status 77 says that this machine cannot: not a failure.
check-patches:
	@$(srcdir)/kernel/check-patches -o kernel/check $(SERIES) || test $$? = 77

mostlyclean-local:
	rm -rf kernel/modules kernel/modules.part* kernel/check
.PHONY: check-patches kernel-modules install-kernel uninstall-kernel install-dkms uninstall-dkms
