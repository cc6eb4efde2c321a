#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Tools for other logs read ours: Go's sumdb checks our checkpoint, every tile and every record."""

import json
import re
import subprocess
import sys
import time
import urllib.request

from go_program import built
from program import expect_equal, program

PARTIES = 700
SECONDS_MAX = 30


def published(address, wanted):
    """Waits until the checkpoint covers this many records."""
    end = time.monotonic() + SECONDS_MAX
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"{address}/checkpoint", timeout=30) as answer:
                size = int(answer.read().decode("utf-8").split("\n")[1])
            if size >= wanted:
                return size
        except urllib.error.HTTPError:
            pass
        time.sleep(0.05)
    sys.exit(f"no checkpoint of {wanted} records within {SECONDS_MAX} s")


def parties(first, count):
    for i in range(first, first + count):
        yield json.dumps({"kind": "party.registered", "stream": f"party/m-{i}", "at": "2022-01-01T00:00:00Z",
                          "body": {"name": f"M {i}", "sector": "other", "roles": ["member"]}}) + "\n"


def followed(binary, address, key):
    done = subprocess.run([binary, address, key], capture_output=True, text=True, check=False, timeout=240)
    expect_equal(f"follow_tiles: {done.stderr}", done.returncode, 0)
    return int(done.stdout.split()[0])


def main():
    with program() as pledgebook:
        binary = built(pledgebook.folder, "follow_tiles")
        ledger, keys = "tiles-ledger", "tiles-keys"
        made = pledgebook.json("init", "--no-passphrase", "--ledger", ledger, "--origin", "example.org/tiles", "--profile", "p2c", "--keys",
                               keys)
        key = made["log_key"]
        with pledgebook.serving("serve", "--ledger", ledger, "--publish-interval", "50") as address:
            begun = published(address, 2)
            expect_equal("a small log", followed(binary, address, key), begun)
            for first in (0, 200, PARTIES - 100):
                count = {0: 200, 200: PARTIES - 300}.get(first, 100)
                (pledgebook.folder / "more.jsonl").write_text("".join(parties(first, count)), encoding="utf-8")
                pledgebook.run("import", "more.jsonl", "--server", address, "--key", f"{keys}/registrar/registrar.pem")
                size = published(address, begun + first + count)
                expect_equal("all of it", followed(binary, address, key) >= size, True)
            # Another key does not verify it.
            wrong = re.sub(r"^[^+]+", "example.org/other", key)
            done = subprocess.run([binary, address, wrong], capture_output=True, text=True, check=False, timeout=240)
            expect_equal("a wrong key", done.returncode, 1)
    print("tools for other logs read ours")


if __name__ == "__main__":
    main()
