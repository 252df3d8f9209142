# The patched kernel modules. kbuild builds in the folder where the sources lie, so their tree is made
# in the build folder; kernel/build does nothing when nothing changed.
kernel_tools = kernel/common.sh kernel/find kernel/stage kernel/build
EXTRA_DIST += kernel/Kbuild kernel/files $(kernel_tools) kernel/series-6.12

if KERNEL
all-local: kernel-modules
kernel-modules:
	@$(srcdir)/kernel/build "$(KERNEL_BUILD)" "$(KERNEL_SERIES)" "$(KERNEL_SOURCE)" kernel/modules
else
kernel-modules:
	@echo 'kernel modules: none, because $(KERNEL_WHY)' >&2; exit 1
endif

mostlyclean-local:
	rm -rf kernel/modules kernel/modules.part*
.PHONY: kernel-modules
