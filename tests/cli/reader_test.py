#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Whoever may only read: an auditor's user without write access to the ledger, and a process with little address space."""

import json
import os
import resource
import subprocess

from program import SECONDS_MAX, expect_equal, program

NOBODY = 65534


def open_to_readers(folder):
    """What `chmod -R a+rX,a-w` gives."""
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    if os.geteuid() != 0:  # the owner is no other user, but may take the right to write from itself
        for path in [*folder.rglob("*"), folder]:
            path.chmod(0o555 if path.is_dir() else 0o444)


class Reader:
    """Runs the program as a user who may read the ledger and no more."""

    def __init__(self, pledgebook, temporary):
        self.pledgebook, self.temporary = pledgebook, temporary
        temporary.mkdir()
        temporary.chmod(0o777)

    def run(self, *arguments, status=0):
        user = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
        done = subprocess.run(
            self.pledgebook.command(*arguments, "--json"), cwd=self.pledgebook.folder, stdin=subprocess.DEVNULL, text=True,
            capture_output=True, check=False, timeout=SECONDS_MAX, env={**os.environ, "TMPDIR": str(self.temporary)}, **user,
        )
        expect_equal(f"{arguments}: {done.stderr}", done.returncode, status)
        return done


def files_of(folder):
    return sorted((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in folder.rglob("*"))


def check_reader(pledgebook, ledger):
    folder = pledgebook.folder / ledger
    open_to_readers(folder)
    before = files_of(folder)
    reader = Reader(pledgebook, pledgebook.folder / "tmp")
    records = json.loads(reader.run("log", "--ledger", ledger).stdout)["records"]
    expect_equal("log", len(records) > 3, True)
    expect_equal("audit", json.loads(reader.run("audit", "--ledger", ledger).stdout)["good"], True)
    expect_equal("commitments", json.loads(reader.run("commitments", "--ledger", ledger).stdout)["totals"]["pledges"], 1)
    expect_equal("nothing is written", files_of(folder), before)
    expect_equal("nothing is left behind", list(reader.temporary.iterdir()), [])


def check_beside_a_writer(pledgebook, ledger):
    """Only where another user may write."""
    if os.geteuid() != 0:
        return
    reader = Reader(pledgebook, pledgebook.folder / "tmp-2")
    with pledgebook.serving("serve", "--ledger", ledger) as address:
        refused = reader.run("log", "--ledger", ledger, status=4)
        expect_equal(refused.stderr, "use --server" in refused.stderr, True)
        reader.run("log", "--server", address)
    reader.run("log", "--ledger", ledger)


def check_address_space(pledgebook, ledger):
    """`ulimit -v`, in bytes: a smaller map, and where there is room for none, the remedy."""
    def run(limit):
        return subprocess.run(
            pledgebook.command("commitments", "--ledger", ledger), cwd=pledgebook.folder, text=True, capture_output=True, check=False,
            timeout=SECONDS_MAX, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)),
        )
    little = run(4_000_000 * 1024)
    expect_equal(little.stderr, (little.returncode, "gha-gov" in little.stdout), (0, True))
    none = run(200_000 * 1024)
    expect_equal(none.stderr, (none.returncode, "ulimit -v unlimited" in none.stderr), (4, True))


def main():
    with program() as pledgebook:
        pledgebook.folder.chmod(0o755)
        ledger, keys = pledgebook.init("read")
        registrar = ("--key", f"{keys}/registrar/registrar.pem", "--ledger", ledger)
        pledgebook.run("party", "register", "gha-gov", "--name", "Ghana", "--sector", "government", "--role", "member", *registrar)
        pledgebook.run("pledge", "submit", "p-1", "--title", "Schools", "--type", "policy", "--focus-area", "access", "--scope", "global",
                       "--start", "2026-01-01", "--on-behalf-of", "gha-gov", "--source", "a letter", "--at", "2026-01-01", *registrar)
        pledgebook.run("publish", "--ledger", ledger)
        check_address_space(pledgebook, ledger)
        check_reader(pledgebook, ledger)
        check_beside_a_writer(pledgebook, ledger)


if __name__ == "__main__":
    main()
