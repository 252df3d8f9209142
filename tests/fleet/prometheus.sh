#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
# From a host to an alert, with the real programs: vdpatop writes the demo host's figures, node_exporter
# reads the file, Prometheus scrapes it each second, and is asked for the values, for what the dashboard
# asks, and for its alerts. All of it listens on ports of its own on 127.0.0.1, works in a temporary
# folder, and ends with this script.
set -u
srcdir=${srcdir:-.}
vdpatop=${VDPATOP:?the program to test}
export LC_ALL=C.UTF-8
skip() { echo "1..0 # SKIP no $1" && exit 77; }
exporter=$(command -v prometheus-node-exporter || command -v node_exporter) || skip prometheus-node-exporter
for tool in prometheus promtool curl jq; do
	command -v $tool >/dev/null || skip $tool
done
dir=$(mktemp -d)
children=()
end() {
	trap - EXIT
	for child in "${children[@]}"; do
		kill -CONT "$child" 2>/dev/null && kill "$child" 2>/dev/null
	done
	wait
	rm -rf "$dir"
}
trap end EXIT
trap 'exit 1' INT TERM HUP
# shellcheck source=tests/script/tap.sh
. "$srcdir/tests/script/tap.sh"
export HOME=$dir

# start NAME COMMAND…: in the background, its words in $dir/NAME.log; its id becomes $child.
start() {
	local name=$1
	shift
	"$@" </dev/null >"$dir/$name.log" 2>&1 &
	child=$!
	children+=("$child")
}

# until_true COMMAND…: waits for half a minute at most.
until_true() {
	for _ in $(seq 150); do
		"$@" && return 0
		sleep 0.2
	done
	return 1
}

# The address that a server says in its log that it listens on.
address_in() { sed -n 's/.*msg="Listening on".*address=\([0-9.:]*\).*/\1/p' "$dir/$1.log" | head -n 1; }
has_address() { [ -n "$(address_in "$1")" ]; }

# api PATH [curl's arguments]: what Prometheus answers, in $dir/out.
api() {
	local path=$1
	shift
	curl -sS -m 10 -G "$@" "http://$prometheus/api/v1/$path" >"$dir/out" 2>"$dir/err"
}

# query EXPRESSION: is answered with at least one value.
query() { api query --data-urlencode "query=$1" && jq -e '.status == "success" and (.data.result | length > 0)' "$dir/out" >/dev/null; }

# alert NAME STATE [JQ]: one of that name is in that state, and JQ holds for it.
alert() {
	api alerts && jq -e --arg name "$1" --arg state "$2" \
		"[.data.alerts[] | select(.labels.alertname == \$name and (.state | test(\$state))) | ${3:-.}] | any" "$dir/out" >/dev/null
}
no_alert() { api alerts && ! jq -e --arg name "$1" '.data.alerts[] | select(.labels.alertname == $name)' "$dir/out" >/dev/null; }

# in_file NAME: the value of a family without labels.
in_file() { sed -n "s/^$1 //p" "$file"; }
scraped_all() { query "vdpa_last_sample_timestamp_seconds == $(in_file vdpa_last_sample_timestamp_seconds)"; }

# As vdpatop-textfile.service does it: the writer has a folder of its own, and a link leads there.
mkdir "$dir/run" "$dir/textfile" "$dir/data"
file=$dir/run/vdpa.prom
ln -s "$file" "$dir/textfile/vdpa.prom"
demo=--demo=seed=7,fault=stall

# What the kernel does not answer at all is no sample.
"$vdpatop" --demo=fault=no-module -b -n 1 -f prometheus -o "$file" >"$dir/out" 2>"$dir/err"
[ $? = 3 ] && [ ! -e "$file" ]
expect "without the family nothing is written" $?

start csv "$vdpatop" $demo -b -d 1 -o "$dir/csv"
start writer "$vdpatop" $demo -b -f prometheus -d 1 -c 'vendor:completed_desc,vendor:rx packets' -o "$file"
writer=$child
until_true test -s "$file"
expect "a file is written" $?
[ "$(stat -c %a "$file")" = 644 ]
expect "everybody may read it" $?
promtool check metrics <"$file" >"$dir/out" 2>"$dir/err" && [ ! -s "$dir/out" ] && [ ! -s "$dir/err" ]
expect "promtool check metrics has nothing to say of it" $?

start exporter "$exporter" --web.listen-address=127.0.0.1:0 --collector.disable-defaults --collector.textfile \
	--collector.textfile.directory="$dir/textfile"
until_true has_address exporter
expect "node_exporter listens" $?

# The rules as they are installed, but for the times: nobody waits minutes here.
sed -e 's/for: [0-9]*m$/for: 1s/' -e 's/> 60$/> 8/' "$srcdir/doc/fleet/vdpatop.rules.yml" >"$dir/rules.yml"
cat >"$dir/prometheus.yml" <<END
global: {scrape_interval: 1s, evaluation_interval: 1s}
rule_files: [rules.yml]
scrape_configs:
  - job_name: node
    static_configs: [targets: ["$(address_in exporter)"]]
