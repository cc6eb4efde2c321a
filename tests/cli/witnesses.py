# SPDX-License-Identifier: Apache-2.0
"""Witness processes, and a ledger's reports about them."""

import hashlib
import json
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

SECONDS_MAX = 60


class Witness:
    """One `witness serve`, at the same address from its first start on."""

    def __init__(self, program, name, log_key, *more):
        self.program, self.name, self.log_key, self.more = program, name, log_key, more
        self.listen, self.process = "127.0.0.1:0", None
        self.state = program.folder / f"{name}-state"
        program.run("key", "new", f"{name}.pem", "--plain")
        self.start()
        shown = program.json("witness", "key", "--key", f"{name}.pub.pem", "--name", f"witness.example/{name}", "--url",
                             self.address)
        self.key = shown["verifier_key"]

    def start(self):
        self.process = subprocess.Popen(
            self.program.command("witness", "serve", "--key", f"{self.name}.pem", "--name", f"witness.example/{self.name}",
                                 "--log", self.log_key, "--state", self.state, "--listen", self.listen, *self.more),
            cwd=self.program.folder, stdout=subprocess.PIPE, text=True,
        )
        line = self.process.stdout.readline()
        found = re.search(r"https?://([0-9.]+:[0-9]+)", line)
        if not found:
            sys.exit(f"witness {self.name} did not start: {line} status {self.process.wait()}")
        self.listen, self.address = found.group(1), found.group(0)

    def stop(self):
        if self.process is None:
            return
        self.process.send_signal(signal.SIGTERM)
        self.process.stdout.read()
        status, self.process = self.process.wait(timeout=60), None
        if status != 0:
            sys.exit(f"witness {self.name}: status {status} after SIGTERM")

    def policy_line(self):
        return f"witness {self.name} {self.key} {self.address}\n"

    @staticmethod
    def origin_hash(origin):
        return hashlib.sha256(origin.encode("utf-8")).hexdigest()

    def kept(self, folder):
        """The files of evidence or doubts."""
        place = self.state / folder
        return sorted(place.iterdir()) if place.exists() else []

    def add_checkpoint(self, old, hashes, checkpoint):
        """Status, content type and body."""
        body = f"old {old}\n" + "".join(f"{one}\n" for one in hashes) + "\n" + checkpoint
        request = urllib.request.Request(f"{self.address}/add-checkpoint", data=body.encode("utf-8"), method="POST")
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.headers["Content-Type"], answer.read().decode("utf-8")
        except urllib.error.HTTPError as error:
            return error.code, error.headers["Content-Type"], error.read().decode("utf-8")


def policy(log_key, witnesses, quorum):
    """A policy with the witnesses in one group, of which `quorum` are needed."""
    names = " ".join(witness.name for witness in witnesses)
    lines = "".join(witness.policy_line() for witness in witnesses)
    return f"log {log_key}\n{lines}group w {quorum} {names}\nquorum w\n"


def free_port():
    """A free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def get(address, path):
    with urllib.request.urlopen(address + path, timeout=30) as answer:
        return answer.read().decode("utf-8")


def problem_of(address, path):
    """Status and code of a refusal; nothing if the request succeeded."""
    try:
        get(address, path)
        return None
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())["code"]


def metric(address, name):
    for line in get(address, "/metrics").splitlines():
        if line.startswith(name + " "):
            return int(line.split(" ")[1])
    return None


def wait_for(what, check):
    """Waits until `check` is not false, and returns its value."""
    end = time.monotonic() + SECONDS_MAX
    while time.monotonic() < end:
        found = check()
        if found:
            return found
        time.sleep(0.05)
    sys.exit(f"not within {SECONDS_MAX} s: {what}")


def released_size(address):
    try:
        return int(get(address, "/checkpoint").split("\n")[1])
    except urllib.error.HTTPError:
        return 0


def log_size(address):
    return metric(address, "pledgebook_size")


def wait_for_release(address, beyond):
    """The checkpoint that covers more records than `beyond`."""
    return wait_for(f"a checkpoint of more than {beyond} records",
                    lambda: released_size(address) > beyond and get(address, "/checkpoint"))


def parties(first, count):
    return "".join(
        json.dumps({"kind": "party.registered", "stream": f"party/m-{i}", "at": "2022-01-01T00:00:00Z",
                    "body": {"name": f"M {i}", "sector": "other", "roles": ["member"]}}) + "\n"
        for i in range(first, first + count)
    )
