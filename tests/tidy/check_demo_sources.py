#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks that the demonstration says where it comes from: every announced pledge names the address and the date of its
announcement; what is invented says so; and nothing bad is invented of a party that exists.

usage: check_demo_sources.py ROOT
"""

import datetime
import json
import pathlib
import re
import sys

FOLDER = "cli/demo"
ADDRESS = re.compile(r"https?://[\w-]+(?:\.[\w-]+)+/\S+")
DATE = re.compile(r"(?<![\d/-])(\d{4})-(\d{2})(?:-(\d{2}))?(?![\d/-])")
INVENTED = "invented for the demonstration"
WARNING = "Demonstration: "
NOT_A_PARTY = "(does not exist)"
ANNOUNCED_KINDS = {"party.registered", "list.published", "pledge.submitted", "pledge.published"}
TEXTS = ("description", "narrative", "reason", "text", "comments", "claim")
# What speaks against a member.
FAILINGS = {"pledge.withdrawn", "notice.given", "pledge.lapsed", "pledge.returned", "pledge.rejected", "pledge.superseded"}


def dates(text):
    """The dates in the text outside of addresses; a month counts from its first day."""
    for match in DATE.finditer(ADDRESS.sub("", text)):
        year, month, day = (int(part) if part else 1 for part in match.groups())
        try:
            yield datetime.date(year, month, day)
        except ValueError:
            pass


def fault_of_source(line):
    """What is wrong with the source of an announcement; nothing if it has an address and a date."""
    source = line["body"].get("source", "")
    if not ADDRESS.search(source):
        return "the source has no address"
    found = list(dates(source))
    if not found:
        return "the source has no date"
    if min(found) > datetime.date.fromisoformat(line["at"][:10]):
        return "the source is of later than the statement"
    return None


def is_failing(line):
    body = line["body"]
    return (line["kind"] in FAILINGS or body.get("stage") == "stalled" or body.get("finding") == "queried"
            or (line["kind"] == "fulfilment.determined" and body["result"] != "fulfilled"))


def faults(line, name, exists):
    """What is wrong with one line. `exists`: whether the pledge of its stream is of a party that exists."""
    kind, body = line["kind"], line["body"]
    if name == "pledges.jsonl":
        if kind not in ANNOUNCED_KINDS:
            yield f"{kind} belongs in afterwards.jsonl"
        if kind == "pledge.submitted" and (fault := fault_of_source(line)):
            yield fault
        return
    if kind == "pledge.submitted" and not body.get("description", "").startswith(WARNING):
        yield f"an invented pledge's description begins with {WARNING!r}"
    announced = kind == "indicator.observed" or body.get("source", INVENTED) != INVENTED
    if announced and kind != "rates.published":
        if fault := fault_of_source(line):
            yield fault
    elif kind != "pledge.superseded" and any(
            isinstance(body.get(field), str) and not body[field].startswith(WARNING) for field in TEXTS):
        yield f"an invented text begins with {WARNING!r}"
    if exists and not announced and is_failing(line):
        yield f"{kind} speaks against a party that exists, and is invented"


def read(path):
    for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        yield number, json.loads(text)


def check(root):
    """(problems, number of announced pledges)"""
    folder = pathlib.Path(root, FOLDER)
    files = {name: list(read(folder / name)) for name in ("pledges.jsonl", "afterwards.jsonl")}
    lines = [line for rows in files.values() for _, line in rows]
    existing = {line["stream"] for line in lines
                if line["kind"] == "party.registered" and NOT_A_PARTY not in line["body"]["name"]}
    of_existing = {line["stream"] for line in lines if line["kind"] == "pledge.submitted"
                   and "party/" + line["body"].get("on_behalf_of", "") in existing}
    problems = []
    seen = set()
    for name, rows in files.items():
        before = ""
        for number, line in rows:
            where = f"{FOLDER}/{name}:{number}"
            problems += [f"{where}: {fault}" for fault in faults(line, name, line["stream"] in of_existing)]
            if line["at"] < before:
                problems.append(f"{where}: the lines are in the order of `at`")
            before = line["at"]
            if line["stream"].startswith("pledge/") and (line["stream"], line["at"]) in seen:
                problems.append(f"{where}: another statement of {line['stream']} has the same time")
            seen.add((line["stream"], line["at"]))
    announced = sum(line["kind"] == "pledge.submitted" for _, line in files["pledges.jsonl"])
    return problems, announced


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    problems, announced = check(sys.argv[1])
    for problem in problems:
        print(problem)
    if problems:
        sys.exit(1)
    print(f"{announced} announced pledges, each with the address and the date of its announcement")


if __name__ == "__main__":
    main()
