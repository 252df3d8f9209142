# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0
# For guest scripts that need the debug kernel: allocations that fail, and leaks. After tap.sh.
faults=/sys/kernel/debug/failslab
leaks=/sys/kernel/debug/kmemleak

[ -e $leaks ] || mount -t debugfs debugfs /sys/kernel/debug

# text_of MODULE: where its functions begin and end, as "FIRST LAST".
text_of() {
	awk -v module="[$1]" '$4 == module && $2 ~ /^[tT]$/ { print $1 }' /proc/kallsyms | sort | awk '
		NR == 1 { first = $1 }
		{ last = $1 }
		END { print first, last }'
}

# text_of_function MODULE NAME: the same of one function, up to the next.
text_of_function() {
	awk -v module="[$1]" '$4 == module && $2 ~ /^[tT]$/ { print $1, $3 }' /proc/kallsyms | sort | awk -v name="$2" '
		first != "" && $1 != first { print first, $1; exit }
		$2 == name { first = $1 }'
}

# Allocations that may wait may fail, too; each that does is not worth a page of the log.
faults_begin() {
	echo N >$faults/ignore-gfp-wait
	echo 0 >$faults/verbose
}

# only_under FIRST LAST: from now on only allocations made below this code can fail.
only_under() {
	echo "0x$1" >$faults/require-start
	echo "0x$2" >$faults/require-end
}

# not_under FIRST LAST: none of those below this.
not_under() {
	echo "0x$1" >$faults/reject-start
	echo "0x$2" >$faults/reject-end
}

# all_fail, none_fails: whatever only_under has chosen, in any process and work item.
all_fail() {
	echo -1 >$faults/times
	echo 1 >$faults/interval
	echo 100 >$faults/probability
}

none_fails() {
	echo 0 >$faults/probability
	for _bound in require-start require-end reject-start reject-end; do
		echo 0 >$faults/$_bound
	done
}

# leaks_found: what has leaked since leaks_forget. Young objects do not count, so it waits for them
# to grow old (5 s, mm/kmemleak.c), and looks twice, as the second look is the surer one.
leaks_found() {
	sleep 6
	echo scan >$leaks
	echo scan >$leaks
	cat $leaks
}

leaks_forget() {
	echo scan >$leaks
	echo clear >$leaks
}
