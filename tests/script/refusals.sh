#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Malformed command lines: each is refused with exit status 2 and one line that names the word and what was
# expected, and does nothing to the world: it runs where a process, a socket, a message or a file that is
# written to is the end of it (tests/script/still.c).
set -u
vdpatop=${VDPATOP:?the program to test}
still=${STILL:?what runs a program that may do nothing}
export LC_ALL=C.UTF-8
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
# shellcheck source=tests/script/tap.sh
. "${srcdir:-.}/tests/script/tap.sh"
"$still" /bin/true || exit 77
mkdir "$dir/empty" && cd "$dir/empty" || exit 99

# run ARGUMENTS…: leaves out, err and status.
run() {
	{ "$still" "$vdpatop" "$@" >"$dir/out" 2>"$dir/err" </dev/null; } 2>/dev/null
	status=$?
}

# refuse WORD EXPECTED ARGUMENTS…
refuse() {
	local word=$1 expected=$2 verdict lines
	shift 2
	run "$@"
	mapfile lines <"$dir/err"
	[ "$status" = 2 ] && [ ! -s "$dir/out" ] && [ "${#lines[@]}" = 1 ] &&
		[[ ${lines[0]} == "vdpatop: "*"$word"*$'\n' && ${lines[0]} == *"$expected"* ]]
	verdict=$?
	expect "refused: $(printf '%q ' vdpatop "$@")" $verdict
}

# What is forbidden is seen: these are right, and begin.
for line in '--demo -b -n 1' '--demo -b -n 1 -o samples' '--demo -b -n 1 --record recording' \
	'--demo dev show' '--demo dev del foo0'; do
	# shellcheck disable=SC2086 # words
	run $line
	[ "$status" = 159 ]
	expect "'vdpatop $line' would do something, and is stopped" $?
done
"$still" /bin/sh -c ': >samples' 2>/dev/null
[ $? = 159 ] && [ ! -e samples ]
expect "a file cannot be made" $?

# Words that are no option, or lack something.
refuse "'--colour'" '--help' --colour
refuse "'--de'" '--delay, --device, --demo' --de
refuse "'-z'" '--help' -bz
refuse "'--batch=yes'" 'takes no argument' --batch=yes
refuse '-n' 'expected N' -n
refuse '--record' 'expected FILE' -b --record

# Numbers.
refuse "'0'" 'from 1 to' -n 0
refuse "'-1'" 'from 1 to' -n -1
refuse "'1.5'" 'whole number' -b -n 1.5
refuse "'99999999999999999999'" 'whole number' -n 99999999999999999999
refuse "'nan'" '0.1 to 3600' -d nan
refuse "'NaN'" '0.1 to 3600' -b -d NaN
refuse "'inf'" '0.1 to 3600' -d inf
refuse "'-1'" '0.1 to 3600' -d -1
refuse "'0'" '0.1 to 3600' -d 0
refuse "'1e99'" '0.1 to 3600' -d 1e99
refuse "'86400'" '0.1 to 3600' -d 86400
refuse "'1,5'" '0.1 to 3600' -d 1,5
refuse "''" '0.1 to 3600' -d ''
refuse "'1s'" '0.1 to 86400' -b --timeout 1s
refuse "'0'" '1 to 100' --max-load 0
refuse "'101'" '1 to 100' --max-load 101

# Formats and columns.
refuse "'xml'" 'csv' -b -f xml
refuse "'csv' and 'prometheus'" 'once' -b -f csv -f prometheus
refuse "'devise'" 'did you mean device?' -b -c devise
refuse "'devise'" 'kickdoorbells_per_s, wqes, wqes_per_s' -b -c devise
refuse "'health_graph'" 'there are name, time, interval_s' -b -c health_graph
refuse "'kickdoorbells_graph'" 'the screen alone' -b -c kickdoorbells_graph
refuse "'devise'" 'did you mean device?' -c devise
refuse "'device'" 'stands twice' -b -c device,device
refuse "'vm'" 'stands twice' -b -c +vm,vm
refuse "'device'" 'default columns already' -b -c +device
refuse 'empty name' 'list of columns' -b -c device,
refuse '-c' "'+vm' and '+mac': expected once" -b -c +vm -c +mac
refuse 'device=9' 'a report has none' -b -c device=9
refuse "-f 'prometheus'" '-o FILE' -b -f prometheus
refuse "-f 'prometheus'" '-n 1' -b -f prometheus -n 2 -o -
refuse '--append' 'exclude' -b -f prometheus -o new --append

