#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""serve and demo: their output is true, the page shows the figures, and they stop cleanly."""

import urllib.request

from answers import Server
from program import expect_equal, program


def get(address, path):
    with urllib.request.urlopen(address + path, timeout=30) as answer:
        return answer.read().decode("utf-8")


# Read models with filters only.
LISTS = ("summary", "pledges", "members", "commitments", "focus-areas", "countries", "groups", "timeline", "frameworks",
         "objectives", "queues", "reference", "digests", "ledger", "records", "streams/governance")


def pages_of(server, target, rows_of, total_of=lambda page: page["total"]):
    """The rows of all pages of one row each, in order."""
    rows, first = [], server.json(target)
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


def main():
    with program() as pledgebook:
        with pledgebook.serving("demo", "--ledger", "demo-ledger") as address:
            server = Server(address)
            check_documented(server)
            commitments = server.json("/api/v1/commitments")
            expect_equal("pledges", commitments["totals"]["pledges"], 11)
            past = server.json("/api/v1/commitments?as_of=2022-12-31&axis=stated")
            expect_equal("pledges at the end of 2022", past["totals"]["pledges"], 4)
            page = get(address, "/")
            for words in ("Demonstration, entered from public announcements",
                          "signed by nobody but the demonstration registrar", "Example Telecom", "USD 30\u202f000\u202f000.00"):
                expect_equal(f"the page says {words}", words in page, True)
            expect_equal("no script", "<script" in page, False)
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
