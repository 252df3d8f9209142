#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Mouse, paste, noise, ^Z, sizes: what hands and lines do to it, on a terminal that a test can be
# exact with (tests/ptyrun). It says in the end whether every mode was given back.
set -u
vdpatop=${VDPATOP:?the program to test}
ptyrun=${PTYRUN:?tests/ptyrun/ptyrun}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
export LC_ALL=C.UTF-8
unset NO_COLOR COLORTERM XDG_CONFIG_HOME XDG_STATE_HOME
count=0 failures=0

# through NAME OUTPUT TERM SIZE COMMAND… <SCRIPT: the script goes through and ptyrun says OUTPUT, a pattern.
through() {
	local name=$1 output=$2 term=$3 size=$4
	shift 4
	count=$((count + 1))
	HOME=$(mktemp -d -p "$dir") TERM=$term "$ptyrun" -s "$size" -t 60 -o "$dir/raw" "$@" >"$dir/out" 2>"$dir/err"
	# shellcheck disable=SC2053 # a pattern it is
	if [[ $(tr '\n' '|' <"$dir/out") == $output ]]; then
		echo "ok $count - $name"
		return
	fi
	echo "not ok $count - $name"
	sed 's/^/# /' "$dir/out" "$dir/err"
	failures=$((failures + 1))
}

# check NAME COMMAND…: the command succeeds.
check() {
	local name=$1
	shift
	count=$((count + 1))
	"$@" && echo "ok $count - $name" && return
	echo "not ok $count - $name"
	failures=$((failures + 1))
}

through "a click selects a row: its details are shown" "exit 0|restored|" xterm-256color 24x80 \
	"$vdpatop" --demo=seed=1,fault=none <<'END'
wait 46 queues
on mouse
click 8x10
wait ─ vdpasim_net ──
click 6x30
wait ─ pci/0000:03:00.3 ──
key F10
end
END

through "a double click opens the details, the wheel goes on from there" "exit 0|restored|" screen 24x80 \
	"$vdpatop" --demo <<'END'
wait 46 queues
on mouse
click 6x10
wait ─ pci/0000:03:00.3 ──
click 5x10
click 5x10
gone Setup
key Esc
wait Setup
wheeldown 10x10
wait ─ vdpasim_net ──
key F10
end
END

through "however fast, a click on the key bar does what the key does, one on a title sorts" "exit 0|restored|" \
	xterm-256color 24x80 "$vdpatop" --demo <<'END'
wait 46 queues
on mouse
click 24x3
wait show or leave this help
wait Esc Back
click 24x10
gone show or leave this help
click 3x60
wait KICKS/s▾
click 3x60
wait KICKS/s▴
key F10
end
END

through "in a menu a click goes there, two choose" "exit 0|restored|" xterm-256color 24x80 "$vdpatop" --demo <<'END'
wait 46 queues
on mouse
key F6
wait F1 Help Enter Choose
click 13x10
wait  USED BY: the VM
click 13x10
gone Enter Choose
wait USED BY▴
key F10
end
END

through "m gives the mouse back to the terminal, and takes it again" "exit 0|restored|" xterm-256color 24x80 \
	"$vdpatop" --demo <<'END'
wait 46 queues
on mouse
type m
off mouse
type m
on mouse
key F10
end
END

through "without a mouse nothing is asked for" "exit 0|restored|" xterm-256color 24x80 \
	"$vdpatop" --demo --no-mouse <<'END'
wait 46 queues
on paste
key F10
end
END
asks_for_no_mouse() { ! grep -aqE '\[\?(9|100[0-6])' "$dir/raw"; }
check "not one byte of it" asks_for_no_mouse

for term in vt100 linux; do
	through "TERM=$term: a terminal that marks no paste and has no mouse is drawn on all the same" \
		"exit 0|restored|" $term 24x80 "$vdpatop" --demo <<'END'
wait 46 queues
key Down
wait ─ web0 ──
key F10
end
END
done

through "what is pasted into the tree is nothing, whatever is in it" "exit 0|restored|" xterm-256color 24x80 \
	"$vdpatop" --demo <<'END'
