#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""audit --against: follows another operator's ledger through its tiles only; detects a second history."""

import contextlib
import http.server
import shutil
import threading
import time
import urllib.error
import urllib.request

from program import expect_equal, program

SECONDS_MAX = 30


def register(pledgebook, keys, place, name):
    pledgebook.run("party", "register", name, "--name", name, "--sector", "other", "--role", "member",
                   "--key", f"{keys}/registrar/registrar.pem", *place)


def published_size(address):
    try:
        with urllib.request.urlopen(address + "/checkpoint", timeout=30) as answer:
            return int(answer.read().decode("utf-8").split("\n")[1])
    except urllib.error.HTTPError:
        return 0


def wait_for_checkpoint(address, beyond):
    """Waits until a checkpoint of more records than that is published."""
    end = time.monotonic() + SECONDS_MAX
    while published_size(address) <= beyond:
        if time.monotonic() > end:
            raise SystemExit(f"no checkpoint of more than {beyond} records within {SECONDS_MAX} s")
        time.sleep(0.1)
    return published_size(address)


def check_following(pledgebook, ledger, keys):
    with pledgebook.serving("serve", "--ledger", ledger) as address:
        size = wait_for_checkpoint(address, 0)
        report = pledgebook.json("audit", "--against", address, "--copy", "watched")
        expect_equal("standing", (report["standing"], report["good"]), ("current", True))
        expect_equal("all is new", (report["size"], report["new_records"]), (size, size))
        expect_equal("the key is on trust", report["key_on_trust"], True)
        expect_equal("views are compared", {row["equal"] for row in report["views"]}, {True})
        register(pledgebook, keys, ("--server", address), "first")
        larger = wait_for_checkpoint(address, size)
        again = pledgebook.json("audit", "--against", address, "--copy", "watched", "--log-key", report["log_key"])
        expect_equal("only what is new", (again["size"], again["new_records"]), (larger, larger - size))
        text = pledgebook.run("audit", "--against", address).stdout
        expect_equal("what people read", "take" in text or "compare it with" in text, True)
        other = pledgebook.run("audit", "--against", address, "--log-key", "somebody", status=2).stderr
        expect_equal("a wrong key", "--log-key" in other, True)
    from_directory = pledgebook.json("audit", "--against", ledger, "--copy", "watched")
    expect_equal("the directory says the same", (from_directory["good"], from_directory["new_records"]), (True, 0))
    of_copy = pledgebook.json("audit", "--ledger", "watched")
    expect_equal("the copy is a ledger", (of_copy["good"], of_copy["size"]), (True, larger))
    refused = pledgebook.run("party", "register", "x", "--name", "x", "--sector", "other", "--role", "member",
                             "--key", f"{keys}/registrar/registrar.pem", "--ledger", "watched", status=4)
    expect_equal("the copy takes nothing", "copy of another operator's ledger" in refused.stderr, True)


def check_fork(pledgebook, ledger, keys):
    shutil.copytree(pledgebook.folder / ledger, pledgebook.folder / "old")
    shutil.copy(pledgebook.folder / ledger / "checkpoint", pledgebook.folder / "earlier")
    register(pledgebook, keys, ("--ledger", ledger), "second")
    pledgebook.run("publish", "--ledger", ledger)
    report = pledgebook.json("audit", "--against", ledger, "--copy", "watched", "--since", "earlier")
    expect_equal("it goes on", (report["good"], report["new_records"] > 0), (True, True))

    # The old copy does not know what was signed since.
    behind = pledgebook.json("audit", "--against", "old", "--copy", "watched", status=1)
    expect_equal("older", (behind["standing"], behind["good"]), ("behind", False))
    for name in ("other", "another"):
        register(pledgebook, keys, ("--ledger", "old"), name)
        pledgebook.run("publish", "--ledger", "old")
    with pledgebook.serving("serve", "--ledger", "old") as address:
        done = pledgebook.run("audit", "--against", address, "--copy", "watched", status=1)
        expect_equal("it is named", "fork: the log's key has signed two histories" in done.stderr, True)
        forked = pledgebook.json("audit", "--against", address, "--copy", "watched", status=1)
    expect_equal("forked", forked["standing"], "forked")
    expect_equal("the first record that differs", forked["differs"], report["size"] - report["new_records"])
    notes = [path for path in forked["evidence"] if path.endswith(".checkpoint")]
    expect_equal("both notes", len(notes), 2)
    for path in forked["evidence"]:
        expect_equal(path, (pledgebook.folder / path).is_file(), True)
    since = pledgebook.json("audit", "--against", "old", "--since", f"{ledger}/checkpoint", status=1)
    expect_equal("without a copy", since["standing"], "forked")
    expect_equal("its evidence stays", all((pledgebook.folder / path).is_file() for path in since["evidence"]), True)
    inside = pledgebook.run("audit", "--ledger", "old", "--since", f"{ledger}/checkpoint", status=1)
    expect_equal("from inside as well", "another history" in inside.stderr, True)


@contextlib.contextmanager
def altering(address, part):
    """A proxy that alters a byte of every answer whose path contains `part`."""

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            try:
                with urllib.request.urlopen(address + self.path, timeout=30) as answer:
                    status, body = answer.status, bytearray(answer.read())
            except urllib.error.HTTPError as error:
                status, body = error.code, bytearray(error.read())
            if part in self.path and status == 200:
                place = body.rindex(b'"digest":"') + 10 if part == "digests" else len(body) // 2
                body[place] = ord("0") + (body[place] + 1) % 10 if part == "digests" else body[place] ^ 1
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as between:
        thread = threading.Thread(target=between.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{between.server_port}"
        finally:
            between.shutdown()
            thread.join()


def check_alterations(pledgebook, ledger):
    with pledgebook.serving("serve", "--ledger", ledger) as address:
        wait_for_checkpoint(address, 0)
        with altering(address, "nothing") as between:
            expect_equal("untouched", pledgebook.json("audit", "--against", between)["good"], True)
        for part, words in (("/checkpoint", ""), ("/tile/entries/", "do not match its own signed checkpoint"),
                            ("/tile/0/", "do not match its own signed checkpoint")):
            with altering(address, part) as between:
                done = pledgebook.run("audit", "--against", between, status=1)
                expect_equal(f"{part} altered", words in done.stderr and done.stderr.count("\n") == 1, True)
        with altering(address, "digests") as between:
            done = pledgebook.run("audit", "--against", between, status=1)
            expect_equal("other figures", ("a view differs" in done.stderr, " NO" in done.stdout), (True, True))
    pledgebook.run("audit", "--against", "http://127.0.0.1:9/log", status=4)
    (pledgebook.folder / "no-checkpoint").write_text("nothing\n", encoding="utf-8")
    pledgebook.run("audit", "--against", ledger, "--since", "no-checkpoint", status=1)
    pledgebook.run("audit", "--against", ledger, "--since", "absent", status=3)
    pledgebook.run("audit", "--against", "http://a b", status=2)
    pledgebook.run("audit", "--against", "nowhere", status=3)
    pledgebook.run("audit", "--against", ledger, "--chain-only", status=2)
    pledgebook.run("audit", "--copy", "x", "--ledger", ledger, status=2)


def main():
    with program() as pledgebook:
        ledger, keys = pledgebook.init("outside")
        check_following(pledgebook, ledger, keys)
        check_fork(pledgebook, ledger, keys)
        check_alterations(pledgebook, ledger)
    print("a ledger is followed from outside, and a fork is caught")


if __name__ == "__main__":
    main()