# Files.
refuse "'samples'" 'batch mode, -b' -o samples
refuse "'csv'" 'batch mode, -b' -f csv
refuse '--append' '-o FILE' -b --append
refuse '--overwrite' '-o FILE or --record FILE' -b --overwrite
refuse '--append and --overwrite' 'exclude' -b -o new --append --overwrite
refuse "'a' and 'b'" 'once' -b -o a -o b
refuse "'/'" 'expected a file' -b -o /
refuse "'/'" 'expected a file' -b -o / --append
refuse "'/'" 'expected a file' -b -f prometheus -o /
refuse "'/'" 'expected a file' --record /
refuse "'/'" 'expected a file' --replay /
refuse '-o' 'a name' -b -o ''
refuse '--record' 'the name of a file' -b --record ''
refuse "--record '-'" 'the name of a file' -b -o - --record -
refuse "--replay '-'" 'the name of a file' --replay -
refuse "-o 'x' and --record 'x'" 'expected two' -b -o x --record x
refuse "-o 'x' and --replay 'x'" 'expected two' -b -o x --overwrite --replay x
refuse "--record 'a' and --replay 'b'" 'exclude' --record a --replay b
refuse "--replay 'a' and --demo" 'exclude' --replay a --demo
refuse "-d '5'" 'nothing with --replay: samples come as they were recorded' --replay a -d 5
refuse "-d '0.5'" 'nothing with --replay' -b --replay a -d 0.5
refuse "--max-load '5'" 'nothing with --replay' -b --max-load 5 --replay a
refuse "--timeout '2'" 'nothing with --replay: no kernel is waited for' -b --replay a --timeout 2
refuse '--config' 'the name of a file' --config ''
refuse '/nowhere/vdpatop.conf' 'No such file' --config /nowhere/vdpatop.conf -b

refuse 'terminal' '-b' --record new

# What is looked at, and the host that is not there.
refuse '-D' 'empty pattern' -b -D ''
refuse '-D' "'a' and 'b': expected once" -b -D a -D b
refuse "'colour'" 'mgmtdevs, devices, queues' --demo=colour=red
refuse "'seed'" 'seed=' --demo=seed
refuse "'fire'" 'hang' --demo=fault=fire
refuse "'0'" 'from 1 to 1000' --demo=mgmtdevs=0
refuse "'new'" 'patched' --demo=kernel=new
refuse '--demo' "'seed=1' and 'seed=2'" --demo=seed=1 --demo=seed=2

# One file under two names, whether it is there or not.
echo old >"$dir/old" && ln "$dir/old" "$dir/hard" && ln -s old "$dir/soft" && ln -s new "$dir/ahead" || exit 99
for path in ../old "$dir/../${dir##*/}/old" "$dir/hard" "$dir/soft"; do
	refuse "'$path' and --replay" 'same file' --replay "$dir/old" -b -o "$path" --overwrite
	refuse "'$path' and --record" 'same file' --record "$dir/old" -b -o "$path" --overwrite
done
for path in ../new "$dir/empty/../new" "$dir/ahead"; do
	refuse "'$path' and --record" 'same file' --record "$dir/new" -b -o "$path" --overwrite
done
[ "$(cat "$dir/old")" = old ]
expect "and it holds what it held" $?

