# SPDX-License-Identifier: GPL-2.0-or-later
# Judges what a guest said: numbers its TAP lines, and adds the assertions that only the host can
# make, because a guest that dies, hangs or loses lines cannot say so itself.
#
#   awk -v scripts="10-a.sh 20-b.sh" -v console=console.log -v known=known-warnings \
#       -v variant=stock-6.12 -v count=FILE [-v more=EXPRESSION] -f judge.awk
#
# The guest writes:  # begin NAME / # plan N / ok|not ok - WORDS / # end NAME STATUS SECONDS / # done
# `count` holds the number of lines so far and is written back, so that several guests share a plan.

BEGIN {
	if ((getline total < count) < 1)
		total = 0
	close(count)
	expected = split(scripts, name)
	current = ""
}

/^# begin / { current = $3; planned = -1; seen = 0; print; next }
/^# plan / { planned = $3; next }
/^(not )?ok/ {
	failed = /^not/
	sub(/^(not )?ok[ 0-9]*-? */, "")
	if (current == "")
		verdict(0, "a line outside of any script: " $0)
	else
		verdict(!failed, words_of(current) ": " $0)
	seen++
	next
}
/^# end / {
	ended[$3]++
	verdict($4 == 0 && seen == planned, words_of($3) ": all of its checks ran (" seen " of " \
		(planned < 0 ? "an unknown number" : planned) ", exit status " $4 ", " $5 " s)")
	current = ""
	next
}
/^# done/ { done = 1; next }
/^#/ { print; fflush(); next }
/./ { print "# (guest) " $0; fflush() }

END {
	for (i = 1; i <= expected; i++)
		if (ended[name[i]] != 1)
			verdict(0, words_of(name[i]) ": ran to its end, once")
	verdict(done, "the guest lived to its end")
	judge_console()
	print total > count
	close(count)
	exit failures > 0
}

function words_of(script) {
	sub(/\.sh$/, "", script)
	return script
}

function verdict(good, words) {
	total++
	if (!good)
		failures++
	print (good ? "ok " : "not ok ") total " - " variant ": " words
	fflush()
}

# The kernel's own complaints, and what `more` says is one, except those that a line of `known` (a
# regular expression) explains.
function judge_console(    line, expressions, n, i, bad, read) {
	n = 0
	while ((getline line < known) > 0)
		if (line !~ /^(#|$)/)
			expressions[++n] = line
	while ((getline line < console) > 0) {
		read++
		if (line !~ /WARNING|BUG:|Oops|Kernel panic|general protection|rcu.*stall|hung_task|blocked for more than/ && (more == "" || line !~ more))
			continue
		for (i = 1; i <= n; i++)
			if (line ~ expressions[i])
				break
		if (i > n) {
			bad++
			print "# " line
		}
	}
	verdict(read > 0 && !bad, "the kernel's log holds no complaint")
}
