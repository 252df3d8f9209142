# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Boots the guest and brings out what it says, over three serial lines:
#
#   ttyS0  the kernel's log    -> console.log
#   ttyS1  the scripts' TAP    -> standard output as it comes, and tap.log
#   ttyS2  files, as base64    -> out/
#
# QEMU's exit status says nothing (a panic ends it with 0): the judge reads the lines.

# A machine that has better to do may let the guest stand still for a minute: its watchdog must not
# take that for a fault of the kernel's. What hangs for good, the scripts' time limit sees.
boot_guest() {
	timeout -k 5 "$seconds" qemu-system-x86_64 \
		-accel tcg -smp 2 -m "$memory" -nodefaults -no-user-config -display none -no-reboot \
		-kernel "$kernel/root/boot/vmlinuz-$release" -initrd "$image" \
		-append 'console=ttyS0 panic=-1 oops=panic net.ifnames=0 watchdog_thresh=60' \
		-serial "file:$work/console.log" \
		-chardev stdio,id=tap,signal=off -serial chardev:tap \
		-serial "file:$work/files.log" \
		</dev/null 2>>"$log" | tr -d '\r' | tee "$work/tap.log"
}

# take_out_files: files.log holds, for each, "begin-file NAME", base64, and "end-file".
take_out_files() {
	local file
	rm -rf "$work/out" && mkdir -p "$work/out"
	tr -d '\r' <"$work/files.log" | awk -v out="$work/out/" '
		/^begin-file / { name = $2; gsub(/[^A-Za-z0-9._-]/, "_", name); next }
		/^end-file/ { close(out name ".base64"); name = ""; next }
		name != "" { print > (out name ".base64") }'
	for file in "$work"/out/*.base64; do
		[ -e "$file" ] || continue
		base64 -d "$file" >"${file%.base64}" && rm "$file"
	done
}
