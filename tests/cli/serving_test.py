#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""serve and demo: what they print is true, the page shows the figures, and they end well."""

import json
import urllib.request

from program import expect_equal, program


def get(address, path):
    with urllib.request.urlopen(address + path, timeout=30) as answer:
        return answer.read().decode("utf-8")


def main():
    with program() as pledgebook:
        with pledgebook.serving("demo", "--ledger", "demo-ledger") as address:
            commitments = json.loads(get(address, "/api/v1/commitments"))
            expect_equal("pledges", commitments["totals"]["pledges"], 11)
            past = json.loads(get(address, "/api/v1/commitments?as_of=2022-12-31&axis=stated"))
            expect_equal("pledges at the end of 2022", past["totals"]["pledges"], 4)
            page = get(address, "/")
            for words in ("Demonstration, entered from public announcements",
                          "signed by nobody but the demonstration registrar", "Example Telecom", "30\u202f000\u202f000.00 USD"):
                expect_equal(f"the page says {words}", words in page, True)
            expect_equal("no script", "<script" in page, False)
            # A second writer is told what to do instead.
            busy = pledgebook.run("audit", "--ledger", "demo-ledger")
            expect_equal("an audit beside the server", "records" in busy.stdout, True)
            pledgebook.run("serve", "--ledger", "demo-ledger", "--listen", "127.0.0.1:0", status=4)
        report = pledgebook.json("audit", "--ledger", "demo-ledger")
        expect_equal("audit", report["good"], True)
        with pledgebook.serving("demo", "--ledger", "demo-ledger") as address:
            again = json.loads(get(address, "/api/v1/commitments"))
            expect_equal("the same after a restart", again["rows"], commitments["rows"])
    print("serve and demo do what they say")


if __name__ == "__main__":
    main()