# Options of commands without a command, and the other way about.
refuse '-j' 'a command' -j
refuse '-p' 'a command' -b -p
refuse '--force' 'dev del' --force
refuse '--force' 'dev del' dev show --force
refuse '--timeout' '-b, or a command' --timeout 5
refuse '-b' "command 'dev show'" -b dev show
refuse "-n '1'" "command 'mgmtdev show'" mgmtdev list -n 1
refuse "-d '2'" "command 'dev show'" -d 2 dev
refuse "-f 'csv'" "command 'dev config show'" dev config show -f csv
refuse "-c 'mac'" "command 'dev show'" dev show -c mac
refuse "-o 'new'" "command 'dev show'" dev show -o new
refuse "--theme 'nix'" "command 'dev show'" --theme nix dev show
refuse "-D 'foo*'" "command 'dev show'" -D 'foo*' dev show
refuse "--record 'new'" "command 'dev show'" --record new dev show
refuse "--replay 'old'" "command 'dev show'" --replay old dev show
refuse '--read-only' "'dev add' changes" --read-only dev add name a mgmtdev b
refuse '--read-only' "'dev set' changes" dev set name a mac 52:54:00:12:34:5f --read-only
refuse '--read-only' "'dev del' changes" dev --read-only del a

# Commands.
refuse "'devs'" 'mgmtdev, dev or help' devs
refuse "''" 'mgmtdev, dev or help' ''
refuse "'shw'" 'show, list, add, del' dev shw
refuse "'vst'" 'did you mean vstats?' dev vst
refuse "'se'" 'did you mean set?' dev se name a mac 52:54:00:12:34:5f
refuse "'sho'" 'did you mean show?' dev vstats sho a
refuse "'sats'" 'did you mean stats?' dev sats show a
refuse "'list'" 'show or help' dev stats list a
refuse "'add'" 'show, list or help' mgmtdev add
refuse "'foo1'" 'no more words' dev show foo0 foo1
refuse "'foo0'" 'qidx' dev stats show foo0 foo0
refuse "'show'" "a device's name" dev stats show
refuse "'one'" 'a whole number' dev stats show foo0 qidx one
refuse "'-1'" 'a whole number' -- dev stats show foo0 qidx -1
refuse "'qidx'" 'once' dev stats show foo0 qidx 1 qidx 1
refuse "'qidx'" "a queue's index" dev stats show foo0 qidx
refuse "'del'" "a device's name" dev del
refuse "'b'" 'no more words' dev del a b
refuse "'a'" 'mgmtdev MGMTDEV' dev add name a
refuse "'b'" 'name NAME' dev add mgmtdev b
refuse "'name'" 'once' dev add name a name b mgmtdev c
refuse "'a/b/c'" 'BUS/NAME' dev add name a mgmtdev a/b/c
refuse "'tyre'" 'type' dev add name a mgmtdev b tyre net
refuse "'nett'" 'net or block' dev add name a mgmtdev b type nett
refuse "mac '02:11'" '6 pairs' dev add name a mgmtdev b mac 02:11
refuse "mac '192.0.2.1'" '6 pairs' dev add name a mgmtdev b mac 192.0.2.1
refuse "mac 'ff:ff:ff:ff:ff:ff'" 'broadcast' dev set name a mac ff:ff:ff:ff:ff:ff
refuse "mtu '67'" '68 to 65535' dev add name a mgmtdev b mtu 67
refuse "mtu '65536'" '68 to 65535' dev add name a mgmtdev b mtu 65536
refuse "max_vqp '0'" 'from 1 to' dev add name a mgmtdev b max_vqp 0
refuse "'MACC'" 'did you mean MAC?' dev add name a mgmtdev b device_features MTU,MACC
refuse "'0xfg'" 'hexadecimal' dev add name a mgmtdev b device_features 0xfg
refuse "'MQ'" 'twice' dev add name a mgmtdev b type net device_features MQ,CTRL_VQ,MQ
refuse "'a'" 'mac MAC' dev set name a
refuse "'\\x1b[2Jx\\x0ay\\xff'" 'no command' $'\e[2Jx\ny\xff'
refuse 'xxxxxx...' 'bytes' dev del "$(printf 'x%.0s' {1..300})"
refuse "'99999999999999" 'whole number' -n "$(printf "9%.0s" {1..300})"

[ -z "$(ls -A "$dir/empty")" ]
expect "none of them left a file" $?

finish
