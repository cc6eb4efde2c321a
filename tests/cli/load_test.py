#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A server under load from strangers: 64 streams of statements that can never be admitted, and a thousand questions
whose askers hang up, keep neither /healthz nor an honest statement waiting, nor the end of the server."""

import http.client
import json
import multiprocessing
import signal
import socket
import statistics
import subprocess
import threading
import time
import urllib.request

from program import expect_equal, program

STREAMS = 64
STREAMS_A_PROCESS = 16
ABANDONED = 1_000
PROBES = 40
PAUSE_S = 0.1  # between two probes: the load goes on meanwhile
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


def flood(port, line, answered):
    """Sends streams of the same line and reads the answers, until the server or this process ends."""
    threads = [threading.Thread(target=stream, args=(port, line, answered)) for _ in range(STREAMS_A_PROCESS)]
    for thread in threads:
        thread.start()


def stream(port, line, answered):
    lines = (line + "\n").encode() * 8
    chunk = b"%x\r\n%s\r\n" % (len(lines), lines)
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=SECONDS_MAX) as peer:
            peer.sendall(b"POST /api/v1/statements HTTP/1.1\r\nHost: t\r\nContent-Type: application/x-ndjson\r\n"
                         b"Transfer-Encoding: chunked\r\n\r\n")
            threading.Thread(target=drain, args=(peer, answered), daemon=True).start()
            while True:
                peer.sendall(chunk)
    except OSError:
        pass  # the server has ended


def drain(peer, answered):
    try:
        while b'"line"' not in peer.recv(65_536):
            pass
        answered.release()
        while peer.recv(65_536):
            pass
    except OSError:
        pass


def abandon(port):
    """Sends requests and closes the connections at once, as long as the server runs."""
    for number in range(ABANDONED):
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=SECONDS_MAX) as peer:
                peer.sendall(b"GET /api/v1/summary?q=%d HTTP/1.1\r\nHost: t\r\n\r\n" % number)
        except OSError:
            pass  # refused: as many are open as may be


def serve(pledgebook, ledger):
    server = subprocess.Popen(
        pledgebook.command("serve", "--ledger", ledger, "--listen", "127.0.0.1:0"), cwd=pledgebook.folder,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )
    return server, int(server.stdout.readline().rsplit(":", 1)[1])


def probe(port, honest):
    """Medians: of /healthz, and of a statement that was recorded before and is fully processed again."""
    health, statements = [], []
    for _ in range(PROBES):
        health.append(seconds(lambda: get(port, "/healthz")))
        statements.append(seconds(lambda: submit(port, honest)))
        time.sleep(PAUSE_S)
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
        answered = multiprocessing.Semaphore(0)
        attackers = []
        try:
            honest = envelope(port, 1)
            for _ in range(STREAMS // STREAMS_A_PROCESS):
                attackers.append(multiprocessing.Process(target=flood, args=(port, hopeless, answered), daemon=True))
            attackers.append(multiprocessing.Process(target=abandon, args=(port,), daemon=True))
            for attacker in attackers:
                attacker.start()
            for _ in range(STREAMS):
                expect_equal("a stream is answered", answered.acquire(timeout=SECONDS_MAX), True)
            health, statement = probe(port, honest)
            began = time.monotonic()
            server.send_signal(signal.SIGTERM)
            status = server.wait(timeout=60)
            ended = time.monotonic() - began
        finally:
            for attacker in attackers:
                attacker.kill()
            server.kill()
            server.wait()
    print(f"under load: /healthz {health * 1000:.0f} ms, a statement {statement * 1000:.0f} ms, the stop {ended:.2f} s")
    expect_equal("status after SIGTERM", status, 0)
    expect_equal(f"/healthz within {HEALTH_S_MAX} s", health <= HEALTH_S_MAX, True)
    expect_equal(f"a statement within {STATEMENT_S_MAX} s", statement <= STATEMENT_S_MAX, True)
    expect_equal(f"ended within {STOP_S_MAX} s", ended <= STOP_S_MAX, True)


if __name__ == "__main__":
    main()
