vdpatop_libvdpatop_a_SOURCES +=
