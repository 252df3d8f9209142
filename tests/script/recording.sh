# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What stands in a recording, by reading the pcap file byte for byte: for scripts that have set $file.

# picture FILE: a letter for each packet. S start, B begin, E end, F facts, o ours otherwise, > sent, < came,
# * unasked, ! a uevent; a ? at its end when the file does not end with a packet.
picture() {
	od -An -v -tu1 -w1 "$1" | awk -v big="$(printf '\0\1' | od -An -tu2 | tr -d ' ')" '
		{ byte[NR - 1] = $1 }
		function number(at, bytes,    i, sum) {
			for (i = 0; i < bytes; i++)
				sum += byte[at + i] * 256 ^ (big == 1 ? bytes - 1 - i : i)
			return sum
		}
		END {
			split("S B E F", letters, " ")
			for (at = 24; at + 16 <= NR; at += 16 + length_) {
				length_ = number(at + 8, 4)
				sent = byte[at + 17]
				protocol = byte[at + 31]
				type = number(at + 36, 2) - 15
				text = text (protocol == 2 ? (type in letters ? letters[type] : "o") : protocol == 15 ? "!" : sent == 4 ? ">" : sent == 2 ? "*" : "<")
			}
			print text (at == NR ? "" : "?")
		}'
}

# of LETTERS: how many such packets $file has.
# shellcheck disable=SC2154 # the script's
of() { picture "$file" | tr -cd "$1" | wc -c; }
