#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Tools for other logs read ours: Go's sumdb checks our checkpoint, every tile and every record."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "cli"))

from program import expect_equal, program, skip  # noqa: E402

GO_PATH = "/usr/share/gocode"  # where Debian keeps libraries of Go
PARTIES = 700
SECONDS_MAX = 30


def go():
    """Debian's own Go before another one, since the library is Debian's."""
    return next((path for path in ("/usr/lib/go/bin/go", shutil.which("go")) if path and os.path.exists(path)), None)


def built(folder):
    if go() is None or not os.path.isdir(f"{GO_PATH}/src/golang.org/x/mod/sumdb"):
        skip("golang-go or golang-golang-x-mod-dev is missing: ./dev deps test installs them")
    environment = {**os.environ, "GO111MODULE": "off", "GOPATH": GO_PATH, "GOCACHE": str(folder / "go-cache"),
                   "GOFLAGS": "", "CGO_ENABLED": "0"}
    binary = folder / "follow_tiles"
    subprocess.run([go(), "build", "-o", binary, HERE / "follow_tiles" / "main.go"], check=True, env=environment,
                   timeout=240)
    return binary


def published(address, wanted):
    """Waits until the checkpoint covers so many records."""
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
        binary = built(pledgebook.folder)
        ledger, keys = "tiles-ledger", "tiles-keys"
        made = pledgebook.json("init", "--ledger", ledger, "--origin", "example.org/tiles", "--profile", "p2c", "--keys",
                               keys)
        key = made["log_key"]
        with pledgebook.serving("serve", "--ledger", ledger, "--publish-interval", "50") as address:
            begun = published(address, 2)
            expect_equal("a small log", followed(binary, address, key), begun)
            for first in (0, 200, PARTIES - 100):
                count = {0: 200, 200: PARTIES - 300}.get(first, 100)
                (pledgebook.folder / "more.jsonl").write_text("".join(parties(first, count)), encoding="utf-8")
                pledgebook.run("import", "more.jsonl", "--server", address, "--key", f"{keys}/registrar.pem")
                size = published(address, begun + first + count)
                expect_equal("all of it", followed(binary, address, key) >= size, True)
            # Another's key opens nothing.
            wrong = re.sub(r"^[^+]+", "example.org/other", key)
            done = subprocess.run([binary, address, wrong], capture_output=True, text=True, check=False, timeout=240)
            expect_equal("a wrong key", done.returncode, 1)
    print("tools for other logs read ours")


if __name__ == "__main__":
    main()
