#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""backup and restore: beside a running server, checked, and never behind what was signed."""

import hashlib
import shutil

from outside_test import register, wait_for_checkpoint
from program import expect_equal, program


def check_backup(pledgebook, ledger, keys):
    with pledgebook.serving("serve", "--ledger", ledger) as address:
        wait_for_checkpoint(address, 0)
        made = pledgebook.json("backup", "old-backup", "--ledger", ledger)
        expect_equal("it has what was published", made["checkpoint"] is not None, True)
        pledgebook.run("backup", "old-backup", "--ledger", ledger, status=1)
        register(pledgebook, keys, ("--server", address), "first")
        wait_for_checkpoint(address, made["size"])
        text = pledgebook.run("backup", "backup", "--ledger", ledger).stdout
        expect_equal("what people read", "the log key is not in the backup" in text, True)
    expect_equal("it can be read", pledgebook.json("audit", "--ledger", "backup")["good"], True)
    pledgebook.run("serve", "--ledger", "backup", "--listen", "127.0.0.1:0", status=4)


def check_beside(pledgebook, ledger):
    """Evidence and the desk are copied too; a damaged file is named, and the rest goes on."""
    folder = pledgebook.folder / ledger / "blobs" / "gha-gov"
    folder.mkdir(parents=True, exist_ok=True)
    good = b"%PDF-1.7 a report"
    names = [hashlib.sha256(good).hexdigest(), hashlib.sha256(b"another").hexdigest()]
    for name in names:
        (folder / name).write_bytes(good)
    (folder.parent / ".parts").mkdir(exist_ok=True)
    (folder.parent / ".parts" / names[1]).write_bytes(b"half")
    made = pledgebook.json("backup", "with-evidence", "--ledger", ledger)
    expect_equal("evidence", (made["evidence_files"], made["evidence_bytes"], made["desk"]), (1, len(good), True))
    expect_equal("the damaged one is named", [names[1] in each for each in made["not_copied"]], [True])
    copied = pledgebook.folder / "with-evidence" / "blobs"
    expect_equal("nothing else", sorted(path.name for path in copied.rglob("*") if path.is_file()), [names[0]])
    pledgebook.run("restore", "with-evidence", "--ledger", "evidence-again")
    expect_equal("restored", (pledgebook.folder / "evidence-again" / "blobs" / "gha-gov" / names[0]).read_bytes(), good)
    expect_equal("the desk too", (pledgebook.folder / "evidence-again" / "desk" / "data.mdb").exists(), True)


def check_restore(pledgebook, ledger, keys):
    newest = f"{ledger}/checkpoint"
    over = pledgebook.run("restore", "backup", "--ledger", ledger, status=1)
    expect_equal("not over a ledger", "there is a ledger in" in over.stderr, True)
    behind = pledgebook.run("restore", "old-backup", "--ledger", "restored", "--seen", newest, status=1)
    expect_equal("not behind what was seen", "older copy" in behind.stderr, True)
    expect_equal("nothing was made", (pledgebook.folder / "restored").exists(), False)

    # It is held until the newest checkpoint is known.
    held = pledgebook.json("restore", "old-backup", "--ledger", "held")
    expect_equal("it says why", "--seen" in held["held"], True)
    shutil.copy(pledgebook.folder / ledger / "log-key.pem", pledgebook.folder / "held")
    refused = pledgebook.run("serve", "--ledger", "held", "--listen", "127.0.0.1:0", status=4)
    expect_equal("neither written", "restored from a backup" in refused.stderr, True)
    pledgebook.run("publish", "--ledger", "held", status=4)
    expect_equal("but read", pledgebook.json("audit", "--ledger", "held")["good"], True)

    behind = pledgebook.run("serve", "--ledger", "held", "--seen", newest, "--listen", "127.0.0.1:0", status=1)
    expect_equal("nor signed", "older copy" in behind.stderr, True)
    with pledgebook.serving("serve", "--ledger", "held", "--seen", "old-backup/checkpoint") as address:
        wait_for_checkpoint(address, 0)

    # The remaining files of the ledger have the last signed checkpoint.
    for name in ("log", "FORMAT", "views"):
        path = pledgebook.folder / ledger / name
        shutil.move(path, pledgebook.folder / f"lost-{name}")
    pledgebook.run("restore", "old-backup", "--ledger", ledger, status=1)
    restored = pledgebook.json("restore", "backup", "--ledger", ledger, "--seen", newest)
    expect_equal("it may go on", restored["held"], None)
    with pledgebook.serving("serve", "--ledger", ledger) as address:
        register(pledgebook, keys, ("--server", address), "second")
        wait_for_checkpoint(address, restored["size"])
    expect_equal("audit", pledgebook.json("audit", "--ledger", ledger)["good"], True)


def main():
    with program() as pledgebook:
        ledger, keys = pledgebook.init("backup")
        check_backup(pledgebook, ledger, keys)
        check_beside(pledgebook, ledger)
        check_restore(pledgebook, ledger, keys)
    print("backups are whole, and nothing that was restored goes behind what was signed")


if __name__ == "__main__":
    main()
