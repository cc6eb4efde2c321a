#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A new log key: checkpoints carry its signature and the old one's, and readers who pinned either go on."""

from program import expect_equal, program


def signature_lines(path):
    return sum(1 for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("\u2014 "))


def main():
    with program() as pledgebook:
        ledger, keys = pledgebook.init("logkey")
        place = ("--ledger", ledger)
        directory = pledgebook.folder / ledger
        roots = ("--key", f"{keys}/root-1/root-1.pem", "--key", f"{keys}/root-2/root-2.pem")
        old = pledgebook.json("log", "--from", "0", "--limit", "1", *place)["records"][0]["statement"]["body"]["log_key"]
        pledgebook.run("publish", *place)
        before = pledgebook.folder / "before"
        before.write_bytes((directory / "checkpoint").read_bytes())
        pledgebook.run("audit", "--against", ledger, "--copy", "copy")

        pledgebook.run("key", "new", f"{ledger}/log-key-2.pem", "--plain")
        pledgebook.run("party", "register", "a", "--name", "A", "--sector", "other", "--role", "member", "--key",
                       f"{keys}/registrar/registrar.pem", *place)
        pledgebook.run("publish", *place)
        expect_equal("a key that is not in force signs nothing", signature_lines(directory / "checkpoint"), 1)
        replace = ("log-key", "replace", "--new-key", f"{ledger}/log-key-2.pem")
        done = pledgebook.run(*replace, "--key", f"{keys}/root-1/root-1.pem", *place, status=2)
        expect_equal("a quorum", "1 more root key must sign too" in done.stderr, True)
        pledgebook.run(*replace, *roots, *place)
        new = pledgebook.json("log", "--limit", "1", *place)["records"][0]["statement"]["body"]["log_key"]
        pledgebook.run("publish", *place)
        expect_equal("both sign", signature_lines(directory / "checkpoint"), 2)
        pledgebook.run("export", "--all", "-o", "all.json", *place)
        for key in (old, new):
            pledgebook.run("verify", "all.json", "--log-key", key)
            pledgebook.run("audit", "--against", ledger, "--copy", "copy", "--log-key", key)
        pledgebook.run("audit", "--against", ledger, "--copy", "second", "--log-key", new)
        pledgebook.run("audit", "--since", "before", *place)

        # The old key is gone: who pinned the new one goes on, also with a copy that knows both.
        (directory / "log-key.pem").rename(pledgebook.folder / "kept.pem")
        pledgebook.run("party", "register", "b", "--name", "B", "--sector", "other", "--role", "member", "--key",
                       f"{keys}/registrar/registrar.pem", *place)
        pledgebook.run("publish", *place)
        expect_equal("one signs", signature_lines(directory / "checkpoint"), 1)
        pledgebook.run("export", "--all", "-o", "later.json", *place)
        pledgebook.run("verify", "later.json", "--log-key", new)
        pledgebook.run("verify", "later.json", "--log-key", old, status=1)
        pledgebook.run("audit", "--against", ledger, "--copy", "copy")
        pledgebook.run("audit", "--against", ledger, "--copy", "fresh", "--log-key", new)

        # The key in force is gone: nothing is signed, and it is said which file is missing.
        (directory / "log-key-2.pem").rename(directory / "log-key.pem")
        pledgebook.run("publish", *place)
        (directory / "log-key.pem").write_bytes((pledgebook.folder / "kept.pem").read_bytes())
        done = pledgebook.run("publish", *place, status=None)
        expect_equal("nothing is signed", done.returncode != 0 and "the log's key in force is" in done.stderr, True)
        expect_equal("the ledger is sound", pledgebook.run("audit", *place).stdout.startswith("All is right."), True)
    print("a new log key takes over, and nobody who pinned one is left behind")


if __name__ == "__main__":
    main()