wait 46 queues
on paste
paste q\e[B\r\x03\x1a\x1c\e\e[21~F10 jjj
key Down
wait ─ web0 ──
key F10
end
END

through "what is pasted into a line of input is its text" "exit 0|restored|" xterm-256color 24x80 \
	"$vdpatop" --demo <<'END'
wait 46 queues
on paste
type d
wait samples: 1
paste 7\x0725\r
wait samples: 1725
key Esc
key F10
end
END

through "sequences that nobody knows, broken text and focus are no keys" "exit 0|restored|" xterm-256color 24x80 \
	"$vdpatop" --demo <<'END'
wait 46 queues
send \e[99~\e[?1;2c\e]11;rgb:0/0/0\e\\\e[I\e[O\eq\e[1;5A\xff\xc3\x80\e[200;q\e[<35;5;5M
key Down
wait ─ web0 ──
key F10
end
END

through "half a sequence is dropped, and the key behind it is one" "exit 0|restored|" xterm-256color 24x80 \
	"$vdpatop" --demo <<'END'
wait 46 queues
send \e[
key Down
wait ─ web0 ──
key F10
end
END

through "Esc by itself is a key" "exit 0|restored|" xterm-256color 24x80 "$vdpatop" --demo <<'END'
wait 46 queues
key F1
wait show or leave this help
key Esc
gone show or leave this help
key F10
end
END

through "^C ends it, by its signal" "signal INT|restored|" xterm-256color 24x80 "$vdpatop" --demo <<'END'
wait 46 queues
key ^C
end
END

through "^L draws all of it again over what somebody wrote there" "exit 0|restored|" xterm-256color 24x80 \
	"$vdpatop" --demo=traffic=off <<'END'
wait 46 queues
do printf '\033[5;10Hscribbled' >/proc/$COMMAND/fd/1
wait scribbled
key ^L
gone scribbled
key F10
end
END

for term in xterm-256color screen linux vt100; do
	through "TERM=$term: figures change bit by bit" "exit 0|restored|" $term 50x200 \
		"$vdpatop" --demo=mgmtdevs=5,devices=4,queues=24,seed=3 -d 0.2 <<END
wait 492 queues
key *
wait tx 0
mark
changed
mark
changed
type G
mark
changed
type !
mark
changed
type Z
wait PAUSED
off sync
dump $dir/bits
do printf '\\033[5;10Hscribbled' >/proc/\$COMMAND/fd/1
wait scribbled
key ^L
gone scribbled
off sync
dump $dir/whole
key F10
end
END
	check "TERM=$term: and what came bit by bit is what ^L draws at once" cmp "$dir/bits" "$dir/whole"
done

through "a line of input and a menu stay open while sizes change" "exit 0|restored|" xterm-256color 24x80 \
	"$vdpatop" --demo <<'END'
wait 46 queues
type \
wait Filter:
type web
wait Filter: web
resize 40x120
wait Filter: web
resize 10x30
resize 24x80
wait Filter: web
key Esc
key F6
wait F1 Help Enter Choose
resize 50x200
wait F1 Help Enter Choose
resize 24x80
wait F1 Help Enter Choose
key Esc
gone Enter Choose
key F10
end
END

# sizes COUNT: so many lines, each another size.
sizes() {
	local i
	for ((i = 0; i < $1; i++)); do
		echo "resize $((1 + i * 7 % 60))x$((1 + i * 13 % 200))"
	done
}
{
	echo 'wait 46 queues'
	sizes 300
	printf '%s\n' 'resize 24x80' 'wait Quit' 'wait KICKS/s' 'key F10' 'end'
} >"$dir/storm"
through "a storm of 300 sizes is survived" "exit 0|restored|" xterm-256color 24x80 \
	"$vdpatop" --demo <"$dir/storm"
has_fewer_frames() { [ "$(grep -ao '\[?2026h' "$dir/raw" | wc -l)" -lt "$1" ]; }
check "and not more frames than sizes are drawn" has_fewer_frames 310

# 40 samples, a terminal that reads nothing: it ends by itself, and little was left for the terminal.
through "a terminal that reads nothing holds nothing up" "exit 0|restored|" xterm-256color 50x200 \
	"$vdpatop" --demo=mgmtdevs=5,devices=4,queues=24 -d 0.1 -n 40 <<'END'
wait 492 queues
deaf
end
END
check "and gets fewer frames than there were samples" has_fewer_frames 30

through "when it reads again it is shown the newest" "exit 0|restored|" xterm-256color 50x200 \
	"$vdpatop" --demo=mgmtdevs=5,devices=4,queues=24 -d 0.1 <<'END'
wait 492 queues
deaf
key F1
hear
wait show or leave this help
key F10
end
END

# What lasts through every type of terminal. A vt100 has no second screen: ^Z leaves the frame there.
for term in xterm-256color screen linux vt100; do
	for signal in TERM HUP; do
		through "TERM=$term: SIG$signal while a line of input is open" "signal $signal|restored|" $term 24x80 \
			"$vdpatop" --demo <<END
wait 46 queues
type d
wait samples: 1
signal $signal
end
END
	done
	{
		echo 'wait 46 queues'
		sizes 60
		printf '%s\n' 'resize 24x80' 'wait Quit' 'wait KICKS/s' 'key F1' 'wait show or leave this help' 'key F10' 'end'
	} >"$dir/storm"
	through "TERM=$term: a storm of sizes, then keys" "exit 0|restored|" $term 24x80 "$vdpatop" --demo <"$dir/storm"

	through "TERM=$term: a line that drops ends it" "exit 1|*" $term 24x80 \
		sh -c "trap '' HUP; $vdpatop --demo; exit 1" <<'END'
wait 46 queues
hangup
end
END

	through "TERM=$term: ^Z in a shell gives everything back, and fg takes it again" "exit 0|restored|" $term 24x80 \
		bash --norc --noprofile -i <<END
type PS1='ready> '
key Enter
wait ready>
type $vdpatop --demo
key Enter
wait 46 queues
key ^Z
wait Stopped
off mouse
off keypad
type fg
key Enter
gone Stopped
wait Quit
key Down
wait ─ web0 ──
key F10
wait ready>
type exit
key Enter
end
END
done

through "on ^Z the mouse goes with the screen, and comes back with it" "exit 0|restored|" xterm-256color 24x80 \
	bash --norc --noprofile -i <<END
type $vdpatop --demo
key Enter
wait 46 queues
on mouse
on paste
key ^Z
off alternate
off mouse
wait Stopped
type fg
key Enter
on alternate
on mouse
on paste
wait 46 queues
key F10
off alternate
type exit
key Enter
end
END

echo "1..$count"
[ $failures = 0 ]
