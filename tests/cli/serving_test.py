#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""serve and demo: their output is true, the page shows the figures, and they stop cleanly."""

import json
import pathlib
import re
import urllib.request

from answers import Server
from program import expect_equal, program


def get(address, path):
    with urllib.request.urlopen(address + path, timeout=30) as answer:
        return answer.read().decode("utf-8")


DEMO = pathlib.Path(__file__).resolve().parents[2] / "cli" / "demo"

# Read models with filters only.
LISTS = ("summary", "pledges", "members", "commitments", "focus-areas", "countries", "groups", "timeline", "frameworks",
         "objectives", "queues", "reference", "digests", "ledger", "records", "streams/governance")


def pages_of(server, target, rows_of, total_of=lambda page: page["total"]):
    """The rows of all pages of one row each, in order."""
    rows, first = [], server.json(f"{target}?per_page=1000")
    for number in range(1, total_of(first) + 1):
        page = server.json(f"{target}?per_page=1&page={number}")
        expect_equal(f"{target}: a page of one", len(rows_of(page)), 1)
        rows += rows_of(page)
    expect_equal(f"{target}: a page beyond the last", rows_of(server.json(f"{target}?page=1000000")), [])
    expect_equal(f"{target}: the pages together", rows, rows_of(first))
    return first


def check_documented(server):
    """Each answer matches the document (answers.py), and lists are the same by pages and as a whole."""
    for name in LISTS:
        server.json(f"/api/v1/{name}")
    for name in ("members", "commitments", "pledges"):
        pages_of(server, f"/api/v1/{name}", lambda page: page["rows"])
    for name in ("healthz", "readyz"):
        server.json(f"/{name}")
    for pledge in server.json("/api/v1/pledges?per_page=1000&sort=-announced")["rows"]:
        pages_of(server, f"/api/v1/pledges/{pledge['id']}", lambda page: page["history"])
        server.json(f"/api/v1/statements?stream=pledge/{pledge['id']}&limit=1")
        server.json(f"/api/v1/streams/pledge/{pledge['id']}")
    for member in server.json("/api/v1/members")["rows"]:
        path = f"/api/v1/members/{member['member']}"
        whole = pages_of(server, path, lambda page: page["pledges"])
        expect_equal("totals are of all pledges", whole["member"]["pledges"], whole["total"])
        expect_equal("and so on every page", server.json(f"{path}?per_page=1")["member"]["announced"],
                     whole["member"]["announced"])
    operator = server.json("/api/v1/ledger")["operator"]
    party = pages_of(server, f"/api/v1/parties/{operator}", lambda page: page["keys"])
    pages_of(server, f"/api/v1/members/{operator}", lambda page: page["member"]["keys"],
             lambda page: page["member"]["keys_total"])
    server.json(f"/api/v1/keys/{party['keys'][0]['key']}")
    server.json("/api/v1/pledges/none", status=404)
    server.json("/api/v1/records?limit=0", status=400)


def demo_lines():
    for name in ("pledges.jsonl", "afterwards.jsonl"):
        yield from map(json.loads, (DEMO / name).read_text(encoding="utf-8").splitlines())


def counts_of(rows, name):
    """The keys under `name` that some row counts at least once."""
    return {key for row in rows for key, count in row[name].items() if count}


def check_variety(server):
    """A newcomer sees every state, area and region, and amounts without a value in USD."""
    rows = server.json("/api/v1/commitments?per_page=1000")["rows"]
    expect_equal("states", counts_of(rows, "by_state"),
                 {"SUBMITTED", "RETURNED", "REJECTED", "PUBLISHED", "IN_PROGRESS", "STALLED", "COMPLETION_CLAIMED", "FULFILLED",
                  "PARTLY_FULFILLED", "UNFULFILLED", "WITHDRAWN", "LAPSED", "SUPERSEDED"})
    expect_equal("assurance", counts_of(rows, "by_assurance"),
                 {"SELF_REPORTED", "DOCUMENTED", "REVIEWED", "VERIFIED", "DISPUTED"})
    expect_equal("focus areas", {row["focus_area"] for row in rows},
                 {"access", "adoption", "value-creation", "accelerating-investments"})
    expect_equal("timeliness in the end of 2026", counts_of(
        server.json("/api/v1/commitments?as_of=2026-11-25&axis=stated&per_page=1000")["rows"], "by_timeliness"), {"CURRENT", "DUE", "INACTIVE"})
    groups = server.json("/api/v1/groups")["rows"]
    expect_equal("every region and group has pledges", [row for row in groups if not row["pledges"]], [])


def main():
    with program() as pledgebook:
        with pledgebook.serving("demo", "--ledger", "demo-ledger") as address:
            server = Server(address)
            check_documented(server)
            commitments = server.json("/api/v1/commitments")
            submitted = [line["at"] for line in demo_lines() if line["kind"] == "pledge.submitted"]
            expect_equal("pledges", commitments["totals"]["pledges"], len(submitted))
            early = sum(at < "2023" for at in submitted)
            for axis in ("stated", "recorded"):
                past = server.json(f"/api/v1/commitments?as_of=2022-12-31&axis={axis}")
                expect_equal(f"pledges at the end of 2022, {axis}", past["totals"]["pledges"], early)
            check_variety(server)
            page = get(address, "/en/")
            for words in ("Demonstration, entered from public announcements",
                          "Signed by nobody but the demonstration registrar", "MTN Group", "Members have pledged"):
                expect_equal(f"the page says {words}", words in page, True)
            expect_equal("no script but from this server", re.findall(r"<script(?! type=\"module\" src=\"/assets/)", page), [])
            # A second writer is told what to do instead.
            busy = pledgebook.run("audit", "--ledger", "demo-ledger")
            expect_equal("an audit beside the server", "records" in busy.stdout, True)
            pledgebook.run("serve", "--ledger", "demo-ledger", "--listen", "127.0.0.1:0", status=4)
        report = pledgebook.json("audit", "--ledger", "demo-ledger")
        expect_equal("audit", report["good"], True)
        with pledgebook.serving("demo", "--ledger", "demo-ledger") as address:
            again = Server(address).json("/api/v1/commitments")
            expect_equal("the same after a restart", again["rows"], commitments["rows"])
    print("serve and demo do what they say")


if __name__ == "__main__":
    main()