END
promtool check config "$dir/prometheus.yml" >"$dir/out" 2>"$dir/err"
expect "Prometheus takes the rules" $?
start prometheus prometheus --config.file="$dir/prometheus.yml" --storage.tsdb.path="$dir/data" \
	--web.listen-address=127.0.0.1:0 --log.level=info
until_true has_address prometheus
expect "Prometheus listens" $?
prometheus=$(address_in prometheus)

until_true query 'rate(vdpa_queue_wqes_total[5s])'
expect "there are rates of elements" $?
until_true alert VdpaQueueStalled 'firing' '.labels.device == "web0" and (.annotations.description | test("VM vm-web01"))'
expect "a stalled queue fires, and its VM is named" $?
query 'vdpa_queue_stalled == 1' && [ "$(jq '.data.result | length' "$dir/out")" = 1 ]
expect "it is the only one" $?

# Each expression of the dashboard, as Grafana would ask it.
# shellcheck disable=SC2016 # Grafana's variables
jq -r '.panels[] | .targets[]?.expr' "$srcdir/doc/fleet/vdpatop-dashboard.json" |
	sed -e 's/\$__rate_interval/5s/g' -e 's/\$[a-z]*/.*/g' >"$dir/expressions"
while IFS= read -r expression; do
	query "$expression"
	expect "the dashboard is answered: $expression" $?
done <"$dir/expressions"
[ "$(wc -l <"$dir/expressions")" -ge 15 ]
expect "these were all its expressions" $?
api rules && jq -e '[.data.groups[].rules[] | .health == "ok"] | length >= 6 and all' "$dir/out" >/dev/null
expect "every rule was evaluated" $?
no_alert VdpaWriterHangs && no_alert VdpaNoData && no_alert VdpaNoAccess && no_alert VdpaScrapeErrors
expect "no other alert is raised" $?

# What doc/fleet.md says of a unit that runs for four seconds each time.
"$vdpatop" $demo -b -n 5 -d 1 -f prometheus -o "$dir/five.prom" >"$dir/out" 2>"$dir/err" &&
	grep -q '^vdpa_queue_stalled{device="web0",.*} 1$' "$dir/five.prom"
expect "five samples tell that a queue is stalled" $?

# With the writer stopped, file and Prometheus stand still and can be compared.
kill -STOP "$writer"
until_true scraped_all
expect "what was written last is scraped" $?
query 'count({__name__=~"vdpa_.+"})' && [ "$(jq -r '.data.result[0].value[1]' "$dir/out")" = "$(grep -vc '^#' "$file")" ]
expect "Prometheus has each line of the file as a series" $?

# figures NAME: "DEVICE,QUEUE VALUE" of each of its series.
figures() { query "$1" && jq -r '.data.result[] | "\(.metric.device),\(.metric.queue) \(.value[1])"' "$dir/out" | sort; }
figures vdpa_queue_kickdoorbells_total >"$dir/kicks"
figures vdpa_queue_wqes_total >"$dir/wqes"
figures 'vdpa_queue_vendor_total{counter="completed_desc"}' >"$dir/completed"

# The same of a sample of the CSV file that the same demo gave: one of them is of the same second.
csv_sample() { awk -F, -v time="$1" -v column="$2" '$1 == time && $column != "" { print $4 "," $6, $column }' "$dir/csv" | sort; }
find_sample() {
	local time
	while read -r time; do
		csv_sample "$time" 9 | cmp -s - "$dir/kicks" && csv_sample "$time" 11 | cmp -s - "$dir/wqes" && return 0
	done < <(tail -n +2 "$dir/csv" | cut -d, -f1 | sort -u)
	return 1
}
[ -s "$dir/kicks" ] && [ -s "$dir/wqes" ] && until_true find_sample
expect "doorbells and elements are those of the CSV of the same seed" $?
grep '^web0,' "$dir/wqes" | cmp -s - <(grep '^web0,' "$dir/completed") && [ -s "$dir/completed" ]
expect "a driver's counter has its value" $?

until_true alert VdpaWriterHangs 'pending|firing'
expect "a writer that hangs is noticed" $?
kill -CONT "$writer"
until_true no_alert VdpaWriterHangs
expect "and that it goes on, too" $?

kill "$writer"
wait "$writer" 2>/dev/null
[ $? = 143 ] && [ "$(ls -A "$dir/run")" = vdpa.prom ]
expect "a writer that is ended leaves its last file whole, and nothing beside it" $?
rm "$dir/textfile/vdpa.prom"
until_true alert VdpaNoData 'pending|firing'
expect "figures that went away are noticed" $?
finish
