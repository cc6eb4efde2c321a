#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Real registers go in, and what comes out is what an independent model says: at the end and in the past, in one go and
after being killed in the middle. The registers are not part of this tree: see docs/IMPORT.md."""

import decimal
import json
import signal
import subprocess
import time

from program import SHARED, expect_equal, program, skip

AMOUNTS = ("announced", "committed", "disbursed")
COMPARED = ("member", "focus_area", "pledges", "by_state", "announced", "committed", "disbursed")


def amounts(of_currencies):
    """With two decimals, as the model writes every currency."""
    return {currency: f"{decimal.Decimal(amount):.2f}" for currency, amount in of_currencies.items()}


def rows_of(answer):
    return [{name: amounts(row[name]) if name in AMOUNTS else row[name] for name in COMPARED} for row in answer["rows"]]


def answers_of(name):
    """The model's. The rules as revised take sixteen more lines of one register."""
    revised = SHARED / f"{name}.revised.expected.json"
    return revised if revised.exists() else SHARED / f"{name}.expected.json"


def check_commitments(pledgebook, name, ledger, expected):
    answer = pledgebook.json("commitments", "--ledger", ledger)
    expect_equal(f"{name}, now", rows_of(answer), expected["end"]["rows"])
    for total in AMOUNTS:
        expect_equal(f"{name}, {total}", amounts(answer["totals"][total]), expected["end"]["totals"][total])
    for as_of, then in expected["as_of"].items():
        answer = pledgebook.json("commitments", "--ledger", ledger, "--as-of", as_of, "--axis", "stated")
        expect_equal(f"{name}, as of {as_of}", rows_of(answer), then["rows"])


def import_arguments(name, ledger, keys):
    return ("import", SHARED / f"{name}.jsonl", "--ledger", ledger, "--refused", f"{ledger}.refused.jsonl",
            "--key", f"{keys}/registrar/registrar.pem", "--key", f"{keys}/reviewer/reviewer.pem")


def check_summary(name, summary, expected):
    for member in ("lines", "refused", "kinds"):
        expect_equal(f"{name}, {member}", summary[member], expected[member])
    expect_equal(f"{name}, accepted", summary["accepted"] + summary["repeated"], expected["accepted"])


def check_in_one_go(pledgebook, name, expected):
    ledger, keys = pledgebook.init(name)
    summary = pledgebook.json(*import_arguments(name, ledger, keys))
    check_summary(name, summary, expected)
    expect_equal(f"{name}, repeated", summary["repeated"], 0)
    refused = pledgebook.folder / f"{ledger}.refused.jsonl"
    lines = refused.read_text(encoding="utf-8").splitlines() if refused.exists() else []
    expect_equal(f"{name}, refused lines", len(lines), len(expected["refused"]))
    check_commitments(pledgebook, name, ledger, expected)

    again = pledgebook.json(*import_arguments(name, ledger, keys))
    check_summary(name, again, expected)
    expect_equal(f"{name}, accepted again", again["accepted"], 0)
    pledgebook.run("audit", "--ledger", ledger)


def check_killed(pledgebook, name, expected, seconds):
    """kill -9 in the middle, more than once; then a run to the end."""
    ledger, keys = pledgebook.init(f"{name}-killed".replace("_", "-"))
    for _ in range(3):
        under_way = subprocess.Popen(
            pledgebook.command(*import_arguments(name, ledger, keys)), cwd=pledgebook.folder,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        time.sleep(seconds)
        under_way.send_signal(signal.SIGKILL)
        under_way.wait()
    check_summary(name, pledgebook.json(*import_arguments(name, ledger, keys)), expected)
    check_commitments(pledgebook, name, ledger, expected)
    pledgebook.run("audit", "--ledger", ledger)


def check_views_can_go(pledgebook, name, expected):
    """Read models depend only on the log: after deletion and after a rebuild they are the same."""
    ledger = f"{name}-ledger"
    before = pledgebook.json("rebuild", "--ledger", ledger)
    subprocess.run(["rm", "-r", pledgebook.folder / ledger / "views"], check=True)
    check_commitments(pledgebook, name, ledger, expected)
    expect_equal("digests", pledgebook.json("rebuild", "--ledger", ledger), before)
    one = pledgebook.json("rebuild", "commitments", "--ledger", ledger)["views"]
    expect_equal("one view", one, [view for view in before["views"] if view["view"] == "commitments"])
    unknown = pledgebook.run("rebuild", "totals", "--ledger", ledger, status=2).stderr
    expect_equal("an unknown view is told the known ones", "commitments, countries" in unknown, True)


def main():
    if not SHARED.is_dir():
        skip(f"{SHARED} is not there")
    with program() as pledgebook:
        for name in ("iati", "one_ukraine", "ndc"):
            expected = json.loads(answers_of(name).read_text(encoding="utf-8"))
            check_in_one_go(pledgebook, name, expected)
            check_killed(pledgebook, name, expected, 0.05)
            check_views_can_go(pledgebook, name, expected)
    print("the registers' figures are the model's")


if __name__ == "__main__":
    main()
