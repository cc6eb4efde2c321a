#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A server under load from strangers: 64 streams of statements that can never be admitted, and a thousand questions
whose askers hang up, keep neither /healthz nor an honest statement waiting, nor the end of the server."""

import http.client
import json
import signal
import socket
import statistics
import subprocess
import threading
import time
import urllib.request

from program import expect_equal, program

STREAMS = 64
ABANDONED = 1_000
PROBES = 15
HEALTH_S_MAX = 0.1
STATEMENT_S_MAX = 1.0
STOP_S_MAX = 2.0
SECONDS_MAX = 30


def get(port, path):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=SECONDS_MAX) as answer:
        return answer.read()


def envelope(port, index):
    """The envelope of a record, as one line."""
    return json.dumps(json.loads(get(port, f"/api/v1/records/{index}"))["envelope"])


def seconds(ask):
    began = time.monotonic()
    ask()
    return time.monotonic() - began


def flood(port, line, stop):
    """A stream of the same line, whose answers are read, until it is told to stop."""
    lines = (line + "\n").encode() * 8
    chunk = b"%x\r\n%s\r\n" % (len(lines), lines)
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=SECONDS_MAX) as peer:
            peer.sendall(b"POST /api/v1/statements HTTP/1.1\r\nHost: t\r\nContent-Type: application/x-ndjson\r\n"
                         b"Transfer-Encoding: chunked\r\n\r\n")
            reader = threading.Thread(target=drain, args=(peer,), daemon=True)
            reader.start()
            while not stop.is_set():
                peer.sendall(chunk)
    except OSError:
        pass  # the server ends first


def drain(peer):
    try:
        while peer.recv(65_536):
            pass
    except OSError:
        pass


def abandon(port, number):
    with socket.create_connection(("127.0.0.1", port), timeout=SECONDS_MAX) as peer:
        peer.sendall(b"GET /api/v1/summary?q=%d HTTP/1.1\r\nHost: t\r\n\r\n" % number)


def abandon_all(port, stop):
    for number in range(ABANDONED):
        if stop.is_set():
            return
        try:
            abandon(port, number)
        except OSError:
            pass  # refused: as many are open as may be


def serve(pledgebook, ledger):
    server = subprocess.Popen(
        pledgebook.command("serve", "--ledger", ledger, "--listen", "127.0.0.1:0"), cwd=pledgebook.folder,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )
    return server, int(server.stdout.readline().rsplit(":", 1)[1])


def probe(port, honest):
    """Medians: of /healthz, and of a statement that was recorded before and takes the whole way again."""
    health, statements = [], []
    for _ in range(PROBES):
        health.append(seconds(lambda: get(port, "/healthz")))
        statements.append(seconds(lambda: submit(port, honest)))
    return statistics.median(health), statistics.median(statements)


def submit(port, line):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS_MAX)
    connection.request("POST", "/api/v1/statements", line, {"Content-Type": "application/json"})
    answer = connection.getresponse()
    answer.read()
    expect_equal("an honest statement", answer.status, 200)
    connection.close()


def main():
    with program() as pledgebook:
        hopeless_ledger = pledgebook.init("other")[0]
        with pledgebook.serving("serve", "--ledger", hopeless_ledger) as address:
            hopeless = envelope(address.rsplit(":", 1)[1], 0)
        server, port = serve(pledgebook, pledgebook.init("one")[0])
        stop = threading.Event()
        attackers = [threading.Thread(target=flood, args=(port, hopeless, stop), daemon=True) for _ in range(STREAMS)]
        try:
            honest = envelope(port, 1)
            attackers.append(threading.Thread(target=abandon_all, args=(port, stop), daemon=True))
            for attacker in attackers:
                attacker.start()
            health, statement = probe(port, honest)
            began = time.monotonic()
            server.send_signal(signal.SIGTERM)
            status = server.wait(timeout=60)
            ended = time.monotonic() - began
        finally:
            stop.set()
            server.kill()
            server.wait()
    print(f"under load: /healthz {health * 1000:.0f} ms, a statement {statement * 1000:.0f} ms, the stop {ended:.2f} s")
    expect_equal("status after SIGTERM", status, 0)
    expect_equal(f"/healthz within {HEALTH_S_MAX} s", health <= HEALTH_S_MAX, True)
    expect_equal(f"a statement within {STATEMENT_S_MAX} s", statement <= STATEMENT_S_MAX, True)
    expect_equal(f"ended within {STOP_S_MAX} s", ended <= STOP_S_MAX, True)


if __name__ == "__main__":
    main()
