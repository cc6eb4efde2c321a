#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""demo --practice: a ledger that everybody may spoil. It gives its keys away, and at each reset it is made again under another
name, while the address stays; a folder that is not for practice is never touched, and an ordinary server gives no key.

practice_test.py PROGRAM"""

import contextlib
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

from program import expect_equal, program

ROLES = ["ministry", "company", "verifier", "reviewer", "registrar", "auditor", "second-auditor"]


def fetch(address, path):
    try:
        with urllib.request.urlopen(address + path, timeout=60) as answer:
            return answer.status, answer.read().decode("utf-8")
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode("utf-8")


@contextlib.contextmanager
def practising(pledgebook, *options):
    """The address, the process, and its journal."""
    journal = pledgebook.folder / "journal"
    with journal.open("w", encoding="utf-8") as errors:
        process = subprocess.Popen(pledgebook.command("demo", "--practice", "--listen", "127.0.0.1:0", *options), cwd=pledgebook.folder,
                                   stdout=subprocess.PIPE, stderr=errors, text=True)
        address = None
        for line in process.stdout:
            found = re.search(r"http://[0-9.]+:[0-9]+", line)
            if found:
                address = found.group(0)
            if address and "Ctrl-C" in line:
                break
        if address is None:
            sys.exit(f"no address, status {process.wait()}: {journal.read_text(encoding='utf-8')}")
        try:
            yield address, process, journal
        finally:
            process.send_signal(signal.SIGTERM)
            expect_equal("the status after SIGTERM", process.wait(timeout=60), 0)


def ledger_at(address):
    return json.loads(fetch(address, "/api/v1/ledger")[1])["ledger"]


def check_roles(pledgebook, address):
    for role in ROLES:
        status, pem = fetch(address, f"/api/v1/practice/keys/{role}")
        expect_equal(role, status, 200)
        file = pledgebook.folder / f"{role}.pem"
        file.write_text(pem, encoding="utf-8")
        file.chmod(0o600)
        said = pledgebook.json("whoami", "--key", file, "--server", address)
        expect_equal(f"{role} is active", "active" in str(said), True)
    pledgebook.run("pledge", "submit", "by-a-trainee", "--title", "Masts", "--type", "programme", "--focus-area", "access", "--scope", "global",
                   "--start", "2027-01-01", "--key", "ministry.pem", "--server", address)
    # The read models follow the log.
    for _ in range(100):
        if fetch(address, "/api/v1/pledges/by-a-trainee")[0] == 200:
            return
        time.sleep(0.1)
    sys.exit("a trainee's pledge was not recorded")


def check_reset(pledgebook, address, process, journal):
    before = ledger_at(address)
    process.send_signal(signal.SIGUSR1)
    # The address answers all the time.
    deadline = time.monotonic() + 120
    while ledger_at(address) == before:
        if time.monotonic() > deadline:
            sys.exit(f"no reset: {journal.read_text(encoding='utf-8')}")
    expect_equal("what was recorded is gone", fetch(address, "/api/v1/pledges/by-a-trainee")[0], 404)
    key = (pledgebook.folder / "ministry.pem").read_text(encoding="utf-8")
    expect_equal("the keys are others", fetch(address, "/api/v1/practice/keys/ministry")[1] != key, True)
    expect_equal("the old key is unknown", pledgebook.run("pledge", "withdraw", "example-13", "--reason", "x", "--key", "ministry.pem",
                                                          "--server", address, status=None).returncode != 0, True)
    for _ in range(100):
        if "practice_reset" in journal.read_text(encoding="utf-8"):
            break
        time.sleep(0.1)
    expect_equal("the journal says it", "practice_reset" in journal.read_text(encoding="utf-8"), True)
    left = sorted(path.name for path in pledgebook.folder.iterdir() if path.name.startswith("pledgebook-practice"))
    expect_equal("folders", left, ["pledgebook-practice"])
    return ledger_at(address)


def check_restart(pledgebook, name):
    with practising(pledgebook) as (address, _, _):
        expect_equal("a ledger of today is served again", ledger_at(address), name)
    mark = pledgebook.folder / "pledgebook-practice" / "practice"
    mark.write_text(mark.read_text(encoding="utf-8").split("\n")[0] + "\n2026-01-01T00:00:00Z\n", encoding="utf-8")
    with practising(pledgebook) as (address, _, _):
        expect_equal("one of yesterday is made again", ledger_at(address) != name, True)


def check_other_folders(pledgebook):
    ledger, _ = pledgebook.init("precious")
    before = sorted(os.listdir(pledgebook.folder / ledger))
    done = pledgebook.run("demo", "--practice", "--ledger", ledger, "--listen", "127.0.0.1:0", status=1)
    expect_equal("the sentence", "is no ledger for practice" in done.stderr, True)
    expect_equal("nothing was touched", sorted(os.listdir(pledgebook.folder / ledger)), before)
    # What is for practice is served without its keys by an ordinary server.
    for what in (ledger, "pledgebook-practice"):
        with pledgebook.serving("serve", "--ledger", what, *(["--accept-clock"] if what != ledger else [])) as address:
            expect_equal("no keys", fetch(address, "/api/v1/practice/keys/ministry")[0], 404)
            expect_equal("no page", fetch(address, "/en/practice")[0], 404)
    for options in (["--reset-every", "3"], ["--practice", "--reset-every", "0"], ["--practice", "--reset-every", "169"]):
        pledgebook.run("demo", *options, status=2)


def main():
    with program() as pledgebook:
        with practising(pledgebook, "--reset-every", "24") as (address, process, journal):
            check_roles(pledgebook, address)
            name = check_reset(pledgebook, address, process, journal)
        check_restart(pledgebook, name)
        check_other_folders(pledgebook)
    print("a ledger for practice gives its keys away, and is made again")


if __name__ == "__main__":
    pathlib.Path(sys.argv[1]).resolve(strict=True)
    main()
