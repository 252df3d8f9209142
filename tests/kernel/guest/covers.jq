# SPDX-License-Identifier: GPL-2.0-or-later
# jq -n --slurpfile theirs A --slurpfile ours B -f covers.jq: which of the key paths and values of A are
# not in B, one a line; nothing when all are. Keys of vdpa(8) that end in a blank are taken without it.
def trimmed: walk(if type == "object" then with_entries(.key |= sub(" +$"; "")) else . end);
def leaves: paths(type | . != "object" and . != "array"),
	paths((type == "object" or type == "array") and length == 0);
def at($path): try getpath($path) catch "(no such path)";
# What is empty there may hold something in ours, of the same type.
def same($a; $b): if ($a | type == "object" or type == "array") then ($a | type) == ($b | type) else $a == $b end;
($theirs[0] | trimmed) as $a | $ours[0] as $b |
$a | leaves as $path | select(same($a | at($path); $b | at($path)) | not) |
"\($path | map(tostring) | join("/")): \($a | at($path) | tojson), ours \($b | at($path) | tojson)"
