#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""No file of a ledger gets descriptor 0, 1 or 2, however the program is started: what is printed
never lands in the database."""

import itertools
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

from program import expect_equal, program


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start_without(pledgebook, closed, *arguments):
    """The program, started with these descriptors closed."""
    shell = " ".join(f"{number}>&-" for number in closed)
    command = ["sh", "-c", f'exec "$@" {shell}', "sh", *pledgebook.command(*arguments)]
    return subprocess.Popen(command, cwd=pledgebook.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def wait_until_served(server, address):
    for _ in range(300):
        if server.poll() is not None:
            sys.exit(f"serve ended with status {server.returncode}")
        try:
            with urllib.request.urlopen(address + "/healthz", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.05)
    sys.exit("serve does not answer")


def serve_without(pledgebook, ledger, keys, closed):
    address = f"http://127.0.0.1:{free_port()}"
    server = start_without(pledgebook, closed, "serve", "--ledger", ledger, "--listen", address.removeprefix("http://"))
    try:
        wait_until_served(server, address)
        for number in closed:
            expect_equal(f"descriptor {number}", os.readlink(f"/proc/{server.pid}/fd/{number}"), "/dev/null")
        pledgebook.run(
            "party", "register", "org-" + "-".join(map(str, closed)), "--name", "An organisation", "--sector", "other",
            "--role", "member", "--key", f"{keys}/registrar/registrar.pem", "--server", address,
        )
    finally:
        server.send_signal(signal.SIGTERM)
        expect_equal("status of serve", server.wait(timeout=60), 0)


def main():
    with program() as pledgebook:
        ledger, keys = pledgebook.init("descriptors")
        for count in (1, 2, 3):
            for closed in itertools.combinations((0, 1, 2), count):
                serve_without(pledgebook, ledger, keys, closed)
        expect_equal("audit", pledgebook.json("audit", "--ledger", ledger)["good"], True)
        for command in (("audit",), ("log",), ("rebuild",), ("publish",)):
            done = start_without(pledgebook, (0, 1, 2), *command, "--ledger", ledger)
            expect_equal(f"status of {command[0]}", done.wait(timeout=60), 0)
        expect_equal("audit at last", pledgebook.json("audit", "--ledger", ledger)["good"], True)
    print("descriptors 0, 1 and 2 are never a ledger's files")


if __name__ == "__main__":
    main()
