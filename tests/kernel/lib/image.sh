# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The guest's first and only file system: busybox, iproute2, our programs with their libraries,
# the modules that a guest script may ask for, and the guest scripts.

# What guest scripts load; what these depend on comes along.
guest_modules='vdpa vduse vhost_vdpa virtio_vdpa virtio_net virtio_blk vdpa_sim vdpa_sim_net vdpa_sim_blk
	vdpatest'
terminals='x/xterm-256color l/linux v/vt100 d/dumb'

# make_image PROGRAM…: writes $image.
make_image() {
	root=$work/root
	rm -rf "$root"
	mkdir -p "$root"/{bin,sbin,usr/bin,etc,dev,proc,sys,tmp,run,root,guest}
	add_tools "$@"
	add_modules
	add_guest
	(cd "$root" && find . -print0 | LC_ALL=C sort -z |
		cpio --quiet -0 -o -H newc -R 0:0 | gzip -1) >"$image"
}

add_tools() {
	local name
	cp "$(command -v busybox)" "$root/bin/busybox"
	ln -s busybox "$root/bin/sh"
	for name in vdpa ip; do
		add_program "$(PATH=$PATH:/sbin:/usr/sbin command -v "$name")" "/sbin/$name"
	done
	for name; do
		add_program "$name" "/usr/bin/${name##*/}"
	done
	[ -z "${selftest-}" ] || add_program "$selftest" /usr/bin/vdpa_netlink
	add_program "$(command -v jq)" /usr/bin/jq
	# For kernel/install: busybox has no strip, its depmod does not know that updates/ comes first, and
	# its shell prefers its own depmod.
	add_program "$(command -v dash)" /bin/dash
	add_program "$(command -v strip)" /usr/bin/strip
	add_program "$(PATH=$PATH:/sbin:/usr/sbin command -v depmod)" /sbin/depmod
	# For rights: capabilities of a file, and of a user's process (busybox changes no user with them).
	add_program "$(PATH=$PATH:/sbin:/usr/sbin command -v setcap)" /sbin/setcap
	add_program "$(command -v setpriv)" /usr/bin/setpriv
	for name in $terminals; do
		add_file "$(terminfo "$name")" "/lib/terminfo/$name"
	done
	mkdir -p "$root/usr/lib/locale"
	cp -r /usr/lib/locale/C.utf8 "$root/usr/lib/locale/"
}

terminfo() {
	local folder
	for folder in /etc/terminfo /lib/terminfo /usr/share/terminfo; do
		[ ! -e "$folder/$1" ] || { printf '%s\n' "$folder/$1" && return; }
	done
}

# add_file FROM TO; a missing file is a failure here and not a riddle in the guest.
add_file() { [ -e "$root$2" ] || install -D "$1" "$root$2"; }

# add_program FROM TO, with the libraries that the loader would look for.
add_program() {
	local library
	add_file "$1" "$2"
	for library in $(ldd "$1" | grep -o '/[^ ]*'); do
		add_file "$library" "$library"
	done
}

add_modules() {
	local name
	for name in $guest_modules; do
		add_module "$name"
	done
	mkdir -p "$root/lib/modules/$release"
	cp "$kernel/root/lib/modules/$release"/modules.{order,builtin,builtin.modinfo} "$root/lib/modules/$release/"
	PATH=$PATH:/sbin:/usr/sbin depmod -b "$root" "$release"
}

# add_module NAME: the stock one, its bytes untouched so that its signature holds; and ours, which
# then comes first, in updates/ and stripped of debug information (they are unsigned anyway).
add_module() {
	local to=$root/lib/modules/$release name from file dependency
	for name in $(module_spellings "$1"); do
		[ ! -e "$to/kernel/$name.ko" ] && [ ! -e "$to/updates/$name.ko" ] || return 0
		from=$(find "$kernel/root/lib/modules/$release/kernel" -name "$name.ko*" -print -quit)
		case $from in
		*.xz) mkdir -p "$to/kernel" && xz -dc "$from" >"$to/kernel/$name.ko" ;;
		*.ko) install -D "$from" "$to/kernel/$name.ko" ;;
		esac
		[ ! -e "$modules/$name.ko" ] || {
			install -D "$modules/$name.ko" "$to/updates/$name.ko"
			strip --strip-debug "$to/updates/$name.ko"
		}
		for file in "$to"/{kernel,updates}/"$name.ko"; do
			[ -e "$file" ] || continue
			for dependency in $(PATH=$PATH:/sbin:/usr/sbin modinfo -F depends "$file" | tr ',' ' '); do
				add_module "$dependency"
			done
		done
	done
}

# A module's file may be written with dashes where its name has underscores.
module_spellings() { printf '%s\n' "$1" "${1//_/-}" | uniq; }

# The boot script names the scripts in order, as the judge expects them. $more_guest is a folder with
# further ones, $patience the seconds that one may take.
add_guest() {
	cp "$src"/guest/* ${more_guest:+"$more_guest"/*} "$root/guest/"
	printf '%s\n' "${patience:-240}" >"$root/guest/patience"
	printf '%s\n' "${scripts[@]}" >"$root/guest/scripts"
	printf '%s\n' "$variant" >"$root/guest/variant"
	printf '%s\n' "$has" | tr , '\n' >"$root/guest/has"
	mv "$root/guest/init" "$root/init"
	install -D -t "$root/guest/kernel" "$top"/kernel/{install,guard,common.sh,Kbuild}
	cp "$src/guest/passwd" "$root/etc/passwd"
}
