#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Starts vdpatop in batch mode and reads all that it writes, with parsers that are not ours.

usage: samples.py [--faulty] FORMAT SAMPLES COMMAND...      the command without -n, -d, -f and -o

It fails, saying why on one line, when
- a sample is missing, is torn or its time does not follow the one before by DELAY;
- in csv and csv-long, a difference is not rate times interval, or a rate is there without two readings, or missing
  (but with --faulty, where a counter may not have been read);
- a process of vdpatop has grown by more than LEAST_LEAK a sample since sample FIRST.

The tolerance: a rate has three decimals, so it is off by 0.0005 at most, and is made of three operations
on doubles, each off by 2^-53 of it. All else is whole numbers, and is computed as such.
"""
import csv
import io
import json
import os
import re
import subprocess
import sys
from datetime import datetime, timedelta

FIRST = 2500  # what has to grow has grown by then: the log of events, too, which is bounded
LEAST_LEAK = 16  # bytes a sample: the smallest piece that malloc gives
DELAY = timedelta(seconds=0.7)  # so that rates are no whole numbers


class Wrong(Exception):
    pass


def processes(pid):
    """PID, its children and theirs."""
    found = [pid]
    for parent in found:
        with open(f"/proc/{parent}/task/{parent}/children", encoding="ascii") as file:
            found += [int(child) for child in file.read().split()]
    return found


def resident(pid):
    """Bytes of memory of its own: pages of files that are mapped come and go."""
    with open(f"/proc/{pid}/status", encoding="utf-8", errors="replace") as file:
        fields = dict(line.split(":", 1) for line in file)
    return fields["Name"].strip(), int(fields["RssAnon"].split()[0]) * 1024


class Memory:
    """Looks at the processes at sample FIRST and at the last one, while they run."""

    def __init__(self, pid, last):
        self.pid, self.last, self.before = pid, last, {}
        self.was_compared = False

    def look(self, sample):
        if sample == FIRST:
            self.before = {pid: resident(pid) for pid in processes(self.pid)}
            if len(self.before) < 3:
                raise Wrong(f"{len(self.before)} processes, expected vdpatop and two workers")
        elif sample == self.last and self.before:
            self.compare((self.last - FIRST) * LEAST_LEAK)

    def compare(self, most):
        self.was_compared = True
        for pid, (name, before) in self.before.items():
            grown = resident(pid)[1] - before
            print(f"# {name}: {before // 1024} KiB at sample {FIRST}, {grown // 1024:+} KiB"
                  f" at {self.last} (at most {most // 1024})")
            if grown > most:
                raise Wrong(f"{name} has grown by {grown} bytes since sample {FIRST}")


class Clock:
    """Counts samples by their times, which step by DELAY."""

    def __init__(self, memory, is_faulty):
        self.text, self.time, self.count = "", None, 0
        self.memory, self.is_faulty = memory, is_faulty

    def tick(self, text):
        """Whether TEXT, a time, begins another sample."""
        if text == self.text:
            return False
        time = datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ")
        if self.time and time - self.time != DELAY:
            raise Wrong(f"{self.text} is followed by {text}")
        self.text, self.time = text, time
        self.count += 1
        self.memory.look(self.count)
        return True


def decimal(text, places):
    """TEXT as a whole number of 10^-PLACES."""
    match = re.fullmatch(r"(\d+)(?:\.(\d{1,%d}))?" % places, text)
    if not match:
        raise Wrong(f"'{text}' is no number with at most {places} decimals")
    return int(match[1] + (match[2] or "").ljust(places, "0"))


class Rates:
    """Figures beside what they were when they were read before."""

    def __init__(self, is_faulty):
        self.is_faulty = is_faulty
        self.known, self.seen, self.checked = {}, set(), 0

    def next_sample(self):
        self.seen.clear()

    def check(self, key, value, rate, interval):
        if key in self.seen:
            raise Wrong(f"{key} stands twice in a sample")
        self.seen.add(key)
        if not value:
            if rate:
                raise Wrong(f"{key} has a rate and no value")
            return
        count, before = int(value), self.known.get(key)
        self.known[key] = count
        if not interval or before is None or count < before:
            if rate:
                raise Wrong(f"{key} has a rate, {rate}, without two readings")
            return
        if not rate:
            if not self.is_faulty:
                raise Wrong(f"{key} has no rate: {before}, then {count}")
            return
        milli, ns = decimal(rate, 3), decimal(interval, 9)
        off = abs((count - before) * 10**12 - milli * ns)  # 10^-12 of one
        if off > ns // 2 + (milli * ns >> 51) + 1:
            raise Wrong(f"{key}: {before} + {rate} x {interval} is not {count}")
        self.checked += 1


def read_table(stream, clock, put):
    """Rows of CSV, each as a dict for PUT(rates, row)."""
    rates = Rates(clock.is_faulty)
    rows = csv.reader(stream, strict=True)
    header = next(rows, [])
    for fields in rows:
        if len(fields) != len(header):
            raise Wrong(f"{len(fields)} fields under a header of {len(header)}: {fields}")
        row = dict(zip(header, fields))
        if clock.tick(row["time"]):
            rates.next_sample()
        put(rates, row)
    if not rates.checked:
        raise Wrong("there is no rate at all")
    print(f"# {rates.checked} differences are rate times interval")


def put_queue(rates, row):
    key = (row["device"], row["queue"])
    for name in "kickdoorbells", "wqes":
        rates.check(key + (name,), row[name], row[name + "_per_s"], row["interval_s"])


def put_counter(rates, row):
    key = (row["device"], row["queue"], row["counter"])
    rates.check(key, row["value"], row["per_s"], row["interval_s"])


def no_twins(pairs):
    members = dict(pairs)
    if len(members) != len(pairs):
        raise Wrong(f"a key stands twice among {[key for key, value in pairs]}")
    return members


def read_jsonl(stream, clock):
    for line in stream:
        if not line.endswith("\n"):
            raise Wrong("the last line has no end")
        sample = json.loads(line, object_pairs_hook=no_twins)
        if not clock.tick(sample["time"]) or not sample["devices"]:
            raise Wrong(f"a sample without a time of its own, or without devices: {sample['time']}")


def read_text(stream, clock):
    """No parser but ours: times, and a table of 80 columns."""
    for line in stream:
        if line.startswith("2"):
            clock.tick(line.split()[0])
        if len(line) > 81:
            raise Wrong(f"wider than 80 columns: {line}")


READERS = {
    "csv": lambda stream, clock: read_table(stream, clock, put_queue),
    "csv-long": lambda stream, clock: read_table(stream, clock, put_counter),
    "jsonl": read_jsonl,
    "text": read_text,
}


def main():
    is_faulty = sys.argv[1] == "--faulty"
    name, samples, *command = sys.argv[1 + is_faulty:]
    samples = int(samples)
    command += ["-d", str(DELAY.total_seconds()), "-f", name, "-n", str(samples + 100)]  # it still runs at the last that is looked at
    with subprocess.Popen(command, stdout=subprocess.PIPE) as run:
        stream = io.TextIOWrapper(run.stdout, "utf-8", newline="")
        clock = Clock(Memory(run.pid, samples), is_faulty)
        try:
            READERS[name](stream, clock)
            if clock.count != samples + 100 or not clock.memory.was_compared:
                raise Wrong(f"these were {clock.count} samples")
        except (Wrong, csv.Error, ValueError, KeyError, OSError) as wrong:
            run.kill()
            sys.exit(f"sample {clock.count}, {clock.text}: {wrong}")
    if run.returncode:
        sys.exit(f"vdpatop ended with {run.returncode}")


main()
