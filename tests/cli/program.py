# SPDX-License-Identifier: Apache-2.0
"""The built program, run in a folder of its own, for the tests beside this file."""

import contextlib
import json
import pathlib
import re
import signal
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "data"
SECONDS_MAX = 240

# They ask before they sign; a test has no terminal, and agrees.
WRITING = {
    "attestation", "key add", "key replace", "key revoke", "lapse", "log-key replace", "lists publish", "match", "message", "notice",
    "objectives observe", "objectives set", "officer add", "officer remove", "party register", "party resume",
    "party suspend", "party update", "pledge accept-correction", "pledge amend", "pledge decline-correction",
    "pledge endorse", "pledge publish", "pledge reinstate", "pledge reject", "pledge return", "pledge revise",
    "pledge submit", "pledge supersede", "pledge withdraw", "rates publish", "rates void", "report", "review", "rules",
    "sign", "submit", "witness-policy",
}


def agreed(arguments):
    words = [str(argument) for argument in arguments[:2]]
    writes = words and (words[0] in WRITING or " ".join(words) in WRITING)
    return (*arguments, "--yes") if writes and "--help" not in arguments else arguments


class Program:
    """`run` and `json` fail the test if the exit status is not the expected one; None expects none."""

    def __init__(self, path, folder):
        self.path = str(pathlib.Path(path).resolve())
        self.folder = pathlib.Path(folder)

    def command(self, *arguments):
        return [self.path, *map(str, arguments)]

    def run(self, *arguments, status=0):
        done = subprocess.run(
            self.command(*agreed(arguments)), cwd=self.folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=SECONDS_MAX,
        )
        if status is not None and done.returncode != status:
            sys.exit(f"{arguments}: status {done.returncode} instead of {status}\n{done.stdout}\n{done.stderr}")
        return done

    def json(self, *arguments, status=0):
        return json.loads(self.run(*arguments, "--json", status=status).stdout)

    def init(self, name):
        """A ledger and its keys; the folders' names."""
        ledger, keys = f"{name}-ledger", f"{name}-keys"
        self.run("init", "--ledger", ledger, "--origin", f"example.org/{name}", "--profile", "p2c", "--keys", keys,
                 "--no-passphrase")
        return ledger, keys

    @contextlib.contextmanager
    def serving(self, *arguments, listen="127.0.0.1:0"):
        """The address at which `serve` or `demo` listens until the block ends; then it must stop with status 0."""
        server = subprocess.Popen(
            self.command(*arguments, "--listen", listen), cwd=self.folder, stdout=subprocess.PIPE, text=True,
        )
        address = None
        for line in server.stdout:
            found = re.search(r"http://[0-9.]+:[0-9]+", line)
            if found:
                address = found.group(0)
                break
        if address is None:
            sys.exit(f"{arguments}: no address was printed, status {server.wait()}")
        try:
            yield address
        finally:
            server.send_signal(signal.SIGTERM)
            rest = server.stdout.read()
            if server.wait(timeout=60) != 0:
                sys.exit(f"{arguments}: status {server.returncode} after SIGTERM\n{rest}")


@contextlib.contextmanager
def program():
    with tempfile.TemporaryDirectory(prefix="pledgebook-test-") as folder:
        yield Program(sys.argv[1], folder)


def expect_equal(what, found, expected):
    if found != expected:
        sys.exit(f"{what}:\n  found    {found}\n  expected {expected}")


def skip(why):
    print(f"skipped: {why}")
    sys.exit(77)
